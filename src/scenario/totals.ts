/**
 * What must hold over the whole file: nobody holds bonds that do not exist, every total can be counted exactly, and
 * somebody quotes every line.
 */

import { AGENT_KIND_NAMES } from '../agents/kind-names.ts';
import { amountText } from '../units/amount-text.ts';
import { CURRENCIES, type Currency, type Lots, lots, type Market } from '../units/quantity.ts';
import type { AgentDraft } from './agent-entry.ts';
import { lotsToMinor } from './face-lots.ts';
import type { Path, Problem } from './located-error.ts';
import type { InstrumentFacts } from './scenario.ts';

/** A bond may cost more than its face: totals are checked at twice of it. */
const DEAREST = 2;

export interface Holding {
  readonly path: Path;
  readonly instrument: string;
  readonly lots: number;
}

/** What nobody named holds; complains where more of a line is held, or sold short, than exists. */
export function residualHoldings(
  instruments: readonly InstrumentFacts[],
  holdings: readonly Holding[],
  complain: (problem: Problem) => void,
): Record<string, Lots> {
  const byLine = new Map<string, Holding[]>(instruments.map((line) => [line.id, []]));
  for (const holding of holdings) byLine.get(holding.instrument)?.push(holding);
  const residual: Record<string, Lots> = {};
  for (const line of instruments) {
    const held = byLine.get(line.id) as Holding[];
    const total = sumOf(held);
    const rest = line.outstanding - total;
    const shorts = held.filter((holding) => holding.lots < 0);
    if (line.bond === undefined || rest >= 0) {
      if (rest !== 0) residual[line.id] = lots(rest);
    } else complain(beyond(line, held, total, 'holdings'));
    if (line.bond !== undefined && -sumOf(shorts) > line.outstanding)
      complain(beyond(line, shorts, -sumOf(shorts), 'shorts'));
  }
  return residual;
}

const sumOf = (held: readonly Holding[]): number => held.reduce((sum, holding) => sum + holding.lots, 0);

/** Points at the largest entry of the line, a group counted whole. */
function beyond(line: InstrumentFacts, held: readonly Holding[], total: number, what: string): Problem {
  const entries = new Map<string, { path: Path; lots: number }>();
  for (const { path, lots: count } of held) {
    const key = path.join('.');
    entries.set(key, { path, lots: (entries.get(key)?.lots ?? 0) + count });
  }
  const [largest, ...others] = [...entries.values()].sort((a, b) => Math.abs(b.lots) - Math.abs(a.lots));
  const [all, exists] = [total, line.outstanding].map((count) => amountText(line.currency, lotsToMinor(count, line)));
  return {
    path: largest?.path ?? ['instruments', line.id],
    also: [...others.map(({ path }) => path), ['instruments', line.id, 'outstanding']],
    message: `${what} of ${line.id} add up to ${all}, but only ${exists} is outstanding`,
    expected: `at most ${exists} in all`,
  };
}

/** Places in order books, of every institution in every line: each takes about a kilobyte once it is used. */
export const MAX_BOOK_PLACES = 10_000_000;

/** A scenario larger than any machine could hold is refused by this limit, not by the machine. */
export function checkSize(
  instruments: readonly InstrumentFacts[],
  drafts: readonly AgentDraft[],
  complain: (problem: Problem) => void,
): void {
  const places = instruments.length * drafts.length;
  if (places <= MAX_BOOK_PLACES) return;
  complain({
    path: ['instruments'],
    atKey: true,
    message: `${instruments.length} instruments and ${drafts.length} institutions make ${places} places in order books, at most ${MAX_BOOK_PLACES} are run`,
    expected: 'fewer instruments, or fewer institutions',
  });
}

/** Money of one currency, bonds at twice their face, must stay inside ±2^53 of its smallest unit. */
export function checkTotals(
  instruments: readonly InstrumentFacts[],
  drafts: readonly AgentDraft[],
  complain: (problem: Problem) => void,
): void {
  const total = new Map<Currency, number>(CURRENCIES.map((currency) => [currency, 0]));
  const add = (currency: Currency, amount: number): void =>
    void total.set(currency, (total.get(currency) as number) + Math.abs(amount));
  for (const line of instruments) add(line.currency, DEAREST * lotsToMinor(line.outstanding, line));
  const pairs = new Map(instruments.filter((line) => line.base !== undefined).map((line) => [line.id, line]));
  for (const { facts } of drafts) {
    for (const currency of CURRENCIES) add(currency, facts.cash[currency] ?? 0);
    for (const [id, count] of Object.entries(facts.holdings)) {
      const pair = pairs.get(id);
      if (pair === undefined) continue;
      add(pair.base as Currency, lotsToMinor(count, pair));
      add(pair.currency, count * pair.tickValue * pair.ticksPerPoint * (pair.openPricePoints ?? 1));
    }
  }
  for (const [currency, amount] of total) {
    if (amount <= Number.MAX_SAFE_INTEGER) continue;
    complain({
      path: ['instruments'],
      atKey: true,
      message: `bonds (at twice their face) and cash in ${currency} add up beyond 2^53 of its smallest unit, so that nothing could be counted exactly`,
      expected: 'smaller totals',
    });
  }
}

/**
 * A line that no dealer and no value trader quotes never trades: its yield would stand still, and all who must sell it
 * could not. Kinds of one's own may quote; what they do is not known here.
 */
export function checkQuoted(
  instruments: readonly InstrumentFacts[],
  drafts: readonly AgentDraft[],
  complain: (problem: Problem) => void,
): void {
  if (drafts.some(({ facts }) => !(AGENT_KIND_NAMES as readonly string[]).includes(facts.kind))) return;
  const quoted = new Set(
    drafts
      .filter(({ facts }) => facts.kind === 'dealer' || facts.kind === 'fundamental')
      .map(({ facts }) => (facts.mandate as { market?: unknown }).market),
  );
  const silent = new Map<Market, InstrumentFacts[]>();
  for (const line of instruments)
    if (!quoted.has(line.market)) silent.set(line.market, [...(silent.get(line.market) ?? []), line]);
  for (const [market, lines] of silent)
    complain({
      path: ['instruments', (lines[0] as InstrumentFacts).id],
      atKey: true,
      message: `nobody quotes ${lines.map(({ id }) => id).join(', ')}: no dealer and no fundamental has market ${market} in its mandate`,
      expected: `an agent of kind dealer or fundamental with market: ${market}`,
    });
}
