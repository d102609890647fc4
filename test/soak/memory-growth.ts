/**
 * Whether memory is flat: what a run holds at its end against what it held half-way, after each step and without garbage.
 *
 * Digests are left out: they keep the content of every control event, since any later one may cite it.
 */
import type { HugeStep } from './huge-run.ts';

/** Of what it held half-way, at most. */
export const MOST_GROWTH = 0.05;
/** Fewer steps than this are a warm-up. */
const FEWEST_STEPS = 8;

/** As a share; undefined where there is too little to judge by. */
export function growthOf(steps: readonly Pick<HugeStep, 'heldMb' | 'digestsMb'>[]): number | undefined {
  if (steps.length < FEWEST_STEPS) return undefined;
  const restMb = steps.map(({ heldMb, digestsMb }) => heldMb - digestsMb);
  const half = restMb[Math.floor((restMb.length - 1) / 2)] as number;
  return (restMb.at(-1) as number) / half - 1;
}
