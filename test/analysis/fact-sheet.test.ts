/** The sheet of facts on a year made by hand, in which depth, spreads and who leads are known. */
import { expect, test } from 'vitest';
import { factSheet } from '../../src/analysis/facts/fact-sheet.ts';
import type { FactSource } from '../../src/analysis/facts/fact-source.ts';
import { lineDays } from '../../src/analysis/facts/line-days.ts';
import type { GridLine, GridPoint } from '../../src/analysis/level-grid.ts';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';
import { drawsOf, streamKey } from '../../src/math/draws.ts';
import { normalQuantile } from '../../src/math/normal.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { isoTime, parseIsoTime } from '../../src/units/time.ts';

const DAYS = 60;
const MONDAY = parseIsoTime('2026-01-19T00:00Z') as number;
const DAY_MS = 86_400_000;
const TICK_MS = 300_000;
/** Eleven half-hours. */
const TICKS = 67;
const dateOf = (day: number): string => isoTime((MONDAY + day * DAY_MS) as SimTime).slice(0, 10);

const draws = drawsOf(streamKey({ seed: 9, purpose: 'test', agent: 'sheet', instant: 0 }));
const normals = (count: number): number[] => Array.from({ length: count }, () => normalQuantile(draws.uniform()));

/** One session a day from the hour on; a day's half-hours are of the size that `sizeOf` says. */
function line(instrument: string, hour: number, sizeOf: (day: number) => number, gaps: readonly number[]): GridLine {
  let level = 0;
  const sessions = Array.from({ length: DAYS }, (_, day): GridPoint[] => {
    level += gaps[day] ?? 0;
    return Array.from({ length: TICKS }, (__, tick) => {
      if (tick > 0 && tick % 6 === 0) level += ((tick / 6) % 2 ? 1 : -1) * sizeOf(day);
      return { at: (MONDAY + day * DAY_MS + hour * 3_600_000 + tick * TICK_MS) as SimTime, levelBp: level, lots: 1 };
    });
  });
  return { listing: { instrument } as GridLine['listing'], openLevelBp: 0, sessions };
}

function rows(bond: string, of: (day: number) => Partial<DailyRow>): DailyRow[] {
  const common = { bond, change_bp: 1, volume_dv01: 10, spread_bp: 1, depth_dv01: 5 };
  return Array.from({ length: DAYS }, (_, day) => ({ ...common, date: dateOf(day), ...of(day) }) as DailyRow);
}

const SIZES = Array.from({ length: DAYS }, (_, day) => 0.2 + (day % 7) / 10);
const sizeOf = (day: number): number => SIZES[day] as number;
const NIGHTS = normals(DAYS + 1).map((each) => 5 * each);

/** New York ends each night where Tokyo begins the next day. */
const SOURCE: FactSource = {
  grid: [
    line('JGB-30Y', 0, (day) => 0.01 * (day % 5), NIGHTS.slice(0, DAYS)),
    line('UST-10Y', 14, sizeOf, NIGHTS.slice(1)),
  ],
  daily: [
    ...rows('UST-10Y', (day) => ({ depth_dv01: 3 / sizeOf(day), spread_bp: 2 * sizeOf(day) })),
    ...rows('GILT-10Y', () => ({})),
  ],
  signs: [],
  newsAt: [MONDAY + 2 * DAY_MS + 3_600_000],
  strainedDates: new Set(),
};

test('a day moves in its half-hours by what it was made to', () => {
  const days = lineDays(SOURCE.grid[1] as GridLine);
  expect(days).toHaveLength(DAYS);
  expect(days[3]?.date).toBe(dateOf(3));
  expect(days[3]?.realisedBp).toBeCloseTo(sizeOf(3), 9);
});

test('depth that is three over volatility has a slope of −1, spreads that go with it a correlation of 1', () => {
  const sheet = factSheet(SOURCE);
  expect(sheet.depthOnVolatility).toBeCloseTo(-1, 9);
  expect(sheet.spreadAndVolatility).toBeCloseTo(1, 9);
});

test('where Tokyo opens by what New York has done, New York leads', () => {
  expect(factSheet(SOURCE).newYorkLeads).toBeGreaterThan(0.8);
});

test('what is not in a run is not told: no future, no curve, no four markets', () => {
  const sheet = factSheet(SOURCE);
  expect([sheet.tailIndex ?? null, sheet.firstComponent ?? null, sheet.connectedness ?? null]).toEqual([
    null,
    null,
    null,
  ]);
});
