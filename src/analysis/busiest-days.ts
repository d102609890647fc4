/**
 * The busiest closed date of each bond market beside a calm one: how much was traded, and how wide the books were.
 *
 * Volumes are summed over the market's lines, spreads are the plain mean over them. What is calm stands in the scenario.
 */
import type { Currency, Market } from '../units/quantity.ts';
import type { DailyRow } from './daily-table.ts';

/** One line on a calm day. */
export interface CalmDay {
  readonly face: number;
  readonly spreadBp: number;
}

export interface BusiestDay {
  readonly market: Market;
  readonly currency: Currency;
  readonly date: string;
  readonly volumeFace: number;
  readonly calmFace: number;
  /** Null where no book had both sides that day. */
  readonly spreadBp: number | null;
  readonly calmSpreadBp: number;
}

const BOND_MARKETS: readonly Market[] = ['jgb', 'ust', 'gilt', 'ktb'];

/** @param calm By name of the line; lines without are left out. */
export function busiestDays(daily: readonly DailyRow[], calm: ReadonlyMap<string, CalmDay>): BusiestDay[] {
  return BOND_MARKETS.flatMap((market) => {
    const rows = daily.filter((row) => row.market === market && row.change_bp !== null && calm.has(row.bond));
    const days = [...new Set(rows.map(({ date }) => date))].map((date) => rows.filter((row) => row.date === date));
    const [first] = days;
    if (first === undefined) return [];
    return summed(
      days.reduce((most, day) => (volumeOf(day) > volumeOf(most) ? day : most), first),
      calm,
    );
  });
}

function summed(day: readonly DailyRow[], calm: ReadonlyMap<string, CalmDay>): BusiestDay {
  const { market, currency, date } = day[0] as DailyRow;
  const calmDays = day.map(({ bond }) => calm.get(bond) as CalmDay);
  const spreads = day.flatMap(({ spread_bp }) => spread_bp ?? []);
  return {
    market,
    currency,
    date,
    volumeFace: volumeOf(day),
    calmFace: sum(calmDays.map(({ face }) => face)),
    spreadBp: spreads.length === 0 ? null : sum(spreads) / spreads.length,
    calmSpreadBp: sum(calmDays.map(({ spreadBp }) => spreadBp)) / calmDays.length,
  };
}

const volumeOf = (day: readonly DailyRow[]): number => sum(day.map(({ volume_face }) => volume_face));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
