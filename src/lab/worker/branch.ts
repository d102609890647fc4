/**
 * One course of events under way: the run that goes on, and what was read and kept of it so far. A fork shares everything
 * up to where it left.
 */
import { Simulation } from '../../engine/simulation.ts';
import type { Snapshot } from '../../engine/snapshot.ts';
import type { Book } from '../../market/book/book.ts';
import type { ScenarioData } from '../../scenario/read-data.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Seed, SimTime } from '../../units/quantity.ts';
import { TICK_MS } from '../../units/time.ts';
import type { BranchId, Manifest, Mark } from '../protocol.ts';
import { EventStore } from './event-store.ts';
import { Keyframes, keyframeOf, whole } from './keyframes.ts';
import { laneOf, laneOfTrade } from './marks.ts';
import { Teller } from './teller.ts';
import { TickReader } from './tick-reader.ts';
import { lastRowAt, type RowLayout, type TickRow } from './tick-row.ts';

export interface BranchStart {
  readonly id: BranchId;
  readonly name: string;
  readonly scenario: Scenario;
  /** What the scenario was read from, with the patches of this branch. */
  readonly data: ScenarioData;
  readonly seed: Seed;
  readonly manifest: Manifest;
  readonly layout: RowLayout;
  /** Where it leaves another; absent: from the opening. */
  readonly fork?: { readonly parent: Branch; readonly at: number };
}

export class Branch {
  readonly id: BranchId;
  readonly name: string;
  readonly scenario: Scenario;
  readonly data: ScenarioData;
  readonly parent: Branch | undefined;
  /** Up to here it is its parent. */
  readonly forkedAt: number;
  readonly rows: TickRow[];
  readonly marks: Mark[];
  readonly keyframes: Keyframes;
  readonly events: EventStore;
  /** Of a mark that is a trade: what the trade follows from. */
  readonly tradeCauses: Map<number, number>;
  readonly #start: BranchStart;
  readonly #head: Simulation;
  readonly #reader: TickReader;
  readonly #teller: Teller;
  /** Books of the last run that was looked at. */
  #spare: readonly Book[] | undefined;
  #controlEvents = 0;
  #reachedAt: number;
  /** Nothing before this is kept again. */
  #keepsAfter: number;

  constructor(start: BranchStart) {
    this.#start = start;
    const { id, name, scenario, data, seed, manifest, layout, fork } = start;
    this.id = id;
    this.name = name;
    this.scenario = scenario;
    this.data = data;
    this.parent = fork?.parent;
    this.forkedAt = fork?.at ?? scenario.opensAt;
    const parent = fork?.parent;
    // What is patched at the moment itself comes after a snapshot before it.
    const from = fork && parent?.snapshotBefore(fork.at - 1);
    const leaves = from?.at ?? Number.NEGATIVE_INFINITY;
    this.rows = parent === undefined ? [] : parent.rows.slice(0, lastRowAt(parent.rows, leaves) + 1);
    this.marks = parent === undefined ? [] : parent.marks.filter(({ at }) => at <= leaves);
    this.keyframes = new Keyframes(parent === undefined ? [] : parent.keyframes.upTo(leaves));
    this.events = new EventStore(parent?.events, from?.seq ?? 0);
    this.tradeCauses = new Map(parent?.tradeCauses);
    this.#reachedAt = from?.at ?? scenario.opensAt - 1;
    this.#keepsAfter = leaves;
    this.#reader = new TickReader(layout, manifest);
    this.#teller = parent === undefined ? new Teller(manifest) : parent.teller;
    this.#controlEvents = from?.digest.seqs.length ?? 0;
    this.#head = new Simulation({
      scenario,
      seed,
      ...(from === undefined ? {} : { from }),
      observe: (stream) => {
        stream.events$.subscribe((event) => this.#control(event));
        stream.batches$.subscribe((batch) => this.#reader.batch(batch));
      },
    });
    this.#reader.attach(this.#head);
  }

  get teller(): Teller {
    return this.#teller;
  }

  get manifest(): Manifest {
    return this.#start.manifest;
  }

  get layout(): RowLayout {
    return this.#start.layout;
  }

  get seed(): Seed {
    return this.#start.seed;
  }

  get reachedAt(): number {
    return this.#reachedAt;
  }

  get isDone(): boolean {
    return this.#reachedAt >= this.scenario.endsAt;
  }

  get digest(): string {
    return this.#head.digest;
  }

  /** Runs on to the next tick and reads it. */
  step(): void {
    const next = Math.min(this.scenario.endsAt, (Math.floor(this.#reachedAt / TICK_MS) + 1) * TICK_MS);
    const before = this.#head.lastSeq;
    this.#head.advance(next as SimTime);
    this.#reachedAt = next;
    if (this.#head.lastSeq === before && !this.isDone) return;
    const { row, trades } = this.#reader.read(next);
    this.rows.push(row);
    for (const trade of trades) {
      const line = this.scenario.instruments[trade.line];
      const placed = laneOfTrade(trade, line?.calmDailyLots ?? 0);
      if (placed === undefined) continue;
      const told = this.#teller.trade(trade, next, this.#head);
      if (told.institution < 0 || this.manifest.institutions[told.institution]?.kind === 'noise') continue;
      this.marks.push({ ...told, ...placed });
      this.tradeCauses.set(trade.seq, trade.cause);
    }
    if (!this.keyframes.isDue(this.#head.lastSeq)) return;
    this.keyframes.add(keyframeOf(this.#head.save(this.#controlEvents), next));
  }

  /** The run as it stood at the last keyframe before a moment; undefined: before the first. */
  snapshotBefore(at: number): Snapshot | undefined {
    const frame = this.keyframes.before(at);
    return frame === undefined ? undefined : whole(frame, this.#head.saveDigest());
  }

  /** What `look` sees of another run of the same world at exactly this moment. It keeps nothing of that run. */
  lookAt<Seen>(at: number, look: (simulation: Simulation) => Seen): Seen {
    const from = this.snapshotBefore(at);
    const { scenario, seed } = this;
    const spare = this.#spare;
    this.#spare = undefined;
    const simulation = new Simulation({
      scenario,
      seed,
      ...(from === undefined ? {} : { from, ...(spare === undefined ? {} : { spare }) }),
    });
    simulation.advance(at as SimTime);
    const seen = look(simulation);
    this.#spare = simulation.world.parts.books;
    return seen;
  }

  #control(event: Parameters<Teller['control']>[0]): void {
    this.#controlEvents += 1;
    this.#teller.control(event);
    this.events.control(event);
    this.#reader.control(event);
    if (event.at <= this.#keepsAfter) return;
    const placed = laneOf(event, this.manifest);
    if (placed !== undefined) this.marks.push({ ...this.#teller.event(event), ...placed });
  }
}
