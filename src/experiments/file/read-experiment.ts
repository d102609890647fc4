/**
 * Text of an experiment file → an experiment, or everything that is wrong with it, each fault in its place.
 *
 * Sections are read one by one, so that one fault hides no other; every arm's scenario is read too, so that what starts can run.
 * Never throws, whatever the text. Files come through a port.
 */
import { z } from 'zod';
import { Hash128 } from '../../math/digest.ts';
import type { ScenarioKinds } from '../../scenario/agent-entry.ts';
import { canonicalJson } from '../../scenario/canonical-json.ts';
import { byPlace, type LocatedError, type Problem } from '../../scenario/located-error.ts';
import { shapeOf } from '../../scenario/schema-walk.ts';
import { SourceReader, type SourceTree } from '../../scenario/source-tree.ts';
import { problemsOf } from '../../scenario/zod-problems.ts';
import type { Experiment, ScenarioText } from '../experiment.ts';
import { type ExperimentKind, experimentFile, KINDS } from './experiment-file.ts';
import { ExperimentReading, type Sections } from './experiment-reading.ts';

/** What a scenario's name in the file stands for. */
export type ScenarioFinding =
  | { readonly ok: true; readonly scenario: ScenarioText }
  | { readonly ok: false; readonly message: string; readonly expected: string; readonly nearest?: string };

export interface ExperimentPorts {
  readonly scenarioOf: (word: string) => ScenarioFinding;
  readonly kinds: ScenarioKinds;
}

export type ExperimentResult =
  | { readonly ok: true; readonly experiment: Experiment }
  | {
      readonly ok: false;
      readonly errors: readonly LocatedError[];
      /** Where some of the faults may lie. */
      readonly scenario: ScenarioText | undefined;
    };

const MOST_ERRORS = 100;

export function readExperiment(text: string, file: string, ports: ExperimentPorts): ExperimentResult {
  const source = new SourceReader(text, file).read();
  if (source.root === undefined) return { ok: false, errors: source.problems, scenario: undefined };
  const { sections, problems } = sectionsOf(source);
  const finding = typeof sections.scenario === 'string' ? ports.scenarioOf(sections.scenario) : undefined;
  const missing: Problem[] = finding?.ok === false ? [{ path: ['scenario'], ...finding }] : [];
  const scenario = finding?.ok === true ? finding.scenario : undefined;
  const reading = new ExperimentReading({ sections, scenario, source, kinds: ports.kinds });
  const parts = reading.read();
  const found = [...problems, ...missing, ...reading.problems].map((problem) => source.locate(problem));
  const errors = [...source.problems, ...found, ...reading.errors];
  if (parts === undefined || scenario === undefined || errors.length > 0) {
    const own = errors.filter((error) => error.file === file).sort(byPlace);
    const others = errors.filter((error) => error.file !== file).sort(byPlace);
    return { ok: false, errors: [...own, ...others].slice(0, MOST_ERRORS), scenario };
  }
  return { ok: true, experiment: { ...parts, file, text, scenario, digest: digestOf(parts) } };
}

/** What decides the results: everything but how the experiment is called and explained. */
function digestOf({
  id,
  title,
  outcomes,
  arms,
  ...rest
}: Omit<Experiment, 'file' | 'text' | 'scenario' | 'digest'>): string {
  const hash = new Hash128();
  const measured = outcomes.map(({ name, entry: { what, ...entry } }) => ({ name, entry }));
  const run = arms.map(({ what, ...arm }) => arm);
  hash.text(canonicalJson(JSON.parse(JSON.stringify({ id, ...rest, outcomes: measured, arms: run }))));
  return hash.hex;
}

interface ReadSections {
  readonly sections: Sections;
  readonly problems: readonly Problem[];
}

function sectionsOf({ value }: SourceTree): ReadSections {
  const whole = experimentFile.safeParse(value);
  if (whole.success) return { sections: whole.data, problems: [] };
  const problems = problemsOf(whole.error, experimentFile, value, []);
  if (typeof value !== 'object' || value === null) return { sections: {}, problems };
  const { kind } = value as { readonly kind?: unknown };
  const isKnown = typeof kind === 'string' && Object.hasOwn(KINDS, kind);
  // Of a kind that nobody knows the sections that all kinds have are read, and told of, one by one.
  const shape: Readonly<Record<string, z.ZodType>> = KINDS[isKnown ? (kind as ExperimentKind) : 'ensemble'].shape;
  const sections: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const raw = (value as Record<string, unknown>)[key];
    const read = schema.safeParse(raw);
    if (read.success) sections[key] = read.data;
    else sections[key] = goodEntries(schema, raw);
  }
  if (!isKnown) problems.push(...commonProblems(value));
  return { sections: sections as Sections, problems };
}

/** What is wrong whatever the kind was meant to be. */
function commonProblems(value: object): Problem[] {
  const data = { ...value, kind: 'ensemble' };
  const read = KINDS.ensemble.safeParse(data);
  if (read.success) return [];
  const { issues } = read.error;
  const known = new z.ZodError(issues.filter(({ code }) => code !== 'unrecognized_keys'));
  return problemsOf(known, KINDS.ensemble, data, []);
}

/** Of a section by name those entries that can be held to the others though some beside them cannot be read. */
function goodEntries(schema: z.ZodType, raw: unknown): Record<string, unknown> | undefined {
  const { kind, item } = shapeOf(schema, raw);
  if (kind !== 'record' || item === undefined || typeof raw !== 'object' || raw === null) return undefined;
  const read = Object.entries(raw).map(([name, entry]) => [name, item.safeParse(entry)] as const);
  return Object.fromEntries(read.flatMap(([name, result]) => (result.success ? [[name, result.data]] : [])));
}
