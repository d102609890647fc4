/**
 * How much of a move is the market's answer to itself: `model.md` §5.
 *
 * AR = full ÷ frozen, both moves under the same events and the same luck, with all reactions switched off in the second; gain
 * G = 1 − 1/AR, the share of the move that is answer. A linear feedback of gain G alone gives AR = 1 + G + G² + … = 1/(1 − G).
 */

/** Null where the frozen move is nothing. */
export const amplificationRatio = (full: number, frozen: number): number | null =>
  frozen === 0 ? null : full / frozen;

/** Of a ratio above nothing: below 0 where the market damps what happens to it, 1 at the edge of divergence. */
export const loopGain = (ratio: number): number => 1 - 1 / ratio;

/**
 * The share of all amplification that goes with one loop: (full − without it) ÷ (full − frozen), as the Bank of England's system-wide
 * exercise counts (W84). Shares of several loops overlap and need not add up to one. Null where nothing is amplified.
 */
export const shareOfLoop = (full: number, without: number, frozen: number): number | null =>
  full === frozen ? null : (full - without) / (full - frozen);
