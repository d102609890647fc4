/**
 * A child process that reads a log and says how it ended, what it delivered and what memory that took; started as
 * `measured-reading.ts WARM_UP LOG COPIES`. A small log is read first, so that code and caches are not counted.
 *
 * With `COPIES` above 0 it is planted: so many copies of every piece that was read are never let go.
 */
import { existsSync, readFileSync } from 'node:fs';
import { FileSource } from '../../src/cli/log/file-source.ts';
import { type ByteSource, type LogEnd, LogReader } from '../../src/events/log-reader.ts';

export interface Measured {
  readonly end: LogEnd;
  readonly lastSeq: number;
  readonly delivered: number;
  /** The most that was held between frames and at the end, without garbage: the same in every run to some tens of kilobytes. */
  readonly heldBytes: number;
  /** Of the most that the process ever had of the machine: garbage included, hence by chance up to twice what is needed. */
  readonly grewBytes: number;
}

const STATUS = '/proc/self/status';
const WARM_UPS = 5;
/** Frames between two looks at what is held. */
const LOOK_EVERY = 4;

/** The first collection leaves the memory of dead buffers to be counted off later; the second finds that done. */
function heldBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function read(path: string, copies: number): Omit<Measured, 'grewBytes'> {
  const before = heldBytes();
  const source = new FileSource(path);
  const kept: Uint8Array[] = [];
  const hoarding: ByteSource = {
    size: source.size,
    read: (offset, length) => {
      const bytes = source.read(offset, length);
      for (let n = 0; n < copies; n++) kept.push(bytes.slice());
      return bytes;
    },
  };
  const reader = new LogReader(hoarding, { engineVersion: '0.1.0' });
  let delivered = 0;
  const count = (): void => {
    delivered += 1;
  };
  let most = 0;
  for (let frames = 1; reader.next({ control: count, batch: count }); frames++) {
    if (frames % LOOK_EVERY === 0) most = Math.max(most, heldBytes() - before);
  }
  most = Math.max(most, heldBytes() - before);
  source.close();
  return { end: reader.end as LogEnd, lastSeq: reader.tail.lastSeq, delivered, heldBytes: most };
}

/** Where there is a /proc, from there: elsewhere Linux counts what the parent held when it started this process, too. */
function mostBytes(): number {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const [, kilobytes = String(process.resourceUsage().maxRSS)] = /VmHWM:\s*(\d+) kB/.exec(status) ?? [];
  return Number(kilobytes) * 1024;
}

const [warmUp = '', path = '', copies = '0'] = process.argv.slice(2);
for (let n = 0; n < WARM_UPS; n++) read(warmUp, 0);
const before = mostBytes();
const measured = read(path, Number(copies));
process.stdout.write(JSON.stringify({ ...measured, grewBytes: mostBytes() - before } satisfies Measured));
