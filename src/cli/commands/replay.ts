/** `replay`: the state of a run from its log alone, verified on the way. */
import { HEADER_BYTES } from '../../events/log-format.ts';
import type { LogFlaw } from '../../events/log-reader.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { type FoundRun, findLog } from '../find-run.ts';
import { Interruption } from '../interruption.ts';
import { bytesText, plural } from '../number-text.ts';
import { startProgress } from '../progress.ts';
import { type ReplayedLog, ReplayFault, replayLog } from '../replay-log.ts';
import { ledgerState, lineStates } from '../replay-state.ts';
import { replayLines } from '../replay-text.ts';
import { complain, print, printWidth, tell } from '../terminal.ts';
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
  if (found.recordProblem !== undefined) tellUnreadable(found);
  const replayed = await readAll(found, asked?.moment, json);
  if (replayed === undefined) return ExitCode.ourBug;
  if (replayed.wasInterrupted) return reportInterruption(found, replayed, { at, json });
  const { end } = replayed;
  if (end?.ending === 'refused') return reportDamage(found.logPath, end.flaw, json);
  const wrong = noHeader(found, replayed) ?? beforeOpening(found, replayed, asked?.moment) ?? mismatch(found, replayed);
  if (wrong !== undefined) return reportBadInput(wrong, json);
  if (end?.ending === 'torn' || isShortened(found, replayed)) tellTorn(found, replayed);
  if (json) print(JSON.stringify(documentOf(found, replayed)));
  else printState(found, replayed, asked?.moment);
  return ExitCode.done;
}

/** Undefined where the log tells of a world that cannot be, which has been said. */
async function readAll(found: FoundRun, moment: Moment | undefined, json: boolean): Promise<ReplayedLog | undefined> {
  const interruption = new Interruption(json);
  try {
    return await replayLog({ path: found.logPath, moment, progress: startProgress('events'), interruption });
  } catch (error) {
    if (!(error instanceof ReplayFault)) throw error;
    const message = `our bug: ${error.message}`;
    complain(`${message}\nthe bytes are as they were written, but what they tell cannot have happened`);
    const reached = { seq: error.seq, at: null, digest: null };
    const repeat = commandText('replay', error.path);
    if (json) printFailure({ message, file: error.path }, { run: found.folder, ...reached, repeat, resume: null });
    return undefined;
  } finally {
    interruption.end();
  }
}

function reportInterruption(
  { logPath, folder }: FoundRun,
  { replay: { lastSeq, at }, digest }: ReplayedLog,
  asked: { readonly at: string | undefined; readonly json: boolean },
): ExitCode {
  const message = `interrupted at seq ${lastSeq}`;
  complain(`${message}; nothing was changed`);
  const repeat = commandText('replay', logPath, ...(asked.at === undefined ? [] : ['--at', asked.at]));
  const reached = { seq: lastSeq, at: isoTime(at), digest };
  if (asked.json) printFailure({ message, file: logPath }, { run: folder, ...reached, repeat, resume: null });
  return ExitCode.interrupted;
}

const tellUnreadable = ({ recordPath, recordProblem }: FoundRun): void =>
  tell(`spillover: ${recordPath} cannot be read: ${recordProblem}; the log is read without it`);

/** Shorter than its header: nothing can be said of it. */
function noHeader({ logPath, folder, record }: FoundRun, { header, end }: ReplayedLog): BadInput | undefined {
  if (header !== undefined || end?.ending !== 'torn') return undefined;
  const message = `${logPath} holds no whole header: ${bytesText(end.droppedBytes)} of ${bytesText(HEADER_BYTES)}`;
  const again = record?.keeps_log === true ? `; to run it anew: ${commandText('run', '--resume', folder)}` : '';
  return badArgument({ argument: 'RUN', found: logPath, message, expected: `a log from its first byte${again}` });
}

function beforeOpening({ record }: FoundRun, replayed: ReplayedLog, moment: Moment | undefined): BadInput | undefined {
  const { opensAfterwards } = replayed;
  if (opensAfterwards === undefined || moment?.kind !== 'time') return undefined;
  const message = `${momentText(moment)} lies before the opening`;
  const expected = `${isoTime(opensAfterwards)} … ${record?.to ?? 'the end of the log'}`;
  return badArgument({ argument: '--at', found: momentText(moment), message, expected });
}

/** Cut between two frames, which only the record of the complete run can tell. */
function isShortened({ record }: FoundRun, { end, replay: { lastSeq } }: ReplayedLog): boolean {
  return end?.ending === 'whole' && record?.complete === true && lastSeq < (record.log?.last_seq ?? 0);
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

function tellTorn({ logPath, folder, record }: FoundRun, replayed: ReplayedLog): void {
  const { end, frames, replay } = replayed;
  const good = `good up to seq ${replay.lastSeq} (${plural(frames, 'frame')})`;
  const torn =
    end?.ending === 'torn'
      ? `the last frame is torn, ${bytesText(end.droppedBytes)} left out`
      : 'torn between two frames';
  const lastSeq = record?.complete === true ? (record.log?.last_seq ?? 0) : 0;
  const although =
    lastSeq <= replay.lastSeq
      ? ''
      : `; run.json says complete, with seq ${lastSeq}: to go on, ${commandText('run', '--resume', folder)}`;
  tell(`spillover: ${logPath}: ${torn}; ${good}${although}`);
}

/** The run wrote down what its log must give: the scenario and the seed, and the digest where it was read to its end. */
function mismatch(found: FoundRun, replayed: ReplayedLog): BadInput | undefined {
  const { record, folder } = found;
  const { header, end, digest } = replayed;
  if (record === undefined || header === undefined) return undefined;
  const expected = 'a log and a run.json of one run';
  const refuse = (message: string): BadInput => badArgument({ argument: 'RUN', found: folder, message, expected });
  if (header.scenarioDigest !== record.scenario.digest || header.seed !== record.seed) {
    return refuse(
      `the log in ${folder} is of seed ${header.seed} and scenario ${header.scenarioDigest}, its run.json of others`,
    );
  }
  if (end?.ending !== 'whole' || !record.complete || record.digest === digest) return undefined;
  if (isShortened(found, replayed)) return undefined;
  return refuse(`the log gives the digest ${digest}, run.json of ${folder} says ${record.digest}`);
}

function printState({ record }: FoundRun, replayed: ReplayedLog, moment: Moment | undefined): void {
  const { replay: state, header, counts, digest } = replayed;
  const engine =
    header === undefined ? 'no header' : `engine ${header.engineVersion}, log format ${header.formatVersion}`;
  const what =
    record === undefined ? `a log by ${engine}` : `${record.scenario.title} · seed ${record.seed} · ${engine}`;
  const head = { title: what, time: timeOf(replayed), seq: state.lastSeq, stopped: stoppedText(replayed, moment) };
  const { world } = state;
  const rebuilt = { lines: lineStates(world), ledger: ledgerState(world), counts: counts.counts() };
  for (const line of replayLines(head, rebuilt, printWidth())) print(line);
  print(`digest ${digest}`);
}

function stoppedText({ replay: { lastSeq }, end, frames }: ReplayedLog, moment: Moment | undefined): string {
  const asked = moment === undefined ? '' : momentText(moment);
  if (end !== undefined) return `end of the log, ${plural(frames, 'frame')}${asked === '' ? '' : `, before ${asked}`}`;
  return moment?.kind === 'seq' && lastSeq !== moment.seq ? `the end of what seq ${asked} belongs to` : 'as asked';
}

/** Of the last event; null before the first. */
const timeOf = ({ replay: { at, lastSeq } }: ReplayedLog): string | null => (lastSeq === 0 ? null : isoTime(at));

function documentOf(found: FoundRun, replayed: ReplayedLog): unknown {
  const { record } = found;
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
    ending: isShortened(found, replayed) ? 'torn' : (end?.ending ?? 'stopped'),
    dropped_bytes: end?.ending === 'torn' ? end.droppedBytes : 0,
    frames,
    counts: counts.counts(),
    lines: lineStates(state.world),
    ledger: ledgerState(state.world),
    state_hash: state.world.isOpened ? state.world.stateHash() : null,
    digest,
  };
}
