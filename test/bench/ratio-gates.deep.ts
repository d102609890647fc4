/** The benchmark's ratio gates, in its short form: no time is asserted, and what is missed is measured three times in all. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

test('records with observers and the last tenth of a long run keep their distance to what is measured beside them', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bench/run.ts'), '--gate'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  expect(stdout).toMatch(/kept: [\d.]+ of bare matching with records/);
});
