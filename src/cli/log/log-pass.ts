/** One pass of a log through a visitor, verified frame by frame, to its end or until the visitor has seen enough. */
import { type LogEnd, LogReader, type LogVisitor } from '../../events/log-reader.ts';
import type { SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import type { Interruption } from '../interruption.ts';
import { ENGINE_VERSION } from '../program.ts';
import { startProgress } from '../progress.ts';
import { FileSource } from './file-source.ts';
import type { LogReading } from './log-ending.ts';

export interface LogPass {
  readonly path: string;
  readonly visitor: LogVisitor;
  /** True: the rest of the log is not needed. */
  readonly isDone?: () => boolean;
  readonly interruption: Interruption;
}

export interface PassedLog extends LogReading {
  readonly wasInterrupted: boolean;
  /** Time of the last event read. */
  readonly at: SimTime;
}

/** Throws `EnvironmentFault`. */
export async function passLog({ path, visitor, isDone, interruption }: LogPass): Promise<PassedLog> {
  const source = new FileSource(path);
  const progress = startProgress('events');
  const reader = new LogReader(source, { engineVersion: ENGINE_VERSION });
  let at = 0 as SimTime;
  const timed: LogVisitor = {
    control: (event) => {
      at = event.at;
      visitor.control(event);
    },
    batch: (batch) => {
      at = batch.at;
      visitor.batch(batch);
    },
  };
  let wasInterrupted = false;
  try {
    while (!wasInterrupted && isDone?.() !== true && reader.next(timed)) {
      progress.update(reader.tail.bytes / source.size, isoTime(at).slice(0, 10), reader.tail.lastSeq);
      wasInterrupted = await interruption.listen();
    }
  } finally {
    progress.end();
    source.close();
  }
  const { header, tail } = reader;
  // A reader that was stopped early knows no end.
  const end: LogEnd | undefined = reader.end;
  const { lastSeq, frames } = tail;
  return { header, end, lastSeq, frames, digest: reader.digest?.hex ?? '', wasInterrupted, at };
}
