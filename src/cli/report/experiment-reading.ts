/** Reads the folder of a finished experiment: its document, one row a run, and the closes of the lines that a report shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import type {
  ExperimentDay,
  ExperimentDocument,
  ExperimentInput,
  ExperimentMachine,
  ExperimentRun,
  RunDays,
  RunFlow,
} from '../../report/experiment/experiment-input.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { attempt, codeOf, EnvironmentFault } from '../environment-fault.ts';
import { DOCUMENT_FILE } from '../experiment/experiment-folder.ts';
import { publishedOf } from '../published/published-files.ts';

const MACHINE_FILE = 'machine.json';
const SCHEMA = 'spillover/experiment-results@1';
const ARGUMENT = 'RUN|EXPERIMENT';

/** A line on the run of a market that reports look at; others are many and move with these. */
const SHOWN = /^(JGB|UST|GILT|KTB)-\d+Y$|^FX-/;

/** Throws `EnvironmentFault`. */
export async function readExperiment(
  folder: string,
): Promise<{ readonly ok: true; readonly input: ExperimentInput } | BadInput> {
  const document = readDocument(folder);
  if (!document.ok) return document;
  const { value } = document;
  const scenario = (value.scenarios[0]?.name ?? '').replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '');
  const episode = publishedOf(scenario);
  if (episode !== undefined && !episode.ok) return episode;
  try {
    const runs = await rowsOf({ folder, document: value, table: 'runs' }, (row, arm) => runOf(row, arm, value));
    const hasArms = value.points.length <= value.arms.length;
    const days = hasArms ? await daysOf(folder, value) : [];
    const flows = hasArms ? await flowsOf(folder, value) : [];
    const input = {
      name: folder,
      document: value,
      runs,
      days,
      flows,
      published: episode?.rows ?? [],
      machine: readMachine(folder),
      sources: countSources(folder, value),
    };
    return { ok: true, input };
  } catch (error) {
    if (error instanceof EnvironmentFault) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    return damaged(folder, `a table of ${folder} cannot be read: ${problem}`);
  }
}

const damaged = (folder: string, message: string): BadInput =>
  badArgument({ argument: ARGUMENT, found: folder, message, expected: 'the folder that `spillover experiment` wrote' });

function readDocument(folder: string): { readonly ok: true; readonly value: ExperimentDocument } | BadInput {
  const path = join(folder, DOCUMENT_FILE);
  const text = attempt('read', path, () => readFileSync(path, 'utf8'));
  let value: Partial<ExperimentDocument> | null;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return damaged(folder, `${path} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (value?.schema !== SCHEMA)
    return damaged(folder, `the schema of ${path} is ${JSON.stringify(value?.schema)}, not ${SCHEMA}`);
  const missing = NEEDED.find((name) => !Array.isArray(value[name]));
  if (missing !== undefined) return damaged(folder, `${path} has no list "${missing}"`);
  if (typeof value.tables !== 'object' || value.tables === null) return damaged(folder, `${path} has no "tables"`);
  return { ok: true, value: value as ExperimentDocument };
}

const NEEDED = [
  'scenarios',
  'outcomes',
  'parameters',
  'arms',
  'points',
  'failures',
  'statistics',
  'effects',
  'answers',
] as const;

function readMachine(folder: string): ExperimentMachine | null {
  try {
    return JSON.parse(readFileSync(join(folder, MACHINE_FILE), 'utf8'));
  } catch (cause) {
    // Nothing of the results depends on it.
    if (cause instanceof SyntaxError || codeOf(cause) === 'ENOENT') return null;
    throw new EnvironmentFault('read', join(folder, MACHINE_FILE), cause);
  }
}

function countSources(folder: string, { scenarios }: ExperimentDocument): ExperimentInput['sources'] {
  const texts = scenarios.map(({ file }) => {
    const path = join(folder, file);
    return attempt('read', path, () => readFileSync(path, 'utf8'));
  });
  const count = (pattern: RegExp): number => texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
  return { sourced: count(/\bsource:/g), assumed: count(/\bassumed: true\b/g) };
}

type Row = Readonly<Record<string, unknown>>;

const decompressors = { ZSTD: (bytes: Uint8Array): Uint8Array => new Uint8Array(zstdDecompressSync(bytes)) };

interface AskedTable {
  readonly folder: string;
  readonly document: ExperimentDocument;
  readonly table: string;
  /** Undefined: all. */
  readonly columns?: string[];
}

/** All rows of a table, part by part in the order of the document; the arm stands in the path. */
async function rowsOf<T>(
  { folder, document: { tables }, table, columns }: AskedTable,
  of: (row: Row, arm: string) => T | undefined,
): Promise<T[]> {
  const kept: T[] = [];
  for (const { file: name } of tables[table]?.parts ?? []) {
    const path = join(folder, name);
    const bytes = attempt('read', path, () => readFileSync(path));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const arm = decodeURIComponent(/(?:^|\/)arm=([^/]*)/.exec(name)?.[1] ?? '');
    const rows = await parquetReadObjects({
      file,
      compressors: decompressors,
      ...(columns === undefined ? {} : { columns }),
    });
    for (const row of rows) {
      const one = of(row, arm);
      if (one !== undefined) kept.push(one);
    }
  }
  return kept;
}

const number = (cell: unknown): number => Number(cell);
const numberOrNull = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell));
const text = (cell: unknown): string => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''));

const runOf = (row: Row, arm: string, { outcomes }: ExperimentDocument): ExperimentRun => ({
  arm,
  run: number(row.run),
  point: number(row.point),
  replicate: number(row.replicate),
  seed: number(row.seed),
  outcomes: Object.fromEntries(outcomes.map(({ name }) => [name, numberOrNull(row[name])])),
  replay: text(row.replay),
});

const DAY_COLUMNS = ['run', 'replicate', 'date', 'bond', 'change_bp', 'volume_dv01', 'spread_bp', 'depth_dv01'];

async function daysOf(folder: string, document: ExperimentDocument): Promise<RunDays[]> {
  const byRun = new Map<number, { arm: string; run: number; replicate: number; days: ExperimentDay[] }>();
  const keep = (row: Row, arm: string): undefined => {
    const bond = text(row.bond);
    if (!SHOWN.test(bond)) return;
    const run = number(row.run);
    const own = byRun.get(run) ?? { arm, run, replicate: number(row.replicate), days: [] };
    byRun.set(run, own);
    own.days.push({
      date: text(row.date),
      bond,
      change_bp: numberOrNull(row.change_bp),
      volume_dv01: number(row.volume_dv01),
      spread_bp: numberOrNull(row.spread_bp),
      depth_dv01: numberOrNull(row.depth_dv01),
    });
  };
  await rowsOf({ folder, document, table: 'daily', columns: DAY_COLUMNS }, keep);
  return [...byRun.values()].sort((a, b) => a.run - b.run);
}

const FLOW_COLUMNS = ['run', 'agent_kind', 'market', 'buy_face', 'sell_face'];

/** What risk-parity funds did in Treasuries: the number that the articles name. */
async function flowsOf(folder: string, document: ExperimentDocument): Promise<RunFlow[]> {
  const sums = new Map<number, RunFlow>();
  const keep = (row: Row, arm: string): undefined => {
    if (row.agent_kind !== 'riskParity' || row.market !== 'ust') return;
    const run = number(row.run);
    const before = sums.get(run)?.net_sold_face ?? 0;
    sums.set(run, { arm, run, net_sold_face: before + number(row.sell_face) - number(row.buy_face) });
  };
  await rowsOf({ folder, document, table: 'flows', columns: FLOW_COLUMNS }, keep);
  return [...sums.values()];
}
