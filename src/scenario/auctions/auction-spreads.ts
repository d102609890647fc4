/**
 * Spreads that a file states about an auction or operation: integers in thousandths of a percent, as bids are.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import { basisPointText } from '../../units/amount-text.ts';
import type { MilliBp } from '../../units/quantity.ts';
import type { InstrumentFacts } from '../scenario.ts';
import type { AuctionContext } from './auction-context.ts';
import type { AuctionEntry, OperationEntry } from './auction-entry.ts';
import { FORMAT_FACTS } from './held-formats.ts';

/** KTB groups are 3 bp wide up to five years and 4 bp beyond (MOEF 4867); narrower since only by decree. */
const BAND_MILLI_PCT = { short: 30, long: 40 };
const SHORT_KTB_MILLI_YEARS = 5_000;
/** One thousandth of a percent is a tenth of a basis point, which is a hundred milli-basis-points. */
const MILLI_BP_PER_MILLI_PCT = 100;
/** Width of a group in a differential-price auction. */
export function bandOf({ band }: AuctionEntry, line: InstrumentFacts, context: AuctionContext): number {
  if (band !== undefined) return milliPct(band, 'band', context);
  const isShort = (line.bond?.tenorMilliYears ?? 0) <= SHORT_KTB_MILLI_YEARS;
  return isShort ? BAND_MILLI_PCT.short : BAND_MILLI_PCT.long;
}

/** The reserve or the fixed spread of a purchase; undefined where its format has none. */
export function spreadOf(
  format: HeldFormat,
  entry: { readonly reserveSpread?: MilliBp | undefined; readonly fixedSpread?: MilliBp | undefined },
  context: AuctionContext,
): number | undefined {
  const key = (['reserveSpread', 'fixedSpread'] as const).find((each) => FORMAT_FACTS[format].keys.includes(each));
  if (key === undefined) return undefined;
  const spread = entry[key];
  if (spread !== undefined) return milliPct(spread, key, context);
  context.complain({
    path: [...context.path, key],
    message: `missing key "${key}": ${format} needs it`,
    expected: `the key "${key}"`,
  });
  return undefined;
}

/** The yield that a fixed-rate purchase states in place of a spread; of one line, since each has its own. */
export function fixedYieldOf(
  { bonds, fixedSpread, fixedYield }: Pick<OperationEntry, 'bonds' | 'fixedSpread' | 'fixedYield'>,
  context: AuctionContext,
): number | undefined {
  if (fixedYield === undefined) return undefined;
  const refuse = (message: string, expected: string): void =>
    context.complain({ path: [...context.path, 'fixedYield'], atKey: true, message, expected });
  if (fixedSpread !== undefined) refuse('a fixed rate is a yield or a spread, not both', 'fixedYield or fixedSpread');
  if ((bonds?.length ?? 1) > 1) refuse('several lines have no common yield', 'fixedSpread, or one line');
  return milliPct(fixedYield, 'fixedYield', context);
}

function milliPct(rate: MilliBp, key: string, { path, complain }: AuctionContext): number {
  if (rate % MILLI_BP_PER_MILLI_PCT !== 0)
    complain({
      path: [...path, key],
      message: `${basisPointText(rate)} is finer than bids, which are in tenths of a basis point`,
      expected: 'a multiple of 0.1bp',
    });
  return Math.trunc(rate / MILLI_BP_PER_MILLI_PCT) || 0;
}
