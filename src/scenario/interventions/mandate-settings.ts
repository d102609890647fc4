/**
 * `set` in a patch: values of mandates and loops from a moment on, by the paths that `--set` takes.
 *
 * A mandate's own schema judges it, with everything set before it in time. A group is set in all its members. What is
 * read only at the opening is refused: later it would change nothing.
 */
import type { AgentKindName } from '../../agents/kind-names.ts';
import { LOOP_NAMES, type LoopName } from '../../agents/loops.ts';
import { isReadAtTheOpening } from '../../agents/opening-keys.ts';
import type { BondMarket, Seq, SimTime } from '../../units/quantity.ts';
import { checkNames, type ScenarioKinds } from '../agent-entry.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Names, Path, Problem } from '../located-error.ts';
import { nearestName } from '../nearest-name.ts';
import type { InstrumentFacts, Intervention } from '../scenario.ts';
import { keysAt, shapeOf } from '../schema-walk.ts';
import { describe, problemsOf } from '../zod-problems.ts';

export interface TimedSetting {
  readonly at: SimTime;
  readonly after?: Seq;
  readonly key: string;
  readonly value: unknown;
  /** Of the value in the file. */
  readonly path: Path;
}

/** Mandates as they were written, before their kinds read them, by agent id; and the kinds. */
export interface MandateDrafts {
  readonly kinds: ScenarioKinds;
  readonly agents: ReadonlyMap<string, { readonly kind: AgentKindName; readonly mandateText: unknown }>;
}

export interface SettingsContext {
  readonly drafts: MandateDrafts;
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
  readonly markets: ReadonlyMap<BondMarket, unknown>;
  readonly broken: Names;
  readonly agentsAreWhole: boolean;
  readonly complain: (problem: Problem) => void;
}

const OPENING_KEYS: readonly string[] = ['holdings', 'cash', 'creditLine', 'count', 'kind', 'largestOverSmallest'];

export class Settings {
  readonly #context: SettingsContext;
  /** Mandates as they stand by now. */
  readonly #texts = new Map<string, unknown>();
  readonly #seen = new Set<string>();

  constructor(context: SettingsContext) {
    this.#context = context;
  }

  read(settings: readonly TimedSetting[]): Intervention[] {
    const place = ({ key, value }: TimedSetting): string => `${key}=${canonicalJson(value)}`;
    return [...settings]
      .sort((a, b) => a.at - b.at || (a.after ?? LAST) - (b.after ?? LAST) || (place(a) < place(b) ? -1 : 1))
      .flatMap((setting) => this.#one(setting));
  }

  #one(setting: TimedSetting): Intervention[] {
    const [section = '', name = '', ...rest] = setting.key.split('.');
    if (section === 'loops') return this.#loop(setting, [name, ...rest].join('.'));
    if (section === 'agents') return this.#agents(setting, name, rest[0] === 'mandate' ? rest.slice(1) : rest);
    const nearest = nearestName(section, ['agents', 'loops']);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    this.#refuse(setting, `"${section}" cannot be set on the way${hint}`, {
      expected: 'agents.<id>.<key of its mandate> or loops.<name>; revise and cancel are for auctions',
      nearest,
    });
    return [];
  }

  #loop(setting: TimedSetting, name: string): Intervention[] {
    if (!(LOOP_NAMES as readonly string[]).includes(name)) {
      const nearest = nearestName(name, LOOP_NAMES);
      const expected = `one of: ${LOOP_NAMES.join(', ')}`;
      this.#refuse(setting, `no feedback loop is called "${name}"`, { expected, nearest });
      return [];
    }
    const isOn = setting.value === 'on' || setting.value === true;
    if (!isOn && setting.value !== 'off' && setting.value !== false) {
      const message = `expected on or off, found ${describe(setting.value)}`;
      this.#context.complain({ path: setting.path, message, expected: 'on or off' });
      return [];
    }
    if (this.#isSecond(setting, setting.key)) return [];
    return [{ ...momentOf(setting), deed: { kind: 'switchLoop', loop: name as LoopName, isOn } }];
  }

  #agents(setting: TimedSetting, name: string, steps: readonly string[]): Intervention[] {
    const { agents } = this.#context.drafts;
    const members = agents.has(name) ? [name] : [...agents.keys()].filter((id) => isMember(id, name)).sort();
    if (members.length === 0) {
      const groups = [...agents.keys()].map((id) => id.replace(/-\d+$/, ''));
      const nearest = nearestName(name, new Set([...agents.keys(), ...groups]));
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
      if (this.#context.agentsAreWhole)
        this.#refuse(setting, `no agent is called "${name}"${hint}`, { expected: 'the id of an agent', nearest });
      return [];
    }
    const found: Intervention[] = [];
    for (const id of members) {
      const changed = this.#mandate(setting, id, steps);
      // Members of a group have one fault together.
      if (changed === undefined) return [];
      found.push(changed);
    }
    return found;
  }

  #mandate(setting: TimedSetting, id: string, steps: readonly string[]): Intervention | undefined {
    const { kinds, agents } = this.#context.drafts;
    const draft = agents.get(id) as { readonly kind: AgentKindName; readonly mandateText: unknown };
    const schema = (kinds[draft.kind] as ScenarioKinds[string]).mandate;
    const before = this.#texts.get(id) ?? draft.mandateText ?? {};
    const [first = ''] = steps;
    const known = keysAt(schema, before, []);
    if (!known.includes(first)) {
      const message = OPENING_KEYS.includes(first)
        ? `${first} is a fact of the opening; on the way only a mandate can be set`
        : `the mandate of "${id}" has no "${first}"`;
      const nearest = nearestName(first, known);
      this.#refuse(setting, nearest === undefined ? message : `${message}; did you mean "${nearest}"?`, {
        expected: `one of: ${known.join(', ')}`,
        nearest,
      });
      return undefined;
    }
    if (isReadAtTheOpening(draft.kind, first)) {
      const message = `${draft.kind} reads ${first} at the opening only: set later it would change nothing`;
      const expected = `another key: ${known.filter((key) => !isReadAtTheOpening(draft.kind, key)).join(', ')}`;
      this.#refuse(setting, message, { expected });
      return undefined;
    }
    const text = replaced(before, steps, setting.value);
    if (text === undefined || (steps.length > 1 && shapeOf(schema, before).kind !== 'object')) {
      this.#refuse(setting, `"${steps.slice(0, -1).join('.')}" is a single value: nothing lies below it`, {
        expected: 'a shorter path',
      });
      return undefined;
    }
    const path = steps.join('.');
    if (this.#isSecond(setting, `${id} ${path}`)) return undefined;
    const parsed = schema.safeParse(text);
    if (!parsed.success) {
      for (const problem of problemsOf(parsed.error, schema, text, []))
        this.#context.complain({ ...problem, path: setting.path, atKey: false });
      return undefined;
    }
    checkNames(setting.value, setting.path, this.#context);
    this.#texts.set(id, text);
    const { value } = setting;
    return { ...momentOf(setting), deed: { kind: 'setMandate', agent: id, path, value, mandate: parsed.data } };
  }

  /** One place has one value at a moment. */
  #isSecond(setting: TimedSetting, place: string): boolean {
    const key = `${setting.at} ${setting.after ?? ''} ${place}`;
    if (this.#seen.has(key)) this.#refuse(setting, 'set twice at the same moment', { expected: 'one value' });
    return this.#seen.has(key) || !this.#seen.add(key);
  }

  #refuse({ path }: TimedSetting, message: string, what: { expected: string; nearest?: string | undefined }): void {
    const { expected, nearest } = what;
    this.#context.complain({ path, atKey: true, message, expected, ...(nearest === undefined ? {} : { nearest }) });
  }
}

const LAST = Number.MAX_SAFE_INTEGER;

const momentOf = ({ at, after }: TimedSetting): Pick<Intervention, 'at' | 'after'> =>
  after === undefined ? { at } : { at, after };

const isMember = (id: string, group: string): boolean =>
  id.startsWith(`${group}-`) && /^\d+$/.test(id.slice(group.length + 1));

/** A copy with the value at the end of the steps; undefined where a step leads into a plain value. */
function replaced(text: unknown, steps: readonly string[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (text !== undefined && (typeof text !== 'object' || text === null || Array.isArray(text))) return undefined;
  const inner = replaced((text as Record<string, unknown> | undefined)?.[step], rest, value);
  return inner === undefined ? undefined : { ...(text as object | undefined), [step]: inner };
}
