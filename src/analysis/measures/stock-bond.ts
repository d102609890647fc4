/**
 * Whether bonds still cushion shares: the exponentially weighted correlation of share returns with bond returns, the latter as falls of
 * yield (`model.md` §5; RiskMetrics Technical Document, 4th ed., 1996, §5.2.3, decay 0.94 a day).
 *
 * Below 0 bonds rise when shares fall; above 0 both fall together, as in 2022.
 */

export interface StockBondDay {
  /** Any unit. */
  readonly shareReturn: number;
  readonly yieldChangeBp: number;
}

export const RISK_METRICS_DECAY = 0.94;
const DAYS_LEAST = 20;

/** At the end of each day from the twentieth on, the first at index 0; null where one of both has not moved. */
export function stockBondCorrelation(days: readonly StockBondDay[], decay = RISK_METRICS_DECAY): (number | null)[] {
  let [shares, bonds, both] = [0, 0, 0];
  return days
    .map(({ shareReturn, yieldChangeBp }) => {
      shares = decay * shares + (1 - decay) * shareReturn ** 2;
      bonds = decay * bonds + (1 - decay) * yieldChangeBp ** 2;
      both = decay * both - (1 - decay) * shareReturn * yieldChangeBp;
      return shares === 0 || bonds === 0 ? null : both / Math.sqrt(shares * bonds);
    })
    .slice(DAYS_LEAST - 1);
}
