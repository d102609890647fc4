/**
 * `--set path=value`: changes values in the text of a scenario, before it is read.
 *
 * A path is keys joined by dots, list items by their id: `agents.smfg.mandate.target`, `announcements.davos.credibility`,
 * `loops.L2`. It may name a key that the file leaves out, never one that the format does not know. `mandate` may be
 * skipped where the agent itself has no such key. Values are read as YAML. Comments of the file survive.
 */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';
import type { ScenarioKinds } from './agent-entry.ts';
import type { LocatedError, Path, Problem } from './located-error.ts';
import { nearestName } from './nearest-name.ts';
import { scenarioFile } from './scenario-file.ts';
import { shapeOf } from './schema-walk.ts';
import { MAX_TEXT_LENGTH, SourceReader } from './source-tree.ts';

/** A change of a scenario: the path of a value, `loops.L2`, and the value as YAML, `off`. */
export interface Setting {
  readonly path: string;
  readonly valueText: string;
}

/** A setting that was made: where in the data it stands. */
export interface Change {
  readonly path: Path;
  readonly setting: Setting;
}

export type SettingsResult =
  | { readonly ok: true; readonly text: string; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly errors: readonly LocatedError[] };

/** As errors name the place of a setting: it has no file. */
export const SETTINGS_FILE = '--set';

/** Sections whose ids stand elsewhere in the format; only what the file names can be set. */
const KEYED_BY_FILE = new Set([
  'markets',
  'instruments',
  'agents',
  'announcements',
  'auctions',
  'operations',
  'purchases',
]);

export function applySettings(
  documentText: string,
  settings: readonly Setting[],
  kinds: ScenarioKinds,
  fileName = 'scenario',
): SettingsResult {
  if (settings.length === 0) return { ok: true, text: documentText, changes: [] };
  const source = new SourceReader(documentText, fileName).read();
  if (source.root === undefined) return { ok: false, errors: source.problems };
  const document = parseDocument(documentText, { uniqueKeys: false, logLevel: 'silent' });
  const schema = scenarioFile(kinds);
  const errors: LocatedError[] = [];
  const changes: Change[] = [];
  for (const setting of settings) {
    const made = setOne(document, schema, setting);
    const error = made.ok ? lostAnchor(document, setting) : made.error;
    if (error !== undefined) errors.push(error);
    else if (made.ok) changes.push({ path: made.path, setting });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, text: document.toString({ lineWidth: 0 }), changes };
}

/** A problem of the data at the setting that caused it; undefined where no setting has a part in it. */
export function locateInSettings(problem: Problem, changes: readonly Change[]): LocatedError | undefined {
  for (const path of [problem.path, ...(problem.also ?? [])]) {
    // of two settings of one place the later one counts
    const change = changes.findLast((each) => each.path.every((step, i) => step === path[i]));
    if (change === undefined) continue;
    const { path: written, valueText } = change.setting;
    const source = new SourceReader(valueText, SETTINGS_FILE).read();
    if (source.root === undefined) continue;
    const inValue = source.locate({ ...problem, path: path.slice(change.path.length) });
    return { ...inValue, column: inValue.column + (inValue.line === 1 ? written.length + 1 : 0), path: written };
  }
  return undefined;
}

/** A value that others repeat by alias cannot be replaced under them. */
function lostAnchor(document: Document<ParsedNode>, setting: Setting): LocatedError | undefined {
  const anchors = new Set<string>();
  let lost: string | undefined;
  visit(document, (_, node) => {
    if (isAlias(node) && !anchors.has(node.source)) lost ??= node.source;
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) anchors.add(node.anchor);
  });
  if (lost === undefined) return undefined;
  const message = `the value set here is repeated elsewhere as *${lost}: write it out there first`;
  return fault(setting, 0, { found: setting.path, expected: 'a value that nothing refers to', message });
}

type Made = { readonly ok: true; readonly path: Path } | { readonly ok: false; readonly error: LocatedError };

function setOne(document: Document<ParsedNode>, schema: z.ZodType, setting: Setting): Made {
  const refuse = (offset: number, what: Fault): Made => ({ ok: false, error: fault(setting, offset, what) });
  const steps = setting.path.split('.');
  const known = resolve(document, schema, steps);
  if (!known.ok)
    return refuse(steps.slice(0, known.at).join('.').length + (known.at > 0 ? 1 : 0), {
      ...known,
      found: steps[known.at] ?? '',
    });
  const value = parseValue(setting);
  if (!value.ok)
    return refuse(setting.path.length + 1, {
      found: setting.valueText,
      expected: 'a value in YAML',
      message: value.message,
    });
  document.setIn(known.path, value.node);
  return { ok: true, path: known.path };
}

type Resolved =
  | { readonly ok: true; readonly path: readonly (string | number)[] }
  | {
      readonly ok: false;
      readonly at: number;
      readonly message: string;
      readonly expected: string;
      readonly nearest?: string;
    };

/** Follows the steps through the format and the file at once. */
function resolve(document: Document<ParsedNode>, schema: z.ZodType, steps: readonly string[]): Resolved {
  const path: (string | number)[] = [];
  let here = schema;
  for (const [at, step] of steps.entries()) {
    const node = path.length === 0 ? document.contents : (document.getIn(path, true) as Node | undefined);
    const shape = shapeOf(here, scalarsOf(node));
    const blocked =
      path.length > 0 &&
      node !== undefined &&
      node !== null &&
      !isCollection(node) &&
      !(isScalar(node) && node.value === null);
    if (blocked && shape.kind !== 'leaf')
      return {
        ok: false,
        at: Math.max(0, at - 1),
        message: `"${steps.slice(0, at).join('.')}" is no mapping in this file: write it out before setting a part of it`,
        expected: 'a mapping or a list',
      };
    if (shape.kind === 'leaf')
      return {
        ok: false,
        at,
        message: `"${steps.slice(0, at).join('.')}" is a single value: nothing lies below it`,
        expected: 'a shorter path',
      };
    if (shape.kind === 'object') {
      const direct = shape.keys.get(step);
      const mandate = shape.keys.get('mandate');
      const inMandate =
        direct === undefined && mandate !== undefined ? shapeOf(mandate, undefined).keys.get(step) : undefined;
      if (direct === undefined && inMandate === undefined)
        return unknown(at, step, [
          ...shape.keys.keys(),
          ...(mandate === undefined ? [] : shapeOf(mandate, undefined).keys.keys()),
        ]);
      path.push(...(direct === undefined ? ['mandate', step] : [step]));
      here = (direct ?? inMandate) as z.ZodType;
      continue;
    }
    const index =
      shape.kind === 'list'
        ? positionOf(node, step)
        : namedIn(node, step) || !KEYED_BY_FILE.has(String(path[0])) || path.length > 1
          ? step
          : undefined;
    if (index === undefined) return unknown(at, step, idsIn(node));
    path.push(index);
    here = shape.item as z.ZodType;
  }
  return { ok: true, path };
}

function unknown(at: number, step: string, names: readonly string[]): Resolved {
  const nearest = nearestName(step, names) ?? names.find((name) => step.startsWith(`${name}-`));
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  return {
    ok: false,
    at,
    message: `nothing is called "${step}" here${hint}`,
    expected: names.length === 0 ? 'no further step' : `one of: ${names.join(', ')}`,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** What a union needs to choose its option: the plain values of a mapping. */
function scalarsOf(node: unknown): Record<string, unknown> | undefined {
  if (!isMap(node)) return undefined;
  return Object.fromEntries(
    node.items.flatMap(({ key, value }) =>
      isScalar(key) && isScalar(value) ? [[String(key.value), value.value]] : [],
    ),
  );
}

const namedIn = (node: unknown, key: string): boolean => isMap(node) && node.has(key);

const idOf = (item: unknown): string | undefined => {
  const id = isMap(item) ? item.get('id') : undefined;
  return typeof id === 'string' ? id : undefined;
};

function positionOf(node: unknown, step: string): number | undefined {
  if (!isSeq(node)) return undefined;
  const byId = node.items.findIndex((item) => idOf(item) === step);
  if (byId >= 0) return byId;
  return /^\d{1,6}$/.test(step) && Number(step) < node.items.length && node.items.every((item) => !isMap(item))
    ? Number(step)
    : undefined;
}

function idsIn(node: unknown): string[] {
  if (isMap(node))
    return node.items.flatMap(({ key }) => (isScalar(key) && typeof key.value === 'string' ? [key.value] : []));
  return isSeq(node) ? node.items.flatMap((item) => idOf(item) ?? []) : [];
}

function parseValue({ valueText }: Setting): { ok: true; node: unknown } | { ok: false; message: string } {
  if (valueText.trim() === '') return { ok: false, message: 'the value is empty' };
  if (valueText.length > MAX_TEXT_LENGTH / 100) return { ok: false, message: 'the value is too long' };
  const source = new SourceReader(valueText, SETTINGS_FILE).read();
  const first = source.problems[0];
  if (first !== undefined) return { ok: false, message: first.message };
  const parsed = parseDocument(valueText, { logLevel: 'silent' });
  return parsed.contents === null ? { ok: false, message: 'the value is empty' } : { ok: true, node: parsed.contents };
}

interface Fault {
  readonly found: string;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

function fault(setting: Setting, offset: number, what: Fault): LocatedError {
  const { found, message, expected, nearest } = what;
  return {
    file: SETTINGS_FILE,
    line: 1,
    column: offset + 1,
    path: setting.path,
    found,
    expected,
    ...(nearest === undefined ? {} : { nearest }),
    message,
  };
}
