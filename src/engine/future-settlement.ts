/**
 * At which price the JGB future is settled: every day at its official close, on its last trading day at the price of the
 * seven-year yield on the closing curve of the bonds that still trade.
 */
import type { Instrument } from '../agents/contract.ts';
import { residualYears } from '../bonds/jgb.ts';
import { type ClosingYield, finalSettlementYieldPct, futurePriceAt } from '../bonds/jgb-future.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { type PriceTicks, priceTicks, roundHalfAway } from '../units/quantity.ts';
import type { MarketView } from './agent-view.ts';

export interface FutureSettlement {
  readonly priceTicks: PriceTicks;
  readonly isLast: boolean;
  /** Bonds on whose closes the last settlement rests. */
  readonly curve: readonly Instrument[];
}

/** To be asked once the bonds of the date have closed. */
export function settlementOf(
  view: MarketView,
  line: Instrument,
  { date, closeHalfTicks }: { readonly date: DayNumber; readonly closeHalfTicks: number },
): FutureSettlement {
  const isLast = view.sources.scenario.instruments[line.index]?.future?.lastTradingDay === date;
  const curve = isLast ? curveOf(view, line) : [];
  if (curve.length === 0) return { priceTicks: priceTicks(roundHalfAway(closeHalfTicks / 2)), isLast, curve };
  const closes = curve.map((bond): ClosingYield => {
    const maturity = view.sources.scenario.instruments[bond.index]?.bond?.maturity as DayNumber;
    const yieldPct = (view.sources.gauges.previousClose[bond.index] as number) / 100;
    return { years: residualYears(date, maturity), yieldPct };
  });
  const price = futurePriceAt(finalSettlementYieldPct(closes));
  return { priceTicks: priceTicks(roundHalfAway(price * line.ticksPerPoint)), isLast, curve };
}

const curveOf = (view: MarketView, { market }: Instrument): readonly Instrument[] =>
  view.instruments(market).filter(({ isBond }) => isBond);
