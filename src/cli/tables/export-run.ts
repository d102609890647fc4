/** The tables of a run, written to a folder; what is wrong with its log has been said, in the words of every command that reads one. */
import type { TableName } from '../../analysis/tables/table-columns.ts';
import { reportBadInput } from '../bad-input.ts';
import type { ExitCode } from '../exit-codes.ts';
import { DISK } from '../file-port.ts';
import type { Interruption } from '../interruption.ts';
import type { FoundRun } from '../log/find-run.ts';
import { reportImpossible } from '../log/impossible-log.ts';
import { isShortened, type LogReading, mismatch, noHeader, reportDamage, tellTorn } from '../log/log-ending.ts';
import { ReplayFault } from '../log/replay-log.ts';
import { startProgress } from '../progress.ts';
import { tell } from '../terminal.ts';
import { type ExportedLog, exportLog } from './export-log.ts';
import { NO_FACTS, scenarioFacts } from './scenario-facts.ts';
import type { FormatName } from './table-writer.ts';

export interface RunExport {
  readonly tables: readonly TableName[];
  readonly format: FormatName;
  /** An existing folder. */
  readonly folder: string;
  readonly interruption: Interruption;
  /** What can be had of a log that tells of an impossible world. */
  readonly advice: string;
  readonly json: boolean;
}

/** An exit code where no table was written, unless it was interrupted. Throws `EnvironmentFault`. */
export async function exportRun(found: FoundRun, asked: RunExport): Promise<ExportedLog | ExitCode> {
  const { logPath } = found;
  const { json, advice } = asked;
  const facts = scenarioFacts(found);
  if (facts === undefined) {
    tell(`spillover: ${found.folder}/scenario.yaml cannot be read; extra holidays and home markets are not known`);
  }
  const isRefused = (reading: LogReading): boolean =>
    reading.end?.ending === 'refused' || refusal(found, reading) !== undefined;
  const request = { ...asked, logPath, facts: facts ?? NO_FACTS, port: DISK, progress: startProgress('events') };
  try {
    const read = await exportLog({ ...request, isRefused });
    if (read.wasInterrupted) return read;
    if (read.end?.ending === 'refused') return reportDamage(logPath, read.end.flaw, json);
    const wrong = refusal(found, read);
    if (wrong !== undefined) return reportBadInput(wrong, json);
    if (read.end?.ending === 'torn' || isShortened(found, read)) tellTorn(found, read);
    return read;
  } catch (error) {
    if (!(error instanceof ReplayFault)) throw error;
    return reportImpossible(found, error, advice, json);
  }
}

const refusal = (found: FoundRun, reading: LogReading) => noHeader(found, reading) ?? mismatch(found, reading);
