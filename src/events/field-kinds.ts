/**
 * What a field of an event can be, and how the compiler keeps the table of fields complete.
 *
 * A kind fixes a field's bytes, its place in the digest, the range that a reader accepts and the unit that an export
 * prints. It never holds a market rule.
 */
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import type { Face, Lots, MilliBp, Minor, Permille, PriceTicks, SimTime } from '../units/quantity.ts';

/** Integers by unit. All are safe integers; ticks are not negative. */
export type NumberKind = 'ticks' | 'lots' | 'face' | 'minor' | 'milliBp' | 'permille' | 'date' | 'time' | 'int';

/** One of a closed list of words. The number is the word's form in the log and never changes. */
export interface Choice<Word extends string = string> {
  readonly kind: 'choice';
  readonly words: readonly Word[];
  readonly codeOf: (word: Word) => number | undefined;
}

/** `name` is any text; `names` and `ints` are lists of texts and of integers. */
// biome-ignore lint/suspicious/noExplicitAny: a list of choices over different words
export type FieldKind = NumberKind | 'name' | 'names' | 'ints' | Choice<any>;

/** The one kind that fits a field's type. */
export type KindOf<T> = [T] extends [string]
  ? string extends T
    ? 'name'
    : Choice<T>
  : [T] extends [readonly string[]]
    ? 'names'
    : [T] extends [readonly number[]]
      ? 'ints'
      : NumberKindOf<T>;

type NumberKindOf<T> = [T] extends [PriceTicks]
  ? 'ticks'
  : [T] extends [Lots]
    ? 'lots'
    : [T] extends [Face]
      ? 'face'
      : [T] extends [Minor]
        ? 'minor'
        : [T] extends [MilliBp]
          ? 'milliBp'
          : [T] extends [Permille]
            ? 'permille'
            : [T] extends [DayNumber]
              ? 'date'
              : [T] extends [SimTime]
                ? 'time'
                : [T] extends [number]
                  ? 'int'
                  : never;

/** Words with their codes 0, 1, 2 …; a word that is missing or foreign does not compile. */
export function choice<Word extends string>(codes: Readonly<Record<Word, number>>): Choice<Word> {
  const words: Word[] = [];
  const known = new Map<string, number>();
  for (const word of Object.keys(codes) as Word[]) {
    words[codes[word]] = word;
    known.set(word, codes[word]);
  }
  for (let code = 0; code < known.size; code++) {
    assert(words[code] !== undefined, `the words of a choice are numbered from 0 without gaps; ${code} is missing`);
  }
  return { kind: 'choice', words, codeOf: (word) => known.get(word) };
}

/** A field's value, once the event's own type is forgotten. */
export type FieldValue = number | string | readonly string[] | readonly number[];

/** An event, once its own type is forgotten: `seq`, `at`, `type`, `causes` and its fields. */
export type PlainEvent = Readonly<Record<string, FieldValue>>;

export interface FieldLayout {
  readonly name: string;
  readonly kind: FieldKind;
}

/** One version of one event type, as the log holds it. */
export interface EventLayout {
  readonly type: string;
  readonly code: number;
  readonly version: number;
  readonly fields: readonly FieldLayout[];
}
