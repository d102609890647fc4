/** What single values of a JSON file may be; each check tells what is wrong, and where, and goes on. */

import type { Path, Problem } from '../../scenario/located-error.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { describe } from '../../scenario/zod-problems.ts';

/** Whoever has more faults than this has another problem. */
const PROBLEMS_MOST = 100;

/** Problems in the order found; the first hundred are kept, the others counted. */
export class Complaints {
  readonly problems: Problem[] = [];
  count = 0;

  /** What is added from here on is only counted. */
  get isFull(): boolean {
    return this.problems.length >= PROBLEMS_MOST;
  }

  add(problem: Problem): void {
    this.count += 1;
    if (!this.isFull) this.problems.push(problem);
  }
}

export type Check = (value: unknown, path: Path, to: Complaints) => void;

export interface Field {
  readonly check: Check;
  readonly optional?: true;
}

export type Fields = Readonly<Record<string, Field>>;

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Passes where `isGood`; else says what was expected. */
export const valueThat =
  (expected: string, isGood: (value: unknown) => boolean): Check =>
  (value, path, to) => {
    if (!isGood(value)) to.add({ path, message: `expected ${expected}, found ${describe(value)}`, expected });
  };

export const wholeNumber = (least: number, most: number): Check =>
  valueThat(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
  );

export const oneOf =
  (words: readonly string[]): Check =>
  (value, path, to) => {
    if (words.includes(value as string)) return;
    const nearest = typeof value === 'string' ? nearestName(value, words) : undefined;
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const expected = `one of: ${words.join(', ')}`;
    const message = `expected ${expected}, found ${describe(value)}${hint}`;
    to.add({ path, message, expected, ...(nearest === undefined ? {} : { nearest }) });
  };

/** A mapping with any names and one sort of value. */
export const tableOf =
  (check: Check): Check =>
  (value, path, to) => {
    if (!isMapping(value))
      to.add({ path, message: `expected a mapping, found ${describe(value)}`, expected: 'a mapping' });
    else for (const key of Object.keys(value)) check(value[key], [...path, key], to);
  };

export const listOf =
  (fields: Fields): Check =>
  (value, path, to) => {
    if (!Array.isArray(value))
      to.add({ path, message: `expected a list, found ${describe(value)}`, expected: 'a list' });
    else for (let index = 0; index < value.length; index += 1) checkMapping(value[index], fields, [...path, index], to);
  };

/** Every key known and every needed one there; a misspelt key beside the missing one that it means is one fault. */
export function checkMapping(value: unknown, fields: Fields, path: Path, to: Complaints): void {
  if (!isMapping(value)) {
    to.add({ path, message: `expected a mapping, found ${describe(value)}`, expected: 'a mapping' });
    return;
  }
  const spoken = new Set<string>();
  for (const key of Object.keys(value)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field !== undefined) field.check(value[key], [...path, key], to);
    else {
      const missing = Object.keys(fields).filter((name) => !Object.hasOwn(value, name));
      const nearest = to.isFull ? undefined : nearestName(key, missing);
      if (nearest !== undefined) spoken.add(nearest);
      to.add(unknownKey({ key, path, nearest, known: Object.keys(fields) }));
    }
  }
  for (const key in fields) {
    if (fields[key]?.optional === true || Object.hasOwn(value, key) || spoken.has(key)) continue;
    to.add({ path: [...path, key], message: `missing key "${key}"`, expected: `the key "${key}"` });
  }
}

interface UnknownKey {
  readonly key: string;
  readonly path: Path;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
}

function unknownKey({ key, path, nearest, known }: UnknownKey): Problem {
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = `unknown key "${key}"${hint}`;
  const expected = `one of: ${known.join(', ')}`;
  return { path: [...path, key], atKey: true, message, expected, ...(nearest === undefined ? {} : { nearest }) };
}
