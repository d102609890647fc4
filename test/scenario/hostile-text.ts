/**
 * Texts that nobody means well: seeded mutations of a good scenario, and noise. The seed is part of every message.
 */
import { expect } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { renderError } from '../../src/scenario/located-error.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';

export type Dice = (sides: number) => number;

/** Mulberry32: small, seeded, good enough to break files with. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
}

/** One to a line: what may stand where a value stood. */
const VALUES = [
  '|~|null|true|.inf|-.inf|.nan|-0|0|1e999|9007199254740993|0x1F|0o7|1_000|{}|[]|[[]]|{ value: 1 }|{ versions: [] }',
  '{ versions: 1, ruling: ¥1, why: x }|{ oneEach: [1] }|{ sharedBySize: x }|{ evenlyFrom: 1, evenlyTo: 2 }|&a [*a]|*nowhere',
  '!!binary aGk=|¥10.6tn|$135tn|-£1bn|₩226tn|3.47%|-5%|4bp|2y|120d|2026-02-30|2026-01-20T12:00Z|0001-01-01',
  '9999-12-31T23:59:59Z|"\\uD800"|"\\0"|JGB-10Y|JGB-99Y|FX-USDJPY|__proto__|constructor|toString|jgb|others|"unclosed',
  "'|# nothing|\u202Eltr|\uFEFF|\uD83D|>\n  a\n  b",
].flatMap((row) => row.split('|'));
const LETTERS = 'abcJGBXYZ019 :-{}[],&*!|>\'"%@`#?~\n\t\r\\¥$£₩.=_/\u0000\u0085\u2028\uFEFF\uD800\uDFFF😀';

const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T;

/** One to six edits: values swapped, lines dropped, doubled, moved or indented, characters lost or inserted, the end torn off. */
export function mutated(text: string, roll: Dice): string {
  let lines = text.split('\n');
  for (let edits = 1 + roll(6); edits > 0; edits--) lines = edited(lines, roll);
  const joined = lines.join('\n');
  return roll(12) === 0 ? joined.slice(0, roll(joined.length + 1)) : joined;
}

function edited(lines: string[], roll: Dice): string[] {
  const at = roll(lines.length);
  const line = lines[at] as string;
  const put = (...replacement: string[]): string[] => lines.toSpliced(at, 1, ...replacement);
  switch (roll(8)) {
    case 0:
      return put();
    case 1:
      return put(line, line);
    case 2:
      return put(`${' '.repeat(roll(8))}${line.trimStart()}`);
    case 3:
      return put(line.replace(/(: *)[^:]*$/, (_, colon: string) => `${colon}${pick(roll, VALUES)}`));
    case 4:
      return put(line.replace(/[\w.¥$%-]+/g, (word) => (roll(4) === 0 ? pick(roll, VALUES) : word)));
    case 5:
      return lines.toSpliced(roll(lines.length), 0, line);
    default: {
      const cut = roll(line.length + 1);
      return put(line.slice(0, cut) + (roll(2) === 0 ? LETTERS[roll(LETTERS.length)] : '') + line.slice(cut + roll(3)));
    }
  }
}

/** Noise of the characters that mean something to YAML, or of any at all. */
export function noise(roll: Dice): string {
  const length = roll(200);
  const any = roll(2) === 0;
  return Array.from({ length }, () =>
    any ? String.fromCharCode(roll(0x10000)) : (LETTERS[roll(LETTERS.length)] as string),
  ).join('');
}

/** Reads, and holds what must hold of any text: a scenario without NaN that reads back, or errors with a place. */
export function survives(text: string, said: string): 'scenario' | 'errors' {
  const result = reading(text, said);
  if (!result.ok) {
    expect(result.errors.length, said).toBeGreaterThan(0);
    const lines = text.split('\n').length;
    for (const error of result.errors) {
      const placed =
        error.line >= 1 &&
        error.line <= lines + 1 &&
        error.column >= 1 &&
        error.message !== '' &&
        error.expected !== undefined;
      if (!placed) expect.fail(`${said}: an error without a place: ${JSON.stringify(error)}`);
      renderError(error, text);
    }
    return 'errors';
  }
  // Outside texts: somebody may be called "null".
  const values = result.digestText.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  expect(/NaN|Infinity|undefined|null/.test(values), said).toBe(false);
  const again = reading(result.resolved, `${said}, resolved`);
  expect(again.ok && again.digestText, said).toBe(result.digestText);
  return 'scenario';
}

function reading(text: string, said: string): ReturnType<typeof readScenario> {
  try {
    return readScenario(text, 'hostile.yaml', AGENT_KINDS);
  } catch (error) {
    throw new Error(`${said}: ${error instanceof Error ? error.stack : error}\n${text.slice(0, 2000)}`);
  }
}

/** Runs `cases` from a seed on and counts what came out. */
export function hammer(
  seed: number,
  cases: number,
  make: (roll: Dice) => string,
): { scenario: number; errors: number } {
  const count = { scenario: 0, errors: 0 };
  for (let i = 0; i < cases; i++) count[survives(make(dice(seed + i)), `seed ${seed + i}`)]++;
  return count;
}
