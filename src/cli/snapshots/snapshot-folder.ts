/** The folder `snapshots` of a run and the names in it. Everything in it can be removed at any time. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Seq } from '../../units/quantity.ts';
import { attempt } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import { CONTENTS_FILE } from './content-rows.ts';

const FOLDER = 'snapshots';
const NAME = /^(\d{10})\.snapshot$/;

/** Of the run whose log this is. */
export const snapshotFolderOf = (logPath: string): string => join(dirname(logPath), FOLDER);

export const snapshotName = (seq: Seq): string => `${String(seq).padStart(10, '0')}.snapshot`;

export const contentsPath = (folder: string): string => join(folder, CONTENTS_FILE);

/** Names of snapshots, the earliest first; none where there is no such folder. */
export function snapshotNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** The seq that a name states. */
export const seqOfName = (name: string): number => Number(NAME.exec(name)?.[1]);

/** Throws `EnvironmentFault`. */
export function makeSnapshotFolder(folder: string): void {
  if (!existsSync(folder)) attempt('create', folder, () => mkdirSync(folder));
}

/** Removes snapshots behind a seq, and what was left half-written; all, and what they share, where there is none. Throws `EnvironmentFault`. */
export function removeSnapshots(port: FilePort, folder: string, behind?: Seq): void {
  for (const name of allNames(folder)) {
    const isStale = NAME.test(name) ? seqOfName(name) > (behind ?? 0) : name.endsWith('.new');
    const path = join(folder, name);
    if (isStale || (name === CONTENTS_FILE && behind === undefined)) attempt('remove', path, () => port.remove(path));
  }
}

function allNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
