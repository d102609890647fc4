/**
 * Fields of an institution's mandate: what a scenario states about one institution, each with its unit in the text.
 *
 * Values come plain (`¥10.6tn`, `250bp`, `7.6%`); sources and contested versions are unwrapped by the scenario's reader
 * before a mandate sees them. A default is a behavioural or structural number of the kind, with its reason in the kind.
 */
import { z } from 'zod';
import { MINOR_PER_UNIT, type Reading, readAmount, readRate, readShare } from '../units/amount-text.ts';
import { BOND_MARKETS, type Market } from '../units/quantity.ts';

const MARKETS = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity', 'gold', 'bitcoin'] as const satisfies readonly Market[];

export const marketField = (description: string) => z.enum(MARKETS).describe(description);
export const bondMarketField = (description: string) =>
  z.enum(BOND_MARKETS as ['jgb', 'ust', 'gilt', 'ktb']).describe(description);

/** Closes that a value at risk looks back over, each counting the same. */
export const windowField = () =>
  z
    .int()
    .min(5)
    .max(500)
    .optional()
    .describe('trading days that its value at risk looks back over, all counting the same; absent: slow volatility');

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

const wholeUnits = (raw: string | number): Reading<number> => {
  const reading = readAmount(raw);
  if (!reading.ok) return reading;
  const { currency, minor } = reading.value;
  return minor < 0
    ? { ok: false, expected: 'an amount that is not negative', message: 'negative' }
    : { ok: true, value: minor / MINOR_PER_UNIT[currency] };
};

/** What something is divided by: a limit of nothing is no limit. */
const aboveZero = (reading: Reading<number>, expected: string): Reading<number> =>
  reading.ok && reading.value <= 0 ? { ok: false, expected, message: 'must be more than zero' } : reading;

const minorUnits = (raw: string | number): Reading<number> => {
  const reading = readAmount(raw);
  return reading.ok ? { ok: true, value: reading.value.minor } : reading;
};

/** Face in whole units of its currency, not negative. */
export const faceField = (description: string) => quantity('amount', wholeUnits, description, undefined);
/** A limit in minor units, above zero. */
export const moneyField = (description: string, fallback?: number) =>
  quantity('amount', (raw) => aboveZero(minorUnits(raw), 'an amount above zero'), description, fallback);
/** Money in minor units that a basis point costs, above zero: `¥450m/bp`. */
export const dv01Field = (description: string) => quantity('amount per basis point', readDv01, description, undefined);
/** Share of one, not negative: `7.6%`. */
export const shareField = (description: string, fallback: number) => quantity('share', readPart, description, fallback);
/** Yield or spread in basis points: `3.1%` or `250bp`. */
export const basisPointsField = (description: string, fallback?: number) =>
  quantity('rate', (raw) => map(readRate(raw), (milliBp) => milliBp / 1000), description, fallback);

function readPart(raw: string | number): Reading<number> {
  const reading = readShare(raw);
  return reading.ok && reading.value < 0
    ? { ok: false, expected: 'a share in percent, not negative, such as 85%', message: 'negative' }
    : map(reading, (permille) => permille / 1000);
}

function readDv01(raw: string | number): Reading<number> {
  const expected = 'money per basis point, such as ¥450m/bp';
  const match = typeof raw === 'string' ? /^(.*)\/bp$/.exec(raw.trim()) : null;
  if (match === null) return { ok: false, expected, message: 'no "/bp" at the end' };
  return aboveZero(minorUnits((match[1] as string).trim()), 'money per basis point above zero, such as ¥450m/bp');
}
