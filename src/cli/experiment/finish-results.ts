/** What is written when all runs are in: points, scenarios, CSV, and last of all the document that makes the folder finished. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import type { Experiment } from '../../experiments/experiment.ts';
import { placeOf } from '../../experiments/file/parameter-entry.ts';
import type { Plan, Point } from '../../experiments/point.ts';
import { experimentDocument, type ResultTable } from '../../experiments/results/experiment-document.ts';
import { scenarioFileOf } from '../../experiments/results/known-runs.ts';
import { POINTS_SCHEMA, type PointRow } from '../../experiments/results/run-columns.ts';
import { attempt } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import { ENGINE_VERSION } from '../program.ts';
import { writeWhole } from '../whole-file.ts';
import { CSV, DOCUMENT_FILE, type Identity, STATE } from './experiment-folder.ts';
import { csvPart, PartWriter } from './part-writer.ts';
import type { ResultsKeeper } from './results-keeper.ts';

export interface FinishOptions {
  readonly experiment: Experiment;
  readonly keeper: ResultsKeeper;
  readonly plan: Plan;
  readonly identity: Identity;
  readonly folder: string;
  readonly port: FilePort;
  readonly csv: boolean;
}

/** Texts that the experiment was read from, beside its results from the beginning. Throws `EnvironmentFault`. */
export function writeSources(port: FilePort, folder: string, experiment: Experiment): void {
  writeWhole(port, join(folder, 'experiment.yaml'), experiment.text);
  attempt('create', folder, () => mkdirSync(join(folder, 'scenarios'), { recursive: true }));
  for (const [at, { text, branch }] of experiment.arms.entries()) {
    if (at > 0 && branch === undefined) continue;
    writeWhole(port, join(folder, scenarioFileOf(experiment, at)), text);
  }
}

/** The document, and the digest of its text. Throws `EnvironmentFault`. */
export function finishResults(options: FinishOptions): {
  readonly document: Record<string, unknown>;
  readonly digest: string;
} {
  const { keeper, plan, identity, folder, port, csv } = options;
  keeper.finish();
  writePoints(options);
  if (csv) joinCsv(options);
  const { engine, code, measuring } = identity;
  const { known, tables } = keeper;
  const document = experimentDocument({ known, plan, tables, engine: { version: engine, code, measuring } });
  const text = `${JSON.stringify(document)}\n`;
  writeWhole(port, join(folder, DOCUMENT_FILE), text);
  attempt('remove', join(folder, STATE), () => rmSync(join(folder, STATE), { recursive: true, force: true }));
  return { document, digest: digestOf(text) };
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

function writePoints({ experiment, keeper, folder, port, csv }: FinishOptions): void {
  const { parameters } = 'parameters' in experiment.design ? experiment.design : { parameters: [] };
  if (parameters.length === 0) return;
  const arm = experiment.arms[0]?.name ?? '';
  const label = {
    table: 'points',
    engineVersion: ENGINE_VERSION,
    experiment: experiment.id,
    experimentDigest: experiment.digest,
  };
  const writer = new PartWriter({ points: POINTS_SCHEMA }, { port, folder, arm, part: 0, label, csv });
  for (const point of keeper.points) for (const row of pointRows(point, parameters)) writer.add('points', { ...row });
  keeper.tables.points = Object.values(writer.complete());
}

type Parameters = Extract<Experiment['design'], { readonly parameters: unknown }>['parameters'];

const pointRows = ({ point, values }: Point, parameters: Parameters): PointRow[] =>
  parameters.map((parameter) => {
    const text = values[parameter.name] as string;
    const value = 'values' in parameter ? numberIn(text) : placeOf(parameter, text).value;
    return { point, parameter: parameter.name, value, value_text: text };
  });

/** Of a value with a unit before or behind it; null where that is no number. */
function numberIn(text: string): number | null {
  const match = /^[^\d.+−-]*([-+−]?\d+(?:\.\d+)?)[^\d]*$/u.exec(text);
  return match === null ? null : Number((match[1] as string).replace('−', '-'));
}

/** One file a table, with the arm as its first column. */
function joinCsv({ keeper, folder }: FinishOptions): void {
  for (const [table, parts] of Object.entries(keeper.tables) as [ResultTable, { file: string }[]][]) {
    const target = join(folder, CSV, `${table}.csv`);
    attempt('write', target, () => {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, '');
      for (const [at, { file }] of parts.entries()) {
        const [, arm = '', part = ''] = /arm=(.+)\/part-(\d+)\.parquet$/.exec(file) ?? [];
        const text = readFileSync(join(folder, csvPart(table, arm, Number(part))), 'utf8');
        appendFileSync(target, withArm(text, arm, at === 0));
      }
    });
  }
}

const LINE_END = '\r\n';

/** No cell of these tables has a line break in it. */
function withArm(text: string, arm: string, hasHead: boolean): string {
  const [head = '', ...lines] = text.split(LINE_END).slice(0, -1);
  const rows = lines.map((line) => `${arm},${line}`);
  return [...(hasHead ? [`arm,${head}`] : []), ...rows].map((line) => line + LINE_END).join('');
}

export interface MachineFacts {
  readonly workers: number;
  readonly runs: number;
  readonly wallSeconds: number;
  readonly sessions: number;
}

/** Where it was run and how long it took: in no digest. Throws `EnvironmentFault`. */
export function writeMachine(
  port: FilePort,
  folder: string,
  { workers, runs, wallSeconds, sessions }: MachineFacts,
): void {
  const processors = cpus();
  const facts = {
    schema: 'spillover/experiment-machine@1',
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpus: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    workers,
    runs,
    wall_seconds: Math.round(wallSeconds * 10) / 10,
    sessions,
  };
  writeWhole(port, join(folder, 'machine.json'), `${JSON.stringify(facts)}\n`);
}
