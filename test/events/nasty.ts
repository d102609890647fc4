/** The twelve numbers that may never enter an event, a book or a ledger: none is a safe integer, or it is minus zero. */
export const NASTY: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  0.5,
  -0.5,
  Number.MIN_VALUE,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 + 2,
  1e300,
  -Number.MAX_VALUE,
];
