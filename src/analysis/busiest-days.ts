/**
 * The busiest closed date of each bond market beside a calm one: how much was traded, and how wide the books were.
 *
 * Volumes are summed over the market's lines, spreads are the plain mean over them. What is calm stands in the scenario.
 */
import type { Currency, Market } from '../units/quantity.ts';
import type { DailyRow } from './tables/daily-table.ts';

export interface BusiestDay {
  readonly market: Market;
  readonly currency: Currency;
  readonly date: string;
  readonly volumeFace: number;
  readonly calmFace: number;
  /** Null where no book had both sides that day. */
  readonly spreadBp: number | null;
}

const BOND_MARKETS: readonly Market[] = ['jgb', 'ust', 'gilt', 'ktb'];

/** @param calmFace Traded on a calm day, by name of the line; lines without are left out. */
export function busiestDays(daily: readonly DailyRow[], calmFace: ReadonlyMap<string, number>): BusiestDay[] {
  return BOND_MARKETS.flatMap((market) => {
    const rows = daily.filter((row) => row.market === market && row.change_bp !== null && calmFace.has(row.bond));
    const days = [...new Set(rows.map(({ date }) => date))].map((date) => rows.filter((row) => row.date === date));
    const [first] = days;
    if (first === undefined) return [];
    return summed(
      days.reduce((most, day) => (volumeOf(day) > volumeOf(most) ? day : most), first),
      calmFace,
    );
  });
}

function summed(day: readonly DailyRow[], calmFace: ReadonlyMap<string, number>): BusiestDay {
  const { market, currency, date } = day[0] as DailyRow;
  const spreads = day.flatMap(({ spread_bp }) => spread_bp ?? []);
  return {
    market,
    currency,
    date,
    volumeFace: volumeOf(day),
    calmFace: sum(day.map(({ bond }) => calmFace.get(bond) as number)),
    spreadBp: spreads.length === 0 ? null : sum(spreads) / spreads.length,
  };
}

const volumeOf = (day: readonly DailyRow[]): number => sum(day.map(({ volume_face }) => volume_face));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
