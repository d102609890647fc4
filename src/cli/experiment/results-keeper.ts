/**
 * Keeps the runs of an experiment: each at once by itself, then in the order of the plan as parts of the tables.
 *
 * A part is whole or not there, and once it is there its runs are no longer kept by themselves. So what is in memory, and on the
 * disk beside the tables, does not grow with the runs but by their outcomes and digests.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainRow, TableSchema } from '../../analysis/tables/table-schema.ts';
import type { Experiment, ExperimentArm } from '../../experiments/experiment.ts';
import type { RunKeeper, RunResult } from '../../experiments/host/run-experiment.ts';
import type { RunAnswer } from '../../experiments/host/worker-messages.ts';
import type { Point, Run } from '../../experiments/point.ts';
import { type ResultTable, runCommand } from '../../experiments/results/experiment-document.ts';
import type { KnownRuns, RunFact, TablePart } from '../../experiments/results/known-runs.ts';
import { longSchema, runsSchema } from '../../experiments/results/run-columns.ts';
import { RunOutcomes } from '../../experiments/run-outcomes.ts';
import { assert } from '../../units/assert.ts';
import { attempt } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import { ENGINE_VERSION } from '../program.ts';
import { makeWithParents } from '../run/run-folder.ts';
import { writeWhole } from '../whole-file.ts';
import { STATE } from './experiment-folder.ts';
import { PartWriter } from './part-writer.ts';
import { RunSpill } from './run-spill.ts';

/** Runs of a part. */
const PART_RUNS = 100;

/** A part that is written, as `state/` remembers it. */
interface WrittenPart {
  readonly arm: string;
  readonly part: number;
  readonly runs: readonly (RunFact & { readonly outcomes: readonly (number | null)[] })[];
  readonly tables: Readonly<Record<string, TablePart>>;
}

interface OpenPart {
  readonly writer: PartWriter;
  readonly arm: number;
  readonly part: number;
  readonly runs: WrittenPart['runs'][number][];
}

export interface KeeperOptions {
  readonly experiment: Experiment;
  readonly folder: string;
  readonly port: FilePort;
  readonly csv: boolean;
}

export class ResultsKeeper implements RunKeeper {
  readonly outcomes: RunOutcomes;
  readonly facts: RunFact[] = [];
  readonly points: Point[] = [];
  readonly tables: Partial<Record<ResultTable, TablePart[]>> = {};
  failed = 0;
  readonly #options: KeeperOptions;
  readonly #schemas: Readonly<Record<string, TableSchema>>;
  readonly #spill: RunSpill;
  readonly #partFolder: string;
  /** From an earlier session, in order. */
  readonly #written: WrittenPart[];
  readonly #writtenRuns: number;
  readonly #planned: Run[] = [];
  /** Of the planned runs the first that is not in a table yet. */
  #next = 0;
  #open: OpenPart | undefined;
  /** Runs so far of the arm that is under way. */
  #ofArm = { arm: 0, runs: 0 };

  /** Throws `EnvironmentFault`. */
  constructor(options: KeeperOptions) {
    const { experiment, folder, port } = options;
    this.#options = options;
    this.outcomes = new RunOutcomes(experiment.outcomes.length);
    this.#schemas = {
      runs: runsSchema(experiment.outcomes),
      ...Object.fromEntries(experiment.tables.map((table) => [table, longSchema(table)])),
    };
    this.#spill = new RunSpill(port, join(folder, STATE, 'runs'));
    this.#partFolder = join(folder, STATE, 'parts');
    attempt('create', this.#partFolder, () => makeWithParents(this.#partFolder));
    this.#written = readParts(this.#partFolder);
    this.#writtenRuns = this.#written.reduce((sum, { runs }) => sum + runs.length, 0);
  }

  get known(): KnownRuns {
    const { facts, points, outcomes } = this;
    return { experiment: this.#options.experiment, facts, points, outcomes };
  }

  begin(points: readonly Point[], runs: readonly Run[]): void {
    for (const point of points) this.points.push(point);
    for (const run of runs) this.#planned.push(run);
    this.#commit();
  }

  has({ run }: Run): boolean {
    return run < this.facts.length || run < this.#writtenRuns || this.#spill.has(run);
  }

  keep({ run }: Run, result: RunResult): void {
    this.#spill.put(run, result);
    this.#commit();
  }

  endRound(): void {
    const left = this.#planned.length - this.#next;
    assert(left === 0, `${left} runs of the round were not kept`);
  }

  /** The last part is as long as it is. */
  finish(): void {
    this.#closePart();
  }

  discard(): void {
    this.#open?.writer.discard();
    this.#open = undefined;
  }

  #commit(): void {
    for (let run = this.#planned[this.#next]; run !== undefined; run = this.#planned[this.#next]) {
      if (run.run < this.#writtenRuns) {
        this.#takeWritten();
      } else if (this.#spill.has(run.run)) {
        this.#next += 1;
        this.#append(run);
      } else {
        return;
      }
    }
  }

  #takeWritten(): void {
    const part = this.#written.shift() as WrittenPart;
    for (const { outcomes, ...fact } of part.runs) {
      const run = this.#planned[this.#next];
      this.#next += 1;
      assert(run?.run === fact.run && run.seed === fact.seed, `run ${fact.run} is not the one that was planned`);
      this.#count(this.#armOf(run));
      this.#remember(fact, outcomes);
      if (this.#spill.has(fact.run)) this.#spill.remove(fact.run);
    }
    this.#addTables(part.tables);
  }

  #append(run: Run): void {
    const arm = this.#armOf(run);
    if (this.#open !== undefined && this.#open.arm !== arm) this.#closePart();
    const place = this.#count(arm);
    const open = this.#open ?? this.#openPart(arm, Math.floor(place / PART_RUNS));
    this.#open = open;
    const result = this.#spill.get(run.run);
    const fact: RunFact = result.ok
      ? {
          ...run,
          digest: result.answer.digest,
          scenarioDigest: result.answer.scenarioDigest,
          message: null,
          attempts: 1,
        }
      : { ...run, digest: null, scenarioDigest: null, message: oneLine(result.message), attempts: result.attempts };
    const outcomes = result.ok ? result.answer.outcomes : this.#options.experiment.outcomes.map(() => null);
    this.#write(open.writer, fact, outcomes, result.ok ? result.answer : undefined);
    open.runs.push({ ...fact, outcomes });
    this.#remember(fact, outcomes);
    if (open.runs.length === PART_RUNS) this.#closePart();
  }

  #write(writer: PartWriter, fact: RunFact, outcomes: readonly (number | null)[], answer: RunAnswer | undefined): void {
    const { experiment } = this.#options;
    const { run, point, replicate, seed } = fact;
    const place = { run, point, replicate, seed };
    writer.add('runs', {
      ...place,
      status: answer === undefined ? 'failed' : 'ok',
      digest: fact.digest,
      scenario_digest: fact.scenarioDigest,
      from_time: answer?.from ?? null,
      to_time: answer?.to ?? null,
      events: answer?.counts.events ?? null,
      orders: answer?.counts.orders ?? null,
      fills: answer?.counts.fills ?? null,
      ...Object.fromEntries(experiment.outcomes.map(({ name }, at) => [name, outcomes[at] ?? null])),
      message: fact.message,
      replay: runCommand({ experiment, points: this.points }, point, seed),
    });
    for (const table of experiment.tables)
      for (const row of (answer?.rows[table] ?? []) as readonly PlainRow[]) writer.add(table, { ...row, ...place });
  }

  #openPart(arm: number, part: number): OpenPart {
    const { experiment, folder, port, csv } = this.#options;
    const { name } = experiment.arms[arm] as ExperimentArm;
    const label = {
      table: '',
      experiment: experiment.id,
      experimentDigest: experiment.digest,
      engineVersion: ENGINE_VERSION,
    };
    const writer = new PartWriter(this.#schemas, { port, folder, arm: name, part, label, csv });
    return { writer, arm, part, runs: [] };
  }

  /** Named first, remembered second: what is not remembered is written again to the same bytes. */
  #closePart(): void {
    if (this.#open === undefined) return;
    const { writer, arm, part, runs } = this.#open;
    this.#open = undefined;
    const tables = writer.complete();
    const { name } = this.#options.experiment.arms[arm] as ExperimentArm;
    const written: WrittenPart = { arm: name, part, runs, tables };
    const file = `${String(runs[0]?.run ?? 0).padStart(8, '0')}.json`;
    writeWhole(this.#options.port, join(this.#partFolder, file), `${JSON.stringify(written)}\n`);
    for (const { run } of runs) this.#spill.remove(run);
    this.#addTables(tables);
  }

  #addTables(tables: Readonly<Record<string, TablePart>>): void {
    for (const [table, part] of Object.entries(tables)) {
      const parts = this.tables[table as ResultTable] ?? [];
      parts.push(part);
      this.tables[table as ResultTable] = parts;
    }
  }

  #remember(fact: RunFact, outcomes: readonly (number | null)[]): void {
    this.facts.push(fact);
    if (fact.digest === null) this.failed += 1;
    this.outcomes.add(fact.point, outcomes);
  }

  #armOf({ point }: Run): number {
    return (this.points[point] as Point).arm;
  }

  /** Its place among the runs of its arm. */
  #count(arm: number): number {
    if (this.#ofArm.arm !== arm) this.#ofArm = { arm, runs: 0 };
    const place = this.#ofArm.runs;
    this.#ofArm.runs += 1;
    return place;
  }
}

function readParts(folder: string): WrittenPart[] {
  if (!existsSync(folder)) return [];
  const names = attempt('list', folder, () => readdirSync(folder)).filter((name) => /^\d+\.json$/.test(name));
  return names.sort().map((name) => {
    const path = join(folder, name);
    return JSON.parse(attempt('read', path, () => readFileSync(path, 'utf8')));
  });
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' · ');
