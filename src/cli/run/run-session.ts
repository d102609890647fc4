/**
 * One run from its first write to its last, so that what is kept of it is whole at every moment.
 *
 * The record is written before the first event and replaced at the end, whichever end it is: done, interrupted, our fault,
 * or a machine that refused. In each of these but the last the log is cut at the last event and synced.
 */
import type { RunReport } from '../../analysis/run-summary.ts';
import { SimulationFault } from '../../engine/fault.ts';
import type { Seq } from '../../units/quantity.ts';
import { type EnvironmentFault, environmentFaultIn } from '../environment-fault.ts';
import { Interruption } from '../interruption.ts';
import { LogFile } from '../log/log-file.ts';
import { LogMismatch, logMismatchIn } from '../log/log-mismatch.ts';
import { ENGINE_VERSION } from '../program.ts';
import { Cadence } from '../snapshots/cadence.ts';
import { goOnOrRepeat, type StartPoint, tellDisproved } from '../snapshots/start-point.ts';
import { LiveRun, recordAtFirst } from './live-run.ts';
import { type Kept, LogObserver } from './log-observer.ts';
import type { RunRecord } from './run-record.ts';
import type { Session } from './session.ts';

export type SessionEnd =
  | { readonly how: 'done' | 'interrupted'; readonly record: RunRecord; readonly report: RunReport }
  | { readonly how: 'ourBug'; readonly fault: SimulationFault | LogMismatch; readonly digest: string | null }
  /** The log that was to be gone on with tells of another world. */
  | { readonly how: 'otherCode'; readonly mismatch: LogMismatch; readonly writtenBy: RunRecord }
  | { readonly how: 'environment'; readonly fault: EnvironmentFault; readonly kept: Kept | undefined };

/** Throws `EnvironmentFault` where not even the beginning could be written. */
export async function runSession(session: Session, json: boolean): Promise<SessionEnd> {
  const began = Date.now();
  const { folder, loaded, progress, resumes, start } = session;
  // What a folder says of a run that is gone on with stays until it is known to be the same run.
  if (resumes === undefined) {
    folder?.writeScenario(loaded.resolved);
    folder?.writeRecord(recordAtFirst(session, began));
  }
  const interruption = new Interruption(json);
  try {
    const goOn = (): Promise<SessionEnd> => attemptRun(session, began, interruption);
    if (start === undefined) return await goOn();
    return await goOnOrRepeat(start, goOn, () => runAnew(session, start, began, interruption));
  } finally {
    progress.end();
    interruption.end();
  }
}

/** Throws where going on from its snapshot came to nothing. */
async function attemptRun(session: Session, began: number, interruption: Interruption): Promise<SessionEnd> {
  const { folder, resumes, start } = session;
  const run = new LiveRun(session, openLog(session), began);
  try {
    const complete = await run.run(interruption);
    const record = run.record({ complete });
    if (complete) checkAgainst(resumes, record);
    folder?.writeRecord(record);
    return { how: complete ? 'done' : 'interrupted', record, report: run.summary.report() };
  } catch (cause) {
    if (start !== undefined && environmentFaultIn(cause) === undefined) throw cause;
    return endWithFault(cause, run, session);
  } finally {
    run.close();
  }
}

/** A fork begins with a snapshot of the run that it leaves, in whose folder nothing is touched. */
async function runAnew(
  session: Session,
  start: StartPoint,
  began: number,
  interruption: Interruption,
): Promise<SessionEnd> {
  const end = await attemptRun({ ...session, start: undefined }, began, interruption);
  const { folder, resumes } = session;
  if (end.how === 'done') tellDisproved(start, resumes === undefined ? undefined : folder?.port);
  return end;
}

/** A run that was complete before its log was torn comes to the same again. Throws `LogMismatch`. */
function checkAgainst(before: RunRecord | undefined, { digest, counts }: RunRecord): void {
  if (before?.complete !== true || before.digest === digest) return;
  const digests = { repeated: digest ?? '', logged: before.digest ?? '' };
  throw new LogMismatch((counts?.events ?? 0) as Seq, digests, ' by its run.json');
}

function endWithFault(cause: unknown, run: LiveRun, { folder, resumes, code, fork }: Session): SessionEnd {
  const fault = environmentFaultIn(cause);
  if (fault !== undefined) {
    asFarAsItGoes(() => folder?.writeRecord(run.record({ complete: false, fault })));
    return { how: 'environment', fault, kept: run.log?.kept };
  }
  const mismatch = logMismatchIn(cause);
  if (mismatch !== undefined && fork !== undefined) return { how: 'otherCode', mismatch, writtenBy: fork.parent };
  if (mismatch !== undefined && resumes !== undefined && resumes.code !== code) {
    return { how: 'otherCode', mismatch, writtenBy: resumes };
  }
  const bug = mismatch ?? cause;
  if (!(bug instanceof SimulationFault || bug instanceof LogMismatch)) throw cause;
  asFarAsItGoes(() => run.log?.flush());
  const record = run.record({ complete: false, fault: bug });
  asFarAsItGoes(() => folder?.writeRecord(record));
  return { how: 'ourBug', fault: bug, digest: record.digest };
}

/** After a failure the rest is saved as far as the machine allows; the first failure is the one to report. */
function asFarAsItGoes(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (environmentFaultIn(cause) === undefined) throw cause;
  }
}

function openLog({ folder, keepLog, soFar, loaded, seed, snapshots }: Session): LogObserver | undefined {
  if (folder === undefined || !keepLog) return undefined;
  if (soFar === undefined) folder.removeLog();
  const file = new LogFile(folder.port, folder.logPath, soFar?.tail.bytes);
  const cadence = snapshots === undefined ? undefined : new Cadence(snapshots, loaded.scenario.opensAt);
  const header = { engineVersion: ENGINE_VERSION, scenarioDigest: loaded.digest, seed };
  return new LogObserver(file, header, { soFar, cadence });
}
