/**
 * A simple question to a run: `<agent or kind> <verb> <market or bond> [date or time]`, such as
 * `risk-parity sells UST 2026-01-20`.
 *
 * Reading it takes its grammar apart; which names there are, only the run can say (`resolveQuery`). What is wrong is a
 * sentence with the nearest name, never an exception.
 */
import { AGENT_KIND_NAMES } from '../../agents/kind-names.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type DayNumber, parseIsoDate } from '../../units/civil-date.ts';
import type { Market, SimTime } from '../../units/quantity.ts';
import { parseIsoTime, TICK_MS } from '../../units/time.ts';
import type { Roster } from './roster.ts';

/** In the order of the manual. */
export const VERBS = ['buys', 'sells', 'bids', 'quotes', 'breaches', 'stops', 'defaults'] as const;
export type Verb = (typeof VERBS)[number];

/** Verbs of an institution as a whole, whose events need not name a line. */
const OF_THE_WHOLE: ReadonlySet<Verb> = new Set(['breaches', 'stops', 'defaults']);

export type When =
  | { readonly kind: 'date'; readonly date: DayNumber }
  /** The five minutes of the decision clock that a time falls into. */
  | { readonly kind: 'tick'; readonly from: SimTime; readonly to: SimTime };

export interface ReadQuery {
  readonly ok: true;
  readonly subject: string;
  readonly verb: Verb;
  /** Undefined: any. */
  readonly object: string | undefined;
  readonly when: When | undefined;
}

/** Names of the run: who is meant and which lines. */
export interface ResolvedQuery {
  readonly ok: true;
  readonly verb: Verb;
  readonly agents: ReadonlySet<string>;
  readonly instruments: ReadonlySet<string>;
  readonly markets: ReadonlySet<Market>;
  readonly namesLine: boolean;
  readonly when: When | undefined;
}

export interface QueryFlaw {
  readonly ok: false;
  readonly found: string;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

export const QUERY_FORM = '<agent or kind> <verb> <market or bond> [date or time]';
const EXAMPLE = 'risk-parity sells UST 2026-01-20';

export function readQuery(text: string): ReadQuery | QueryFlaw {
  const [subject, verbText, ...rest] = text.trim().split(/\s+/);
  if (subject === undefined || subject === '' || verbText === undefined) {
    return { ok: false, found: text, message: `"${text}" is no question to a run`, expected: formText() };
  }
  const verb = VERBS.find((known) => known === verbText.toLowerCase());
  if (verb === undefined) return unknown('verb', verbText, VERBS);
  const last = rest.at(-1);
  const when = last === undefined || !/^\d/.test(last) ? undefined : readWhen(last);
  if (when !== undefined && 'ok' in when) return when;
  const objects = when === undefined ? rest : rest.slice(0, -1);
  if (objects.length > 1) {
    const message = `"${objects.slice(1).join(' ')}" is one word too many`;
    return { ok: false, found: text, message, expected: formText() };
  }
  if (objects.length === 0 && !OF_THE_WHOLE.has(verb)) {
    return {
      ok: false,
      found: text,
      message: `${verb} what?`,
      expected: `a market or a bond after "${verb}": ${formText()}`,
    };
  }
  return { ok: true, subject, verb, object: objects[0], when };
}

const formText = (): string => `${QUERY_FORM}, such as ${EXAMPLE}`;

function readWhen(text: string): When | QueryFlaw {
  const date = parseIsoDate(text);
  if (date !== undefined) return { kind: 'date', date };
  const at = parseIsoTime(text);
  if (at !== undefined) {
    const from = (Math.floor(at / TICK_MS) * TICK_MS) as SimTime;
    return { kind: 'tick', from, to: (from + TICK_MS) as SimTime };
  }
  const zoneless = parseIsoTime(`${text}Z`) === undefined ? '' : ': it has no zone';
  const expected = 'a date in the city of its market, or a time such as 2026-01-20T12:35+09:00';
  return { ok: false, found: text, message: `"${text}" is no date and no time${zoneless}`, expected };
}

export function resolveQuery({ subject, verb, object, when }: ReadQuery, roster: Roster): ResolvedQuery | QueryFlaw {
  const agents = agentsCalled(subject, roster);
  if ('ok' in agents) return agents;
  const lines = roster.listings.filter(
    ({ instrument, market }) => object === undefined || sameName(instrument, object) || sameName(market, object),
  );
  if (lines.length === 0 && object !== undefined) {
    const markets = new Set(roster.listings.map(({ market }) => market as string));
    return unknown('market or bond', object, [...markets, ...roster.listings.map(({ instrument }) => instrument)]);
  }
  return {
    ok: true,
    verb,
    agents: new Set(agents),
    instruments: new Set(lines.map(({ instrument }) => instrument)),
    markets: new Set(lines.map(({ market }) => market)),
    namesLine: object !== undefined,
    when,
  };
}

/** Whoever a name means, at least one. */
export function agentsCalled(name: string, roster: Roster): readonly string[] | QueryFlaw {
  const agents = agentsNamed(name, roster);
  if (agents.length > 0) return agents;
  const names = [...AGENT_KIND_NAMES.map(kebab), ...roster.agents.map(groupOf), ...roster.agents];
  return unknown('institution or kind', name, AGENT_KIND_NAMES, names);
}

/** An institution by its name, all of a kind (`riskParity`, `risk-parity`), or all that one entry of the scenario gave. */
function agentsNamed(name: string, roster: Roster): string[] {
  const { agents } = roster;
  const one = agents.filter((id) => sameName(id, name));
  if (one.length > 0) return one;
  const ofKind = agents.filter((id) => {
    const kind = roster.kindOf(id) ?? '';
    return sameName(kind, name) || sameName(kebab(kind), name);
  });
  if (ofKind.length > 0) return ofKind;
  return agents.filter((id) => sameName(groupOf(id), name));
}

/** The entry of the scenario that gave an institution and its likes: `dealers-jgb` of `dealers-jgb-03`. */
const groupOf = (id: string): string => id.replace(/-\d+$/, '');
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** @param more Names that may have been meant too, and are not listed. */
function unknown(what: string, found: string, known: readonly string[], more: readonly string[] = []): QueryFlaw {
  const nearest = nearestName(found, [...known, ...more]);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = `there is no ${what} "${found}"${hint}`;
  const flaw = { ok: false, found, message, expected: `one of: ${known.join(', ')}` } as const;
  return nearest === undefined ? flaw : { ...flaw, nearest };
}
