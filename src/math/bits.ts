/**
 * The parts of a floating-point number: its binary exponent and exact powers of two.
 *
 * Words go through a `DataView`, whose byte order is stated, so that the machine's own order never matters; and numbers
 * are scaled by multiplying with powers of two, which is exact, instead of by writing words. A table index is always in
 * range by construction (`!`/`as number` below), see each function.
 */
const view = new DataView(new ArrayBuffer(8));

const LOWEST_POWER = -1074;
const HIGHEST_POWER = 1023;

const powersOfTwo = ((): Float64Array => {
  const table = new Float64Array(HIGHEST_POWER - LOWEST_POWER + 1);
  let power = 1;
  for (let k = 0; k <= HIGHEST_POWER; k++, power *= 2) table[k - LOWEST_POWER] = power;
  power = 1;
  for (let k = 0; k >= LOWEST_POWER; k--, power /= 2) table[k - LOWEST_POWER] = power;
  return table;
})();

/** 2^k for an integer k from −1074 to 1023. */
export const powerOfTwo = (k: number): number => powersOfTwo[k - LOWEST_POWER] as number;

/**
 * The k for which x · 2^−k lies between √½ and √2, of a positive normal x. Adding 2 − √2 to the fraction carries into the
 * exponent exactly where the fraction passes √2 (to 20 bits), which spares an unpredictable branch.
 */
export function nearestExponent(x: number): number {
  view.setFloat64(0, x);
  return ((view.getInt32(0) + 0x95f62) >> 20) - 1023;
}

/** x · 2^k, rounded once, for |x| from 1 to 2 and any integer k from −1080 to 1024. */
export function scaled(x: number, k: number): number {
  if (k >= -1022 && k <= HIGHEST_POWER) return x * powerOfTwo(k);
  return k > HIGHEST_POWER ? x * 2 * powerOfTwo(k - 1) : x * powerOfTwo(k + 64) * powerOfTwo(-64);
}
