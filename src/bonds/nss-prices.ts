/**
 * All bonds of a fit priced at once under a trial curve, with the slopes by its six parameters.
 *
 * Every time at which anything is paid is discounted once, however many bonds pay then. Parameters: the four betas in
 * percent and the logarithms of the two taus, so that no step can make a tau negative. Slopes by ln τ come out short:
 * d f/d ln τ = h and d h/d ln τ = h − x·e^(−x), h = f − e^(−x), x = t/τ.
 *
 * Typed arrays are read with `as number`: every index was made in the constructor.
 */
import { exp } from '../math/exp.ts';
import { assert } from '../units/assert.ts';
import type { LeastSquares, Point } from './levenberg-marquardt.ts';
import { slopeLoading } from './nelson-siegel-svensson.ts';

const PARAMETERS = 6;

/** Years; a hump that fades faster or slower than any maturity shows cannot be told from a level. */
export const TAU_LEAST = 0.05;
export const TAU_MOST = 60;

export interface FitBond {
  /** What is still paid: years from settlement (positive), amounts per 100 face. */
  readonly flows: readonly { readonly years: number; readonly amount: number }[];
  /** Per 100 face. */
  readonly dirtyPrice: number;
  /** Of the squared price error; 1 where absent. The square of 1/DV01 weighs errors in yield alike. */
  readonly weight?: number;
}

export class NssPrices implements LeastSquares {
  readonly weightTotal: number;
  #evaluations = 0;
  readonly #times: Float64Array;
  readonly #prices: Float64Array;
  /** Square roots of the weights. */
  readonly #scales: Float64Array;
  /** Flows of bond i stand at #first[i] … #first[i + 1] − 1. */
  readonly #first: Int32Array;
  readonly #timeOf: Int32Array;
  readonly #amounts: Float64Array;
  /** Discount factor and its six slopes at each time. */
  readonly #discounts: Float64Array;

  constructor(bonds: readonly FitBond[]) {
    const times = [...new Set(bonds.flatMap(({ flows }) => flows.map(({ years }) => years)))].sort((a, b) => a - b);
    assert((times[0] ?? 0) > 0, 'a fit takes payments that are still to come');
    const place = new Map(times.map((years, index) => [years, index]));
    const flows = bonds.flatMap((bond) => bond.flows);
    this.#times = Float64Array.from(times);
    this.#prices = Float64Array.from(bonds, ({ dirtyPrice }) => dirtyPrice);
    this.#scales = Float64Array.from(bonds, ({ weight = 1 }) => Math.sqrt(weight));
    this.weightTotal = bonds.reduce((sum, { weight = 1 }) => sum + weight, 0);
    this.#timeOf = Int32Array.from(flows, ({ years }) => place.get(years) as number);
    this.#amounts = Float64Array.from(flows, ({ amount }) => amount);
    this.#first = new Int32Array(bonds.length + 1);
    for (const [index, bond] of bonds.entries()) {
      this.#first[index + 1] = (this.#first[index] as number) + bond.flows.length;
    }
    this.#discounts = new Float64Array(times.length * (PARAMETERS + 1));
  }

  get evaluations(): number {
    return this.#evaluations;
  }

  /** Cost and slopes at a trial curve; the cost is NaN where a tau is out of range, not finite where the curve is absurd. */
  at(parameters: readonly number[]): Point {
    this.#evaluations++;
    this.#discount(parameters);
    const count = this.#prices.length;
    const residuals = new Float64Array(count);
    const jacobian = new Float64Array(count * PARAMETERS);
    let cost = 0;
    for (let i = 0; i < count; i++) {
      const scale = this.#scales[i] as number;
      const residual = scale * (this.#sum(i, jacobian.subarray(i * PARAMETERS), scale) - (this.#prices[i] as number));
      residuals[i] = residual;
      cost += residual * residual;
    }
    return { parameters, residuals, jacobian, cost };
  }

  /** The bond's price; its slopes times `scale` go to `slopes`. */
  #sum(bond: number, slopes: Float64Array, scale: number): number {
    const table = this.#discounts;
    let [price, d0, d1, d2, d3, d4, d5] = [0, 0, 0, 0, 0, 0, 0];
    for (let k = this.#first[bond] as number; k < (this.#first[bond + 1] as number); k++) {
      const amount = this.#amounts[k] as number;
      const at = (this.#timeOf[k] as number) * (PARAMETERS + 1);
      price += amount * (table[at] as number);
      d0 += amount * (table[at + 1] as number);
      d1 += amount * (table[at + 2] as number);
      d2 += amount * (table[at + 3] as number);
      d3 += amount * (table[at + 4] as number);
      d4 += amount * (table[at + 5] as number);
      d5 += amount * (table[at + 6] as number);
    }
    slopes[0] = scale * d0;
    slopes[1] = scale * d1;
    slopes[2] = scale * d2;
    slopes[3] = scale * d3;
    slopes[4] = scale * d4;
    slopes[5] = scale * d5;
    return price;
  }

  #discount(parameters: readonly number[]): void {
    const [b0, b1, b2, b3, logTau1, logTau2] = parameters as [number, number, number, number, number, number];
    const tau1 = tauOrNaN(logTau1);
    const tau2 = tauOrNaN(logTau2);
    const table = this.#discounts;
    for (let i = 0; i < this.#times.length; i++) {
      const t = this.#times[i] as number;
      const x1 = t / tau1;
      const x2 = t / tau2;
      const e1 = exp(-x1);
      const e2 = exp(-x2);
      const f1 = slope(x1, e1);
      const h1 = f1 - e1;
      const h2 = slope(x2, e2) - e2;
      const discount = exp(-(b0 + b1 * f1 + b2 * h1 + b3 * h2) * (t / 100));
      const perPct = (-t / 100) * discount;
      const at = i * (PARAMETERS + 1);
      table[at] = discount;
      table[at + 1] = perPct;
      table[at + 2] = perPct * f1;
      table[at + 3] = perPct * h1;
      table[at + 4] = perPct * h2;
      table[at + 5] = perPct * (b1 * h1 + b2 * (h1 - x1 * e1));
      table[at + 6] = perPct * b3 * (h2 - x2 * e2);
    }
  }
}

/** The slope loading with the exponential at hand: it loses digits only where x is small. */
const slope = (x: number, exponential: number): number => (x < 0.05 ? slopeLoading(x) : (1 - exponential) / x);

function tauOrNaN(logTau: number): number {
  const tau = exp(logTau);
  return tau > TAU_LEAST && tau < TAU_MOST ? tau : Number.NaN;
}
