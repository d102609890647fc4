/**
 * Signs and order of 20 January 2026, and what the same world does without the news.
 *
 * How the world follows is measured against `calm` on the same seed: routine news of the day is the same in both and cancels. With
 * calm markets as volatile as they are (5.5 bp a day in USTs, two days of it after the holiday), a foreign yield that would rise by
 * 9 bp rises with that news on about nine days in ten, all six on fewer; how many do is printed.
 *
 * Seeds 141 to 150 took no part in choosing any parameter (1 to 140 did). `SPILLOVER_FIRST_SEED` tries ten others. The
 * figures are printed, misses included; magnitudes are not asserted here.
 */
import { expect, test } from 'vitest';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { parseIsoDate } from '../../src/units/civil-date.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { runShipped, shippedScenario } from './shipped-run.ts';

const DAY = parseIsoDate('2026-01-20');
const AFTER_NEW_YORK = parseIsoTime('2026-01-20T22:05:00Z') as NonNullable<ReturnType<typeof parseIsoTime>>;
const SEEDS = 10;
const MUST_HOLD = 8;

const SUPER_LONG = ['JGB-20Y', 'JGB-30Y', 'JGB-40Y'] as const;
const ABROAD = ['UST-10Y', 'UST-30Y', 'GILT-10Y', 'GILT-30Y', 'KTB-10Y', 'KTB-30Y'] as const;

function changesOnTheDay(scenario: Scenario, number: number): Record<string, number> {
  const changes: Record<string, number> = {};
  runShipped({
    scenario,
    seed: number,
    until: AFTER_NEW_YORK,
    observe: (stream) =>
      stream.of('CloseMarked').subscribe(({ instrument, date, change }) => {
        if (date === DAY) changes[instrument] = change / 1000;
      }),
  });
  return changes;
}

test('on at least 8 of 10 seeds the super-long end leads, the world follows by less, and without the news little happens', () => {
  const january = shippedScenario('japan-2026');
  const calm = shippedScenario('calm');
  const firstSeed = Number(process.env.SPILLOVER_FIRST_SEED ?? 141);
  const report: string[] = [];
  let held = 0;
  for (let number = firstSeed; number < firstSeed + SEEDS; number++) {
    const news = changesOnTheDay(january, number);
    const quiet = changesOnTheDay(calm, number);
    const at = (id: string): number => news[id] ?? Number.NaN;
    const leads = SUPER_LONG.every((id) => at(id) > 0 && at(id) > at('JGB-10Y'));
    const byNews = (id: string): number => at(id) - (quiet[id] ?? Number.NaN);
    const follows = ABROAD.every((id) => byNews(id) > 0 && byNews(id) < byNews('JGB-30Y'));
    const isNews = Math.abs(quiet['JGB-30Y'] ?? Number.NaN) < at('JGB-30Y') / 3;
    if (leads && follows && isNews) held += 1;
    const moves = ['JGB-10Y', ...SUPER_LONG, ...ABROAD]
      .map((id) => `${id} ${at(id).toFixed(1)} (${byNews(id).toFixed(1)} by the news)`)
      .join(', ');
    const outright = ABROAD.filter((id) => at(id) > 0).length;
    report.push(
      `seed ${number}: ${leads && follows && isNews ? 'holds' : 'MISSES'}; ${outright} of 6 abroad rise outright; ${moves}; ` +
        `calm 30y ${quiet['JGB-30Y']?.toFixed(1)}`,
    );
  }
  console.log(report.join('\n'));
  expect(held, report.join('\n')).toBeGreaterThanOrEqual(MUST_HOLD);
});
