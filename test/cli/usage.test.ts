/** What the command line answers to people who mistype: the nearest name, the place, and exit code 2 on the right stream. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InProcess } from './in-process.ts';
import { ended } from './program.ts';

let place: InProcess;
beforeAll(() => {
  place = new InProcess();
});
afterAll(() => {
  place.remove();
});

test.each([
  [['rnu', 'small.yaml'], 'there is no command "rnu"; did you mean "run"?'],
  [['run', 'small.yaml', '--sed', '3'], 'there is no flag "--sed"; did you mean "--seed"?'],
  [['run', 'small.yml'], 'there is no file small.yml'],
  [['run', 'japan2026'], 'no scenario is called "japan2026"; did you mean "japan-2026"?'],
  [['run', 'small.yaml', '--seed', '007'], '"007" is no seed'],
  [['run', 'small.yaml', '--seed'], '--seed: needs a value'],
  [['run', 'small.yaml', '--seed', '--json'], '"expected":"--seed VALUE'],
  [['run', 'small.yaml', '-seed', '3'], 'there is no flag "-seed"; did you mean "--seed"?'],
  [['run', 'small.yaml', '--out', ''], '--out: the value is empty'],
  [['run', 'small.yaml', '--out='], '--out: the value is empty'],
  [['run', 'small.yaml', '--no-log=false'], '--no-log: takes no value, found "false"'],
  [['run', 'small.yaml', '--no-log', 'false'], 'takes one SCENARIO; "false" is one too many'],
  [['run', '-'], 'SCENARIO: standard input is not a scenario'],
  [['run', ''], 'SCENARIO: the name of the scenario is empty'],
  [['run', 'small.yaml', 'seed', '3'], 'takes one SCENARIO; "seed" is one too many; did you mean "--seed"?'],
  [['run', 'small.yaml', '--seed', '1', '--seed', '2'], '--seed is given twice'],
  [['run', 'small.yaml', '--until', '2026-01-20T03:00'], 'it has no zone'],
  [['run', 'small.yaml', '--until', '2026-01-01'], 'lies before the opening'],
  [['run', 'small.yaml', '--set', 'loops.L21=off'], 'nothing is called "L21" here; did you mean "L1"?'],
  [['run', 'small.yaml', 'another.yaml'], 'takes one SCENARIO; "another.yaml" is one too many'],
  [['replay'], 'RUN: which run?'],
  [['replay', '-'], 'RUN: standard input is not a run'],
  [['replay', 'nowhere'], 'there is no run nowhere'],
  [['export'], 'RUN: which run?'],
  [['export', 'nowhere', '--format'], '--format: needs a value'],
  [['check'], 'FILE: which file?'],
  [['experiment', 'smok'], 'there is no experiment file smok; did you mean "smoke"?'],
  [['experiment', 'smoke', '--workers', '0'], '"0" is no number of threads'],
  [['experiment', 'smoke', '--resume', '--out', 'nowhere'], 'nowhere holds nothing to go on with'],
  [['price'], 'FILE: which file?'],
  [['sims', 'all'], 'takes nothing but flags; "all" is one too many'],
  [['--jsn'], 'there is no flag "--jsn"; did you mean "--json"?'],
  [[], 'which command?'],
])('spillover %j', async (args, said) => {
  const { code, stdout, stderr } = await place.spillover(...args);
  expect(args.includes('--json') ? stdout : stderr).toContain(said);
  expect(args.includes('--json') ? stderr : stdout).toBe('');
  expect(code).toBe(2);
  expect(place.has('runs')).toBe(false);
});

test.each([
  [['sims', '--json=foo'], '--json', 'foo'],
  [['sims', '--json=true'], '--json', 'true'],
  [['sims', '--json', 'false'], 'spillover sims', 'false'],
])('spillover %j: a flag that is on or off takes no value, and that is answered in JSON', async (args, file, found) => {
  const { code, stdout } = await place.spillover(...args);
  expect(code).toBe(2);
  expect(JSON.parse(stdout).errors).toEqual([expect.objectContaining({ file, found })]);
});

test('flags may stand before the command', async () => {
  const { code, stdout } = await place.spillover('--json', 'sims');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).schema).toBe('spillover/sims@1');
});

test('-h is help', async () => {
  const { code, stdout } = await ended(place.start('run', '-h'));
  expect(code).toBe(0);
  expect(stdout).toContain('spillover run [scenario]');
});

test('a misspelt command exits 2 with the nearest on stderr and nothing on stdout', async () => {
  const { code, stdout, stderr } = await ended(place.start('rpelay', 'runs/x'));
  expect(stderr).toContain('there is no command "rpelay"; did you mean "replay"?');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a fault of an argument is a document in --json', async () => {
  const { code, stdout } = await place.spillover('run', 'small.yaml', '--seed', '-1', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(stdout).errors).toEqual([
    expect.objectContaining({ file: '--seed', line: 1, column: 1, found: '-1', nearest: null }),
  ]);
});

test('every command has help with an example', async () => {
  for (const command of ['run', 'replay', 'check', 'sims']) {
    const { code, stdout, stderr } = await ended(place.start(command, '--help'));
    expect(stdout).toMatch(new RegExp(`Examples:\\n +spillover ${command}`));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }
});

test('check shows every fault of a file in its place and exits 2', async () => {
  const text = place.read('small.yaml').replace('debtToGdp', 'debtToGpd').replace('kind: curveRv', 'kind: curveRw');
  place.write('bad.yaml', text);
  const { code, stdout, stderr } = await place.spillover('check', 'small.yaml', 'bad.yaml');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^small\.yaml: good: \d+ institutions, 3 instruments, 1 announcement, 1 auction; digest/);
  const lines = stderr.split('\n');
  const at = lines.findIndex((line) =>
    /^bad\.yaml:8:\d+: unknown key "debtToGpd"; did you mean "debtToGdp"\?/.test(line),
  );
  expect(at).toBeGreaterThanOrEqual(0);
  const column = (lines[at + 1] as string).indexOf('debtToGpd');
  expect((lines[at + 2] as string).slice(column)).toBe('^'.repeat('debtToGpd'.length));
  expect(stderr).toMatch(/bad\.yaml:\d+:\d+: .*curveR/);
});

test('check --json names the members that programs rely on', async () => {
  place.write('bad.yaml', place.read('small.yaml').replace('¥420tn', '¥420'));
  const { code, stdout } = await place.spillover('check', 'bad.yaml', '--json');
  expect(code).toBe(2);
  const { errors } = JSON.parse(stdout);
  expect(Object.keys(errors[0])).toEqual(['file', 'line', 'column', 'path', 'found', 'expected', 'nearest']);
  expect(errors[0]).toMatchObject({ file: 'bad.yaml', path: expect.stringContaining('instruments.JGB-10Y') });
  const good = await place.spillover('check', 'small.yaml', '--json');
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({ schema: 'spillover/check@1', files: [{ id: 'small-world' }] });
});

test('check counts what issuers sell and what central banks and debt offices buy', async () => {
  const week = fileURLToPath(new URL('../../sims/primary-market.yaml', import.meta.url));
  const { code, stdout } = await place.spillover('check', week);
  expect([code, stdout]).toEqual([0, expect.stringContaining('0 announcements, 7 auctions, 9 operations; digest')]);
  const document = JSON.parse((await place.spillover('check', week, '--json')).stdout);
  expect(document.files[0]).toMatchObject({ auctions: 7, operations: 9 });
});

test('check points at a byte that is not UTF-8', async () => {
  place.writeBytes('latin.yaml', Buffer.from('schemaVersion: 1\ntitle: caf\u00e9\n', 'latin1'));
  const { code, stderr } = await place.spillover('check', 'latin.yaml');
  expect(code).toBe(2);
  expect(stderr).toContain('latin.yaml:2:11: the file is not text in UTF-8');
});

test('sims lists what can be run by name', async () => {
  const { code, stdout } = await place.spillover('sims', '--json');
  const names = JSON.parse(stdout).sims.map(({ name }: { name: string }) => name);
  expect(code).toBe(0);
  expect(names).toContain('japan-2026');
  expect((await place.spillover('sims')).stdout).toMatch(/japan-2026[\s\S]*ablation +Which loop/);
  expect(JSON.parse(stdout).experiments).toContainEqual(expect.objectContaining({ name: 'smoke', kind: 'ablation' }));
});
