/** A thread that makes one run of an experiment after another, measures it and keeps its tables. It reads no file. */
import { metricRows } from '../../analysis/tables/metric-rows.ts';
import type { LongTable } from '../file/experiment-file.ts';
import { measured, type OutcomeEntry } from '../file/outcome-entry.ts';
import { finishedRun, type ReadArm, readArm } from '../measured-run.ts';
import { flowsByKind } from '../results/run-columns.ts';
import { answerTasks } from './reply.ts';
import type { ExperimentTask, RunAnswer, RunRows } from './worker-messages.ts';

let last: { readonly text: string; readonly settings: string; readonly read: ReadArm } | undefined;

/** Runs of an arm come one after the other. */
function read({ text, settings, until }: ExperimentTask): ReadArm {
  const key = JSON.stringify(settings);
  if (last?.text === text && last.settings === key) return last.read;
  const arm = { name: 'of the experiment', scenario: 'scenario', settings, what: '', seconds: 0 };
  const fresh = readArm(until === undefined ? arm : { ...arm, until }, text);
  last = { text, settings: key, read: fresh };
  return fresh;
}

function rowsOf(tables: readonly LongTable[], { tables: all }: ReturnType<typeof finishedRun>): RunRows {
  const { daily, auctions, operations, flows } = all;
  const made: { readonly [Table in LongTable]: () => RunRows[Table] } = {
    daily: () => daily,
    auctions: () => auctions,
    operations: () => operations,
    flows: () => flowsByKind(flows),
    metrics: () => metricRows({ daily, flows, results: [...auctions, ...operations] }),
  };
  return Object.fromEntries(tables.map((table) => [table, made[table]()]));
}

answerTasks((task: ExperimentTask): RunAnswer => {
  const { scenario, digest: scenarioDigest } = read(task);
  const run = finishedRun(scenario, task.seed, { until: task.until });
  const { digest, from, to, counts } = run.extract;
  const outcomes = task.outcomes.map((entry: OutcomeEntry) => measured(entry, run));
  return { digest, scenarioDigest, from, to, counts, outcomes, rows: rowsOf(task.tables, run) };
});
