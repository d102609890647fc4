/** An experiment's folder made by threads that compute a known function, or by the engine's own. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { beginState, type Identity } from '../../src/cli/experiment/experiment-folder.ts';
import { finishResults, writeSources } from '../../src/cli/experiment/finish-results.ts';
import { ResultsKeeper } from '../../src/cli/experiment/results-keeper.ts';
import { DISK } from '../../src/cli/file-port.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { type ExperimentResult, readExperiment } from '../../src/experiments/file/read-experiment.ts';
import { runExperiment } from '../../src/experiments/host/run-experiment.ts';
import { SMALL_WORLD } from '../engine/small-world.ts';

export const FUNCTIONS = new URL('./function-worker.ts', import.meta.url);

export const read = (text: string): ExperimentResult =>
  readExperiment(text, 'mine.yaml', {
    kinds: AGENT_KINDS,
    scenarioOf: (word) =>
      word === 'small'
        ? { ok: true, scenario: { word, path: 'small.yaml', text: SMALL_WORLD, isShipped: false } }
        : { ok: false, message: `there is no scenario "${word}"`, expected: 'small' },
  });

/** The top of an experiment on the small world, with two outcomes. */
export const head = (kind: string, rest = 'seeds: 1-60'): string => `
schemaVersion: 1
id: mine
title: mine
kind: ${kind}
scenario: small
${rest}
tables: [daily, metrics]
outcomes:
  ten: { measure: change, bond: JGB-10Y, date: 2026-01-20, what: "Tokyo: 10-year" }
  more: { measure: change, bond: JGB-20Y, date: 2026-01-20 }
`;

export function experimentOf(text: string): Experiment {
  const result = read(text);
  if (!result.ok) throw new Error(result.errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.experiment;
}

export interface Making {
  readonly folder: string;
  readonly workers?: number;
  readonly csv?: boolean;
  /** Of the threads; null: the engine's own. */
  readonly program?: URL | null;
  readonly onRun?: (done: number) => void;
  /** After so many runs have been kept in this session it is broken off, as by a kill. */
  readonly until?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: the document is read as a program without types would read it
export type Document = any;

const IDENTITY: Identity = { experiment: 'e', engine: '1', code: 'c', measuring: 'm' };

/** Undefined where it was broken off. */
export async function makeResults(experiment: Experiment, making: Making): Promise<Document> {
  const { folder, workers = 2, csv = false, program = FUNCTIONS, until = Number.POSITIVE_INFINITY, onRun } = making;
  beginState(DISK, folder, IDENTITY, { csv, sessions: 1 });
  writeSources(DISK, folder, experiment);
  const keeper = new ResultsKeeper({ experiment, folder, port: DISK, csv });
  const stop = new AbortController();
  let kept = 0;
  const onProgress = (done: number): void => {
    kept += 1;
    onRun?.(done);
    if (kept >= until) stop.abort();
  };
  const threads = { workers, program: program ?? undefined, signal: stop.signal };
  const plan = await runExperiment(experiment, { ...threads, keeper, onProgress });
  if (plan === undefined) return undefined;
  return finishResults({ experiment, keeper, plan, identity: IDENTITY, folder, port: DISK, csv }).document;
}

/** Hash by file. */
export function hashesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}
