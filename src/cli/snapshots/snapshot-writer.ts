/**
 * Writes snapshots beside a log while the run goes on. They are disposable: whatever hinders one, a full disk above all, is
 * told once, and the run goes on without.
 *
 * A snapshot gets its name when all of it is written; nothing is synced, since what a crash leaves is told by its checksums.
 */
import { join } from 'node:path';
import type { Counts } from '../../analysis/run-counts.ts';
import type { Simulation } from '../../engine/simulation.ts';
import { Hash128 } from '../../math/digest.ts';
import type { Seq } from '../../units/quantity.ts';
import { EnvironmentFault } from '../environment-fault.ts';
import { type FilePort, writeAll } from '../file-port.ts';
import { tell } from '../terminal.ts';
import { finished } from './checksum.ts';
import { contentRows, ROW_BYTES } from './content-rows.ts';
import { contentsPath, makeSnapshotFolder, removeSnapshots, snapshotName } from './snapshot-folder.ts';
import { type LogPlace, type SnapshotHeader, type SnapshotKey, snapshotHeaderBytes } from './snapshot-header.ts';
import { packPayload } from './snapshot-payload.ts';

/** The snapshot from which a run goes on, and the rows of `contents` up to it. */
export interface WrittenSoFar {
  readonly seq: Seq;
  readonly rows: Int32Array;
}

export interface SnapshotWriterOptions {
  readonly port: FilePort;
  readonly folder: string;
  readonly key: SnapshotKey;
  /** Undefined: what lies there is of no use. */
  readonly soFar: WrittenSoFar | undefined;
}

export class SnapshotWriter {
  readonly #port: FilePort;
  readonly #folder: string;
  readonly #key: SnapshotKey;
  readonly #soFar: WrittenSoFar | undefined;
  readonly #checksum = new Hash128();
  #contents: number | undefined;
  #rows: number;
  #hasFailed = false;

  constructor({ port, folder, key, soFar }: SnapshotWriterOptions) {
    this.#port = port;
    this.#folder = folder;
    this.#key = key;
    this.#soFar = soFar;
    this.#rows = (soFar?.rows.byteLength ?? 0) / ROW_BYTES;
    this.#checksum.words(soFar?.rows ?? new Int32Array());
  }

  /** Of a run between two instants, whose log has just been cut at `place`. */
  take(simulation: Simulation, place: LogPlace, counts: Counts): void {
    if (this.#hasFailed) return;
    try {
      if (this.#contents === undefined) this.#begin();
      this.#write(simulation, place, counts);
    } catch (cause) {
      this.#hasFailed = true;
      const why = cause instanceof Error ? cause.message : String(cause);
      tell(`spillover: no more snapshots are kept: ${why}; the run goes on`);
    }
  }

  close(): void {
    if (this.#contents === undefined) return;
    try {
      this.#port.close(this.#contents);
    } catch {
      // What it holds is checked by whoever reads it.
    }
  }

  #begin(): void {
    makeSnapshotFolder(this.#folder);
    removeSnapshots(this.#port, this.#folder, this.#soFar?.seq);
    const path = contentsPath(this.#folder);
    guarded(path, () => {
      this.#contents = this.#port.open(path, this.#soFar === undefined ? 'w' : 'r+');
      this.#port.truncate(this.#contents, this.#rows * ROW_BYTES);
    });
  }

  #write(simulation: Simulation, place: LogPlace, counts: Counts): void {
    const whole = simulation.save(this.#rows);
    const rows = contentRows(whole.digest);
    this.#append(rows);
    const known = this.#rows;
    const none = new Int32Array();
    const snapshot = { ...whole, digest: { ...whole.digest, known, seqs: none, contents: none } };
    const { bytes, head } = packPayload({ snapshot, counts });
    const { at, seq } = snapshot;
    const header: SnapshotHeader = {
      key: this.#key,
      at,
      seq,
      digest: digestWords(simulation.digest),
      place,
      controlEvents: known,
      contentsChecksum: finished(this.#checksum),
      payload: head,
    };
    this.#writeFile(join(this.#folder, snapshotName(seq)), [snapshotHeaderBytes(header), bytes]);
  }

  #append(rows: Int32Array): void {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    const path = contentsPath(this.#folder);
    guarded(path, () => writeAll(this.#port, this.#contents as number, bytes, this.#rows * ROW_BYTES));
    this.#checksum.words(rows);
    this.#rows += rows.byteLength / ROW_BYTES;
  }

  #writeFile(path: string, parts: readonly Uint8Array[]): void {
    const unfinished = `${path}.new`;
    try {
      const fd = this.#port.open(unfinished, 'w');
      try {
        let done = 0;
        for (const part of parts) {
          writeAll(this.#port, fd, part, done);
          done += part.length;
        }
      } finally {
        this.#port.close(fd);
      }
      this.#port.move(unfinished, path);
    } catch (cause) {
      // On a full disk the log needs the room.
      this.#removeAsFarAsItGoes(unfinished);
      throw new EnvironmentFault('write', path, cause);
    }
  }

  #removeAsFarAsItGoes(path: string): void {
    try {
      this.#port.remove(path);
    } catch {
      // The first failure is the one to report.
    }
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new EnvironmentFault('write', path, cause);
  }
}

/** 32 hex digits as four words. */
const digestWords = (hex: string): Int32Array =>
  Int32Array.from([0, 8, 16, 24], (at) => Number.parseInt(hex.slice(at, at + 8), 16) | 0);
