/**
 * Where a shard lies, and what is there already: `DIR/shard-3-of-16` with the texts that it was made of, `state/` while it runs, and
 * `shard.json`, written last, once it is finished. A shard goes on by itself with what it finds, since schedulers start jobs again.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readShard, type Shard } from '../../experiments/shard.ts';
import { attempt } from '../environment-fault.ts';
import type { FilePort } from '../file-port.ts';
import { writeWhole } from '../whole-file.ts';
import { type Identity, isSameIdentity, readJson, STATE, STATE_FILE } from './experiment-folder.ts';
import type { ShardFile } from './shard-file.ts';

const FILE = 'shard.json';
const SCHEMA = 'spillover/experiment-shard@1';
const NAME = /^shard-(\d+)-of-(\d+)$/;

/** `shard.json`. */
export interface ShardDocument extends Identity {
  readonly schema: typeof SCHEMA;
  readonly id: string;
  readonly shard: number;
  readonly of: number;
  readonly failed: number;
  readonly file: ShardFile;
}

export const shardFolder = (folder: string, { number, of }: Shard): string => join(folder, `shard-${number}-of-${of}`);

/** Undefined: no folder of a shard is named so. */
export function shardOfFolder(folder: string): Shard | undefined {
  const [, number = '', of = ''] = NAME.exec(basename(folder)) ?? [];
  return readShard(`${number}/${of}`);
}

export type ShardThere =
  | { readonly is: 'free' }
  | { readonly is: 'begun' }
  | { readonly is: 'finished'; readonly document: ShardDocument }
  | { readonly is: 'other'; readonly what: string };

/** @param identity Undefined: of whatever experiment. Throws `EnvironmentFault`. */
export function lookIntoShard(folder: string, identity?: Identity): ShardThere {
  if (!existsSync(folder)) return { is: 'free' };
  const document = readJson(join(folder, FILE)) as ShardDocument | undefined;
  if (document?.schema === SCHEMA) return isOf(document, identity) ? { is: 'finished', document } : OTHER;
  const state = readJson(join(folder, STATE_FILE));
  if (state !== undefined) return isOf(state as Identity, identity) ? { is: 'begun' } : OTHER;
  const isEmpty = attempt('look into', folder, () => readdirSync(folder)).length === 0;
  return isEmpty ? { is: 'free' } : { is: 'other', what: 'other files' };
}

const OTHER: ShardThere = {
  is: 'other',
  what: 'a shard of another experiment, or of this one made by another program',
};

const isOf = (found: Partial<Identity>, identity: Identity | undefined): boolean =>
  identity === undefined || isSameIdentity(found, identity);

/** Written last: with it the shard is finished. Throws `EnvironmentFault`. */
export function writeShardDocument(port: FilePort, folder: string, document: Omit<ShardDocument, 'schema'>): void {
  writeWhole(port, join(folder, FILE), `${JSON.stringify({ schema: SCHEMA, ...document })}\n`);
}

/** Folders of shards: each of these that is one, and all that lie in those that are none. Throws `EnvironmentFault`. */
export function shardFoldersIn(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    if (shardOfFolder(folder) !== undefined) return [folder];
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
    const names = attempt('look into', folder, () => readdirSync(folder));
    return names.map((name) => join(folder, name)).filter((each) => shardOfFolder(each) !== undefined);
  });
}

/** The text of the experiment that a shard was made of, to be read again. */
export const experimentFileOf = (folder: string): string => join(folder, 'experiment.yaml');

/** How many runs are kept in a shard that is not finished. */
export function runsSoFar(folder: string): number {
  const runs = join(folder, STATE, 'runs');
  return existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.zst')).length : 0;
}
