/** A log read up to a moment, as it is shown: the world there, and what everything before it comes to. */
import type { ExtraHolidays } from '../../analysis/quote-board.ts';
import { RunSummary } from '../../analysis/run-summary.ts';
import { Roster } from '../../analysis/why/roster.ts';
import type { LogVisitor } from '../../events/log-reader.ts';
import type { Interruption } from '../interruption.ts';
import { FileSource } from '../log/file-source.ts';
import { type ReplayedLog, replayLog } from '../log/replay-log.ts';
import { startProgress } from '../progress.ts';
import type { Moment } from '../time-argument.ts';

export interface ShownRun {
  readonly replayed: ReplayedLog;
  readonly summary: RunSummary;
  readonly roster: Roster;
}

export interface ShownRequest {
  readonly logPath: string;
  /** Undefined: the end. */
  readonly moment: Moment | undefined;
  readonly extraHolidays: ExtraHolidays;
  readonly interruption: Interruption;
}

/** From the first event on, since flows and auctions so far are asked for. Throws `EnvironmentFault`, `ReplayFault`. */
export async function readShown({ logPath, moment, extraHolidays, interruption }: ShownRequest): Promise<ShownRun> {
  const source = new FileSource(logPath);
  const roster = new Roster();
  let summary = new RunSummary({ extraHolidays });
  const names: LogVisitor = { control: (event) => roster.control(event), batch: () => undefined };
  try {
    const replayed = await replayLog({
      source,
      path: logPath,
      moment,
      progress: startProgress('events'),
      interruption,
      also: ({ world }) => {
        summary = new RunSummary({ extraHolidays, books: () => (world.isOpened ? world.parts.books : undefined) });
        return [summary, names];
      },
    });
    return { replayed, summary, roster };
  } finally {
    source.close();
  }
}
