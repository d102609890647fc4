/** The arms that tests and facts are measured on: the rest of the record may wait where only they are asked for. */
import type { Target } from '../../analysis/episodes/target.ts';
import type { Arm } from '../arm.ts';

export function acceptanceArms(arms: readonly Arm[], targets: readonly Target[]): Arm[] {
  const wanted = new Set(
    targets.flatMap((target) =>
      target.kind === 'measured' && /^[TF]\d+(?:\.|$)/.test(target.id) && target.statistic !== 'distribution'
        ? target.arms
        : [],
    ),
  );
  return arms.filter(({ name }) => wanted.has(name));
}
