/** The runs that an experiment asks for, in the order in which their results are told. */
import type { RunExtract } from '../analysis/episodes/run-extract.ts';
import { Hash128 } from '../math/digest.ts';
import type { Arm } from './arm.ts';
import type { ReadArm } from './measured-run.ts';

export interface Job {
  /** What makes two runs the same: scenario with settings, seed, end, engine. */
  readonly key: string;
  readonly arm: Arm;
  readonly seed: number;
}

export type JobResult =
  | { readonly ok: true; readonly job: Job; readonly extract: RunExtract }
  | {
      readonly ok: false;
      readonly job: Job;
      readonly message: string;
      readonly attempts: number;
      /** What shows it again. */
      readonly replay: string;
    };

/**
 * Arm by arm, seed by seed.
 * @param engine Of the code that runs an arm: another code, other runs.
 */
export function jobsOf(
  arms: readonly (readonly [Arm, ReadArm])[],
  seeds: readonly number[],
  engine: (arm: Arm) => string,
): Job[] {
  return arms.flatMap(([arm, { digest }]) => {
    const code = engine(arm);
    return seeds.map((seed) => ({ key: keyOf([digest, `${seed}`, arm.until ?? '', code]), arm, seed }));
  });
}

function keyOf(parts: readonly string[]): string {
  const hash = new Hash128();
  for (const part of parts) hash.text(`${part.length}:${part}`);
  return hash.hex;
}
