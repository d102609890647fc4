/**
 * What is asked of a file system, call by call, so that a test can make the n-th one fail.
 *
 * Synchronous: the engine runs in one stretch, and a frame is on the disk before the next is begun.
 */
import { closeSync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface FilePort {
  /** `wx` makes a new file, `r+` opens an existing one, `w` makes or empties one. */
  open(path: string, flags: 'wx' | 'r+' | 'w'): number;
  /** Returns how many bytes were taken, which may be fewer. */
  write(fd: number, bytes: Uint8Array, position: number): number;
  /** Returns when what was written is on the disk. */
  sync(fd: number): void;
  truncate(fd: number, length: number): void;
  close(fd: number): void;
  /** Replaces `to` at once. */
  rename(from: string, to: string): void;
  /** The same for what may be lost: does not wait for the disk. */
  move(from: string, to: string): void;
  /** Nothing happens where there is no such file. */
  remove(path: string): void;
}

export const DISK: FilePort = {
  open: (path, flags) => openSync(path, flags),
  write: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position),
  sync: (fd) => fdatasyncSync(fd),
  truncate: (fd, length) => ftruncateSync(fd, length),
  close: (fd) => closeSync(fd),
  rename: (from, to) => {
    renameSync(from, to);
    syncFolder(dirname(to));
  },
  move: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
};

/** Writes until all is taken; what takes nothing is full. */
export function writeAll(port: FilePort, fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const taken = port.write(fd, bytes.subarray(done), position + done);
    if (taken <= 0) throw Object.assign(new Error('nothing was taken'), { code: 'ENOSPC' });
    done += taken;
  }
}

/** A new name is safe once its folder is; Windows knows no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
