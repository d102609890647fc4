/** What is published works where nothing else is: the packed library in an empty project, its bin and a ten-line program. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spillover-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const PROGRAM = `
import { readFileSync } from 'node:fs';
import { AGENT_KINDS, parseIsoTime, readScenario, seed, Simulation } from 'spillover';
const text = readFileSync('node_modules/spillover/sims/japan-2026.yaml', 'utf8');
const read = readScenario(text, 'mine.yaml', AGENT_KINDS);
if (!read.ok) throw new Error(read.errors[0].message);
const run = new Simulation({ scenario: read.scenario, seed: seed(7) });
run.advance(parseIsoTime('2026-01-19T00:00:00Z'));
console.log('digest ' + run.digest);
`;

test('the packed library installs into an empty project; its bin and a ten-line program agree', () => {
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], ROOT)) as {
    filename: string;
  }[];
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}');
  run('npm', ['install', '--loglevel=error', join(folder, packed[0]?.filename ?? '')], folder);
  writeFileSync(join(folder, 'program.js'), PROGRAM);
  expect(existsSync(join(folder, 'node_modules/spillover/sims/published/japan-2026.csv'))).toBe(true);
  const bin = join(folder, 'node_modules', '.bin', 'spillover');
  const args = ['run', 'japan-2026', '--seed', '7', '--until', '2026-01-19T00:00:00Z', '--no-log'];
  const printed = run(bin, args, folder).trimEnd().split('\n').at(-1);
  expect(printed).toMatch(/^digest [0-9a-f]{32}$/);
  expect(run(process.execPath, ['program.js'], folder).trimEnd()).toBe(printed);
});
