/**
 * Decimal texts of auctions, in and out, exactly: `99.355` ↔ 99355 thousandths, ratios cut after a number of digits.
 *
 * Printed numbers are exact decimals truncated toward zero at the digits shown, never rounded, unless their name ends in
 * `_3dp`; that is how the reference cases in `test/oracles/auctions.json` are written. BigInt lives here only: no result
 * feeds back into a market.
 */
import { assert } from '../../units/assert.ts';

/** Decimals of prices, yields and spreads in bids: the finest step of any issuer. */
const DECIMALS = 3;
const PER_UNIT = 1000;
const SIGNED = /^(-?)(\d{1,6})(?:\.(\d{1,3})0*)?$/;

/** Thousandths; undefined where the text is no decimal with at most six digits before the point and three after it. */
export function milliOf(text: string): number | undefined {
  const match = SIGNED.exec(text);
  if (match === null) return undefined;
  const size = Number(match[2]) * PER_UNIT + Number((match[3] ?? '').padEnd(DECIMALS, '0'));
  return match[1] === '-' && size > 0 ? -size : size;
}

/** As `milliOf`, and positive. */
export function priceMilliOf(text: string): number | undefined {
  const milli = milliOf(text);
  return milli !== undefined && milli > 0 ? milli : undefined;
}

/** For texts that a reader has let pass. */
export function knownMilli(text: string | undefined): number {
  const milli = text === undefined ? undefined : milliOf(text);
  assert(milli !== undefined, `not a decimal with at most ${DECIMALS} decimals: ${text}`);
  return milli;
}

/** −25 → `-0.025`. */
export const milliText = (milli: number): string => ratioText(milli, PER_UNIT, DECIMALS);

/** An exact ratio of integers. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** Σ weight × thousandths over Σ weight, in units; undefined where the weights add up to nothing. */
export function weightedMean(weights: readonly number[], milli: readonly number[]): Ratio | undefined {
  // Counted as numbers as long as that is exact, which is 20 times as fast.
  let [over, under] = [0n, 0n];
  let [overPart, underPart] = [0, 0];
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] as number;
    const product = weight * (milli[index] as number);
    if (!Number.isSafeInteger(product)) over += BigInt(weight) * BigInt(milli[index] as number);
    else if (Number.isSafeInteger(overPart + product)) overPart += product;
    else [over, overPart] = [over + BigInt(overPart), product];
    if (Number.isSafeInteger(underPart + weight)) underPart += weight;
    else [under, underPart] = [under + BigInt(underPart), weight];
  }
  under += BigInt(underPart);
  if (under === 0n) return undefined;
  return { over: over + BigInt(overPart), under: under * BigInt(PER_UNIT) };
}

/** A mean less thousandths, both in units. */
export const lessMilli = ({ over, under }: Ratio, milli: number): Ratio => ({
  over: over - (BigInt(milli) * under) / BigInt(PER_UNIT),
  under,
});

export const meanText = ({ over, under }: Ratio, digits: number): string => ratioText(over, under, digits);

/** Nearest, halves up: what `_3dp` numbers are. */
export function roundedText({ over, under }: Ratio, digits: number): string {
  const scale = 2n * powerOfTen(digits);
  return ratioText(over * scale + under, under * scale, digits);
}

/** over ÷ under cut after `digits` decimals, toward zero; `under` is positive. */
export function ratioText(over: number | bigint, under: number | bigint, digits: number): string {
  const scaled = (BigInt(over) * powerOfTen(digits)) / BigInt(under);
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  return `${scaled < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Part of a whole in percent, cut. */
export const percentText = (part: number, whole: number, digits: number): string =>
  ratioText(BigInt(part) * 100n, whole, digits);

const powerOfTen = (digits: number): bigint => BigInt(`1${'0'.repeat(digits)}`);
