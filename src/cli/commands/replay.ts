/** `replay`: the state of a run from its log alone, verified on the way. */
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { Interruption } from '../interruption.ts';
import { type FoundRun, findLog } from '../log/find-run.ts';
import { reportImpossible } from '../log/impossible-log.ts';
import { isShortened, mismatch, noHeader, reportDamage, tellTorn, tellUnreadable } from '../log/log-ending.ts';
import { OpenedRun } from '../log/opened-run.ts';
import { type ReplayedLog, ReplayFault } from '../log/replay-log.ts';
import { ledgerState, lineStates } from '../log/replay-state.ts';
import { replayLines } from '../log/replay-text.ts';
import { countText, plural } from '../own-input/number-text.ts';
import { startProgress } from '../progress.ts';
import { tellLeftOut } from '../snapshots/start-point.ts';
import { complain, print, printWidth } from '../terminal.ts';
import { type Moment, momentText, readMoment } from '../time-argument.ts';

export interface ReplayArguments {
  readonly run: string;
  readonly at: string | undefined;
  /** Without snapshots, every frame verified. */
  readonly fromStart: boolean;
  readonly json: boolean;
}

/** Throws `EnvironmentFault`. */
export async function replay({ run, at, fromStart, json }: ReplayArguments): Promise<ExitCode> {
  const found = findLog(run);
  if (!found.ok) return reportBadInput(found, json);
  const asked = at === undefined ? undefined : readMoment('--at', at);
  if (asked !== undefined && !asked.ok) return reportBadInput(asked, json);
  if (found.recordProblem !== undefined) tellUnreadable(found);
  const replayed = await seek(found, asked?.moment, { fromStart, json });
  if (typeof replayed === 'number') return replayed;
  if (replayed.wasInterrupted) return reportInterruption(found, replayed, { at, fromStart, json });
  const { end } = replayed;
  if (end?.ending === 'refused') return reportDamage(found.logPath, end.flaw, json);
  const wrong = noHeader(found, replayed) ?? beforeOpening(found, replayed, asked?.moment) ?? mismatch(found, replayed);
  if (wrong !== undefined) return reportBadInput(wrong, json);
  if (end?.ending === 'torn' || isShortened(found, replayed)) tellTorn(found, replayed);
  if (json) print(JSON.stringify(documentOf(found, replayed)));
  else printState(found, replayed, asked?.moment);
  return ExitCode.done;
}

/** An exit code where the log tells of a world that cannot be, which has been said. */
async function seek(
  found: FoundRun,
  moment: Moment | undefined,
  { fromStart, json }: Pick<ReplayArguments, 'fromStart' | 'json'>,
): Promise<ReplayedLog | ExitCode> {
  const interruption = new Interruption(json);
  const opened = new OpenedRun(found.logPath, { usesSnapshots: !fromStart && moment !== undefined });
  try {
    const replayed = await opened.seek({ moment, progress: startProgress('events'), interruption });
    if (opened.shelf !== undefined) tellLeftOut(opened.shelf, replayed.restoredAt ?? 0, replayed.lastSeq);
    return replayed;
  } catch (error) {
    if (!(error instanceof ReplayFault)) throw error;
    return reportImpossible(
      found,
      error,
      'the bytes are as they were written, but what they tell cannot have happened',
      json,
    );
  } finally {
    opened.close();
    interruption.end();
  }
}

function reportInterruption(
  { logPath, folder }: FoundRun,
  { replay: { lastSeq, at }, digest }: ReplayedLog,
  asked: Omit<ReplayArguments, 'run'>,
): ExitCode {
  const message = `interrupted at seq ${lastSeq}`;
  complain(`${message}; nothing was changed`);
  const atWords = asked.at === undefined ? [] : ['--at', asked.at];
  const repeat = commandText('replay', logPath, ...atWords, ...(asked.fromStart ? ['--from-start'] : []));
  const reached = { seq: lastSeq, at: isoTime(at), digest };
  if (asked.json) printFailure({ message, file: logPath }, { run: folder, ...reached, repeat, resume: null });
  return ExitCode.interrupted;
}

function beforeOpening({ record }: FoundRun, replayed: ReplayedLog, moment: Moment | undefined): BadInput | undefined {
  const { opensAfterwards } = replayed;
  if (opensAfterwards === undefined || moment?.kind !== 'time') return undefined;
  const message = `${momentText(moment)} lies before the opening`;
  const expected = `${isoTime(opensAfterwards)} … ${record?.to ?? 'the end of the log'}`;
  return badArgument({ argument: '--at', found: momentText(moment), message, expected });
}

function printState({ record }: FoundRun, replayed: ReplayedLog, moment: Moment | undefined): void {
  const { replay: state, header, counts, digest } = replayed;
  const engine =
    header === undefined ? 'no header' : `engine ${header.engineVersion}, log format ${header.formatVersion}`;
  const what =
    record === undefined ? `a log by ${engine}` : `${record.scenario.title} · seed ${record.seed} · ${engine}`;
  const from = replayed.restoredAt === undefined ? '' : `, from the snapshot at seq ${countText(replayed.restoredAt)}`;
  const stopped = stoppedText(replayed, moment) + from;
  const head = { title: what, time: timeOf(replayed), seq: state.lastSeq, stopped };
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
    restored_at: replayed.restoredAt ?? null,
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
