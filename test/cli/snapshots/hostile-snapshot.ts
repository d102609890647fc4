/** A snapshot folder in the hands of strangers: what a shelf makes of it, and files forged so that their checksums are right. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileSource } from '../../../src/cli/log/file-source.ts';
import {
  readSnapshotHeader,
  SNAPSHOT_HEADER_BYTES,
  type SnapshotHeader,
  type SnapshotKey,
  snapshotHeaderBytes,
} from '../../../src/cli/snapshots/snapshot-header.ts';
import { packPayload, type SnapshotPayload, unpackPayload } from '../../../src/cli/snapshots/snapshot-payload.ts';
import { SnapshotShelf } from '../../../src/cli/snapshots/snapshot-shelf.ts';

export class SnapshotFolder {
  readonly folder: string;
  readonly #log: string;
  readonly key: SnapshotKey;

  constructor(run: string, key: SnapshotKey) {
    this.folder = join(run, 'snapshots');
    this.#log = join(run, 'events.log');
    this.key = key;
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  write(name: string, bytes: Uint8Array): void {
    writeFileSync(join(this.folder, name), bytes);
  }

  /** Seq of the last snapshot that can be loaded with its digest, and why later ones cannot. */
  last(key = this.key): { readonly seq: number; readonly why: readonly string[] } {
    const log = new FileSource(this.#log);
    const shelf = new SnapshotShelf(this.folder, log, key);
    log.close();
    for (;;) {
      const loaded = shelf.latest(() => true);
      const digest = loaded === undefined ? undefined : shelf.digestState(loaded);
      if (loaded !== undefined && typeof digest === 'string') shelf.drop(loaded.header, digest);
      else {
        const seq = loaded?.header.seq ?? 0;
        return { seq, why: shelf.leftOutBetween(seq, Number.POSITIVE_INFINITY).map(({ why }) => why) };
      }
    }
  }

  read(name: string): { readonly header: SnapshotHeader; readonly payload: SnapshotPayload } {
    const bytes = this.bytes(name);
    const header = readSnapshotHeader(bytes);
    if (typeof header === 'string') throw new Error(header);
    const payload = unpackPayload(new Uint8Array(bytes.subarray(SNAPSHOT_HEADER_BYTES)), header);
    if (typeof payload === 'string') throw new Error(payload);
    return { header, payload };
  }

  /** Other contents under right checksums. */
  forge(name: string, payload: SnapshotPayload, changed: Partial<SnapshotHeader> = {}): void {
    const header = readSnapshotHeader(this.bytes(name)) as SnapshotHeader;
    const { bytes, head } = packPayload(payload);
    this.write(name, Buffer.concat([snapshotHeaderBytes({ ...header, payload: head, ...changed }), bytes]));
  }
}
