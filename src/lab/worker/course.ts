/** One opened run with its forks: what of it is computed next, and where a moment of it lies. */
import { AGENT_KINDS } from '../../agents/kinds.ts';
import type { Problem } from '../../scenario/located-error.ts';
import { readPatchedData } from '../../scenario/read-data.ts';
import type { Seed, SimTime } from '../../units/quantity.ts';
import { TICK_MS } from '../../units/time.ts';
import { BRANCHES_MOST, type BranchId, type Frame, type Mark, type Mix, type Moment } from '../protocol.ts';
import { Branch } from './branch.ts';
import { frameOf } from './frames.ts';
import { mixed } from './mix.ts';
import { NoShock } from './no-shock.ts';
import { lastRowAt, RowLayout } from './tick-row.ts';
import type { World } from './world-of-choice.ts';

/** What a moment comes to: a time and perhaps a mark; or it lies in what is not computed yet; or there is none. */
export type Found = { readonly at: number; readonly mark?: Mark } | 'later' | 'none';

export interface ForkAsked {
  readonly parent: Branch;
  readonly at: number;
  readonly entries: readonly unknown[];
  readonly name: string;
}

export class Course {
  readonly world: World;
  readonly noShock: NoShock;
  readonly branches = new Map<BranchId, Branch>();
  readonly #seed: Seed;
  readonly #mix: Mix;
  #forks = 0;

  constructor(world: World, mix: Mix) {
    const { scenario, data, manifest } = world;
    this.world = world;
    this.#mix = mix;
    this.#seed = manifest.seed as Seed;
    const { lines, kinds, markets } = manifest;
    const layout = new RowLayout({ lines: lines.length, kinds: kinds.length, markets: markets.length });
    this.noShock = new NoShock(scenario, this.#seed);
    this.branches.set(0, new Branch({ id: 0, name: '', scenario, data, seed: this.#seed, manifest, layout }));
  }

  branch(id: BranchId): Branch | undefined {
    return this.branches.get(id);
  }

  /** Whatever is furthest behind: first the branch that is looked at and the run without the shock, then the others. */
  stepOnce(looked: BranchId): Branch | undefined {
    const first = this.branches.get(looked);
    if (first !== undefined && !first.isDone && first.reachedAt <= this.#noShockAt()) return stepped(first);
    if (!this.noShock.isDone && (first === undefined || first.isDone || this.noShock.reachedAt < first.reachedAt)) {
      this.noShock.step();
      return first;
    }
    const other = [...this.branches.values()].find((branch) => !branch.isDone);
    return other === undefined ? undefined : stepped(other);
  }

  get isDone(): boolean {
    return this.noShock.isDone && [...this.branches.values()].every(({ isDone }) => isDone);
  }

  find(branch: Branch, moment: Moment): Found {
    const { opensAt, endsAt } = branch.scenario;
    const within = (at: number): Found =>
      at > branch.reachedAt && !branch.isDone ? 'later' : { at: Math.max(opensAt, Math.min(at, endsAt)) };
    if ('tick' in moment) return tickFrom(branch, moment.at, moment.tick) ?? within(moment.at + moment.tick * TICK_MS);
    if ('mark' in moment) return markFrom(branch, moment);
    return within(moment.at);
  }

  /** Undefined before the first reading. Between two readings the run is taken up from the last keyframe. */
  frame(branch: Branch, at: number, watch: number): Frame | undefined {
    const { noShock } = this;
    const row = branch.rows[lastRowAt(branch.rows, at)];
    if (row === undefined) return undefined;
    if (row.at === at || at % TICK_MS === 0) return frameOf({ branch, noShock, at, watch });
    return frameOf({ branch, noShock, at, watch, exact: exactAt(branch, at) });
  }

  fork({ parent, at, entries, name }: ForkAsked): Branch | { readonly problems: readonly Problem[] } {
    if (this.branches.size >= BRANCHES_MOST)
      return { problems: [{ path: [], message: 'three branches at most', expected: 'one dropped first' }] };
    const read = readPatchedData(parent.data, entries, { at: at as SimTime }, AGENT_KINDS);
    if (!read.ok) return read;
    const { manifest, layout } = parent;
    const scenario = mixed(read.scenario, this.#mix);
    const data = read.data;
    const fork = { parent, at };
    this.#forks += 1;
    const branch = new Branch({ id: this.#forks, name, scenario, data, seed: this.#seed, manifest, layout, fork });
    while (branch.reachedAt < at && !branch.isDone) branch.step();
    this.branches.set(branch.id, branch);
    return branch;
  }

  #noShockAt(): number {
    return this.noShock.isDone ? Number.POSITIVE_INFINITY : this.noShock.reachedAt;
  }
}

function stepped(branch: Branch): Branch {
  branch.step();
  return branch;
}

/** Readings stand for the ticks at which anything happened. */
function tickFrom(branch: Branch, at: number, step: 1 | -1): Found | undefined {
  const { rows } = branch;
  const here = lastRowAt(rows, at);
  const next = step === 1 ? here + 1 : (rows[here]?.at ?? at) < at ? here : here - 1;
  const row = rows[next];
  if (row !== undefined) return { at: row.at };
  if (step === -1) return 'none';
  return branch.isDone ? 'none' : 'later';
}

function markFrom(branch: Branch, { at, seq, mark, lane }: Extract<Moment, { readonly mark: 1 | -1 }>): Found {
  const marks = lane === undefined ? branch.marks : branch.marks.filter((each) => each.lane === lane);
  const here = seq === undefined ? -1 : marks.findIndex((each) => each.seq === seq);
  const next = here >= 0 ? here + mark : mark === 1 ? lastRowAt(marks, at) + 1 : lastRowAt(marks, at - 1);
  const found = marks[next];
  if (found !== undefined) return { at: found.at, mark: found };
  return mark === 1 && !branch.isDone ? 'later' : 'none';
}

function exactAt(branch: Branch, at: number): NonNullable<Parameters<typeof frameOf>[0]['exact']> {
  return branch.lookAt(at, ({ instruments, market, lastSeq, digest }) => ({
    seq: lastSeq,
    digest,
    levelBp: Float64Array.from(instruments, (line) => market.levelBp(line)),
  }));
}
