/**
 * The results of a shard as one file, `runs.bin`: for each run its number and the length of what follows (both 32 bits, little
 * endian), then its result as compressed JSON. Ten thousand small files are what shared file systems are slowest at.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { resultOfBytes } from '../../experiments/host/result-bytes.ts';
import type { RunResult } from '../../experiments/host/run-experiment.ts';
import { attempt, EnvironmentFault } from '../environment-fault.ts';
import { type FilePort, writeAll } from '../file-port.ts';

const FILE = 'runs.bin';
const HEAD_BYTES = 8;
const CHUNK_BYTES = 1 << 20;

export interface ShardFile {
  readonly runs: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Whole or not there. @param results In the order of the plan, compressed. Throws `EnvironmentFault`. */
export function writeShardFile(
  port: FilePort,
  folder: string,
  results: Iterable<{ readonly run: number; readonly bytes: Uint8Array }>,
): ShardFile {
  const path = join(folder, FILE);
  const beginnings = `${path}.${process.pid}.new`;
  const hash = createHash('sha256');
  let [runs, size] = [0, 0];
  try {
    const fd = port.open(beginnings, 'w');
    try {
      for (const { run, bytes } of results) {
        const head = new DataView(new ArrayBuffer(HEAD_BYTES));
        head.setUint32(0, run, true);
        head.setUint32(4, bytes.length, true);
        for (const part of [new Uint8Array(head.buffer), bytes]) {
          writeAll(port, fd, part, size);
          hash.update(part);
          size += part.length;
        }
        runs += 1;
      }
      port.sync(fd);
    } finally {
      port.close(fd);
    }
    port.rename(beginnings, path);
  } catch (cause) {
    throw new EnvironmentFault('write', path, cause);
  }
  return { runs, bytes: size, sha256: hash.digest('hex') };
}

/** Whether the file is as it was written. Throws `EnvironmentFault`. */
export function isShardFileWhole(folder: string, { bytes, sha256 }: ShardFile): boolean {
  const path = join(folder, FILE);
  return attempt('read', path, () => {
    const fd = openSync(path, 'r');
    try {
      const hash = createHash('sha256');
      const chunk = new Uint8Array(CHUNK_BYTES);
      let size = 0;
      for (let taken = readSync(fd, chunk); taken > 0; taken = readSync(fd, chunk)) {
        hash.update(chunk.subarray(0, taken));
        size += taken;
      }
      return size === bytes && hash.digest('hex') === sha256;
    } finally {
      closeSync(fd);
    }
  });
}

/** One after the other, of a file that is whole. Throws `EnvironmentFault`. */
export function* readShardFile(
  folder: string,
): Generator<{ readonly run: number; readonly result: RunResult }, void, undefined> {
  const path = join(folder, FILE);
  const fd = attempt('open', path, () => openSync(path, 'r'));
  try {
    const head = new Uint8Array(HEAD_BYTES);
    while (attempt('read', path, () => readSync(fd, head)) === HEAD_BYTES) {
      const view = new DataView(head.buffer);
      const bytes = new Uint8Array(view.getUint32(4, true));
      attempt('read', path, () => readSync(fd, bytes));
      yield { run: view.getUint32(0, true), result: resultOfBytes(bytes) };
    }
  } finally {
    closeSync(fd);
  }
}
