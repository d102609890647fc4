/** Numbers as they are printed: a real minus, thin groups of thousands, a fixed number of decimals. */

/** Never "−0.0"; thousands in groups. */
export function fixed(value: number, places: number): string {
  const text = grouped(Math.abs(value).toFixed(places));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

export const signed = (value: number, places: number): string => {
  const text = fixed(value, places);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
};

/** `12,345`. */
export const counted = (value: number): string => fixed(value, 0);

const grouped = (digits: string): string => {
  const [whole = '', rest] = digits.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
};

/** As many decimals as a reader needs for a number of this size. */
export function plain(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(3).replace('-', '−');
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.001 || size === 0 ? 3 : 6);
}

const SCALES = [
  [1e12, 'tn'],
  [1e9, 'bn'],
  [1e6, 'm'],
  [1e3, 'k'],
] as const;
const SIGNS: Readonly<Record<string, string>> = { JPY: '¥', USD: '$', GBP: '£', KRW: '₩' };

/** `¥1.8bn`. */
export function money(currency: string, value: number): string {
  const size = Math.abs(value);
  const [scale, letter] = SCALES.find(([least]) => size >= least) ?? [1, ''];
  const scaled = size / scale;
  const number = scaled.toFixed(letter === '' || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2);
  return `${value < 0 ? '−' : ''}${SIGNS[currency] ?? `${currency} `}${number}${letter}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTHS_WHOLE = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-01-20` → `20 Jan`. */
export const dayText = (iso: string): string => `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;

/** `20 January 2026`. */
export const longDayText = (iso: string): string =>
  `${Number(iso.slice(8, 10))} ${MONTHS_WHOLE[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;

/** `20 Jan 03:35 UTC`. */
export const minuteText = (iso: string): string => `${dayText(iso)} ${iso.slice(11, 16)} UTC`;
