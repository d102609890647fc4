/**
 * Fits a Nelson–Siegel–Svensson curve to bond prices: least squares of weighted price errors, always the same answer.
 *
 * The rates are linear in the four betas and only the two taus bend them, so a grid of tau pairs is ranked by the best betas
 * of each (the separation of Golub and Pereyra, "The Differentiation of Pseudo-Inverses …", SIAM J. Numer. Anal. 10, 1973),
 * and the best few are refined in all six parameters. Judge a fit by its errors and discount factors, never by its
 * parameters: many sets of six numbers draw the same curve. A given start makes the fit fast enough for every simulated
 * day, but then today's answer depends on yesterday's; who needs a fit that depends on today's prices alone gives none.
 */
import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { assert } from '../units/assert.ts';
import { minimise, type Point } from './levenberg-marquardt.ts';
import type { NssCurve } from './nelson-siegel-svensson.ts';
import { type FitBond, NssPrices, TAU_LEAST, TAU_MOST } from './nss-prices.ts';

export interface NssFit {
  readonly curve: NssCurve;
  /** Root of the weighted mean squared price error, points per 100. */
  readonly rmsePrice: number;
  /** Times that all bonds were priced: what a fit costs. */
  readonly evaluations: number;
}

/** Pairs that the search begins from, first hump and second. */
const TAU_GRID: readonly (readonly [number, number])[] = [
  [0.5, 3],
  [0.5, 5.5],
  [0.5, 9],
  [0.5, 14],
  [0.8, 3],
  [0.8, 5.5],
  [0.8, 9],
  [0.8, 14],
  [1.4, 3],
  [1.4, 5.5],
  [1.4, 9],
  [1.4, 14],
  [2.4, 5.5],
  [2.4, 9],
  [2.4, 14],
  [1, 28],
  [4, 25],
  [6, 12],
  [5, 1],
  [12, 2],
];
/** Mean squared error at which no other pair can do better: no price is quoted to a ten-millionth. */
const GOOD_ENOUGH = 1e-14;
/** Below a mean squared error of a tick of 0.01 prices may be exact and the valley a neighbour's: all starts are tried. */
const TICK_SQUARED = 1e-4;
/** Else the search ends when so many starts have come to the same best fit, costs alike to this share. */
const AGREEING = 6;
const ALIKE = 1e-6;
const FLAT_STEPS = 8;
const BETA_STEPS = 4;
/** The valley of a good fit is long and narrow. */
const FULL_STEPS = 400;
const WARM_STEPS = 60;

/** At least one bond. With fewer than six the curve passes through all prices and means little between them. */
export function fitNss(bonds: readonly FitBond[], options: { readonly start?: NssCurve } = {}): NssFit {
  assert(bonds.length > 0, 'a curve needs a bond');
  const prices = new NssPrices(bonds);
  const best =
    options.start === undefined
      ? searched(prices)
      : minimise(prices, prices.at(parametersOf(options.start)), { free: 6, steps: WARM_STEPS });
  const { parameters, cost } = best;
  return {
    curve: curveOf(parameters),
    rmsePrice: Math.sqrt(cost / prices.weightTotal),
    evaluations: prices.evaluations,
  };
}

function searched(prices: NssPrices): Point {
  const flat = minimise(prices, prices.at([3, 0, 0, 0, 0, log(5)]), { free: 1, steps: FLAT_STEPS });
  const level = flat.parameters[0] as number;
  const starts = TAU_GRID.map(([tau1, tau2]) =>
    minimise(prices, prices.at([level, 0, 0, 0, log(tau1), log(tau2)]), { free: 4, steps: BETA_STEPS }),
  ).sort((a, b) => a.cost - b.cost);
  const ends: Point[] = [];
  for (const start of starts) {
    const end = minimise(prices, start, { free: 6, steps: FULL_STEPS });
    ends.push(end);
    const best = least(ends);
    if (best.cost < GOOD_ENOUGH * prices.weightTotal) break;
    const agreeing = ends.filter(({ cost }) => cost <= best.cost * (1 + ALIKE)).length;
    if (agreeing >= AGREEING && best.cost > TICK_SQUARED * prices.weightTotal) break;
  }
  return least(ends);
}

const least = (points: readonly Point[]): Point =>
  points.reduce((best, point) => (point.cost < best.cost ? point : best));

function parametersOf(curve: NssCurve): number[] {
  const { beta0Pct, beta1Pct, beta2Pct, beta3Pct, tau1Years, tau2Years } = curve;
  for (const tau of [tau1Years, tau2Years]) assert(tau > TAU_LEAST && tau < TAU_MOST, `no start: tau of ${tau} years`);
  return [beta0Pct, beta1Pct, beta2Pct, beta3Pct, log(tau1Years), log(tau2Years)];
}

function curveOf(parameters: readonly number[]): NssCurve {
  const [beta0Pct, beta1Pct, beta2Pct, beta3Pct, logTau1, logTau2] = parameters as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { beta0Pct, beta1Pct, beta2Pct, beta3Pct, tau1Years: exp(logTau1), tau2Years: exp(logTau2) };
}
