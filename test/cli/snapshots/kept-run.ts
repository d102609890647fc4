/** Runs that keep a folder, in this process: from the start, gone on with, and what was said on stderr and stdout meanwhile. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { codeIdentity } from '../../../src/cli/code-identity.ts';
import { fork } from '../../../src/cli/commands/fork.ts';
import { DISK, type FilePort } from '../../../src/cli/file-port.ts';
import { OpenedRun } from '../../../src/cli/log/opened-run.ts';
import { ledgerState, lineStates } from '../../../src/cli/log/replay-state.ts';
import { ENGINE_VERSION } from '../../../src/cli/program.ts';
import { readUnfinished } from '../../../src/cli/run/resume.ts';
import { RunFolder } from '../../../src/cli/run/run-folder.ts';
import { runSession, type SessionEnd } from '../../../src/cli/run/run-session.ts';
import { loadScenario } from '../../../src/cli/run/scenario-source.ts';
import type { SnapshotPlan } from '../../../src/cli/snapshots/cadence.ts';
import { type Moment, readMoment } from '../../../src/cli/time-argument.ts';
import { seed } from '../../../src/units/quantity.ts';

export const QUIET: { readonly update: () => void; readonly end: () => void } = {
  update: () => undefined,
  end: () => undefined,
};
/** A snapshot at the end of every so many minutes in which anything happened. */
export const everyMinutes = (every_minutes: number): SnapshotPlan => ({ every_minutes, least_events: 1 });

export interface Wanted {
  readonly yaml: string;
  readonly seed?: number;
  readonly until?: string;
  readonly snapshots: SnapshotPlan | undefined;
  readonly port?: FilePort;
}

/** A folder for runs that goes when it is done with. */
export class Runs {
  readonly path: string = mkdtempSync(join(tmpdir(), 'spillover-snapshots-'));
  /** What was told on stderr since it was last looked at. */
  told = '';
  printed = '';
  /** Seq of the snapshot from which the last resumption began; 0: from the first event. */
  startedAt = 0;

  async run(name: string, { yaml, until, snapshots, port = DISK, ...wanted }: Wanted): Promise<SessionEnd> {
    const file = join(this.path, `${name}.yaml`);
    writeFileSync(file, yaml);
    const loaded = loadScenario(file);
    if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
    const moment = until === undefined ? undefined : readMoment('--until', until);
    if (moment?.ok === false) throw new Error(`"${until}" is no moment`);
    const folder = join(this.path, name);
    mkdirSync(folder, { recursive: true });
    const session = {
      loaded,
      seed: seed(wanted.seed ?? 7),
      until: moment?.moment,
      settings: [],
      agents: undefined,
      folder: new RunFolder(folder, port),
      keepLog: true,
      code: codeIdentity(),
      soFar: undefined,
      resumes: undefined,
      snapshots,
      start: undefined,
      progress: QUIET,
    };
    return this.heard(() => runSession(session, false));
  }

  /** A copy that ends after so many bytes of its log, as after a power cut. */
  cut(from: string, to: string, bytes: number): void {
    rmSync(join(this.path, to), { recursive: true, force: true });
    cpSync(join(this.path, from), join(this.path, to), { recursive: true });
    writeFileSync(join(this.path, to, 'events.log'), this.log(from).subarray(0, bytes));
    this.amend(to, { complete: false, digest: null });
  }

  /** Writes something else into a `run.json`. */
  amend(name: string, members: Readonly<Record<string, unknown>>): void {
    const path = join(this.path, name, 'run.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...members }));
  }

  async resume(name: string, progress = QUIET): Promise<SessionEnd> {
    return this.heard(async () => {
      const read = await readUnfinished(join(this.path, name));
      if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'));
      this.startedAt = read.start?.loaded.header.seq ?? 0;
      return runSession({ ...read, progress }, false);
    });
  }

  /** Exit code; `told` and `printed` have the rest. */
  async fork(from: string, to: string, at: string, ...set: readonly string[]): Promise<number> {
    const [run, out] = [join(this.path, from), join(this.path, to)];
    return this.heard(() => fork({ run, at, patch: undefined, set, out, json: false }));
  }

  /** Everything that a replay shows of a moment, and where it began. */
  async seek(name: string, moment: Moment, usesSnapshots = true): Promise<{ shown: unknown; restoredAt: number }> {
    const opened = new OpenedRun(join(this.path, name, 'events.log'), { usesSnapshots });
    const asked = { moment, progress: QUIET, interruption: NEVER as never };
    const { replay, counts, restoredAt, ...read } = await opened.seek(asked);
    opened.close();
    const { world, at, lastSeq, controlEvents, records } = replay;
    const state = world.isOpened ? world.stateHash() : '';
    const rebuilt = { lines: lineStates(world), ledger: ledgerState(world), counts: counts.counts(), state };
    return { shown: { ...read, ...rebuilt, at, lastSeq, controlEvents, records }, restoredAt: restoredAt ?? 0 };
  }

  log(name: string): Buffer {
    return readFileSync(join(this.path, name, 'events.log'));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  async heard<T>(work: () => Promise<T>): Promise<T> {
    [this.told, this.printed] = ['', ''];
    const onError = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      this.told += String(text);
      return true;
    });
    const onOut = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      this.printed += String(text);
      return true;
    });
    try {
      return await work();
    } finally {
      onError.mockRestore();
      onOut.mockRestore();
    }
  }
}

const NEVER = { listen: async () => false, end: () => undefined };

export const digestOf = (end: SessionEnd): string | null => ('record' in end ? end.record.digest : null);

export const keyOf = (end: SessionEnd, scenarioDigest: string) => ({
  engineVersion: ENGINE_VERSION,
  code: codeIdentity(),
  scenarioDigest,
  seed: 'record' in end ? end.record.seed : 0,
});
