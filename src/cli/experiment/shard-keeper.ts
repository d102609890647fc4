/** Keeps the runs of one shard: each by itself as it is over, and when all are in, in one file after the other. */
import { join } from 'node:path';
import type { Experiment } from '../../experiments/experiment.ts';
import type { RunKeeper, RunResult } from '../../experiments/host/run-experiment.ts';
import type { Point, Run } from '../../experiments/point.ts';
import { RunOutcomes } from '../../experiments/run-outcomes.ts';
import { type Block, blockOf, type Shard } from '../../experiments/shard.ts';
import { assert } from '../../units/assert.ts';
import type { FilePort } from '../file-port.ts';
import { STATE } from './experiment-folder.ts';
import { RunSpill } from './run-spill.ts';
import { type ShardFile, writeShardFile } from './shard-file.ts';

export interface ShardPlace {
  readonly experiment: Experiment;
  readonly shard: Shard;
  /** Of the shard. */
  readonly folder: string;
  readonly port: FilePort;
}

export class ShardKeeper implements RunKeeper {
  /** Of no run: a plan that asks what came out cannot be shared. */
  readonly outcomes: RunOutcomes;
  failed = 0;
  readonly #place: ShardPlace;
  readonly #spill: RunSpill;
  #block: Block = { from: 0, to: 0 };
  #kept = 0;

  /** Throws `EnvironmentFault`. */
  constructor(place: ShardPlace) {
    this.#place = place;
    this.outcomes = new RunOutcomes(place.experiment.outcomes.length);
    this.#spill = new RunSpill(place.port, join(place.folder, STATE, 'runs'));
  }

  get runs(): number {
    return this.#block.to - this.#block.from;
  }

  /** Of its own. */
  get kept(): number {
    return this.#kept;
  }

  begin(_: readonly Point[], runs: readonly Run[]): void {
    assert(runs[0] === undefined || runs[0].run === 0, 'a shard is of a plan of one round');
    this.#block = blockOf(this.#place.shard, runs.length);
    for (let run = this.#block.from; run < this.#block.to; run++)
      if (this.#spill.has(run)) this.#count(this.#spill.get(run));
  }

  /** Those of other shards count as kept: somebody else does. */
  has({ run }: Run): boolean {
    return run < this.#block.from || run >= this.#block.to || this.#spill.has(run);
  }

  keep({ run }: Run, result: RunResult): void {
    this.#spill.put(run, result);
    this.#count(result);
  }

  endRound(): void {
    for (let run = this.#block.from; run < this.#block.to; run++)
      assert(this.#spill.has(run), `run ${run} of the shard was not kept`);
  }

  /** Throws `EnvironmentFault`. */
  finish(): ShardFile {
    const { folder, port } = this.#place;
    const spill = this.#spill;
    const block = this.#block;
    return writeShardFile(port, folder, {
      *[Symbol.iterator]() {
        for (let run = block.from; run < block.to; run++) yield { run, bytes: spill.bytesOf(run) };
      },
    });
  }

  #count({ ok }: RunResult): void {
    this.#kept += 1;
    if (!ok) this.failed += 1;
  }
}
