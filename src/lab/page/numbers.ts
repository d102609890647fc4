/** Numbers, money and moments as a reader of the chosen language writes them. Changes in basis points, levels in percent. */
import { fixed, signed } from '../../report/page/numbers.ts';
import type { Say } from '../strings/say.ts';

const TOKYO = 'Asia/Tokyo';
const THOUSAND = 1000;

export interface Numbers {
  /** `+26`, `−3`, `0`; a tenth where it is small. */
  bp(value: number): string;
  /** Without a sign. */
  distance(value: number): string;
  /** `3.86`. */
  percent(levelBp: number): string;
  /** `14:20` in Tokyo. */
  clock(at: number): string;
  /** `Tue 20 Jan, 14:20` in Tokyo. */
  moment(at: number): string;
  /** `20 Jan`. */
  day(at: number): string;
  /** Face in whole units of a currency: `¥1.9tn`, `1.9兆円`. */
  money(currency: string, value: number): string;
  /** Thousands of dollars a basis point: `$1.2m/bp`. */
  risk(thousands: number): string;
  /** 0…1 → `97 %`. */
  share(value: number): string;
}

export function numbersIn(say: Say): Numbers {
  const locale = say.language === 'ja' ? 'ja-JP' : 'en-GB';
  const inTokyo = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: TOKYO, hourCycle: 'h23', ...options });
    return (at) => format.format(at);
  };
  const clock = inTokyo({ hour: '2-digit', minute: '2-digit' });
  const date = inTokyo({ weekday: 'short', day: 'numeric', month: 'short' });
  const day = inTokyo({ day: 'numeric', month: 'short' });
  return {
    bp: (value) => signed(value, Math.abs(value) < 1 && value !== 0 ? 1 : 0),
    distance: (value) => fixed(Math.abs(value), Math.abs(value) < 10 ? 1 : 0),
    percent: (levelBp) => fixed(levelBp / 100, 2),
    clock,
    moment: (at) => (say.language === 'ja' ? `${date(at)} ${clock(at)}` : `${date(at).replace(',', '')}, ${clock(at)}`),
    day,
    money: (currency, value) => moneyText(say.language, currency, value),
    risk: (thousands) => `${moneyText(say.language, 'USD', thousands * THOUSAND)}/bp`,
    share: (value) => `${Math.round(100 * value)} %`,
  };
}

const SIGNS: Readonly<Record<string, string>> = { JPY: '¥', USD: '$', GBP: '£', KRW: '₩' };
const NAMES: Readonly<Record<string, string>> = { JPY: '円', USD: 'ドル', GBP: 'ポンド', KRW: 'ウォン' };
const SHORT_SCALE = [
  [1e12, 'tn'],
  [1e9, 'bn'],
  [1e6, 'm'],
  [1e3, 'k'],
] as const;
const MYRIADS = [
  [1e12, '兆'],
  [1e8, '億'],
  [1e4, '万'],
] as const;

function moneyText(language: string, currency: string, value: number): string {
  const size = Math.abs(value);
  const scales: readonly (readonly [number, string])[] = language === 'ja' ? MYRIADS : SHORT_SCALE;
  const [scale, letters] = scales.find(([least]) => size >= least) ?? [1, ''];
  const scaled = size / scale;
  const number = fixed(scaled, scaled >= 100 || letters === '' ? 0 : scaled >= 10 ? 0 : 1);
  const minus = value < 0 && scaled >= 0.05 ? '−' : '';
  if (language === 'ja') return `${minus}${number}${letters}${NAMES[currency] ?? currency}`;
  return `${minus}${SIGNS[currency] ?? `${currency} `}${number}${letters}`;
}
