/** What is published works where nothing else is: packed, in an empty project, with its types, its command and the program of `docs/library.md`. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');
const [, PROGRAM = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(PAGE) ?? [];
const UNTIL = '2026-01-20T09:00:00Z';

const folder = mkdtempSync(join(tmpdir(), 'spillover-pack-'));
const installed = join(folder, 'node_modules/spillover');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], ROOT)) as {
    filename: string;
  }[];
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}');
  // What the tests were installed with is taken where it is still at hand.
  const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', ...quietly, join(folder, packed[0]?.filename ?? '')]);
  copyFileSync(join(installed, 'sims/japan-2026.yaml'), join(folder, 'mine.yaml'));
});

test('the ten lines of the page run the scenario, hear its auction, read its tables and come to the digest of the command', () => {
  expect(
    PROGRAM.trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('import') && line !== ''),
  ).toHaveLength(10);
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  const printed = run(process.execPath, ['program.ts']).trimEnd().split('\n');
  expect(printed.filter((line) => /^2026-01-20T03:35:00Z jgb-20y\S* [1-9]\d+$/.test(line))).toHaveLength(1);
  expect(printed.filter((line) => /^2026-01-20 JGB-30Y -?\d/.test(line))).toHaveLength(1);
  const bin = join(folder, 'node_modules/.bin/spillover');
  const command = run(bin, ['run', 'mine.yaml', '--seed', '7', '--until', UNTIL, '--no-log']);
  const digest = command.trimEnd().split('\n').at(-1);
  expect(digest).toMatch(/^digest [0-9a-f]{32}$/);
  expect(printed.at(-1)).toBe(digest);
  expect(existsSync(join(installed, 'sims/published/japan-2026.csv'))).toBe(true);
});

test('its types resolve and are whole, with no declaration left out', () => {
  const options = { module: 'nodenext', target: 'es2023', strict: true, skipLibCheck: false, noEmit: true, types: [] };
  // Node's own types are the user's; the program reads a file with them.
  const ours = { ...options, typeRoots: [join(ROOT, 'node_modules/@types')], types: ['node'] };
  const wrong = PROGRAM.replace('seed(7)', "'seven'");
  expect(wrong).not.toBe(PROGRAM);
  writeFileSync(join(folder, 'wrong.ts'), wrong);
  const check = (file: string): string => {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: ours, files: [file] }));
    try {
      return run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  expect(check('program.ts')).toBe('');
  expect(check('wrong.ts')).toContain("Type 'string' is not assignable to type 'Seed'");
});

test('its command answers SQL and reads a shipped experiment', () => {
  const bin = join(folder, 'node_modules/.bin/spillover');
  run(bin, ['run', 'mine.yaml', '--until', '2026-01-19T00:00Z']);
  expect(run(bin, ['query', 'select scenario, status from runs', '--csv'])).toBe(
    'scenario,status\r\njapan-2026,ok\r\n',
  );
  expect(run(bin, ['check', join(installed, 'sims/experiments/smoke.yaml')])).toContain('good');
});

test('its lab is there, built, and is written where one asks for it', () => {
  const bin = join(folder, 'node_modules/.bin/spillover');
  expect(run(bin, ['lab', '--out', 'pages/lab.html'])).toContain('pages/lab.html');
  expect(readFileSync(join(folder, 'pages/lab.html'), 'utf8')).toContain('Content-Security-Policy');
});
