/** Keys shuffled, observed, logged, with a bystander: every shipped scenario for its first hours and six made-up ones to their ends. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseIsoTime } from '../../src/units/time.ts';
import { SYNTHETIC, syntheticText } from './random-scenario.ts';
import { bystanderLines, digestLines, type Subject } from './variants.ts';

const SHUFFLES = 3;
const UNTIL = {
  'japan-2026': '2026-01-19T02:00:00Z',
  calm: '2026-01-19T02:00:00Z',
  'primary-market': '2026-02-25T06:00:00Z',
};

const shipped = Object.entries(UNTIL).map(([name, until]): Subject => {
  const text = readFileSync(new URL(`../../sims/${name}.yaml`, import.meta.url), 'utf8');
  return { name, text, seed: 1, until: parseIsoTime(until) };
});
const synthetic = SYNTHETIC.map((each): Subject => ({ name: each.name, text: syntheticText(each), seed: each.seed }));

describe.each([...shipped, ...synthetic])('$name', (subject) => {
  test('has one digest, however it is written and whoever watches', () => {
    const lines = digestLines(subject, SHUFFLES);
    expect(new Set(lines.map(([, hex]) => hex)).size, JSON.stringify(lines)).toBe(1);
  });

  test('says the same with an institution more that never trades', () => {
    const [alone, joined] = bystanderLines(subject);
    expect(joined[1]).toBe(alone[1]);
  });
});
