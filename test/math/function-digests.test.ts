import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functionDigests } from './function-digests.ts';

const recorded: Record<string, string> = JSON.parse(
  readFileSync(new URL('function-digests.json', import.meta.url), 'utf8'),
);

test('every function gives the recorded bits; a change here changes the history of every run', () => {
  expect(functionDigests()).toEqual(recorded);
});

test('each function has a digest of its own', () => {
  expect(new Set(Object.values(recorded)).size).toBe(Object.keys(recorded).length);
});
