/** All of them, in the order of the pages. */
import type { Target } from '../target.ts';
import { ABLATION_TARGETS } from './ablations.ts';
import { CALM_TARGETS } from './calm.ts';
import { FACT_TARGETS } from './facts.ts';
import { GILT_TARGETS } from './gilt-2022.ts';
import { JAPAN_TARGETS } from './japan-2026.ts';
import { STATEMENTS } from './statements.ts';
import { JUNE_2022_TARGETS, MAY_2025_TARGETS } from './tokyo-before.ts';
import { REGIME_TARGETS } from './two-regimes.ts';

export const EVERY_TARGET: readonly Target[] = [
  ...CALM_TARGETS,
  ...JAPAN_TARGETS,
  ...GILT_TARGETS,
  ...REGIME_TARGETS,
  ...MAY_2025_TARGETS,
  ...JUNE_2022_TARGETS,
  ...ABLATION_TARGETS,
  ...STATEMENTS,
  ...FACT_TARGETS,
];
