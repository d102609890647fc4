/**
 * Seeds of an experiment's runs. Stated, or derived by a keyed hash of root and replicate, under independent luck of the settings
 * too: never of a place in a list, so that a point, an arm or a replicate more changes no other run.
 */
import { Hash128 } from '../math/digest.ts';
import type { Luck } from './file/experiment-file.ts';

export type SeedRule =
  | { readonly kind: 'stated'; readonly seeds: readonly number[] }
  | { readonly kind: 'derived'; readonly root: number; readonly replicates: number };

export const countOf = (rule: SeedRule): number => (rule.kind === 'stated' ? rule.seeds.length : rule.replicates);

/** Hex digits that make an integer below 2^53. */
const DIGITS = 13;

/** @param settings All of the run's, `path=value`, in any order. */
export function runSeed(rule: SeedRule, replicate: number, luck: Luck, settings: readonly string[]): number {
  if (rule.kind === 'stated') return rule.seeds[replicate] as number;
  const hash = new Hash128();
  hash.text(`spillover seed ${rule.root} ${replicate}`);
  if (luck === 'independent') for (const setting of [...settings].sort()) hash.text(`${setting.length}:${setting}`);
  return Number.parseInt(hash.hex.slice(0, DIGITS), 16);
}
