/**
 * How far distress travels over who owes whom, each institution passing it on once: Battiston, Puliga, Kaushik, Tasca and Caldarelli,
 * "DebtRank", Scientific Reports 2:541, 2012, equations (1)–(3).
 *
 * W_ij = min(1, what i owes j ÷ equity of j); h_j(t+1) = min(1, h_j(t) + Σ_i W_ij·h_i(t)) over the i that became distressed in the step
 * before; R = Σ_j h_j(T)·v_j − Σ_j h_j(0)·v_j, with v_j the share of all lending.
 */
import type { Matrix } from '../spillover/linear-solve.ts';

export interface DebtNetwork {
  /** Row: who owes; column: to whom; money. */
  readonly owed: Matrix;
  /** By institution, money. Above 0. */
  readonly equity: readonly number[];
}

export interface DebtRank {
  /** Share of all economic value that distress reaches beyond where it began: 0 to 1. */
  readonly rank: number;
  /** By institution, share of its equity that is lost in the end: 0 to 1. */
  readonly distress: readonly number[];
}

/** @param start By institution, distress at the beginning: 1 is default. */
export function debtRank({ owed, equity }: DebtNetwork, start: readonly number[]): DebtRank {
  const lent = equity.map((_, j) => owed.reduce((total, row) => total + (row[j] as number), 0));
  const all = lent.reduce((total, each) => total + each, 0);
  const distress = [...start];
  const isDone = start.map(() => false);
  for (let active = nodes(distress, isDone); active.length > 0; active = nodes(distress, isDone)) {
    const before = [...distress];
    for (const i of active) {
      isDone[i] = true;
      for (const [j, own] of equity.entries()) {
        const weight = Math.min(1, (owed[i]?.[j] as number) / own);
        distress[j] = Math.min(1, (distress[j] as number) + weight * (before[i] as number));
      }
    }
  }
  const reached = distress.reduce((total, h, j) => total + (h - (start[j] as number)) * (lent[j] as number), 0);
  return { rank: all === 0 ? 0 : reached / all, distress };
}

/** In distress and not yet heard. */
const nodes = (distress: readonly number[], isDone: readonly boolean[]): number[] =>
  distress.flatMap((h, at) => (h > 0 && isDone[at] === false ? [at] : []));
