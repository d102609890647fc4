/**
 * *Prove it*: the same run without one event, on the same luck, a slice at a time, and what is different in the end.
 *
 * Nothing but this says what would have been. Where the event itself cannot be left out, the nearest one that it follows
 * from and that can be is.
 */
import { AGENT_KINDS } from '../../agents/kinds.ts';
import { type Removal, removalOf, sameBefore } from '../../analysis/why/leave-out.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { interventionsWithout, settled } from '../../scenario/interventions/without-entries.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { TICK_MS } from '../../units/time.ts';
import type { Proof } from '../protocol.ts';
import type { Branch } from './branch.ts';
import { TickReader } from './tick-reader.ts';
import { lastRowAt, type TickRow } from './tick-row.ts';

/** Steps back in which something must be found that can be left out. */
const STEPS_MOST = 400;

export interface Provable {
  readonly event: MarketEvent;
  readonly removal: Removal;
}

/** The event itself, or the nearest that can be left out; undefined: nothing that it follows from can. */
export function provable(branch: Branch, seq: number, only = false): Provable | undefined {
  const open = [branch.events.get(seq) === undefined ? (branch.tradeCauses.get(seq) ?? 0) : seq];
  const seen = new Set<number>();
  for (let step = 0; step < STEPS_MOST; step++) {
    const next = open.shift();
    const event = next === undefined ? undefined : branch.events.get(next);
    if (next === undefined) return undefined;
    if (event === undefined || seen.has(next)) continue;
    seen.add(next);
    const removal = removalOf(event, { events: causesOf(branch, event) }, branch.scenario);
    if (removal !== undefined) return { event, removal };
    if (only) return undefined;
    open.push(...[...event.causes].reverse());
  }
  return undefined;
}

/** The event and what it follows from within its instant, as far as that decides what it was an answer to. */
function causesOf({ events }: Branch, event: MarketEvent): ReadonlyMap<Seq, MarketEvent> {
  const found = new Map<Seq, MarketEvent>([[event.seq, event]]);
  const open = [...event.causes];
  for (let seq = open.pop(); seq !== undefined; seq = open.pop()) {
    const cause = found.has(seq) ? undefined : events.get(seq);
    if (cause === undefined) continue;
    found.set(seq, cause);
    if (cause.at === event.at) open.push(...cause.causes);
  }
  return found;
}

export class ProofRun {
  readonly #branch: Branch;
  readonly #provable: Provable;
  readonly #at: number;
  readonly #simulation: Simulation;
  readonly #reader: TickReader;
  readonly #began: number;
  readonly #flow: Float64Array;
  #reached: number;
  #firstDifference = 0;

  constructor(branch: Branch, found: Provable, at: number) {
    this.#branch = branch;
    this.#provable = found;
    this.#at = at;
    const { removal, event } = found;
    const before = sameBefore(removal, branch.scenario, event);
    const from = before === undefined ? undefined : branch.snapshotBefore(before - 1);
    this.#reached = from?.at ?? branch.scenario.opensAt - 1;
    this.#began = event.at;
    this.#flow = new Float64Array(branch.layout.cells);
    this.#reader = new TickReader(branch.layout, branch.manifest);
    this.#simulation = new Simulation({
      scenario: this.#world(),
      seed: branch.seed,
      ...(from === undefined ? {} : { from }),
      ...(removal.without === undefined ? {} : { without: removal.without }),
      observe: (stream) => {
        stream.events$.subscribe((each) => this.#control(each));
        stream.batches$.subscribe((batch) => this.#reader.batch(batch));
      },
    });
    this.#reader.attach(this.#simulation);
  }

  get isDone(): boolean {
    return this.#reached >= this.#at;
  }

  step(): void {
    const next = Math.min(this.#at, (Math.floor(this.#reached / TICK_MS) + 1) * TICK_MS);
    this.#simulation.advance(next as SimTime);
    this.#reached = next;
    const { row } = this.#reader.read(next);
    if (next > this.#began) this.#add(row, -1);
  }

  proof(): Proof {
    const { manifest, teller, rows } = this.#branch;
    const { event, removal } = this.#provable;
    const { instruments, market } = this.#simulation;
    const base = rows[lastRowAt(rows, this.#at)];
    const levels = Float64Array.from(instruments, (line) => market.levelBp(line));
    const from = lastRowAt(rows, this.#began) + 1;
    for (const row of rows.slice(from, lastRowAt(rows, this.#at) + 1)) this.#add(row, 1);
    return {
      leftOut: teller.event(event),
      done: removal.text,
      at: this.#at,
      changeBp: levels.map((level, line) => level - (manifest.lines[line]?.openLevelBp ?? 0)),
      effectBp: levels.map((level, line) => (base?.exact[line] ?? level) - level),
      effectFlow: this.#flow,
      firstDifference: this.#firstDifference,
      digest: this.#simulation.digest,
    };
  }

  #add({ parts }: TickRow, sign: 1 | -1): void {
    const { all, cells } = this.#branch.layout;
    for (let i = 0; i < cells; i++) this.#flow[i] = (this.#flow[i] ?? 0) + sign * (parts[all + i] ?? 0);
  }

  /** The first control event that is another. */
  #control(event: MarketEvent): void {
    this.#reader.control(event);
    if (this.#firstDifference > 0) return;
    const base = this.#branch.events.get(event.seq);
    if (base === undefined || !isSame(base, event)) this.#firstDifference = event.seq;
  }

  #world(): Scenario {
    const { data, scenario } = this.#branch;
    const { removal, event } = this.#provable;
    const before = scenario.interventions;
    if (before === undefined) return removal.scenario;
    const gone = new Set(removal.interventions);
    const left = gone.size === 0 ? before : interventionsWithout(data, gone, AGENT_KINDS);
    return { ...removal.scenario, interventions: settled(left, event.seq) };
  }
}

function isSame(base: MarketEvent, event: MarketEvent): boolean {
  const other = event as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(base).every(([name, value]) => JSON.stringify(value) === JSON.stringify(other[name]));
}
