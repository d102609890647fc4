/**
 * What is said of a log that has been read: whole, torn, damaged, or not the one that its run.json tells of.
 *
 * The same words and exit codes for every command that reads a log to its end (`docs/formats.md`, exit codes).
 */
import { HEADER_BYTES, type LogHeader } from '../../events/log-format.ts';
import type { LogEnd, LogFlaw } from '../../events/log-reader.ts';
import type { Seq } from '../../units/quantity.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { bytesText, plural } from '../own-input/number-text.ts';
import { complain, tell } from '../terminal.ts';
import type { FoundRun } from './find-run.ts';

/** How far a log was read, and what was found there. */
export interface LogReading {
  readonly header: LogHeader | undefined;
  /** Undefined: stopped before the log's end. */
  readonly end: LogEnd | undefined;
  readonly lastSeq: Seq;
  readonly frames: number;
  readonly digest: string;
}

export const tellUnreadable = ({ recordPath, recordProblem }: FoundRun): void =>
  tell(`spillover: ${recordPath} cannot be read: ${recordProblem}; the log is read without it`);

/** Shorter than its header: nothing can be said of it. */
export function noHeader({ logPath, folder, record }: FoundRun, { header, end }: LogReading): BadInput | undefined {
  if (header !== undefined || end?.ending !== 'torn') return undefined;
  const message = `${logPath} holds no whole header: ${bytesText(end.droppedBytes)} of ${bytesText(HEADER_BYTES)}`;
  const again = record?.keeps_log === true ? `; to run it anew: ${commandText('run', '--resume', folder)}` : '';
  return badArgument({ argument: 'RUN', found: logPath, message, expected: `a log from its first byte${again}` });
}

/** Cut between two frames, which only the record of the complete run can tell. */
export function isShortened({ record }: FoundRun, { end, lastSeq }: LogReading): boolean {
  return end?.ending === 'whole' && record?.complete === true && lastSeq < (record.log?.last_seq ?? 0);
}

/** Damage, or the log of a newer program. */
export function reportDamage(path: string, flaw: LogFlaw, json: boolean): ExitCode {
  const { problem, offset, frame, lastGoodSeq, isNewer } = flaw;
  const where = frame === 0 ? 'in its header' : `in frame ${frame}`;
  const what = isNewer ? 'newer than this program' : 'damaged';
  const found = `${what} at byte ${offset}, ${where}: ${problem}; good up to seq ${lastGoodSeq}`;
  const expected = isNewer ? 'a log by this version or an earlier one' : 'the bytes that were written';
  if (json) {
    const place = { file: path, line: 1, column: offset + 1, path: frame === 0 ? 'header' : `frame ${frame}` };
    return reportBadInput({ errors: [{ ...place, found, expected, message: found }] }, json);
  }
  const upTo = lastGoodSeq > 0 ? `\nup to there:  ${commandText('replay', path, '--at', String(lastGoodSeq))}` : '';
  complain(`${path}: ${found}${upTo}`);
  return ExitCode.badInput;
}

export function tellTorn({ logPath, folder, record }: FoundRun, read: LogReading): void {
  const { end, frames, lastSeq } = read;
  const good = `good up to seq ${lastSeq} (${plural(frames, 'frame')})`;
  const torn =
    end?.ending === 'torn'
      ? `the last frame is torn, ${bytesText(end.droppedBytes)} left out`
      : 'torn between two frames';
  const recorded = record?.complete === true ? (record.log?.last_seq ?? 0) : 0;
  const although =
    recorded <= lastSeq
      ? ''
      : `; run.json says complete, with seq ${recorded}: to go on, ${commandText('run', '--resume', folder)}`;
  tell(`spillover: ${logPath}: ${torn}; ${good}${although}`);
}

/** The run wrote down what its log must give: the scenario and the seed, and the digest where it was read to its end. */
export function mismatch(found: FoundRun, read: LogReading): BadInput | undefined {
  const { record, folder } = found;
  const { header, end, digest } = read;
  if (record === undefined || header === undefined) return undefined;
  const expected = 'a log and a run.json of one run';
  const refuse = (message: string): BadInput => badArgument({ argument: 'RUN', found: folder, message, expected });
  if (header.scenarioDigest !== record.scenario.digest || header.seed !== record.seed) {
    return refuse(
      `the log in ${folder} is of seed ${header.seed} and scenario ${header.scenarioDigest}, its run.json of others`,
    );
  }
  if (end?.ending !== 'whole' || !record.complete || record.digest === digest) return undefined;
  if (isShortened(found, read)) return undefined;
  return refuse(`the log gives the digest ${digest}, run.json of ${folder} says ${record.digest}`);
}
