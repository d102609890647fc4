/** The shipped quiet world for as long as one likes, with sales all the way: a text, since everything comes in by that door. */
import { readFileSync } from 'node:fs';
import { isBusinessDay } from '../../src/market/calendar/business-days.ts';
import { addDays, type DayNumber, isoDate, parseIsoDate } from '../../src/units/civil-date.ts';
import { BOND_MARKETS, type BondMarket } from '../../src/units/quantity.ts';

const CALM = readFileSync(new URL('../../sims/calm.yaml', import.meta.url), 'utf8');
/** As long as the format allows. */
export const LONGEST_DAYS = 3_650;
const OPENS_ON = parseIsoDate('2026-01-16') as DayNumber;

/** What a market sells in a long run, one of them a week; of lines that outlive it. */
const SALES: Readonly<Record<BondMarket, { readonly terms: string; readonly bonds: readonly string[] }>> = {
  jgb: {
    terms: 'format: jgb_price_conventional, offered: ¥800bn, nonPriceCeiling: 20%',
    bonds: ['JGB-20Y', 'JGB-30Y'],
  },
  ust: { terms: 'format: ust_single_price, offered: $13bn', bonds: ['UST-20Y', 'UST-30Y'] },
  gilt: { terms: 'format: dmo_multiple_price, offered: £4bn', bonds: ['GILT-30Y'] },
  ktb: { terms: 'format: ktb_differential, offered: ₩1tn', bonds: ['KTB-30Y'] },
};

/** The quiet world of the shipped scenarios, to so many calendar days after its opening, with an auction a week in each market. */
export function longCalm(days: number): string {
  const lastDay = addDays(OPENS_ON, days);
  const withoutSales = CALM.slice(0, CALM.indexOf('\nauctions:'));
  return [
    withoutSales.replace(/^ends: .*$/m, `ends: ${isoDate(lastDay)}T22:00Z`),
    'auctions:',
    ...BOND_MARKETS.flatMap((market, at) => weeklySales(market, 3 + at, lastDay)),
    'loops: {}',
    '',
  ].join('\n');
}

/** From the Monday after the opening on, markets on days of their own. */
function weeklySales(market: BondMarket, firstDay: number, lastDay: DayNumber): string[] {
  const { terms, bonds } = SALES[market];
  const entries: string[] = [];
  // The result and the option must both lie inside the run.
  for (let day = addDays(OPENS_ON, firstDay), week = 0; day < lastDay - 7; day = addDays(day, 7), week++) {
    if (!isBusinessDay(market, day)) continue;
    const bond = bonds[week % bonds.length] as string;
    entries.push(`  - { id: ${market}-week-${week}, bond: ${bond}, ${terms}, date: ${isoDate(day)} }`);
  }
  return entries;
}
