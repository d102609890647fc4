/**
 * Quantities as people write them, with their unit in the text: `¥10.6tn`, `KRW 226tn`, `3.47%`, `4bp`, `120d`, `2y`.
 *
 * Decimal digits are shifted, never multiplied as floating point, so that what is written is what is stored. A text
 * that is not such a quantity gives back a sentence, never an exception: it is a person's input.
 */
import {
  type Currency,
  type MilliBp,
  type Minor,
  milliBp,
  minor,
  type Permille,
  permille,
  roundHalfAway,
} from './quantity.ts';

export interface Money {
  readonly currency: Currency;
  readonly minor: Minor;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string; readonly message: string; readonly beyondCounting?: true };

/** Decimal places of the smallest unit of a currency. */
export const MINOR_DIGITS: Readonly<Record<Currency, number>> = { JPY: 0, KRW: 0, USD: 2, GBP: 2 };
export const MINOR_PER_UNIT: Readonly<Record<Currency, number>> = { JPY: 1, KRW: 1, USD: 100, GBP: 100 };
export const CURRENCY_SIGN: Readonly<Record<Currency, string>> = { JPY: '¥', KRW: '₩', USD: '$', GBP: '£' };

const CURRENCY_OF: ReadonlyMap<string, Currency> = new Map([
  ['¥', 'JPY'],
  ['￥', 'JPY'],
  ['JPY', 'JPY'],
  ['₩', 'KRW'],
  ['￦', 'KRW'],
  ['KRW', 'KRW'],
  ['$', 'USD'],
  ['USD', 'USD'],
  ['£', 'GBP'],
  ['GBP', 'GBP'],
]);
const POWER_OF: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['k', 3],
  ['m', 6],
  ['mn', 6],
  ['million', 6],
  ['bn', 9],
  ['billion', 9],
  ['tn', 12],
  ['trillion', 12],
]);
/** The same thousands downward: `tn` for `bn` is the commonest slip of translated sources. */
const SMALLER: ReadonlyMap<string, string> = new Map([
  ['tn', 'bn'],
  ['trillion', 'billion'],
  ['bn', 'm'],
  ['billion', 'million'],
]);

const NUMBER = '(\\d{1,21}(?:\\.\\d{1,21})?)';
const AMOUNT = new RegExp(`^([-+−]?)(¥|￥|₩|￦|\\$|£|JPY|KRW|USD|GBP) ?([-+−]?)${NUMBER} ?([a-z]*)$`);
const RATE = new RegExp(`^([-+−]?)${NUMBER} ?(%|bp)$`);
const DURATION = new RegExp(`^([-+−]?)${NUMBER} ?(y|mo|d)$`);
const PLAIN = new RegExp(`^([-+−]?)${NUMBER}$`);

const EXPECTED_AMOUNT = 'an amount with its currency, such as ¥10.6tn, $390bn, £45bn or ₩226tn';
const EXPECTED_RATE = 'a rate with its unit, such as 3.47% or 4bp';
const EXPECTED_SHARE = 'a share in percent, such as 85%';
const EXPECTED_DURATION = 'a length of time with its unit, such as 2y, 6mo or 120d';
const EXPECTED_NUMBER = 'a plain number, such as 1.5';

const refuse = (expected: string, message: string): { ok: false; expected: string; message: string } => ({
  ok: false,
  expected,
  message,
});
const isMinus = (sign: string | undefined): boolean => sign === '-' || sign === '−';

/** Text of a scalar as written, without surrounding blanks; numbers in their shortest form. */
const written = (raw: string | number): string => (typeof raw === 'number' ? String(raw) : raw.trim());

/** `digits` × 10^power as a safe integer; `fine` where it has more decimals than that, `large` beyond 2^53. */
function shifted(digits: string, power: number): number | 'fine' | 'large' {
  const [whole, fraction = ''] = digits.split('.') as [string, string?];
  const spare = power - fraction.length;
  const all = whole + fraction;
  if (spare < 0 && /[1-9]/.test(all.slice(spare))) return 'fine';
  const kept = spare < 0 ? all.slice(0, spare) || '0' : all + '0'.repeat(spare);
  if (kept.replace(/^0+/, '').length > 16) return 'large';
  const value = Number(kept);
  return Number.isSafeInteger(value) ? value : 'large';
}

const signed = (value: number, negative: boolean): number => (negative && value !== 0 ? -value : value);

/** What sort of quantity a text is, in words for an error. */
export function kindOfQuantity(raw: string | number): string {
  const text = written(raw);
  const amount = AMOUNT.exec(text);
  if (amount !== null) return `an amount in ${CURRENCY_OF.get(amount[2] as string)}`;
  if (RATE.test(text)) return 'a rate';
  if (DURATION.test(text)) return 'a length of time';
  if (PLAIN.test(text) || typeof raw === 'number') return 'a number without a unit';
  return 'not a quantity';
}

/** `¥10.6tn` → yen. Where a currency is given, another one is refused. */
export function readAmount(raw: string | number, currency?: Currency): Reading<Money> {
  const expected =
    currency === undefined ? EXPECTED_AMOUNT : `an amount in ${currency}, such as ${CURRENCY_SIGN[currency]}10.6tn`;
  const match = AMOUNT.exec(written(raw));
  if (match === null) return refuse(expected, `${kindOfQuantity(raw)}, not an amount of money`);
  const found = CURRENCY_OF.get(match[2] as string) as Currency;
  const power = POWER_OF.get(match[5] as string);
  if (power === undefined) return refuse(expected, `unknown multiplier "${match[5]}": use k, m, bn or tn`);
  if (match[1] !== '' && match[3] !== '') return refuse(expected, 'two signs');
  if (currency !== undefined && found !== currency)
    return refuse(expected, `an amount in ${found}, not in ${currency}`);
  const value = shifted(match[4] as string, power + MINOR_DIGITS[found]);
  if (value === 'fine') return refuse(expected, `finer than the smallest unit of ${found}`);
  if (value === 'large')
    return {
      ...refuse(expected, 'too large to be counted exactly (beyond 2^53 of the smallest unit)'),
      beyondCounting: true,
    };
  return { ok: true, value: { currency: found, minor: minor(signed(value, isMinus(match[1]) || isMinus(match[3]))) } };
}

/** The same text a thousand times smaller (`$135tn` → `$135bn`), or undefined. */
export function thousandTimesSmaller(text: string): string | undefined {
  const match = /^(.*\d ?)([a-z]+)$/.exec(text.trim());
  const smaller = SMALLER.get(match?.[2] ?? '');
  return match === null || smaller === undefined ? undefined : `${match[1]}${smaller}`;
}

/** `3.47%` or `4bp` → thousandths of a basis point. */
export function readRate(raw: string | number): Reading<MilliBp> {
  const match = RATE.exec(written(raw));
  if (match === null) return refuse(EXPECTED_RATE, `${kindOfQuantity(raw)}, not a rate`);
  const value = shifted(match[2] as string, match[3] === '%' ? 5 : 3);
  if (value === 'fine') return refuse(EXPECTED_RATE, 'finer than a thousandth of a basis point');
  if (value === 'large') return refuse(EXPECTED_RATE, 'too large');
  return { ok: true, value: milliBp(signed(value, isMinus(match[1]))) };
}

/** `85%` → thousandths of one. */
export function readShare(raw: string | number): Reading<Permille> {
  const match = RATE.exec(written(raw));
  if (match === null || match[3] !== '%')
    return refuse(EXPECTED_SHARE, `${kindOfQuantity(raw)}, not a share in percent`);
  const value = shifted(match[2] as string, 1);
  if (value === 'fine') return refuse(EXPECTED_SHARE, 'finer than a tenth of a percent');
  if (value === 'large') return refuse(EXPECTED_SHARE, 'too large');
  return { ok: true, value: permille(signed(value, isMinus(match[1]))) };
}

/** `2y`, `6mo` or `120d` (of a year of 365 days) → thousandths of a year. */
export function readDuration(raw: string | number): Reading<number> {
  const match = DURATION.exec(written(raw));
  if (match === null) return refuse(EXPECTED_DURATION, `${kindOfQuantity(raw)}, not a length of time`);
  const perYear = match[3] === 'y' ? 1 : match[3] === 'mo' ? 12 : 365;
  const value = roundHalfAway((Number(match[2]) * 1000) / perYear);
  if (value > 1_000_000) return refuse(EXPECTED_DURATION, 'longer than a thousand years');
  return { ok: true, value: signed(value, isMinus(match[1])) };
}

/** `1.5` → 1.5. A number with a unit is refused, since the unit would be lost. */
export function readNumber(raw: string | number): Reading<number> {
  const match = PLAIN.exec(written(raw));
  const value = match === null ? Number.NaN : signed(Number(match[2]), isMinus(match[1]));
  if (match === null || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return refuse(EXPECTED_NUMBER, `${kindOfQuantity(raw)}, not a plain number`);
  return { ok: true, value };
}

/** Integer / 10^places in plain decimals without trailing zeros. */
export function decimalText(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Exact, in the largest multiplier that keeps a whole part: 10_600_000_000_000 yen → `¥10.6tn`. */
export function amountText(currency: Currency, amount: number): string {
  const digits = String(Math.abs(amount)).length - MINOR_DIGITS[currency];
  const [suffix, power] = digits > 12 ? ['tn', 12] : digits > 9 ? ['bn', 9] : digits > 6 ? ['m', 6] : ['', 0];
  return `${amount < 0 ? '-' : ''}${CURRENCY_SIGN[currency]}${decimalText(Math.abs(amount), (power as number) + MINOR_DIGITS[currency])}${suffix}`;
}

export const percentText = (rate: number): string => `${decimalText(rate, 5)}%`;
export const basisPointText = (rate: number): string => `${decimalText(rate, 3)}bp`;
export const shareText = (share: number): string => `${decimalText(share, 1)}%`;
export const yearsText = (milliYears: number): string => `${decimalText(milliYears, 3)}y`;
