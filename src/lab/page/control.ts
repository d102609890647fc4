/**
 * What can be done with the run: go to a moment, play, ask, fork. The one place that talks to the worker and the only writer of
 * what it answers. Questions of moments are never queued: while one is under way only the latest wish is remembered.
 */
import { TICK_MS } from '../../units/time.ts';
import type { BranchId, Frame, LabNotice, Lane, Manifest, Mark, Moment, RunChoice } from '../protocol.ts';
import type { LinkFork } from '../state/link.ts';
import type { LabClient } from '../worker/lab-client.ts';
import { branchOf, type LabState, type Question, type ShownBranch, SPEEDS, shownBranch } from './lab-state.ts';
import type { Recording } from './recording.ts';
import type { Store } from './store.ts';

/** The engine, once it has opened the run; until then the recording is all there is. */
export type Engine = Pick<LabClient, 'ask' | 'expect' | 'listen'>;

const HOUR_MS = 3_600_000;
const TRAIL_MOST = 5;
const LETTERS = ['A', 'B', 'C'] as const;

export interface ForkWish {
  readonly at: number;
  readonly name: string;
  /** Text of a patch file. */
  readonly patch: string;
  /** As a link says it; absent: by its text. */
  readonly what?: LinkFork['what'];
  /** The branch that is left; absent: the one that is shown. */
  readonly from?: BranchId;
}

export class Control {
  readonly #store: Store<LabState>;
  readonly #recording: Recording | undefined;
  #engine: Engine | undefined;
  #isAsking = false;
  #wanted: Moment | undefined;
  #stopsAt: number | undefined;

  constructor(store: Store<LabState>, recording: Recording | undefined) {
    this.#store = store;
    this.#recording = recording;
  }

  get hasEngine(): boolean {
    return this.#engine !== undefined;
  }

  /** The worker has opened the run that is shown. */
  attach(engine: Engine): void {
    this.#engine = engine;
    engine.listen((notice) => this.#hear(notice));
  }

  // ── Moments ───────────────────────────────────────────────────────────────────────────────────────────────────────

  goTo(at: number): void {
    const { manifest } = this.#store.get();
    const inside = Math.min(Math.max(at, manifest.opensAt), manifest.endsAt);
    this.#want({ at: Math.round(inside / TICK_MS) * TICK_MS });
  }

  /** The same, and resolves when it is shown. */
  async arrive(at: number): Promise<void> {
    await this.#show({ at });
  }

  step(ticks: number): void {
    this.pause();
    this.goTo(this.#store.get().at + ticks * TICK_MS);
  }

  /** To the next or previous happening on the timeline, in a lane or in any. */
  toMark(direction: 1 | -1, lane?: Lane): void {
    this.pause();
    const state = this.#store.get();
    const marks = shownBranch(state).marks.filter((mark) => lane === undefined || mark.lane === lane);
    const found =
      direction === 1
        ? marks.find(({ at }) => at > state.at)
        : marks.findLast(({ at }) => Math.ceil(at / TICK_MS) * TICK_MS < state.at);
    if (found !== undefined) this.#want({ at: Math.ceil(found.at / TICK_MS) * TICK_MS });
  }

  #want(moment: Moment): void {
    this.#wanted = moment;
    if (!this.#isAsking) void this.#answerWishes();
  }

  async #answerWishes(): Promise<void> {
    this.#isAsking = true;
    try {
      while (this.#wanted !== undefined) {
        const moment = this.#wanted;
        this.#wanted = undefined;
        await this.#show(moment);
      }
    } finally {
      this.#isAsking = false;
    }
  }

  async #show(moment: Moment): Promise<void> {
    const { branches, watched } = this.#store.get();
    const frames = new Map<BranchId, Frame>();
    for (const { id, at: forkedAt, parent } of branches) {
      const of = id !== 0 && moment.at < forkedAt ? parent : id;
      const known = frames.get(of);
      const frame = known ?? (await this.#frame(of, moment, watched));
      if (frame !== undefined) frames.set(id, frame);
    }
    this.showFrames(moment.at, frames);
  }

  async #frame(branch: BranchId, moment: Moment, watch: number): Promise<Frame | undefined> {
    const reached = branchOf(this.#store.get(), branch).reachedAt;
    const recorded = branch === 0 && moment.at > reached ? this.#recording?.frameAt(moment.at) : undefined;
    if (recorded !== undefined) return recorded;
    const answer = await this.#engine?.ask({ ask: 'goTo', branch, moment, watch });
    return answer?.answer === 'frame' ? answer.frame : undefined;
  }

  /** Puts frames on the screen, however they came about. */
  showFrames(at: number, frames: ReadonlyMap<BranchId, Frame>): void {
    const state = this.#store.get();
    const branches = state.branches.map((branch) => ({ ...branch, frame: frames.get(branch.id) ?? branch.frame }));
    this.#store.set({ at, branches, trail: this.#trailTo(at) });
  }

  /** An hour apart, the shown run's own. */
  #trailTo(at: number): readonly Frame[] {
    const { trail, branches, shown, at: before } = this.#store.get();
    if (at < before) return trail.filter((frame) => frame.at < at);
    const frame = branchOf({ branches } as LabState, shown).frame;
    const last = trail.at(-1);
    if (frame === undefined || frame.at >= at || (last !== undefined && frame.at - last.at < HOUR_MS)) return trail;
    return [...trail, frame].slice(-TRAIL_MOST);
  }

  // ── Playing ───────────────────────────────────────────────────────────────────────────────────────────────────────

  toggle(): void {
    if (this.#store.get().isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    const { isPlaying, at, manifest } = this.#store.get();
    if (isPlaying) return;
    if (at >= manifest.endsAt) this.goTo(manifest.opensAt);
    this.#store.set({ isPlaying: true });
    let then = performance.now();
    let owed = 0;
    const pass = (now: number): void => {
      const state = this.#store.get();
      if (!state.isPlaying) return;
      owed += ((now - then) / 1000 / state.speed) * HOUR_MS;
      then = now;
      if (this.#isAsking) owed = Math.min(owed, TICK_MS);
      else if (owed >= TICK_MS) {
        const ticks = Math.floor(owed / TICK_MS);
        owed -= ticks * TICK_MS;
        this.#advance(state, ticks);
      }
      requestAnimationFrame(pass);
    };
    requestAnimationFrame(pass);
  }

  /** Plays to a moment and stops there. */
  playUntil(at: number): void {
    this.#stopsAt = at;
    this.play();
  }

  /** While every market is closed nothing can be seen: time passes twelve times as fast. */
  #advance(state: LabState, ticks: number): void {
    const { at, manifest } = state;
    const end = this.#stopsAt ?? manifest.endsAt;
    if (at >= end) {
      this.pause();
      return;
    }
    const isQuiet = shownBranch(state).frame?.isOpen.every((open) => open === 0) ?? false;
    this.goTo(Math.min(end, at + ticks * TICK_MS * (isQuiet ? 12 : 1)));
  }

  pause(): void {
    this.#stopsAt = undefined;
    this.#store.set({ isPlaying: false });
  }

  faster(steps: 1 | -1): void {
    const at = SPEEDS.indexOf(this.#store.get().speed) + steps;
    const speed = SPEEDS[at];
    if (speed !== undefined) this.#store.set({ speed });
  }

  watch(line: number): void {
    this.#store.set({ watched: line });
    this.goTo(this.#store.get().at);
  }

  // ── Asking ────────────────────────────────────────────────────────────────────────────────────────────────────────

  async why(seq: number, what: string): Promise<void> {
    this.pause();
    const branch = this.#store.get().shown;
    const question: Question = { what, branch, seq, chain: undefined };
    this.#store.set({ question, side: 'why', opened: undefined, tab: 'v3' });
    const answer = await this.#engine?.ask({ ask: 'why', branch, seq });
    if (this.#store.get().question?.seq !== seq || answer === undefined) return;
    if (answer.answer === 'why') this.#store.set({ question: { ...question, chain: answer.why } });
    else if (answer.answer === 'refused') this.#store.set({ question: { ...question, refusal: answer.message } });
  }

  async prove(seq: number): Promise<void> {
    const { question, at } = this.#store.get();
    if (question === undefined || this.#engine === undefined) return;
    const asked: Question = { ...question, proof: 'under way' };
    this.#store.set({ question: asked });
    const answer = await this.#engine.ask({ ask: 'prove', branch: question.branch, seq, at });
    if (this.#store.get().question !== asked) return;
    if (answer.answer === 'proof') this.#store.set({ question: { ...question, proof: answer.proof } });
    else if (answer.answer === 'refused')
      this.#store.set({ question: { ...question, proof: undefined, refusal: answer.message } });
  }

  // ── Forking ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Of the run that is shown, from the moment that is shown. Undefined: it was done; else why it was refused. */
  async fork(wish: Omit<ForkWish, 'at' | 'from'>): Promise<string | undefined> {
    this.pause();
    const forked = await this.forkAt({ ...wish, at: this.#store.get().at });
    if (typeof forked === 'string') return forked;
    this.#store.set({ shown: forked.branch, isDifference: false });
    this.goTo(this.#store.get().at);
    return undefined;
  }

  /** Adds a branch without looking at it; a string says why not. */
  async forkAt({
    at,
    name,
    patch,
    what = { patch, name },
    from = this.#store.get().shown,
  }: ForkWish): Promise<string | { readonly branch: BranchId }> {
    const { branches } = this.#store.get();
    const letter = LETTERS.find((each) => branches.every((branch) => branch.letter !== each));
    if (this.#engine === undefined || letter === undefined) return 'full';
    // A fork leaves from what has been computed: the answer comes when it has.
    await this.#engine.ask({ ask: 'goTo', branch: from, moment: { at } });
    const answer = await this.#engine.ask({ ask: 'fork', branch: from, at, patch, name });
    if (answer.answer === 'refused') return answer.faults[0]?.message ?? answer.message;
    if (answer.answer !== 'forked') return answer.answer;
    const { branch, marks } = answer;
    const { frame } = branchOf(this.#store.get(), from);
    const added: ShownBranch = { ...branch, letter, reachedAt: at, isDone: false, marks, frame, what };
    this.#store.set({ branches: [...this.#store.get().branches, added] });
    return { branch: branch.id };
  }

  drop(id: BranchId): void {
    if (id === 0) return;
    const state = this.#store.get();
    const branches = state.branches.filter((branch) => branch.id !== id && branch.parent !== id);
    const shown = branches.some((branch) => branch.id === state.shown) ? state.shown : 0;
    this.#store.set({ branches, shown, isDifference: state.isDifference && branches.length > 1 });
    void this.#engine?.ask({ ask: 'dropBranch', branch: id });
  }

  /** Another scenario, seed, mix or set of loops: everything starts anew. */
  async open(choice: RunChoice, at?: number): Promise<string | undefined> {
    if (this.#engine === undefined) return 'waiting';
    this.pause();
    const answer = await this.#engine.ask({ ask: 'open', choice });
    if (answer.answer !== 'opened') return answer.answer === 'refused' ? answer.message : answer.answer;
    const { manifest } = answer;
    const start = Math.min(Math.max(at ?? manifest.opensAt, manifest.opensAt), manifest.endsAt);
    const first = await this.#engine.ask({ ask: 'goTo', branch: 0, moment: { at: start } });
    if (first.answer !== 'frame') return first.answer;
    this.#store.set({ ...freshRun(first.frame), manifest, choice, sources: undefined, watched: watchedIn(manifest) });
    return undefined;
  }

  /** Once a run: every number of its scenario, and the policy rates among them. */
  async loadSources(): Promise<void> {
    const answer = await this.#engine?.ask({ ask: 'sources' });
    if (answer?.answer !== 'sources') return;
    const rates: Record<string, number> = {};
    for (const { path, value } of answer.sources) {
      const [, market] = /^markets\.(\w+)\.policyRate$/.exec(path) ?? [];
      if (market !== undefined) rates[market] = Number.parseFloat(value);
    }
    this.#store.set({ sources: answer.sources, policyRatePct: rates });
  }

  ask: Engine['ask'] = (question) => {
    if (this.#engine === undefined) return Promise.reject(new Error('the engine has not started'));
    return this.#engine.ask(question);
  };

  #hear(notice: LabNotice): void {
    if (notice.notice === 'fault') this.#store.set({ fault: notice.text, isPlaying: false });
    if (notice.notice === 'verified') this.#store.set({ isVerified: notice.isSame });
    if (notice.notice !== 'progress') return;
    const { branches } = this.#store.get();
    this.#store.set({
      branches: branches.map((branch) => (branch.id === notice.branch ? grown(branch, notice) : branch)),
    });
  }
}

type Progress = Extract<LabNotice, { readonly notice: 'progress' }>;

/** Marks of the recording are told again when the worker gets there. */
function grown(branch: ShownBranch, { reachedAt, isDone, marks }: Progress): ShownBranch {
  const last = marks.at(-1);
  const known = new Set(marks.map(({ seq }) => seq));
  const merged: readonly Mark[] =
    last === undefined
      ? branch.marks
      : [...branch.marks.filter(({ seq }) => !known.has(seq)), ...marks].sort((a, b) => a.seq - b.seq);
  return { ...branch, reachedAt, isDone, marks: merged };
}

/** The long bond of Tokyo, else the first bond there is. */
export function watchedIn({ lines }: Manifest): number {
  const long = lines.findIndex(({ id }) => id === 'JGB-30Y');
  return long === -1
    ? Math.max(
        0,
        lines.findIndex(({ kind }) => kind === 'bond'),
      )
    : long;
}

/** The part of the state that belongs to one run. */
export function freshRun(base: Frame) {
  const first: ShownBranch = {
    id: 0,
    parent: 0,
    name: '',
    at: 0,
    letter: 'A',
    reachedAt: 0,
    isDone: false,
    marks: [],
    frame: base,
  };
  return {
    at: base.at,
    base,
    branches: [first],
    shown: 0,
    isDifference: false,
    trail: [],
    question: undefined,
    opened: undefined,
    side: 'agents',
    caption: undefined,
  } as const;
}
