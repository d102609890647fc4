/**
 * What forced sales of the leveraged cost everybody: Greenwood, Landier and Thesmar, "Vulnerable Banks", Journal of Financial Economics
 * 115(3), 2015, §2 (their A, M, B, L, F). The linear model: sellers hold leverage, and sell what they have in the proportions they have it.
 *
 * A shock F of returns costs holder n the share (M·F)_n of assets A_n. To come back to leverage B_n (debt over equity) it sells B_n of
 * that loss, spread as M_n; sales of asset k move its price by L_k; the second-round loss of holder m is A_m·(M·L·Mᵀ·B·A·M·F)_m.
 */
import type { Matrix } from '../spillover/linear-solve.ts';

export interface FireSaleMarket {
  /** Assets of each holder, money. */
  readonly assets: readonly number[];
  /** Equity of each, money: what losses are measured by. Above 0. */
  readonly equity: readonly number[];
  /** Debt over equity that each holds to; 0: unlevered, never sells. */
  readonly leverage: readonly number[];
  /** Row: holder; column: asset; shares of its assets. */
  readonly weights: Matrix;
  /** Of each asset: fall of its price, as a fraction, per unit of money sold. */
  readonly impact: readonly number[];
}

export interface FireSale {
  /** By asset, money sold in the first round. */
  readonly sold: readonly number[];
  /** By asset, fraction by which it falls. */
  readonly fall: readonly number[];
  /** By holder, money lost through the sales. */
  readonly losses: readonly number[];
  /** Aggregate vulnerability: all losses through sales over all equity. */
  readonly aggregate: number;
  /** Systemicness: by holder, what its own sales add to the aggregate; the sum is the aggregate. */
  readonly systemic: readonly number[];
  /** Indirect vulnerability: by holder, its loss through everybody's sales over its own equity. */
  readonly indirect: readonly number[];
}

/** @param shock By asset, fraction by which each falls first; positive is a loss. */
export function fireSale(market: FireSaleMarket, shock: readonly number[]): FireSale {
  const { assets, equity, weights } = market;
  const wholeEquity = sum(equity);
  const sales = salesOf(market, shock);
  const fallOf = (sold: readonly number[]): number[] => sold.map((money, k) => money * (market.impact[k] as number));
  const lossesOf = (fall: readonly number[]): number[] =>
    weights.map((row, n) => (assets[n] as number) * dot(row, fall));
  const sold = (sales[0] ?? []).map((_, k) => sum(sales.map((row) => row[k] as number)));
  const fall = fallOf(sold);
  const losses = lossesOf(fall);
  return {
    sold,
    fall,
    losses,
    aggregate: sum(losses) / wholeEquity,
    systemic: sales.map((row) => sum(lossesOf(fallOf(row))) / wholeEquity),
    indirect: losses.map((loss, n) => loss / (equity[n] as number)),
  };
}

/** Row: holder; column: asset; money. */
function salesOf({ assets, leverage, weights }: FireSaleMarket, shock: readonly number[]): number[][] {
  return weights.map((row, n) => {
    const money = (leverage[n] as number) * (assets[n] as number) * dot(row, shock);
    return row.map((weight) => weight * money);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, each, at) => total + each * (b[at] as number), 0);
