/**
 * What was tried where a test or a fact does not hold, or why it cannot be measured: shown beside its numbers for as long as it does not.
 *
 * By group (T4, F11). A line that is here for something that holds is not shown and should be taken out.
 */
export const TRIED: Readonly<Record<string, string>> = {
  T4: 'the index needs fifteen lines of a curve, the scenarios have six; spreads (A15) and depth stand in for it',
  F1: 'daily news is normal and of one size: nothing in a calm market makes days of different size',
  F4: 'as F1: volatility has no memory of its own where nothing is said; episodes cluster, years without them do not',
};
