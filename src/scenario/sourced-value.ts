/**
 * A value with its source, or in several versions with a ruling: what it says, and what is wrong with how it says it.
 */
import { nearestName } from './nearest-name.ts';
import { describe, type FieldParams } from './zod-problems.ts';

const WRAPPER_KEYS = ['value', 'source', 'assumed', 'note'];
const VERSION_KEYS = ['versions', 'ruling', 'why', 'source', 'assumed', 'note'];

export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly params: FieldParams;
}

/** A quantity without its sources, and where inside the given value it stands. */
export type Unwrapped = {
  readonly raw: unknown;
  readonly path: readonly (string | number)[];
  readonly faults: readonly Fault[];
};

export const isWrapper = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' &&
  raw !== null &&
  !Array.isArray(raw) &&
  (Object.hasOwn(raw, 'value') || Object.hasOwn(raw, 'versions'));

export function unwrap(raw: unknown): Unwrapped {
  if (!isWrapper(raw)) return { raw, path: [], faults: [] };
  const versions = Object.hasOwn(raw, 'versions');
  const inner = versions ? 'ruling' : 'value';
  const faults = [
    ...strayKeys(raw, versions ? VERSION_KEYS : WRAPPER_KEYS),
    ...badNotes(raw),
    ...(versions ? badVersions(raw) : []),
  ];
  return { raw: raw[inner], path: [inner], faults };
}

function strayKeys(raw: Record<string, unknown>, known: readonly string[]): Fault[] {
  return Object.keys(raw)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const nearest = nearestName(key, known);
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
      return {
        path: [key],
        message: `unknown key "${key}" beside a value${hint}`,
        params: { expected: `one of: ${known.join(', ')}`, atKey: true, ...(nearest === undefined ? {} : { nearest }) },
      };
    });
}

/** A mapping that is no sourced quantity, but that a slip of the pen in `value` would explain. */
export function misspelt(raw: unknown): Fault | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  return strayKeys(raw as Record<string, unknown>, VERSION_KEYS.concat('value')).find((fault) =>
    ['value', 'versions'].includes(fault.params.nearest ?? ''),
  );
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= 600;

function badNotes(raw: Record<string, unknown>): Fault[] {
  const texts = ['source', 'note', 'why'].filter((key) => Object.hasOwn(raw, key) && !isText(raw[key]));
  const faults: Fault[] = texts.map((key) => ({
    path: [key],
    message: `expected a text, found ${describe(raw[key])}`,
    params: { expected: 'a text' },
  }));
  if (Object.hasOwn(raw, 'assumed') && raw.assumed !== true)
    faults.push({ path: ['assumed'], message: 'expected true (or no such key)', params: { expected: 'true' } });
  return faults;
}

/** What each version says stays as it was printed, even the impossible ones: only the ruling counts. */
function badVersions(raw: Record<string, unknown>): Fault[] {
  const fault = (key: string, message: string, expected: string): Fault => ({
    path: [key],
    message,
    params: { expected },
  });
  const { versions } = raw;
  const sound = (version: unknown): boolean =>
    isWrapper(version) &&
    (typeof version.value === 'string' || typeof version.value === 'number') &&
    isText(version.source) &&
    Object.keys(version).every((key) => WRAPPER_KEYS.includes(key));
  const faults: Fault[] = [];
  if (!Array.isArray(versions) || versions.length < 2 || !versions.every(sound))
    faults.push(
      fault('versions', 'versions are a list of at least two { value, source }', 'a list of { value, source }'),
    );
  if (!Object.hasOwn(raw, 'ruling'))
    faults.push(fault('ruling', 'versions need a ruling: the value that counts', 'a ruling'));
  if (!Object.hasOwn(raw, 'why')) faults.push(fault('why', 'a ruling needs a why', 'a text'));
  return faults;
}
