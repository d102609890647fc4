/**
 * Markets and lines of a made-up scenario: some of the four bond markets, in each a few benchmarks, and now and then a
 * future, a linker, a line that is redeemed or pays its coupon inside the window, a currency pair.
 */
import { isBusinessDay, isWeekend } from '../../src/market/calendar/business-days.ts';
import { addDays, type DayNumber, isoDate, parseIsoDate } from '../../src/units/civil-date.ts';
import { BOND_MARKETS, type BondMarket } from '../../src/units/quantity.ts';
import type { Draws } from './random-draws.ts';

export interface Line {
  readonly id: string;
  readonly market: BondMarket;
  readonly form: 'bond' | 'maturing' | 'linker' | 'future';
  readonly tenor: number;
  /** Face outstanding, billions of the currency. */
  readonly outstandingBn: number;
  readonly yaml: string;
}

export interface Stage {
  readonly opensOn: DayNumber;
  readonly opens: string;
  readonly ends: string;
  /** Days after the opening day, weekends left out. */
  readonly days: readonly DayNumber[];
  readonly markets: readonly BondMarket[];
  readonly extraHoliday: ReadonlyMap<BondMarket, DayNumber>;
  readonly lines: readonly Line[];
  readonly pair: string | undefined;
}

export const SIGN: Readonly<Record<BondMarket, string>> = { jgb: '¥', ust: '$', gilt: '£', ktb: '₩' };
export const ISSUER: Readonly<Record<BondMarket, string>> = { jgb: 'mof', ust: 'treasury', gilt: 'dmo', ktb: 'moef' };

/** Sizes in billions, yields in percent: wide, but of the order of the real ones. */
const MARKET = {
  jgb: { gdp: '¥640tn', debt: '230%', tenors: [2, 5, 10, 20, 30, 40], bn: [20_000, 400_000], yields: [0.3, 4] },
  ust: { gdp: '$30tn', debt: '124%', tenors: [2, 5, 10, 30], bn: [500, 6_000], yields: [2.5, 5.5] },
  gilt: { gdp: '£3tn', debt: '101%', tenors: [5, 10, 30], bn: [100, 900], yields: [3, 6] },
  ktb: { gdp: '₩2600tn', debt: '49%', tenors: [3, 10, 30], bn: [50_000, 450_000], yields: [1.5, 5] },
} as const;
const FIRST_DAY = parseIsoDate('2026-01-12') as DayNumber;
/** The built-in holidays and a settlement after the end must both be there. */
const DAYS_TO_OPEN_ON = 320;

export function randomStage(draws: Draws): Stage {
  const { opensOn, days } = randomDays(draws);
  const markets = randomMarkets(draws);
  const lines = markets.flatMap((market) => linesOf(market, days, draws));
  const pair = draws.has('fx', 25) ? draws.pick(['FX-USDJPY', 'FX-USDKRW', 'FX-GBPUSD']) : undefined;
  const extraHoliday = new Map<BondMarket, DayNumber>();
  const closed = draws.pick(markets);
  if (draws.has('extraHoliday', 15)) extraHoliday.set(closed, days[days.length - 1] as DayNumber);
  return {
    opensOn,
    opens: `${isoDate(opensOn)}T${draws.pick(['15:00+09:00', '06:30Z', '14:31Z', '18:30Z'])}`,
    ends: `${isoDate(days.at(-1) as DayNumber)}T22:00Z`,
    days,
    markets,
    extraHoliday,
    lines,
    pair,
  };
}

function randomDays(draws: Draws): { opensOn: DayNumber; days: DayNumber[] } {
  let opensOn = addDays(FIRST_DAY, draws.between(0, DAYS_TO_OPEN_ON));
  while (isWeekend(opensOn)) opensOn = addDays(opensOn, 1);
  const days: DayNumber[] = [];
  const count = draws.pick([1, 1, 1, 2, 2, 3]);
  for (let day = addDays(opensOn, 1); days.length < count; day = addDays(day, 1)) if (!isWeekend(day)) days.push(day);
  return { opensOn, days };
}

function randomMarkets(draws: Draws): BondMarket[] {
  const chosen = BOND_MARKETS.filter((market) => draws.has(market, 45));
  const otherwise = draws.pick(BOND_MARKETS);
  return chosen.length > 0 ? chosen : [otherwise];
}

export const businessDays = ({ days, extraHoliday }: Stage, market: BondMarket): DayNumber[] =>
  days.filter((day) => isBusinessDay(market, day) && extraHoliday.get(market) !== day);

function linesOf(market: BondMarket, days: readonly DayNumber[], draws: Draws): Line[] {
  const tenors = draws.some(MARKET[market].tenors, 45);
  const paysAt = draws.has('coupon', 40) ? 0 : -1;
  const lines = tenors.map((tenor, at) =>
    benchmark(market, tenor, at === paysAt ? draws.pick(days) : undefined, draws),
  );
  const redeemedOn = draws.pick(days);
  if (draws.has('maturing', 30)) lines.push(maturing(market, redeemedOn, draws));
  if (market === 'gilt' && draws.has('linker', 40)) lines.push(linker(draws));
  if (market === 'jgb' && draws.has('future', 40)) lines.push(future(draws, days));
  return lines;
}

/** A bond of nearly its tenor; where `paysOn` is given, a day on which it pays a coupon. */
function benchmark(market: BondMarket, tenor: number, paysOn: DayNumber | undefined, draws: Draws): Line {
  const elsewhere = addDays(FIRST_DAY, draws.between(0, 364));
  const day = isoDate(paysOn ?? elsewhere).slice(5);
  const maturity = `${2026 + tenor}-${day === '02-29' ? '02-28' : day}`;
  return line({ id: `${market.toUpperCase()}-${tenor}Y`, market, form: 'bond', tenor, maturity, draws });
}

function maturing(market: BondMarket, on: DayNumber, draws: Draws): Line {
  const maturity = isoDate(on);
  const tenor = draws.pick(MARKET[market].tenors);
  const id = `${market.toUpperCase()}-${tenor}Y-${maturity.slice(0, 7).replace('-', '')}`;
  return line({ id, market, form: 'maturing', tenor, maturity, draws });
}

function linker(draws: Draws): Line {
  const maturity = isoDate(addDays(FIRST_DAY, draws.between(0, 364))).replace('2026', '2055');
  return line({ id: 'GILT-30Y-IL', market: 'gilt', form: 'linker', tenor: 30, maturity, draws });
}

interface LineWords {
  readonly id: string;
  readonly market: BondMarket;
  readonly form: Line['form'];
  readonly tenor: number;
  readonly maturity: string;
  readonly draws: Draws;
}

function line({ id, market, form, tenor, maturity, draws }: LineWords): Line {
  const { bn, yields } = MARKET[market];
  const [least, most] = form === 'linker' ? [0.5, 3] : yields;
  const size = draws.between(bn[0], bn[1]);
  const outstandingBn = form === 'maturing' ? Math.max(50, Math.floor(size / 50)) : size;
  const turnoverBn = Math.max(market === 'ktb' ? 20 : 5, Math.floor((outstandingBn * draws.between(5, 60)) / 1000));
  const coupon = market === 'ust' ? `${(draws.between(1, 64) / 8).toFixed(3)}%` : `${draws.decimal(0.1, 8, 1)}%`;
  const keys = [
    `coupon: ${coupon}`,
    `maturity: ${maturity}`,
    `openYield: ${draws.decimal(least, most, 3)}%`,
    `outstanding: ${SIGN[market]}${outstandingBn}bn`,
    ...calmMarket(`${SIGN[market]}${turnoverBn}bn`, draws),
    `premiumLoading: ${form === 'maturing' ? 0 : draws.decimal(0, 3, 2)}`,
    ...(form === 'maturing' ? ['ticksPerPoint: 10000'] : []),
    ...(form === 'linker' ? [`indexRatio: ${draws.decimal(1, 2, 5)}`, `inflation: ${draws.decimal(0, 6, 1)}%`] : []),
  ];
  return { id, market, form, tenor, outstandingBn, yaml: `{ ${keys.join(', ')} }` };
}

function future(draws: Draws, days: readonly DayNumber[]): Line {
  const lastDay = draws.chance(40) ? draws.pick(days) : addDays(days.at(-1) as DayNumber, draws.between(1, 200));
  const opening = draws.chance(50)
    ? `openYield: ${draws.decimal(0.5, 3, 2)}%`
    : `openPrice: ${draws.decimal(110, 145, 2)}`;
  const keys = [
    `maturity: ${isoDate(lastDay)}`,
    opening,
    ...calmMarket(`¥${draws.between(500, 9000)}bn`, draws),
    `premiumLoading: ${draws.decimal(0, 2, 1)}`,
  ];
  return {
    id: 'JGB-10Y-F',
    market: 'jgb',
    form: 'future',
    tenor: 10,
    outstandingBn: 0,
    yaml: `{ ${keys.join(', ')} }`,
  };
}

const calmMarket = (turnover: string, draws: Draws): string[] => [
  `calmTurnover: ${turnover}`,
  `calmVolatility: ${draws.decimal(0.5, 9, 1)}bp`,
  `calmHalfSpread: ${draws.decimal(0.1, 4, 2)}bp`,
];

export function pairYaml(id: string, draws: Draws): string {
  const price = { 'FX-USDJPY': '158.16', 'FX-USDKRW': '1465.2', 'FX-GBPUSD': '1.3412' }[id];
  const base = id === 'FX-GBPUSD' ? '£' : '$';
  return `{ openPrice: ${price}, ${calmMarket(`${base}${draws.between(20, 190)}bn`, draws).join(', ')} }`;
}

export function marketYaml({ extraHoliday }: Stage, market: BondMarket, draws: Draws): string {
  const { gdp, debt } = MARKET[market];
  const closed = extraHoliday.get(market);
  const holidays = closed === undefined ? '' : `, extraHolidays: [${isoDate(closed)}]`;
  return `{ policyRate: ${draws.decimal(0, 5, 3)}%, gdp: ${gdp}, debtToGdp: ${debt}, issuer: ${ISSUER[market]}${holidays} }`;
}
