/** The command as people call it: killed and resumed, refused where it would mix, and its tables read by other programs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashesOf } from '../experiments/make-results.ts';
import { Duck } from './duck.ts';
import { ended, lastLine, Workplace } from './program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const MINE = `schemaVersion: 1
id: mine
title: Three bonds with and without the first loop
kind: ablation
scenario: small.yaml
until: 2026-01-20T06:30Z
seeds: 1-4
loops: [L1]
outcomes:
  jgb_20y: { measure: change, bond: JGB-20Y, date: 2026-01-20 }
  traded: { measure: purchases, market: jgb, since: 2026-01-18, to: 2026-01-20 }
answers: [jgb_20y]
`;

let place: Workplace;
beforeAll(async () => {
  place = new Workplace();
  place.write('mine.yaml', MINE);
  const flags = ['--out', 'results', '--workers', '1', '--csv'];
  const { code, stdout, stderr } = await place.spillover('experiment', 'mine.yaml', ...flags);
  expect(code, stderr).toBe(0);
  expect(lastLine(stdout)).toMatch(/^digest [0-9a-f]{32}$/);
  expect(stdout).toContain('8 runs, kept in results');
});
afterAll(() => place.remove());

const withoutMachine = (folder: string): Record<string, string> => {
  const { 'machine.json': _, ...rest } = hashesOf(join(place.path, folder));
  return rest;
};

/** Kept by itself or in a part already. */
const keptIn = (folder: string): number => {
  const runs = join(place.path, folder, 'state/runs');
  return existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.zst')).length : 0;
};

test('killed at any moment, it goes on to the same bytes', async () => {
  for (const [kill, kept] of [1, 3, 6].entries()) {
    const begun = kill === 0 ? ['--csv'] : ['--resume'];
    const child = place.start('experiment', 'mine.yaml', '--out', 'killed', '--workers', '2', ...begun);
    const end = ended(child);
    while (keptIn('killed') < kept && child.exitCode === null) await sleep(20);
    child.kill('SIGKILL');
    await end;
  }
  const { code, stdout, stderr } = await place.spillover('experiment', 'mine.yaml', '--out', 'killed', '--resume');
  expect(code, stderr).toBe(0);
  expect(withoutMachine('killed')).toEqual(withoutMachine('results'));
  const again = await place.spillover('experiment', 'mine.yaml', '--out', 'killed', '--resume');
  expect(again.stderr).toContain('is finished already');
  expect(again.stdout).toBe(stdout);
});

test('Ctrl-C leaves whole files and says how to go on', async () => {
  const child = place.start('experiment', 'mine.yaml', '--out', 'stopped', '--workers', '1', '--csv');
  const end = ended(child);
  while (keptIn('stopped') < 1 && child.exitCode === null) await sleep(20);
  child.kill('SIGINT');
  const { code, stderr } = await end;
  expect(code).toBe(130);
  expect(stderr).toContain('experiment mine.yaml --resume --workers 1 --out stopped');
  const resumed = await place.spillover('experiment', 'mine.yaml', '--resume', '--workers', '1', '--out', 'stopped');
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(withoutMachine('stopped')).toEqual(withoutMachine('results'));
});

test('runs that hang are tried twice, recorded with the command that repeats them, counted in the progress, and the exit code is 1', async () => {
  place.write(
    'slow.yaml',
    MINE.replace('scenario: small.yaml', 'scenario: japan-2026\ntimeLimit: 1')
      .replace('2026-01-20T06:30Z', '2026-01-24T00:00Z')
      .replace('ablation', 'ensemble')
      .replace('1-4', '1-2')
      .replace('loops: [L1]\n', ''),
  );
  const { code, stderr } = await place.spillover('experiment', 'slow.yaml', '--out', 'slow', '--workers', '1');
  expect(code, stderr).toBe(1);
  expect(stderr).toMatch(/^\d+ % {2}base, \d failed {2}\d runs?, \d+\/min, \d+ s left$/m);
  const { failures } = JSON.parse(place.read('slow/experiment.json'));
  expect(failures).toMatchObject([
    { seed: 1, attempts: 2, message: 'took longer than 1 s' },
    { seed: 2, attempts: 2, message: 'took longer than 1 s' },
  ]);
  expect(failures[0].replay).toBe('node bin/spillover.js run japan-2026 --seed 1 --until 2026-01-24T00:00Z');
});

test('another experiment is never mixed into a folder', async () => {
  place.write('other.yaml', MINE.replace('seeds: 1-4', 'seeds: 1-5'));
  for (const args of [['other.yaml', '--resume'], ['other.yaml'], ['mine.yaml']]) {
    const { code, stderr } = await place.spillover('experiment', ...args, '--out', 'results');
    expect(code).toBe(2);
    expect(stderr).toMatch(/results holds (another experiment|the finished results of this experiment)/);
  }
});

test('its own copy of the file repeats it', async () => {
  const flags = ['--out', 'repeated', '--csv'];
  const { code, stderr } = await place.spillover('experiment', 'results/experiment.yaml', ...flags);
  expect(code, stderr).toBe(0);
  expect(withoutMachine('repeated')).toEqual(withoutMachine('results'));
});

test('a program reads one document, and a run is repeated by the command beside it', async () => {
  const { stdout } = await place.spillover('experiment', 'mine.yaml', '--out', 'results', '--resume', '--json');
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({
    schema: 'spillover/experiment@1',
    id: 'mine',
    kind: 'ablation',
    runs: 8,
    failed: 0,
  });
  expect(document.answers[0]).toMatchObject({ outcome: 'jgb_20y', ranking: ['L1-off'] });
  const { arms } = JSON.parse(place.read('results/experiment.json'));
  const duck = new Duck();
  const [row] = await duck.rows(`from '${place.path}/results/runs/arm=L1-off/*.parquet' where seed = 2`);
  await duck.close();
  expect(row?.replay).toBe(
    'node bin/spillover.js run scenarios/small.yaml --seed 2 --until 2026-01-20T06:30Z --set loops.L1=off',
  );
  const [, , ...words] = String(row?.replay).replace('scenarios/', 'results/scenarios/').split(' ');
  const run = await place.spillover(...words, '--no-log');
  expect(lastLine(run.stdout)).toBe(`digest ${arms[1].digests[1]}`);
  expect(row?.digest).toBe(arms[1].digests[1]);
});

describe('docs/analysis.md', () => {
  const page = readFileSync(new URL('../../docs/analysis.md', import.meta.url), 'utf8');
  const [sql = ''] = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
  const [python = ''] = [...page.matchAll(/```python\n(import pandas[\s\S]*?)```/g)].map(([, text]) => text ?? '');
  const others = [...page.matchAll(/^\| ([^|`]+) \| `((?:select|from) [^`]*)` \|$/gm)].map(
    ([, asked = '', query = '']) => [asked, query] as const,
  );
  const expected = (): { arm: string; effect: number; pairs: number }[] => {
    const { effects } = JSON.parse(place.read('results/experiment.json'));
    return effects
      .filter(({ outcome }: { outcome: string }) => outcome === 'jgb_20y')
      .map(({ arm, mean, pairs }: { arm: string; mean: number; pairs: number }) => ({ arm, effect: mean, pairs }));
  };
  const inPlace = (text: string): string => text.replaceAll("'results/", `'${place.path}/results/`);

  test('asks in SQL what the experiment says itself', async () => {
    const duck = new Duck();
    const rows = await duck.rows(inPlace(sql));
    await duck.close();
    expect(rows.map(({ arm, pairs }) => [arm, pairs])).toEqual(expected().map(({ arm, pairs }) => [arm, pairs]));
    expect(rows[0]?.effect_bp).toBeCloseTo(expected()[0]?.effect as number, 9);
  });

  test.each(others)('answers in SQL: %s', async (asked, query) => {
    // this experiment has no points of parameters
    if (asked.startsWith('parameters')) return;
    const duck = new Duck();
    const rows = await duck.rows(inPlace(query));
    await duck.close();
    expect(rows.length).toBeGreaterThan(asked.startsWith('runs that failed') ? -1 : 0);
  });

  /** Where the machine of the tests puts what Debian has no package for. */
  const env = { ...process.env, PYTHONPATH: join(ROOT, '.cache/python') };
  const has = (program: string, modules: string): boolean =>
    spawnSync(program, ['-c', `import ${modules}`], { stdio: 'ignore', env }).status === 0;
  const pythonWith = (modules: string): string | undefined =>
    ['python3', '/usr/bin/python3'].find((each) => has(each, modules));
  const runs = (program: string, ...args: readonly string[]): string => {
    const { stdout, stderr, status } = spawnSync(program, args, { cwd: place.path, encoding: 'utf8', env });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  /** Of the last line of a table that begins with an arm, a number of pairs and an effect. */
  const holds = (table: string): void => {
    const [, arm, pairs, effect] = /(L1-off)\W+(\d+)(?:\.0)?\W*?\s(-?[\d.]+)/.exec(table) ?? [];
    expect([arm, Number(pairs)], table).toEqual(['L1-off', 4]);
    expect(Number(effect), table).toBeCloseTo(expected()[0]?.effect as number, 4);
  };

  const pandas = pythonWith('pandas, pyarrow') ?? pythonWith('pandas');
  const readsParquet = pythonWith('pandas, pyarrow') !== undefined;
  const source = readsParquet ? 'Parquet' : 'CSV, since nothing here lets it read Parquet';
  test.skipIf(pandas === undefined)(`asks in pandas what the experiment says itself, of ${source}`, () => {
    const [opened, instead] = ["pd.read_parquet('results/runs')", "pd.read_csv('results/csv/runs.csv')"];
    expect(python).toContain(opened);
    holds(runs(pandas as string, '-c', readsParquet ? python : python.replace(opened, instead)));
  });

  const polars = pythonWith('polars');
  test.skipIf(polars === undefined)('asks in polars what the experiment says itself', () => {
    const [, text = ''] = /```python\n(import polars[\s\S]*?)```/.exec(page) ?? [];
    holds(runs(polars as string, '-c', text));
  });

  const hasR = spawnSync('Rscript', ['-e', 'library(dplyr)'], { stdio: 'ignore' }).status === 0;
  const hasArrow = hasR && spawnSync('Rscript', ['-e', 'library(arrow)'], { stdio: 'ignore' }).status === 0;
  test.skipIf(!hasR)(
    `asks in R what the experiment says itself, of ${hasArrow ? 'Parquet' : 'CSV, without arrow'}`,
    () => {
      const [, text = ''] = /```r\n([\s\S]*?)```/.exec(page) ?? [];
      const opened = "arrow::open_dataset('results/runs')";
      expect(text).toContain(opened);
      const ofCsv = text.replace(opened, "read.csv('results/csv/runs.csv')").replace(' |> collect()', '');
      place.write('question.R', hasArrow ? text : ofCsv);
      holds(runs('Rscript', 'question.R'));
    },
  );

  test('asks by `spillover query` what the experiment says itself', async () => {
    const command = /spillover\.js query "([^"]*from runs group by arm[^"]*)" --from results/.exec(page)?.[1] ?? '';
    const { stdout } = await place.spillover('query', command, '--from', 'results', '--json');
    const { statistics } = JSON.parse(place.read('results/experiment.json'));
    for (const { arm, mean_bp } of JSON.parse(stdout).rows) {
      const own = statistics.find(
        (each: { arm: string; outcome: string }) => each.arm === arm && each.outcome === 'jgb_20y',
      );
      expect(mean_bp).toBeCloseTo(own.mean, 6);
    }
  });
});
