/**
 * The worker's side: answers questions, and computes ahead in slices between them so that no question waits for long.
 *
 * Whoever hosts it gives a way to send, a way to be called again and a clock; a test gives its own.
 */
import { Bug } from '../../units/assert.ts';
import type { Answer, Ask, BranchId, FromWorker, LabRequest, TextFault } from '../protocol.ts';
import type { Branch } from './branch.ts';
import { Course } from './course.ts';
import { transfersOf } from './frames.ts';
import { ProofRun, provable } from './prove.ts';
import { depthOf, holdingsOf, pathOf, whyNotOf } from './questions.ts';
import { readText, type TextReader } from './scenario-text.ts';
import { sourcesOf } from './sources.ts';
import { tablesOf } from './tables.ts';
import { whyOf } from './why.ts';
import { type Shelf, worldOf } from './world-of-choice.ts';

export interface HostPort {
  send(message: FromWorker, transfers: readonly ArrayBuffer[]): void;
  /** Calls back after what has arrived in the meantime has been heard. */
  later(work: () => void): void;
  /** Milliseconds, for the length of slices and nothing else. */
  now(): number;
}

export interface HostOptions {
  readonly shelf: Shelf;
  /** Of the recorded opening: what is verified on the way. */
  readonly opening?: {
    readonly scenarioDigest: string;
    readonly seed: number;
    readonly at: number;
    readonly digest: string;
  };
  /** Reads YAML; absent: JSON only. */
  readonly readYaml?: TextReader;
}

const SLICE_MS = 12;
const PROGRESS_EVERY_MS = 120;
const WATCHED_AT_FIRST = 'JGB-30Y';

type GoTo = Extract<Ask, { readonly ask: 'goTo' }> & { readonly id: number };

export class LabHost {
  readonly #port: HostPort;
  readonly #options: HostOptions;
  #course: Course | undefined;
  #looked: BranchId = 0;
  #watch = 0;
  #waiting: GoTo[] = [];
  #proof: { readonly id: number; readonly run: ProofRun } | undefined;
  #isWorking = false;
  #told = new Map<BranchId, { marks: number; at: number }>();
  #toldAt = 0;
  #isVerified = false;

  constructor(port: HostPort, options: HostOptions) {
    this.#port = port;
    this.#options = options;
  }

  /** Our bug ends the worker's use, with a text to report. */
  hear(request: LabRequest): void {
    this.#guarded(() => {
      const answer = this.#answer(request);
      if (answer !== undefined) this.#send({ ...answer, id: request.id });
      this.#work();
    });
  }

  // ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Undefined: the answer comes later. */
  #answer(request: LabRequest): Answer | undefined {
    if (request.ask === 'open') return this.#open(request);
    const course = this.#course;
    if (course === undefined) return refused('no run is open');
    if (request.ask === 'sources') return { answer: 'sources', sources: sourcesOf(course.world.data) };
    const branch = course.branch(request.branch);
    if (branch === undefined) return refused(`there is no branch ${request.branch}`);
    switch (request.ask) {
      case 'goTo':
        this.#looked = request.branch;
        this.#watch = request.watch ?? this.#watch;
        return this.#goTo(course, branch, request);
      case 'why': {
        const why = whyOf(branch, request.seq);
        return why === undefined ? refused(`nothing is known of seq ${request.seq}`) : { answer: 'why', why };
      }
      case 'prove':
        return this.#prove(branch, request);
      case 'whyNot': {
        const frame = course.frame(branch, Math.min(request.at, branch.reachedAt), this.#watch);
        if (frame === undefined) return refused('nothing has happened yet');
        return { answer: 'whyNot', whyNot: whyNotOf(frame, branch.manifest, request) };
      }
      case 'fork':
        return this.#fork(course, branch, request);
      case 'dropBranch':
        if (request.branch === 0) return refused('the run itself stays');
        course.branches.delete(request.branch);
        return { answer: 'dropped' };
      case 'path':
        return { answer: 'path', path: pathOf(branch, course.noShock, request.lines, [request.from, request.to]) };
      case 'depth':
        return { answer: 'depth', depth: depthOf(branch, request.line, [request.from, request.to]) };
      case 'holdings': {
        const at = Math.min(request.at, branch.reachedAt);
        const { manifest } = branch;
        const { institution } = request;
        const holdings = branch.lookAt(at, (simulation) => holdingsOf(simulation, manifest, institution, at));
        return { answer: 'holdings', holdings };
      }
      case 'tables':
        return { answer: 'tables', files: tablesOf(branch) };
    }
  }

  #open({ choice }: Extract<Ask, { readonly ask: 'open' }>): Answer {
    const { shelf, readYaml } = this.#options;
    const read = readText(choice.scenario, shelf, readYaml);
    if (!read.ok) return { answer: 'refused', message: read.message, faults: read.faults };
    const world = worldOf(choice, read.data, shelf);
    if (!world.ok)
      return { answer: 'refused', message: 'the scenario cannot be run', faults: world.problems.map(read.locate) };
    this.#course = new Course(world, choice.mix ?? {});
    this.#waiting = [];
    this.#proof = undefined;
    this.#told = new Map();
    this.#isVerified = false;
    this.#looked = 0;
    this.#watch = Math.max(
      0,
      world.manifest.lines.findIndex(({ id }) => id === WATCHED_AT_FIRST),
    );
    return { answer: 'opened', manifest: world.manifest };
  }

  #goTo(course: Course, branch: Branch, request: GoTo): Answer | undefined {
    const found = course.find(branch, request.moment);
    if (found === 'none') return refused('there is nothing further');
    const frame = found === 'later' ? undefined : course.frame(branch, found.at, this.#watch);
    if (found === 'later' || frame === undefined) {
      this.#waiting.push(request);
      return undefined;
    }
    return { answer: 'frame', frame, ...(found.mark === undefined ? {} : { mark: found.mark }) };
  }

  #prove(
    branch: Branch,
    { id, seq, at }: Extract<Ask, { readonly ask: 'prove' }> & { readonly id: number },
  ): Answer | undefined {
    const found = provable(branch, seq);
    if (found === undefined) return refused('nothing that it follows from can be left out');
    if (this.#proof !== undefined) this.#send({ ...refused('another proof was asked for'), id: this.#proof.id });
    const until = Math.min(Math.max(at, found.event.at), branch.reachedAt);
    this.#proof = { id, run: new ProofRun(branch, found, until) };
    return undefined;
  }

  #fork(course: Course, parent: Branch, { at, patch, name }: Extract<Ask, { readonly ask: 'fork' }>): Answer {
    if (at > parent.reachedAt) return refused('that moment is not computed yet');
    const { shelf, readYaml } = this.#options;
    const read = readText({ text: patch, file: 'patch' }, shelf, readYaml);
    if (!read.ok) return { answer: 'refused', message: read.message, faults: read.faults };
    const { interventions } = read.data;
    const entries = Array.isArray(interventions) ? interventions : [];
    const fork = course.fork({ parent, at, entries, name });
    if ('problems' in fork)
      return { answer: 'refused', message: 'the patch cannot be carried out', faults: fork.problems.map(read.locate) };
    this.#told.set(fork.id, { marks: fork.marks.length, at: fork.reachedAt });
    const facts = { id: fork.id, parent: parent.id, name, at };
    return { answer: 'forked', branch: facts, marks: fork.marks };
  }

  // ── Work between questions ────────────────────────────────────────────────────────────────────────────────────────

  #work(): void {
    if (this.#isWorking || this.#course === undefined) return;
    this.#isWorking = true;
    this.#port.later(() => this.#guarded(() => this.#slice()));
  }

  #slice(): void {
    this.#isWorking = false;
    const course = this.#course;
    if (course === undefined) return;
    const end = this.#port.now() + SLICE_MS;
    do {
      if (this.#proof !== undefined) this.#proveOn(this.#proof);
      else if (!course.isDone) course.stepOnce(this.#waiting[0]?.branch ?? this.#looked);
      this.#verify(course);
      this.#answerWaiting(course);
    } while (this.#port.now() < end && (this.#proof !== undefined || !course.isDone));
    this.#tellProgress(course);
    if (this.#proof !== undefined || !course.isDone) this.#work();
  }

  #proveOn({ id, run }: { readonly id: number; readonly run: ProofRun }): void {
    if (!run.isDone) run.step();
    if (!run.isDone) return;
    this.#proof = undefined;
    this.#send({ answer: 'proof', proof: run.proof(), id });
  }

  #answerWaiting(course: Course): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const request of waiting) {
      const branch = course.branch(request.branch);
      const answer = branch === undefined ? refused('the branch is gone') : this.#goTo(course, branch, request);
      if (answer !== undefined) this.#send({ ...answer, id: request.id });
    }
  }

  #tellProgress(course: Course): void {
    const now = this.#port.now();
    if (now - this.#toldAt < PROGRESS_EVERY_MS && !course.isDone) return;
    this.#toldAt = now;
    for (const [id, { marks, reachedAt, isDone }] of course.branches) {
      const told = this.#told.get(id) ?? { marks: 0, at: Number.NEGATIVE_INFINITY };
      if (told.at === reachedAt) continue;
      this.#told.set(id, { marks: marks.length, at: reachedAt });
      this.#send({ notice: 'progress', branch: id, reachedAt, isDone, marks: marks.slice(told.marks) });
    }
  }

  #verify({ world: { manifest }, branches }: Course): void {
    const { opening } = this.#options;
    const branch = branches.get(0);
    if (this.#isVerified || opening === undefined || branch === undefined || branch.reachedAt < opening.at) return;
    this.#isVerified = true;
    if (manifest.scenarioDigest !== opening.scenarioDigest || manifest.seed !== opening.seed) return;
    const row = branch.rows.findLast(({ at }) => at <= opening.at);
    const digest = row?.digest ?? '';
    this.#send({ notice: 'verified', at: opening.at, digest, isSame: digest === opening.digest });
  }

  #send(message: FromWorker): void {
    this.#port.send(message, transfersOf(message));
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (cause) {
      this.#course = undefined;
      const text = cause instanceof Error ? `${cause.name}: ${cause.message}\n${cause.stack ?? ''}` : String(cause);
      this.#send({ notice: 'fault', text: cause instanceof Bug ? text : text.slice(0, 4000) });
    }
  }
}

const refused = (
  message: string,
  faults: readonly TextFault[] = [],
): Extract<Answer, { readonly answer: 'refused' }> => ({
  answer: 'refused',
  message,
  faults,
});
