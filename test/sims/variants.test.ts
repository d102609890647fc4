/** What must not matter, on one made-up scenario; all of them and the shipped ones in the deep tier. */
import { expect, test } from 'vitest';
import { SYNTHETIC, syntheticText } from './random-scenario.ts';
import { bystanderLines, digestLines, observed } from './variants.ts';

const little = SYNTHETIC.find(({ name }) => name === 'little-credit') as (typeof SYNTHETIC)[number];
const subject = { ...little, text: syntheticText(little) };

test('keys in another order, observers, or a log change no digest', () => {
  const lines = digestLines(subject, 1);
  expect(lines).toHaveLength(4);
  expect(observed.sum).not.toBe(0);
  expect(new Set(lines.map(([, hex]) => hex)).size, JSON.stringify(lines)).toBe(1);
});

test('an institution that never trades changes the content of nothing', () => {
  const [alone, joined] = bystanderLines(subject);
  expect(joined[1]).toBe(alone[1]);
});

test('a number that is changed, or another seed, changes the digest', () => {
  const [plain] = digestLines(subject, 0);
  const text = subject.text.replace(/calmVolatility: \d/, 'calmVolatility: 11');
  expect(text).not.toBe(subject.text);
  const others = [digestLines({ ...subject, text }, 0), digestLines({ ...subject, seed: subject.seed + 1 }, 0)];
  for (const [line] of others) expect(line?.[1]).not.toBe(plain?.[1]);
});
