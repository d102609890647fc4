/** How four markets answer each other within a day, out of one shock in each: statement 10 of the calibration. */
import { reactionMatrix, spectralRadius } from '../../measures/reaction-matrix.ts';
import { changeOn, lessOrNull } from '../moves.ts';
import type { RunExtract } from '../run-extract.ts';
import type { ArmNames } from '../target.ts';

export const SHOCKED_MARKETS = ['jgb', 'ust', 'gilt', 'ktb'] as const;
export type ShockedMarket = (typeof SHOCKED_MARKETS)[number];

const BENCHMARKS: Readonly<Record<ShockedMarket, string>> = {
  jgb: 'JGB-30Y',
  ust: 'UST-10Y',
  gilt: 'GILT-30Y',
  ktb: 'KTB-10Y',
};
const SHOCK_DAY = '2026-01-20';

export const shockArm = (market: ShockedMarket): string => `calm/shock-${market}`;

/** The quiet day, the same frozen, then the shocks of each market, full and frozen by turns. */
export const REACTION_ARMS = [
  'calm',
  'calm/frozen',
  ...SHOCKED_MARKETS.flatMap((market) => [shockArm(market), `${shockArm(market)}/frozen`]),
] as unknown as ArmNames;

/** Spectral radius of the answers on the day; null where a close is missing or shocks cannot be told apart. */
export function reactionRadius(runs: readonly (RunExtract | undefined)[]): number | null {
  const [calm, calmFrozen, ...shocked] = runs;
  const total = responses(
    shocked.filter((_, at) => at % 2 === 0),
    calm,
  );
  const frozen = responses(
    shocked.filter((_, at) => at % 2 === 1),
    calmFrozen,
  );
  if (total === null || frozen === null) return null;
  const matrix = reactionMatrix(total, frozen);
  return matrix === undefined ? null : spectralRadius(matrix);
}

/** Row: which market moves; column: which shock; basis points more than without it. */
function responses(shocked: readonly (RunExtract | undefined)[], without: RunExtract | undefined): number[][] | null {
  const rows = SHOCKED_MARKETS.map((market) =>
    shocked.map((run) => {
      const [own, other] = [run, without].map((each) =>
        each === undefined ? null : changeOn(each, BENCHMARKS[market], SHOCK_DAY),
      );
      return lessOrNull(own ?? null, other ?? null);
    }),
  );
  return rows.every((row): row is number[] => row.every((each) => each !== null)) ? rows : null;
}
