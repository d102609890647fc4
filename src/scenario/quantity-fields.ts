/**
 * Fields of a scenario file that hold a quantity: plain, with its source, or in several versions with a ruling.
 *
 *     gdp: ¥640tn
 *     gdp: { value: ¥640tn, source: "S0" }
 *     gdp: { versions: [{ value: ¥640tn, source: "S0" }, { value: $4.1tn, source: "S4" }], ruling: ¥640tn, why: "…" }
 *
 * No amount may exceed what the whole world produces in a year: "$135 trillion" for "$135 billion" was printed once
 * (`docs/scenarios.md`, amounts). Rejections are zod issues whose path ends at the value inside.
 */
import { z } from 'zod';
import {
  MINOR_PER_UNIT,
  type Money,
  type Reading,
  readAmount,
  readDuration,
  readNumber,
  readRate,
  readShare,
  thousandTimesSmaller,
} from '../units/amount-text.ts';
import type { Currency, MilliBp, Minor, Permille } from '../units/quantity.ts';
import { type Fault, misspelt, unwrap } from './sourced-value.ts';
import { describe, type FieldParams } from './zod-problems.ts';

/** Yearly output of the world, about $115tn in 2025 (IMF), in whole units of each currency, rounded up. */
const WORLD_OUTPUT: Readonly<Record<Currency, number>> = { USD: 115e12, JPY: 19_000e12, GBP: 95e12, KRW: 175_000e12 };

export type QuantityForm = 'amount' | 'rate' | 'share' | 'duration' | 'number';

interface Form<T> {
  readonly form: QuantityForm;
  readonly read: (raw: string | number) => Reading<T>;
  readonly example: string;
  /** A further condition: a message where it fails. */
  readonly check?: ((value: T, text: string) => Failure | undefined) | undefined;
}

function quantityField<T>(form: Form<T>, description: string) {
  return z
    .unknown()
    .transform(
      (given, ctx): T =>
        readQuantity(form, given, (fault) =>
          ctx.addIssue({ code: 'custom', path: [...fault.path], message: fault.message, params: { ...fault.params } }),
        ) ?? (z.NEVER as T),
    )
    .meta({ quantity: form.form, description });
}

function readQuantity<T>(
  { read, example, check }: Form<T>,
  given: unknown,
  complain: (fault: Fault) => void,
): T | undefined {
  if (given === undefined) {
    complain({ path: [], message: 'missing', params: { missing: true, expected: example } });
    return undefined;
  }
  const { raw, path, faults } = unwrap(given);
  for (const fault of faults) complain(fault);
  if (faults.some((fault) => fault.path[0] === path[0])) return undefined;
  if (typeof raw !== 'string' && typeof raw !== 'number') {
    const slip = misspelt(given);
    if (slip !== undefined) complain(slip);
    else complain({ path, message: `expected ${example}, found ${describe(raw)}`, params: { expected: example } });
    return undefined;
  }
  const reading = read(raw);
  if (!reading.ok && reading.beyondCounting === true) {
    complain({ path, ...withParams(example, beyondCounting(String(raw))) });
    return undefined;
  }
  if (!reading.ok) {
    complain({
      path,
      message: `expected ${reading.expected}, found ${describe(raw)}: ${reading.message}`,
      params: { expected: reading.expected },
    });
    return undefined;
  }
  const failed = check?.(reading.value, String(raw));
  if (failed !== undefined) complain({ path, ...withParams(failed.expected ?? example, failed) });
  return failed === undefined ? reading.value : undefined;
}

interface Failure {
  readonly message: string;
  /** What would do; absent: what the field expects anyway. */
  readonly expected?: string;
  readonly nearest?: string;
}

const withParams = (expected: string, { message, nearest }: Failure): { message: string; params: FieldParams } => ({
  message,
  params: { expected, ...(nearest === undefined ? {} : { nearest }) },
});

/** More than the world's yearly output: with the amount a thousand times smaller as the hint. */
function beyondWorld(text: string): Failure {
  const nearest = thousandTimesSmaller(text);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return {
    message: `${text} is more than the whole world produces in a year (about $115tn)${hint}`,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** Beyond 2^53 of the smallest unit, which for yen comes before the world's output. */
function beyondCounting(text: string): Failure {
  const smaller = readAmount(thousandTimesSmaller(text) ?? '');
  if (!smaller.ok || exceedsWorld({ ...smaller.value, minor: (smaller.value.minor * 1000) as Minor }))
    return beyondWorld(text);
  return { message: `${text} is too large to be counted exactly (beyond 2^53 of the smallest unit)` };
}

const exceedsWorld = ({ currency, minor }: Money): boolean =>
  Math.abs(minor) > WORLD_OUTPUT[currency] * MINOR_PER_UNIT[currency];

const within =
  <T extends number>(least: number, most: number, range: string) =>
  (value: T, text: string): Failure | undefined =>
    value >= least && value <= most ? undefined : { message: `${text} lies outside ${range}`, expected: range };

/** Money; negative amounts only where asked for. */
export function amountField(
  description: string,
  { negative = false, currency }: { negative?: boolean; currency?: Currency } = {},
) {
  const check = (money: Money, text: string): Failure | undefined => {
    if (money.minor < 0 && !negative) return { message: `${text} must not be negative` };
    return exceedsWorld(money) ? beyondWorld(text) : undefined;
  };
  return quantityField(
    { form: 'amount', read: (raw) => readAmount(raw, currency), check, example: 'an amount such as ¥10.6tn or $390bn' },
    description,
  );
}

export const rateField = (description: string, [least, most]: readonly [number, number]) =>
  quantityField(
    {
      form: 'rate',
      read: readRate,
      check: within<MilliBp>(least * 1e5, most * 1e5, `${least}% … ${most}%`),
      example: 'a rate such as 3.47% or 4bp',
    },
    description,
  );

/** A volatility or spread: a rate that one thinks of in basis points. */
export const basisPointsField = (description: string, [least, most]: readonly [number, number]) =>
  quantityField(
    {
      form: 'rate',
      read: readRate,
      check: within<MilliBp>(least * 1000, most * 1000, `${least}bp … ${most}bp`),
      example: 'a number of basis points such as 2.5bp',
    },
    description,
  );

export const shareField = (description: string, mostPercent = 100) =>
  quantityField(
    {
      form: 'share',
      read: readShare,
      check: within<Permille>(0, mostPercent * 10, `0% … ${mostPercent}%`),
      example: 'a share such as 85%',
    },
    description,
  );

export const durationField = (description: string, longestYears = 100) =>
  quantityField(
    {
      form: 'duration',
      read: readDuration,
      check: within<number>(1, longestYears * 1000, `0 … ${longestYears}y`),
      example: 'a length of time such as 2y, 6mo or 120d',
    },
    description,
  );

export const numberField = (description: string, least: number, most: number) =>
  quantityField(
    {
      form: 'number',
      read: readNumber,
      check: within<number>(least, most, `${least} … ${most}`),
      example: 'a plain number',
    },
    description,
  );
