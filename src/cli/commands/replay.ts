/** `replay`: the state of a run from its log alone, verified on the way. */
import type { LogFlaw } from '../../events/log-reader.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { type FoundRun, findLog } from '../find-run.ts';
import { Interruption } from '../interruption.ts';
import { bytesText, plural } from '../number-text.ts';
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
  const found = findLog(run);
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
  const found = `damaged at byte ${offset}, ${where}: ${problem}; good up to seq ${lastGoodSeq}`;
  if (json) {
    const place = { file: path, line: 1, column: offset + 1, path: frame === 0 ? 'header' : `frame ${frame}` };
    return reportBadInput(
      { errors: [{ ...place, found, expected: 'the bytes that were written', message: found }] },
      json,
    );
  }
  const upTo = lastGoodSeq > 0 ? `\nup to there:  ${commandText('replay', path, '--at', String(lastGoodSeq))}` : '';
  complain(`${path}: ${found}${upTo}`);
  return ExitCode.badInput;
}

function tellTorn({ logPath }: FoundRun, { replay: { lastSeq }, frames }: ReplayedLog, droppedBytes: number): void {
  const good = `good up to seq ${lastSeq} (${plural(frames, 'frame')})`;
  tell(`spillover: ${logPath}: the last frame is torn, ${bytesText(droppedBytes)} left out; ${good}`);
}

/** The run wrote down what its log must give: the scenario and the seed, and the digest where it was read to its end. */
function mismatch({ record, folder }: FoundRun, { header, end, digest }: ReplayedLog): BadInput | undefined {
  if (record === undefined || header === undefined) return undefined;
  const expected = 'a log and a run.json of one run';
  const refuse = (message: string): BadInput => badArgument({ argument: 'RUN', found: folder, message, expected });
  if (header.scenarioDigest !== record.scenario.digest || header.seed !== record.seed) {
    return refuse(
      `the log in ${folder} is of seed ${header.seed} and scenario ${header.scenarioDigest}, its run.json of others`,
    );
  }
  if (end?.ending !== 'whole' || !record.complete || record.digest === digest) return undefined;
  return refuse(`the log gives the digest ${digest}, run.json of ${folder} says ${record.digest}`);
}

function printState({ record }: FoundRun, replayed: ReplayedLog, moment: Moment | undefined): void {
  const { replay: state, header, counts, digest } = replayed;
  const engine =
    header === undefined ? 'no header' : `engine ${header.engineVersion}, log format ${header.formatVersion}`;
  const what =
    record === undefined ? `a log by ${engine}` : `${record.scenario.title} · seed ${record.seed} · ${engine}`;
  const head = { title: what, time: timeOf(replayed), seq: state.lastSeq, stopped: stoppedText(replayed, moment) };
  for (const line of replayLines(head, lineStates(state.world), ledgerState(state.world), counts.counts())) print(line);
  print(`digest ${digest}`);
}

function stoppedText({ replay: { lastSeq }, end, frames }: ReplayedLog, moment: Moment | undefined): string {
  const asked = moment === undefined ? '' : momentText(moment);
  if (end !== undefined) return `end of the log, ${plural(frames, 'frame')}${asked === '' ? '' : `, before ${asked}`}`;
  return moment?.kind === 'seq' && lastSeq !== moment.seq ? `the end of what seq ${asked} belongs to` : 'as asked';
}

/** Of the last event; null before the first. */
const timeOf = ({ replay: { at, lastSeq } }: ReplayedLog): string | null => (lastSeq === 0 ? null : isoTime(at));

function documentOf({ record }: FoundRun, replayed: ReplayedLog): unknown {
  const { replay: state, header, end, frames, counts, digest } = replayed;
  return {
    schema: 'spillover/replay@1',
    scenario: record === undefined ? null : { id: record.scenario.id, title: record.scenario.title },
    scenario_digest: header?.scenarioDigest ?? null,
    seed: header?.seed ?? null,
    engine_version: header?.engineVersion ?? null,
    log_format: header?.formatVersion ?? null,
    time: timeOf(replayed),
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
