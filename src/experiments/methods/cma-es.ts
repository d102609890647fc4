/**
 * Minimises a function that is expensive, not smooth, and known at a few hundred points at most: evolution of a normal distribution
 * with an adapted covariance, in the unit cube.
 *
 * N. Hansen, "The CMA Evolution Strategy: A Tutorial" (arXiv:1604.00772v2, 2023), with its default constants and without active
 * updates. Candidates beyond a bound are reflected into the cube. A pure function from the losses of all generations so far to
 * the next candidates: what was evaluated is the checkpoint, and luck is named by generation, candidate and parameter.
 */
import { exp } from '../../math/exp.ts';
import { log } from '../../math/log.ts';
import type { Matrix } from './eigen.ts';
import { symmetricEigen } from './eigen.ts';
import type { UnitPoint } from './morris.ts';
import { normalSample } from './unit-sample.ts';

interface State {
  readonly generation: number;
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly covariance: Matrix;
  readonly pathC: readonly number[];
  readonly pathS: readonly number[];
}

interface Constants {
  readonly weights: readonly number[];
  readonly muEff: number;
  readonly cc: number;
  readonly cs: number;
  readonly c1: number;
  readonly cmu: number;
  readonly damping: number;
  /** Mean length of a standard normal vector. */
  readonly chi: number;
}

export interface CmaOptions {
  readonly parameters: readonly string[];
  readonly start: UnitPoint;
  /** Standard deviation of the first generation, in the unit cube. */
  readonly sigma?: number;
  /** Candidates a generation; by default 4 + 3 ln n. */
  readonly population?: number;
}

const SIGMA = 0.25;

export const defaultPopulation = (parameters: number): number => 4 + Math.floor(3 * log(parameters));

export class CmaEs {
  readonly population: number;
  readonly #parameters: readonly string[];
  readonly #constants: Constants;
  #state: State;
  /** Before they were reflected. */
  #asked: (readonly number[])[] = [];

  constructor({ parameters, start, sigma = SIGMA, population }: CmaOptions) {
    const n = parameters.length;
    this.#parameters = parameters;
    this.population = population ?? defaultPopulation(n);
    this.#constants = constantsOf(n, this.population);
    const zero = parameters.map(() => 0);
    const covariance = parameters.map((_, row) => parameters.map((_, column) => Number(row === column)));
    this.#state = { generation: 0, mean: start, sigma, covariance, pathC: zero, pathS: zero };
  }

  get sigma(): number {
    return this.#state.sigma;
  }

  /** Candidates of the generation under way, the same until it is told their losses. */
  ask(): UnitPoint[] {
    const { mean, sigma, covariance, generation } = this.#state;
    const { values, vectors } = symmetricEigen(covariance);
    const scales = values.map((value) => Math.sqrt(Math.max(0, value)));
    this.#asked = Array.from({ length: this.population }, (_, candidate) => {
      const z = this.#parameters.map((parameter, at) => {
        const index = generation * this.population + candidate;
        return (scales[at] as number) * normalSample({ purpose: 'cma-es', parameter, index });
      });
      return mean.map((centre, row) => centre + sigma * dot(vectors[row] as readonly number[], z));
    });
    return this.#asked.map((candidate) => candidate.map(reflected));
  }

  /** Of the candidates in their order; what has none is worst. */
  tell(losses: readonly (number | null)[]): void {
    const ranked = this.#asked
      .map((candidate, at) => ({
        candidate: candidate.map(reflected),
        loss: losses[at] ?? Number.POSITIVE_INFINITY,
        at,
      }))
      .sort((a, b) => (a.loss === b.loss ? a.at - b.at : a.loss - b.loss))
      .map(({ candidate }) => candidate);
    this.#state = nextState(this.#state, ranked, this.#constants);
  }
}

function constantsOf(n: number, population: number): Constants {
  const mu = Math.floor(population / 2);
  const raw = Array.from({ length: mu }, (_, at) => log((population + 1) / 2) - log(at + 1));
  const total = raw.reduce((sum, each) => sum + each, 0);
  const weights = raw.map((each) => each / total);
  const muEff = 1 / weights.reduce((sum, each) => sum + each * each, 0);
  const cs = (muEff + 2) / (n + muEff + 5);
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  return {
    weights,
    muEff,
    cs,
    c1,
    cc: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    cmu: Math.min(1 - c1, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff)),
    damping: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cs,
    chi: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** @param ranked Candidates, the best first. */
function nextState(state: State, ranked: readonly (readonly number[])[], constants: Constants): State {
  const { weights, muEff, cc, cs, c1, cmu, damping, chi } = constants;
  const { mean, sigma, covariance, generation } = state;
  const n = mean.length;
  const best = weights.map((_, at) => ranked[at] as readonly number[]);
  const moved = mean.map((_, at) =>
    weightedSum(
      weights,
      best.map((each) => each[at] as number),
    ),
  );
  const step = moved.map((value, at) => (value - (mean[at] as number)) / sigma);
  const whitened = whiten(covariance, step);
  const push = Math.sqrt(cs * (2 - cs) * muEff);
  const pathS = state.pathS.map((value, at) => (1 - cs) * value + push * (whitened[at] as number));
  const length = Math.sqrt(dot(pathS, pathS));
  const settled = 1 - (1 - cs) ** (2 * (generation + 1));
  const isCalm = length / Math.sqrt(settled) < (1.4 + 2 / (n + 1)) * chi;
  const pull = isCalm ? Math.sqrt(cc * (2 - cc) * muEff) : 0;
  const pathC = state.pathC.map((value, at) => (1 - cc) * value + pull * (step[at] as number));
  const lost = isCalm ? 0 : c1 * cc * (2 - cc);
  const steps = best.map((each) => each.map((value, at) => (value - (mean[at] as number)) / sigma));
  return {
    generation: generation + 1,
    mean: moved,
    sigma: sigma * exp(Math.min(1, (cs / damping) * (length / chi - 1))),
    covariance: covariance.map((row, i) =>
      row.map(
        (value, j) =>
          (1 - c1 - cmu + lost) * value +
          c1 * (pathC[i] as number) * (pathC[j] as number) +
          cmu *
            weightedSum(
              weights,
              steps.map((each) => (each[i] as number) * (each[j] as number)),
            ),
      ),
    ),
    pathC,
    pathS,
  };
}

/** C^(−1/2) times a vector. */
function whiten(covariance: Matrix, vector: readonly number[]): number[] {
  const { values, vectors } = symmetricEigen(covariance);
  const along = values.map((value, column) => {
    const length = vector.reduce(
      (sum, each, row) => sum + each * ((vectors[row] as readonly number[])[column] as number),
      0,
    );
    return value <= 0 ? 0 : length / Math.sqrt(value);
  });
  return vectors.map((row) => dot(row, along));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

const weightedSum = dot;

/** Into the unit interval, as a ball between two walls. */
function reflected(value: number): number {
  const folded = Math.abs(value) % 2;
  return folded > 1 ? 2 - folded : folded;
}
