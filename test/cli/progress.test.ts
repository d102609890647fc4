/** What goes to a terminal besides text: nothing that it cannot show, and no colour that was refused. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';

const stderr = process.stderr as { isTTY: boolean };
const before = stderr.isTTY;
let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => {
  stderr.isTTY = before;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function work(terminal: { isTTY: boolean; TERM: string; NO_COLOR?: string }): string {
  stderr.isTTY = terminal.isTTY;
  vi.stubEnv('TERM', terminal.TERM);
  vi.stubEnv('NO_COLOR', terminal.NO_COLOR);
  vi.stubEnv('FORCE_COLOR', '1');
  const progress = startProgress('events');
  progress.update(0.5, '2026-01-20', 1000);
  progress.end();
  return written;
}

const ESCAPE = '\u001b';
const CURSOR = new RegExp(`${ESCAPE}(?:[78]|\\[[0-9;?]*[A-HJKShl])`);
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*m`);

test('a terminal has a bar in colour that is drawn again in its place', () => {
  const text = work({ isTTY: true, TERM: 'xterm' });
  expect(text).toMatch(CURSOR);
  expect(text).toMatch(COLOUR);
});

test('NO_COLOR: the bar has none, whatever FORCE_COLOR says', () => {
  const text = work({ isTTY: true, TERM: 'xterm', NO_COLOR: '1' });
  expect(text).toMatch(CURSOR);
  expect(text).not.toMatch(COLOUR);
});

test.each([
  ['a dumb terminal', true, 'dumb'],
  ['a pipe', false, 'xterm'],
])('%s gets no bar and no movement of the cursor', (_, isTTY, TERM) => {
  expect(work({ isTTY, TERM })).not.toContain(ESCAPE);
});
