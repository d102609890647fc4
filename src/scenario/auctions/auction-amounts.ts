/**
 * Amounts of auctions and operations: whole award steps of the format, no more than there is, shares rounded down to a step.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import { amountText, MINOR_PER_UNIT, type Money } from '../../units/amount-text.ts';
import { type Face, face, type Permille } from '../../units/quantity.ts';
import { lotsToMinor } from '../face-lots.ts';
import type { Path } from '../located-error.ts';
import { CURRENCY_OF_MARKET, inCurrency } from '../market-entry.ts';
import type { InstrumentFacts } from '../scenario.ts';
import type { AuctionContext } from './auction-context.ts';
import type { AuctionEntry } from './auction-entry.ts';
import { FORMAT_FACTS } from './held-formats.ts';

/** Small bidders take at most so much of an offer: JGB a tenth, KTB a fifth (Ministry of Finance, Bank of Korea). */
const MOST_NON_COMPETITIVE_PERCENT: Readonly<Partial<Record<HeldFormat, number>>> = {
  jgb_price_conventional: 10,
  ktb_differential: 20,
};
/** Only JGBs of two, five and ten years take non-competitive bids. */
const LONGEST_NON_COMPETITIVE_JGB_MILLI_YEARS = 10_000;

/** Whole award steps above zero. */
export function faceOf(money: Money, format: HeldFormat, key: string, context: AuctionContext): Face | undefined {
  const path: Path = [...context.path, key];
  const { complain } = context;
  const { market, step } = FORMAT_FACTS[format];
  const currency = CURRENCY_OF_MARKET[market];
  if (!inCurrency(money, currency, path, complain)) return undefined;
  const stepMinor = step * MINOR_PER_UNIT[currency];
  if (money.minor === 0) {
    complain({
      path,
      message: key === 'offered' ? 'nothing is offered' : 'nothing is wanted',
      expected: 'an amount above zero',
    });
    return undefined;
  }
  if (money.minor % stepMinor === 0) return face(money.minor / MINOR_PER_UNIT[currency]);
  const text = amountText(currency, stepMinor);
  complain({ path, message: `awards are multiples of ${text}, and this is none`, expected: `a multiple of ${text}` });
  return undefined;
}

/** A share of an amount, rounded down to the award step. Counted in steps, so that no product leaves ±2^53. */
export function shareOfFace(amount: Face, share: Permille, format: HeldFormat, parts = 1): Face {
  const { step } = FORMAT_FACTS[format];
  return face(Math.floor((Math.floor(amount / step) * share) / (1000 * parts)) * step);
}

export const outstandingOf = (lines: readonly InstrumentFacts[]): Face =>
  face(lines.reduce((sum, line) => sum + line.outstanding * line.lotFace, 0));

export function checkOutstanding(
  amount: Face,
  lines: readonly InstrumentFacts[],
  { key, format }: { readonly key: string; readonly format: HeldFormat },
  { path, complain }: AuctionContext,
): void {
  if (amount <= outstandingOf(lines)) return;
  const exists = lines.reduce((sum, line) => sum + lotsToMinor(line.outstanding, line), 0);
  complain({
    path: [...path, key],
    message: `more than all that is outstanding of ${lines.map(({ id }) => id).join(', ')}`,
    expected: `at most ${amountText(CURRENCY_OF_MARKET[FORMAT_FACTS[format].market], exists)}`,
  });
}

export function nonCompetitiveOf(
  { format, nonCompetitive }: AuctionEntry,
  offered: Face,
  line: InstrumentFacts,
  context: AuctionContext,
): Face {
  if (nonCompetitive === undefined || !FORMAT_FACTS[format].keys.includes('nonCompetitive')) return face(0);
  const path = [...context.path, 'nonCompetitive'];
  if (
    format === 'jgb_price_conventional' &&
    (line.bond?.tenorMilliYears ?? 0) > LONGEST_NON_COMPETITIVE_JGB_MILLI_YEARS
  ) {
    context.complain({
      path,
      atKey: true,
      message: 'non-competitive bids are for JGBs of 2 to 10 years',
      expected: 'no key "nonCompetitive"',
    });
    return face(0);
  }
  const taken = nonCompetitive.minor === 0 ? face(0) : faceOf(nonCompetitive, format, 'nonCompetitive', context);
  if (taken === undefined) return face(0);
  const most = MOST_NON_COMPETITIVE_PERCENT[format];
  if (most !== undefined && taken * 100 > offered * most)
    context.complain({
      path,
      message: `non-competitive bidders of ${format} take at most ${most}% of the offer`,
      expected: `at most ${most}% of the offer`,
    });
  return taken;
}
