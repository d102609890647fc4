/**
 * What must hold over the whole file: nobody holds bonds that do not exist, and every total can be counted exactly.
 */

import { amountText } from '../units/amount-text.ts';
import { CURRENCIES, type Currency, type Lots, lots } from '../units/quantity.ts';
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

/** What nobody named holds; complains at the largest holding of a line that is held beyond what exists. */
export function residualHoldings(
  instruments: readonly InstrumentFacts[],
  holdings: readonly Holding[],
  complain: (problem: Problem) => void,
): Record<string, Lots> {
  const residual: Record<string, Lots> = {};
  for (const line of instruments) {
    const held = holdings.filter((holding) => holding.instrument === line.id);
    const rest = line.outstanding - held.reduce((sum, holding) => sum + holding.lots, 0);
    if (line.bond === undefined || rest >= 0) {
      if (rest !== 0) residual[line.id] = lots(rest);
      continue;
    }
    const largest = held.reduce((a, b) => (b.lots > a.lots ? b : a));
    const [all, exists] = [line.outstanding - rest, line.outstanding].map((count) =>
      amountText(line.currency, lotsToMinor(count, line)),
    );
    complain({
      path: largest.path,
      message: `holdings of ${line.id} add up to ${all}, but only ${exists} is outstanding`,
      expected: `at most ${exists} in all`,
    });
  }
  return residual;
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
  for (const { facts } of drafts) {
    for (const currency of CURRENCIES) add(currency, facts.cash[currency] ?? 0);
    for (const [id, count] of Object.entries(facts.holdings)) {
      const pair = instruments.find((line) => line.id === id && line.base !== undefined);
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
