/**
 * Fields of an institution's mandate: what a scenario states about one institution, each with its unit in the text.
 *
 * Values come plain (`¥10.6tn`, `250bp`, `7.6%`); sources and contested versions are unwrapped by the scenario's reader
 * before a mandate sees them. A default is a behavioural or structural number of the kind, with its reason in the kind.
 */
import { z } from 'zod';
import { MINOR_DIGITS, type Reading, readAmount, readRate, readShare } from '../units/amount-text.ts';
import { BOND_MARKETS, type Market } from '../units/quantity.ts';

const MARKETS = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity', 'gold', 'bitcoin'] as const satisfies readonly Market[];

export const marketField = (description: string) => z.enum(MARKETS).describe(description);
export const bondMarketField = (description: string) =>
  z.enum(BOND_MARKETS as ['jgb', 'ust', 'gilt', 'ktb']).describe(description);

type Read = (raw: string | number) => Reading<number>;

function quantity(form: string, read: Read, description: string, fallback: number | undefined) {
  // zod demands a key that is not optional before a transform can give it its default
  return (fallback === undefined ? z.unknown() : z.unknown().optional())
    .transform((given, ctx): number => {
      if (given === undefined && fallback !== undefined) return fallback;
      const complain = (message: string, expected: string): never => {
        ctx.addIssue({ code: 'custom', message, params: { expected, missing: given === undefined } });
        return z.NEVER;
      };
      if (typeof given !== 'string' && typeof given !== 'number')
        return complain(given === undefined ? 'missing' : `expected ${form}`, form);
      const reading = read(given);
      return reading.ok
        ? reading.value
        : complain(
            `expected ${reading.expected}, found ${JSON.stringify(given)}: ${reading.message}`,
            reading.expected,
          );
    })
    .meta({ quantity: form, description });
}

const map = (reading: Reading<number>, convert: (value: number) => number): Reading<number> =>
  reading.ok ? { ok: true, value: convert(reading.value) } : reading;

const money = (raw: string | number, inWholeUnits: boolean): Reading<number> => {
  const reading = readAmount(raw);
  if (!reading.ok) return reading;
  const { currency, minor } = reading.value;
  return minor < 0
    ? { ok: false, expected: 'an amount that is not negative', message: 'negative' }
    : { ok: true, value: inWholeUnits ? minor / (MINOR_DIGITS[currency] === 2 ? 100 : 1) : minor };
};

/** Face in whole units of its currency. */
export const faceField = (description: string) => quantity('amount', (raw) => money(raw, true), description, undefined);
/** Money in minor units. */
export const moneyField = (description: string) =>
  quantity('amount', (raw) => money(raw, false), description, undefined);
/** Money in minor units that a basis point costs: `¥450m/bp`. */
export const dv01Field = (description: string) => quantity('amount per basis point', readDv01, description, undefined);
/** Share of one: `7.6%`. */
export const shareField = (description: string, fallback: number) =>
  quantity('share', (raw) => map(readShare(raw), (permille) => permille / 1000), description, fallback);
/** Yield or spread in basis points: `3.1%` or `250bp`. */
export const basisPointsField = (description: string, fallback?: number) =>
  quantity('rate', (raw) => map(readRate(raw), (milliBp) => milliBp / 1000), description, fallback);

function readDv01(raw: string | number): Reading<number> {
  const expected = 'money per basis point, such as ¥450m/bp';
  const match = typeof raw === 'string' ? /^(.*)\/bp$/.exec(raw.trim()) : null;
  return match === null
    ? { ok: false, expected, message: 'no "/bp" at the end' }
    : money((match[1] as string).trim(), false);
}
