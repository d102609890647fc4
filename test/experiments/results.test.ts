/** What is made of many runs: the same bytes on any number of threads, killed or not, with runs that fail among them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { experimentOf, hashesOf, head, makeResults } from './make-results.ts';

const place = mkdtempSync(join(tmpdir(), 'experiment-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const folder = (name: string): string => join(place, name);

const ABLATION = `${head('ablation', 'seeds: 1-110')}
armSeeds: 1-20
loops: [L2]
arms: [{ id: no-surprise, set: { announcements: [] } }]
answers: [ten]
`;
describe('an ablation', () => {
  const experiment = experimentOf(ABLATION);

  test('is the same bytes on one thread as killed twice on two and finished on four; all that is there is listed', async () => {
    const one = await makeResults(experiment, { folder: folder('one'), workers: 1, csv: true });
    const expected = hashesOf(folder('one'));
    for (const until of [3, 101]) {
      expect(await makeResults(experiment, { folder: folder('killed'), until, csv: true })).toBeUndefined();
    }
    await makeResults(experiment, { folder: folder('killed'), workers: 4, csv: true });
    expect(hashesOf(folder('killed'))).toEqual(expected);
    const parts = Object.values(one.tables).flatMap(
      (table) => (table as { parts: { file: string; sha256: string }[] }).parts,
    );
    expect(parts.map(({ file }) => file)).toContain('runs/arm=base/part-00001.parquet');
    for (const { file, sha256 } of parts) expect(expected[file], file).toBe(sha256);
    expect(Object.keys(expected).filter((name) => name.startsWith('state'))).toEqual([]);
  });

  test('answers with the arm that matters most, paired by seed, and its interval', async () => {
    const { answers, effects, arms } = JSON.parse(readFileSync(join(folder('one'), 'experiment.json'), 'utf8'));
    expect(answers).toMatchObject([
      {
        outcome: 'ten',
        what: 'Tokyo: 10-year',
        largest: { arm: 'L2-off', pairs: 20, is_clear: true, interval: { level: 0.95 } },
      },
    ]);
    expect(answers[0].largest.mean).toBeGreaterThan(2);
    expect(answers[0].largest.mean).toBeLessThan(2.1);
    expect(answers[0].ranking).toEqual(['L2-off', 'no-surprise']);
    expect(effects[2]).toMatchObject({ arm: 'no-surprise', mean: 0, interval: { from: 0, to: 0 } });
    expect(arms.map((arm: { runs: number }) => arm.runs)).toEqual([110, 20, 20]);
    expect(arms[1].digests[3]).toBe('loops.L2=off 4');
  });

  test('is in CSV on request, one file a table with the arm in front', () => {
    const [first, second] = readFileSync(join(folder('one'), 'csv/runs.csv'), 'utf8').split('\r\n');
    expect(first).toBe(
      'arm,run,point,replicate,seed,status,digest,scenario_digest,from_time,to_time,events,orders,fills,ten,more,message,replay',
    );
    expect(second).toMatch(/^base,0,0,0,1,ok, 1,"",2026-01-19T00:00:00.000Z,/);
    expect(readFileSync(join(folder('one'), 'csv/daily.csv'), 'utf8').split('\r\n')).toHaveLength(152);
  });
});

test('a run that fails or dies is recorded with the command that repeats it, and the others are all there', async () => {
  const experiment = experimentOf(head('ensemble', 'seeds: 660-667'));
  const { failures, statistics, arms } = await makeResults(experiment, { folder: folder('failed') });
  expect(failures.map(({ seed, message, attempts }: Record<string, unknown>) => [seed, message, attempts])).toEqual([
    [666, 'no luck · at all', 2],
    [667, 'its thread ended with code 9', 2],
  ]);
  expect(failures[0].replay).toBe('node bin/spillover.js run scenarios/small.yaml --seed 666');
  expect(arms[0]).toMatchObject({ runs: 8, failed: 2 });
  expect(statistics[0]).toMatchObject({ runs: 6, without: 2 });
});
