/**
 * A share of an experiment's runs, for machines that share nothing but a folder: a block of them in the order of the plan, so that
 * what reads the shards one after the other has the plan's order without holding any of them in memory.
 */
import { assert } from '../units/assert.ts';

export interface Shard {
  /** From 1, as job arrays count. */
  readonly number: number;
  readonly of: number;
}

const MOST = 100_000;

/** `3/16`; undefined where it means nothing. */
export function readShard(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text);
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  return match === null || number > of || of > MOST ? undefined : { number, of };
}

export const shardText = ({ number, of }: Shard): string => `${number}/${of}`;

export interface Block {
  readonly from: number;
  /** The first that is not in it any more. */
  readonly to: number;
}

/** Blocks differ by one run at most; of more shards than runs some are empty. @param runs In the whole plan. */
export function blockOf({ number, of }: Shard, runs: number): Block {
  assert(number >= 1 && number <= of, `shard ${number} of ${of}`);
  return { from: Math.floor(((number - 1) * runs) / of), to: Math.floor((number * runs) / of) };
}
