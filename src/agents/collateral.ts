/**
 * Collateral behind a book of bonds held with borrowed money: what it was, less what the book has lost since.
 *
 * It is money, not basis points, because a smaller book makes the same money last for a larger rise of yields: selling
 * restores headroom as fresh collateral does.
 */
import type { Instrument, View } from './contract.ts';

/** Headroom of who holds no risk: no rise of yields reaches it. */
const UNREACHABLE_BP = 100_000;

export interface Collateral {
  /** Minor units, as of the levels below. */
  amount: number;
  /** By instrument id: the level to which the book was marked. */
  readonly markedBp: Record<string, number>;
}

/** Enough for this rise of yields, at the opening. */
export function openCollateral(
  lines: readonly Instrument[],
  riskOf: (line: Instrument) => number,
  bufferBp: number,
): Collateral {
  const markedBp: Record<string, number> = {};
  let risk = 0;
  for (const line of lines) {
    markedBp[line.id] = line.openLevelBp;
    risk += riskOf(line);
  }
  return { amount: bufferBp * risk, markedBp };
}

/** The book is marked to market, and what it lost is paid. */
export function mark(view: View, lines: readonly Instrument[], collateral: Collateral): void {
  collateral.amount -= lossSince(view, lines, collateral);
  for (const line of lines) collateral.markedBp[line.id] = view.levelBp(line);
}

/** Minor units for one basis point on the whole book. */
export const bookRisk = (view: View, lines: readonly Instrument[]): number =>
  lines.reduce((sum, line) => sum + view.position(line) * view.dv01(line), 0);

/** Rise of yields that the collateral still covers, bp of the present book; negative once it is gone. */
export function headroomBp(view: View, lines: readonly Instrument[], collateral: Collateral): number {
  const risk = bookRisk(view, lines);
  return risk <= 0 ? UNREACHABLE_BP : (collateral.amount - lossSince(view, lines, collateral)) / risk;
}

function lossSince(view: View, lines: readonly Instrument[], { markedBp }: Collateral): number {
  let loss = 0;
  for (const line of lines)
    loss += view.position(line) * view.dv01(line) * (view.levelBp(line) - (markedBp[line.id] ?? line.openLevelBp));
  return loss;
}
