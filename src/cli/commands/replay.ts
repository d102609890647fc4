/** `replay`: the state of a run from its log alone, verified on the way. */
import type { LogFlaw } from '../../events/log-reader.ts';
import { isoTime } from '../../units/time.ts';
import { badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { type FoundRun, findRun } from '../find-run.ts';
import { Interruption } from '../interruption.ts';
import { bytesText, countText } from '../number-text.ts';
import { startProgress } from '../progress.ts';
import { type ReplayedLog, ReplayFault, replayLog } from '../replay-log.ts';
import { ledgerState, lineStates } from '../replay-state.ts';
import { replayLines } from '../replay-text.ts';
import { complain, print, tell } from '../terminal.ts';
import { type Moment, momentText, readMoment } from '../time-argument.ts';

export interface ReplayArguments {
  readonly run: string;
  readonly at: string | undefined;
  readonly json: boolean;
}

/** Throws `EnvironmentFault`. */
export async function replay({ run, at, json }: ReplayArguments): Promise<ExitCode> {
  const found = findRun(run);
  if (!found.ok) return reportBadInput(found, json);
  const asked = at === undefined ? undefined : readMoment('--at', at);
  if (asked !== undefined && !asked.ok) return reportBadInput(asked, json);
  const replayed = await readAll(found, asked?.moment);
  if (replayed === undefined) return ExitCode.ourBug;
  if (replayed.wasInterrupted) {
    complain(`interrupted at seq ${replayed.replay.lastSeq}; nothing was changed`);
    return ExitCode.interrupted;
  }
  const { end } = replayed;
  if (end?.ending === 'refused') return reportDamage(found.logPath, end.flaw, json);
  if (end?.ending === 'torn') tellTorn(found, replayed, end.droppedBytes);
  const wrong = mismatch(found, replayed);
  if (wrong !== undefined) return reportBadInput(wrong, json);
  if (json) print(JSON.stringify(documentOf(found, replayed)));
  else printState(found, replayed, asked?.moment);
  return ExitCode.done;
}

/** Undefined where the log tells of a world that cannot be, which has been said. */
async function readAll(found: FoundRun, moment: Moment | undefined): Promise<ReplayedLog | undefined> {
  const interruption = new Interruption();
  try {
    return await replayLog({ path: found.logPath, moment, progress: startProgress('events'), interruption });
  } catch (error) {
    if (!(error instanceof ReplayFault)) throw error;
    complain(`our bug: ${error.message}\nthe bytes are as they were written, but what they tell cannot have happened`);
    return undefined;
  } finally {
    interruption.end();
  }
}

function reportDamage(path: string, { problem, offset, frame, lastGoodSeq }: LogFlaw, json: boolean): ExitCode {
  const where = frame === 0 ? 'in its header' : `in frame ${frame}`;
  const message = `damaged at byte ${offset}, ${where}: ${problem}; good up to seq ${lastGoodSeq}`;
  const nearest = lastGoodSeq > 0 ? commandText('replay', path, '--at', String(lastGoodSeq)) : undefined;
  if (json) {
    const error = { file: path, line: 0, column: offset, path: `frame ${frame}`, found: problem, expected: 'the bytes that were written', message };
    return reportBadInput({ errors: [error] }, json);
  }
  complain(`${path}: ${message}${nearest === undefined ? '' : `\nup to there:  ${nearest}`}`);
  return ExitCode.badInput;
}

function tellTorn({ logPath }: FoundRun, { replay: { lastSeq }, frames }: ReplayedLog, droppedBytes: number): void {
  const good = `good up to seq ${lastSeq} (${frames} frames)`;
  tell(`spillover: ${logPath}: the last frame is torn, ${bytesText(droppedBytes)} left out; ${good}`);
}

/** A log that was read to its end must give the digest that the run itself wrote down. */
function mismatch({ record, folder }: FoundRun, { end, digest }: ReplayedLog) {
  if (end?.ending !== 'whole' || record?.complete !== true || record.digest === digest) return undefined;
  const message = `the log gives the digest ${digest}, run.json of ${folder} says ${record.digest}`;
  return badArgument({ argument: 'RUN', found: folder, message, expected: 'a log and a run.json of one run' });
}

function printState({ record }: FoundRun, replayed: ReplayedLog, moment: Moment | undefined): void {
  const { replay: state, header, end, frames, counts, digest } = replayed;
  const engine = header === undefined ? 'no header' : `engine ${header.engineVersion}, log format ${header.formatVersion}`;
  const what = record === undefined ? `a log by ${engine}` : `${record.scenario.title} · seed ${record.seed} · ${engine}`;
  const seq = state.lastSeq;
  const moved = moment?.kind === 'seq' && end === undefined && seq !== moment.seq ? ` (asked ${momentText(moment)})` : '';
  const stopped = end === undefined ? `as asked${moved}` : `end of the log, ${countText(frames)} frames`;
  const head = { title: what, time: isoTime(state.at), seq, stopped };
  for (const line of replayLines(head, lineStates(state.world), ledgerState(state.world), counts.counts())) print(line);
  print(`digest ${digest}`);
}

function documentOf({ record }: FoundRun, { replay: state, header, end, frames, counts, digest }: ReplayedLog): unknown {
  return {
    schema: 'spillover/replay@1',
    scenario: record === undefined ? null : { id: record.scenario.id, title: record.scenario.title },
    scenario_digest: header?.scenarioDigest ?? null,
    seed: header?.seed ?? null,
    engine_version: header?.engineVersion ?? null,
    log_format: header?.formatVersion ?? null,
    time: isoTime(state.at),
    seq: state.lastSeq,
    ending: end?.ending ?? 'stopped',
    dropped_bytes: end?.ending === 'torn' ? end.droppedBytes : 0,
    frames,
    counts: counts.counts(),
    lines: lineStates(state.world),
    ledger: ledgerState(state.world),
    state_hash: state.world.isOpened ? state.world.stateHash() : null,
    digest,
  };
}
