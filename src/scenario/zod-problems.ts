/**
 * zod's issues → problems of a file in the words of its author.
 *
 * A missing key reads "missing", not "expected number, received undefined"; an unknown key beside a missing one of
 * nearly the same name is one fault, not two (`toolchain` notes, §3).
 */
import type { z } from 'zod';
import type { Path, Problem } from './located-error.ts';
import { editDistance, nearestName } from './nearest-name.ts';
import { keysAt, numberFormAt } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

/** What a field of our own adds to its issue. */
export interface FieldParams {
  readonly missing?: boolean;
  readonly expected?: string;
  readonly nearest?: string;
  /** Point at the key. */
  readonly atKey?: boolean;
}

/** Problems of `value`, which stands at `base` in the file. */
export function problemsOf(error: z.ZodError, schema: z.ZodType, value: unknown, base: Path): Problem[] {
  const issues = error.issues.flatMap((issue) => innermost(issue));
  const missing = issues.filter((issue) => isMissing(issue, value));
  const spoken = new Set<Issue>();
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey({ key, issue, schema, value, base, missing, spoken }))
      : [],
  );
  const others = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys' || spoken.has(issue)) return [];
    return [missing.includes(issue) ? missingKey(issue, base) : wrongValue(issue, schema, value, base)];
  });
  return [...unknown, ...others];
}

/** Inside a plain union, the branch that came furthest. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (branch: readonly Issue[]): number => Math.max(0, ...branch.map((inner) => inner.path.length));
  const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  if (depth(best) === 0) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

const pathOf = (base: Path, issue: { path: readonly PropertyKey[] }): (string | number)[] => [
  ...base,
  ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
];

function isMissing(issue: Issue, value: unknown): boolean {
  if (issue.code === 'custom') return paramsOf(issue).missing === true;
  const parent = at(value, issue.path.slice(0, -1));
  const key = issue.path.at(-1);
  return (
    key !== undefined &&
    typeof parent === 'object' &&
    parent !== null &&
    !Array.isArray(parent) &&
    !Object.hasOwn(parent, key)
  );
}

interface UnknownKey {
  readonly key: string;
  readonly issue: Issue;
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly base: Path;
  readonly missing: readonly Issue[];
  readonly spoken: Set<Issue>;
}

function unknownKey({ key, issue, schema, value, base, missing, spoken }: UnknownKey): Problem {
  const known = keysAt(schema, value, issue.path);
  const sibling = (other: Issue): boolean =>
    other.path.length === issue.path.length + 1 && issue.path.every((step, i) => other.path[i] === step);
  const wanted = missing.find(
    (other) => sibling(other) && similar(key, String(other.path.at(-1))) && !spoken.has(other),
  );
  if (wanted !== undefined) spoken.add(wanted);
  const present = Object.keys((at(value, issue.path) as object | undefined) ?? {});
  const nearest =
    wanted === undefined
      ? nearestName(
          key,
          known.filter((name) => !present.includes(name)),
        )
      : String(wanted.path.at(-1));
  return {
    path: [...pathOf(base, issue), key],
    atKey: true,
    message: `unknown key "${key}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
    expected: known.length === 0 ? 'no key' : `one of: ${known.join(', ')}`,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** A key that nobody knows beside one that is missing: the benefit of the doubt is wider. */
const similar = (key: string, wanted: string): boolean =>
  key.length <= 64 &&
  editDistance(key.toLowerCase(), wanted.toLowerCase()) <= Math.max(2, Math.floor(wanted.length / 2.5));

function missingKey(issue: Issue, base: Path): Problem {
  const key = String(issue.path.at(-1));
  const expected = issue.code === 'custom' ? paramsOf(issue).expected : undefined;
  return {
    path: pathOf(base, issue),
    message: `missing key "${key}"${expected === undefined ? '' : `: ${expected}`}`,
    expected: expected ?? `the key "${key}"`,
  };
}

function wrongValue(issue: Issue, schema: z.ZodType, value: unknown, base: Path): Problem {
  const path = pathOf(base, issue);
  const found = at(value, issue.path);
  const otherForm = (expected: string): Problem => ({
    path,
    message: `expected ${expected}, found ${describe(found)}`,
    expected,
  });
  switch (issue.code) {
    case 'custom': {
      const { expected = '', nearest, atKey = false } = paramsOf(issue);
      return { path, atKey, message: issue.message, expected, ...(nearest === undefined ? {} : { nearest }) };
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      return values.includes('on') && values.includes('off') ? onOrOff(path, found) : oneOf(path, found, values);
    }
    case 'invalid_union':
      if (issue.discriminator !== undefined && 'options' in issue)
        return oneOf(path, found, (issue.options as unknown[]).map(String));
      return noForm(issue.errors, path, found);
    case 'invalid_type':
      return otherForm(numberFormAt(schema, value, issue.path) ?? named(issue.expected));
    case 'too_small':
    case 'too_big': {
      const form = numberFormAt(schema, value, issue.path);
      if (form !== undefined) return otherForm(form);
      if (issue.origin === 'array')
        return otherForm(
          issue.code === 'too_small' ? `at least ${issue.minimum} entries` : `at most ${issue.maximum} entries`,
        );
      return inOurWords(issue, path);
    }
    case 'invalid_key': {
      const message = issue.issues[0]?.message ?? issue.message;
      return { path, atKey: true, message, expected: 'another name' };
    }
    default:
      return inOurWords(issue, path);
  }
}

/** A text whose field says in our words what is wrong with it. */
function inOurWords(issue: Issue, path: Path): Problem {
  const expected =
    issue.code === 'too_big' ? `at most ${issue.maximum} characters` : issue.code === 'too_small' ? 'a text' : 'an id';
  return { path, message: issue.message, expected };
}

/** None of a union's forms: what each of them would be; a form that fits but for its range says so itself. */
function noForm(branches: readonly (readonly Issue[])[], path: Path, found: unknown): Problem {
  const issues = branches.flatMap((branch) => branch.slice(0, 1));
  const nearly = issues.find((issue) => issue.code === 'custom' && !issue.message.startsWith('expected '));
  const forms = issues.map((issue) => {
    if (issue.code === 'custom') return paramsOf(issue).expected ?? '';
    return issue.code === 'invalid_value'
      ? issue.values.join(' or ')
      : named('expected' in issue ? issue.expected : '');
  });
  const expected = forms.filter((form) => form !== '').join(' or ');
  const message = nearly?.message ?? `expected ${expected}, found ${describe(found)}`;
  return { path, message, expected };
}

/** Other languages' words for the two positions of a switch. */
const SWITCH_WORDS: Readonly<Record<string, string>> = { yes: 'on', true: 'on', no: 'off', false: 'off' };

function onOrOff(path: Path, found: unknown): Problem {
  const word = typeof found === 'string' ? found : '';
  const meant = new Map(Object.entries(SWITCH_WORDS)).get(word.toLowerCase());
  const nearest = meant ?? nearestName(word, ['off', 'on']);
  const what =
    meant === undefined ? `expected on or off, found ${describe(found)}` : `write on or off, not ${describe(found)}`;
  const hint = nearest === undefined ? {} : { nearest };
  const message = `${what}${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
  return { path, message, expected: 'on or off', ...hint };
}

function oneOf(path: Path, found: unknown, options: readonly string[]): Problem {
  const nearest = typeof found === 'string' ? nearestName(found, options) : undefined;
  const expected = options.length === 1 ? String(options[0]) : `one of: ${options.join(', ')}`;
  return {
    path,
    message: `expected ${expected}, found ${describe(found)}${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
    expected,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};
const named = (type: string): string => NAMES[type] ?? type;

/** A value in words, cut short. */
export function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (value === undefined) return 'no value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = String(value).replace(/[\p{Cc}\p{Cs}]/gu, ' ');
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return typeof value === 'string' ? `"${short}"` : short;
}

const paramsOf = (issue: Issue): FieldParams =>
  issue.code === 'custom' ? ((issue.params as FieldParams | undefined) ?? {}) : {};

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path)
    here =
      typeof here === 'object' && here !== null && Object.hasOwn(here, step)
        ? (here as Record<PropertyKey, unknown>)[step]
        : undefined;
  return here;
}
