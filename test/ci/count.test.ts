/** The last line of CI: green only where everything ran and passed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const COUNT = join(import.meta.dirname, '../../.ci/count.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spillover-count-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Statuses of the tests of one file, and the exit code of vitest. */
function count(
  statuses: readonly string[],
  code: number,
  fileStatus = 'passed',
): { last: string; code: number | null } {
  const report = join(folder, 'report.json');
  const assertionResults = statuses.map((status, i) => ({ status, fullName: `test ${i}` }));
  writeFileSync(report, JSON.stringify({ testResults: [{ name: 'a.test.ts', status: fileStatus, assertionResults }] }));
  return countReports([report, String(code)]);
}

function countReports(args: readonly string[]): { last: string; code: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [COUNT, ...args], { encoding: 'utf8' });
  return { last: stdout.trimEnd().split('\n').at(-1) as string, code: status };
}

test('all passed is green', () => {
  expect(count(['passed', 'passed'], 0)).toEqual({ last: '2 passed, 0 failed', code: 0 });
});

test('a failed test is red', () => {
  expect(count(['passed', 'failed'], 1, 'failed')).toEqual({ last: '1 passed, 1 failed', code: 1 });
});

test('a skipped test is red, since CI requires every part', () => {
  expect(count(['passed', 'skipped'], 0)).toEqual({ last: '1 passed, 1 failed', code: 1 });
});

test('a file that did not load is red', () => {
  expect(count([], 1, 'failed')).toEqual({ last: '0 passed, 1 failed', code: 1 });
});

test('a tier that ended badly without a failed test is red', () => {
  expect(count(['passed'], 1)).toEqual({ last: '1 passed, 1 failed', code: 1 });
});

test('a tier that wrote no report is red', () => {
  expect(countReports([join(folder, 'none.json'), '4'])).toEqual({ last: '0 passed, 1 failed', code: 1 });
});

test('no tests at all is red', () => {
  expect(count([], 0)).toEqual({ last: '0 passed, 0 failed', code: 1 });
});
