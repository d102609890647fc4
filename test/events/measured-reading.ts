/**
 * A child process that reads a log and says how it ended, what it delivered and by how many bytes the most memory it ever held
 * grew; started as `measured-reading.ts WARM_UP LOG`. A small log is read first, so that code and caches are not counted.
 */
import { FileSource } from '../../src/cli/log/file-source.ts';
import { type LogEnd, LogReader } from '../../src/events/log-reader.ts';

export interface Measured {
  readonly end: LogEnd;
  readonly lastSeq: number;
  readonly delivered: number;
  readonly grewBytes: number;
}

const WARM_UPS = 5;

function read(path: string): Omit<Measured, 'grewBytes'> {
  const source = new FileSource(path);
  const reader = new LogReader(source, { engineVersion: '0.1.0' });
  let delivered = 0;
  const count = (): void => {
    delivered += 1;
  };
  while (reader.next({ control: count, batch: count })) {
    // Counted as they come.
  }
  source.close();
  return { end: reader.end as LogEnd, lastSeq: reader.tail.lastSeq, delivered };
}

const mostBytes = (): number => process.resourceUsage().maxRSS * 1024;

const [warmUp = '', path = ''] = process.argv.slice(2);
for (let n = 0; n < WARM_UPS; n++) read(warmUp);
globalThis.gc?.();
const before = mostBytes();
const measured = read(path);
process.stdout.write(JSON.stringify({ ...measured, grewBytes: mostBytes() - before } satisfies Measured));
