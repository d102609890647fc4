/** `experiment.json`: what was run, on what, and what came out; the same on every machine. */

import { replayCommand } from '../arm.ts';
import type { ExperimentArm } from '../experiment.ts';
import type { LongTable } from '../file/experiment-file.ts';
import type { Plan } from '../point.ts';
import { answersOf, armStatistics, effectsOn } from './arm-statistics.ts';
import { factsOf, hasNamedArms, type KnownRuns, type RunFact, scenarioFileOf, type TablePart } from './known-runs.ts';
import { methodResults } from './method-results.ts';

export const RESULTS_SCHEMA = 'spillover/experiment-results@1';

export type ResultTable = 'runs' | 'points' | LongTable;

export interface DocumentInput {
  readonly known: KnownRuns;
  readonly plan: Plan;
  readonly engine: { readonly version: string; readonly code: string; readonly measuring: string };
  readonly tables: Readonly<Partial<Record<ResultTable, readonly TablePart[]>>>;
}

export function experimentDocument({ known, plan, engine, tables }: DocumentInput): Record<string, unknown> {
  const { experiment, points, facts } = known;
  const { id, title, kind, luck, scenario, scenarioDigest, outcomes, arms } = experiment;
  const statistics = armStatistics(known);
  const effects = effectsOn(known);
  return rounded({
    schema: RESULTS_SCHEMA,
    id,
    title,
    kind,
    engine,
    experiment: { file: 'experiment.yaml', digest: experiment.digest },
    scenarios: [{ name: scenario.word, file: scenarioFileOf(experiment, 0), digest: scenarioDigest }],
    luck,
    outcomes: outcomes.map(({ name, what, unit }) => ({ name, what, unit })),
    parameters: parametersOf(known),
    arms: arms.map((arm, at) => armRow(known, arm, at)),
    points: points.map(({ point, arm, values }) => ({
      point,
      arm: arms[arm]?.name,
      scenario_digest:
        facts.find((fact) => fact.point === point && fact.scenarioDigest !== null)?.scenarioDigest ?? null,
      values,
    })),
    tables: Object.fromEntries(
      Object.entries(tables).map(([table, parts]) => [
        table,
        { rows: parts.reduce((sum, { rows }) => sum + rows, 0), parts },
      ]),
    ),
    failures: facts.flatMap((fact) => failureRow(known, fact)),
    statistics,
    effects,
    answers: answersOf(known, statistics, effects),
    results: methodResults(known, plan),
  }) as Record<string, unknown>;
}

function parametersOf({ experiment: { design } }: KnownRuns): unknown[] {
  if (!('parameters' in design)) return [];
  return design.parameters.map((parameter) => {
    const { name, what, paths, unit } = parameter;
    const place = { name, what, path: paths.join(', '), unit };
    return 'values' in parameter
      ? { ...place, low: null, high: null, values: parameter.values }
      : { ...place, low: parameter.low, high: parameter.high, values: null };
  });
}

function armRow(known: KnownRuns, arm: ExperimentArm, at: number): Record<string, unknown> {
  const { experiment } = known;
  const facts = factsOf(known, at);
  const { name, what, settings, branch } = arm;
  return {
    name,
    what,
    scenario: scenarioWordOf(known, at),
    settings,
    until: experiment.until ?? null,
    fork_at: branch === undefined || experiment.design.kind !== 'policy' ? null : experiment.design.at,
    scenario_digest: hasNamedArms(experiment)
      ? (facts.find(({ scenarioDigest }) => scenarioDigest !== null)?.scenarioDigest ?? null)
      : null,
    seeds: facts.map(({ seed }) => seed),
    digests: facts.map(({ digest }) => digest),
    runs: facts.length,
    failed: facts.filter(({ digest }) => digest === null).length,
  };
}

/** As `spillover run` takes it, from the folder of results: a shipped scenario by its name. */
function scenarioWordOf({ experiment }: Pick<KnownRuns, 'experiment'>, arm: number): string {
  const isOwn = experiment.arms[arm]?.branch === undefined && experiment.scenario.isShipped;
  return isOwn ? experiment.scenario.word : scenarioFileOf(experiment, arm);
}

/** What a person types, from the folder of results, to see a run again. */
export function runCommand(known: Pick<KnownRuns, 'experiment' | 'points'>, point: number, seed: number): string {
  const { experiment, points } = known;
  const at = points[point];
  const arm = at?.arm ?? 0;
  const { branch } = experiment.arms[arm] as ExperimentArm;
  const { until } = experiment;
  const settings = branch === undefined ? (at?.settings ?? []) : [];
  const scenario = scenarioWordOf({ experiment }, arm);
  const run = { name: '', scenario, settings, what: '', seconds: 0, ...(until === undefined ? {} : { until }) };
  return replayCommand(run, seed);
}

function failureRow(known: KnownRuns, { run, point, seed, digest, message, attempts }: RunFact): unknown[] {
  if (digest !== null) return [];
  const arm = known.experiment.arms[known.points[point]?.arm ?? 0]?.name;
  return [{ run, arm, point, seed, message, attempts, replay: runCommand(known, point, seed) }];
}

const DIGITS = 9;

/** Fractions to nine significant digits; integers are exact. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}
