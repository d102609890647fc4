/**
 * A patch: what a fork changes, from the moment of the fork on. Read together with the scenario that it is for, since it
 * speaks of that scenario's markets, auctions and institutions; the result is that scenario with interventions beside it.
 *
 * Pure, and never throws, whatever the text. Faults of the patch are located in the patch, those of `--set` in the setting.
 */
import { z } from 'zod';
import type { ScenarioKinds } from '../agent-entry.ts';
import { SETTINGS_FILE, type Setting } from '../apply-settings.ts';
import { scenarioDigestText } from '../canonical-json.ts';
import { byPlace, type LocatedError, type Problem } from '../located-error.ts';
import { textField } from '../plain-fields.ts';
import type { ReadResult } from '../read-scenario.ts';
import { resolvedText } from '../resolved-text.ts';
import { ScenarioReading } from '../scenario-reading.ts';
import { SourceReader, type SourceTree } from '../source-tree.ts';
import { problemsOf } from '../zod-problems.ts';
import { dated, type ForkMoment, momentProblem } from './fork-moment.ts';
import { interventionEntry } from './intervention-entry.ts';

/** A patch whose text is YAML of the right outline; its entries are read with their scenario. */
export interface Patch {
  readonly file: string;
  readonly source: SourceTree;
  readonly entries: readonly unknown[];
  /** A moment as `--at` takes it. */
  readonly at: string | undefined;
}

export type PatchResult =
  | { readonly ok: true; readonly patch: Patch }
  | { readonly ok: false; readonly errors: readonly LocatedError[] };

const header = {
  schemaVersion: z.literal(1).describe('version of this format'),
  note: textField('anything a reader should know').optional(),
  at: z
    .union([z.string(), z.int()])
    .optional()
    .describe('moment of the fork where --at is not given: a time, a date or a seq'),
};
const outline = z.strictObject({ ...header, interventions: z.array(z.unknown()).default([]) });

/** The file in full, for editors. */
export const patchFile = z.strictObject({
  ...header,
  interventions: z.array(interventionEntry).default([]).describe('what is changed, in any order'),
});

export function readPatch(text: string, file: string): PatchResult {
  const source = new SourceReader(text, file).read();
  if (source.root === undefined) return { ok: false, errors: source.problems };
  const head = outline.safeParse(source.value);
  const found = head.success ? [] : problemsOf(head.error, outline, source.value, []);
  const errors = [...source.problems, ...found.map((problem) => source.locate(problem))];
  if (!head.success || errors.length > 0) return { ok: false, errors: [...errors].sort(byPlace) };
  const { at, interventions: entries } = head.data;
  return { ok: true, patch: { file, source, entries, at: at === undefined ? undefined : String(at) } };
}

export interface Patching {
  /** The scenario that was run, as its folder keeps it, and what it is called. */
  readonly scenarioText: string;
  readonly scenarioFile: string;
  readonly patch: Patch | undefined;
  /** `--set`, made at the moment of the fork. */
  readonly settings: readonly Setting[];
  readonly fork: ForkMoment;
  readonly kinds: ScenarioKinds;
}

export function readPatchedScenario(patching: Patching): ReadResult {
  const { scenarioText, scenarioFile, patch, settings, fork, kinds } = patching;
  const source = new SourceReader(scenarioText, scenarioFile).read();
  if (source.root === undefined) return { ok: false, errors: source.problems };
  const root = source.value as Record<string, unknown>;
  const before: readonly unknown[] = Array.isArray(root.interventions) ? root.interventions : [];
  const errors: LocatedError[] = [];
  const stated = (patch?.entries ?? []).map((entry, i) => {
    const problem = momentProblem(entry, i, fork);
    if (problem !== undefined && patch !== undefined) errors.push(patch.source.locate(problem));
    return dated(entry, fork);
  });
  const set = settings.map((setting) => {
    const value = new SourceReader(setting.valueText, SETTINGS_FILE).read();
    const [first] = value.problems;
    if (first !== undefined) errors.push(inSetting(setting, { ...first, path: [] }));
    return dated({ set: { [setting.path]: value.root === undefined ? '' : value.value } }, fork);
  });
  if (errors.length > 0) return { ok: false, errors: errors.sort(byPlace) };
  const reading = new ScenarioReading({ ...root, interventions: [...before, ...stated, ...set] }, kinds);
  const draft = reading.read();
  const located = reading.problems.map((problem) => {
    const [section, index, ...rest] = problem.path;
    const place = section === 'interventions' && typeof index === 'number' ? index - before.length : -1;
    const setting = settings[place - stated.length];
    if (setting !== undefined) return inSetting(setting, { ...problem, path: rest });
    if (place < 0 || patch === undefined) return source.locate(problem);
    return patch.source.locate({ ...problem, path: ['interventions', place, ...rest] });
  });
  if (draft === undefined || located.length > 0) return { ok: false, errors: located.sort(byPlace) };
  const { scenario, mandates } = draft;
  return {
    ok: true,
    scenario,
    resolved: resolvedText(scenario, mandates),
    digestText: scenarioDigestText(scenario),
  };
}

/** `path=value`: faults of the path point at it, others at the value. */
function inSetting({ path, valueText }: Setting, problem: Problem): LocatedError {
  const { message, expected, nearest, atKey } = problem;
  const place = { file: SETTINGS_FILE, line: 1, column: atKey === true ? 1 : path.length + 2, path };
  const found = atKey === true ? path : valueText;
  return { ...place, found, expected, ...(nearest === undefined ? {} : { nearest }), message };
}
