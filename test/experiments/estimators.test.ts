/** Estimators held to functions whose answers are known. */
import { describe, expect, test } from 'vitest';
import { CmaEs } from '../../src/experiments/methods/cma-es.ts';
import { symmetricEigen } from '../../src/experiments/methods/eigen.ts';
import { elementaryEffects, morrisIndex, morrisPoints, type UnitPoint } from '../../src/experiments/methods/morris.ts';
import { sampleSizeHint, sobolIndices, sobolPoints } from '../../src/experiments/methods/sobol.ts';
import { ishigami } from './known-functions.ts';

const THREE = ['x1', 'x2', 'x3'];

describe('shares of variance', () => {
  // a = 7, b = 0.1: variance 13.8446; T. Homma and A. Saltelli (1996) give the indices in closed form
  const FIRST = [0.3139, 0.4424, 0];
  const TOTAL = [0.5576, 0.4424, 0.2437];
  const points = sobolPoints({ parameters: THREE, baseSamples: 512 });
  const result = sobolIndices(THREE, points.map(ishigami), 'ishigami');

  test.each(THREE.map((name, at) => [name, at] as const))("of Ishigami's %s lie in the printed intervals", (_, at) => {
    const index = result.indices[at];
    expect(index?.first_interval?.from).toBeLessThan(FIRST[at] as number);
    expect(index?.first_interval?.to).toBeGreaterThan(FIRST[at] as number);
    expect(index?.total_interval?.from).toBeLessThan(TOTAL[at] as number);
    expect(index?.total_interval?.to).toBeGreaterThan(TOTAL[at] as number);
  });

  test('come with how many samples would narrow them', () => {
    expect(sampleSizeHint([result])).toMatch(
      /±0\.\d+ with 512 base samples; .* about half with 2048 and ±0\.05 with \d+/,
    );
  });

  test('below zero are explained and not hidden', () => {
    const few = sobolPoints({ parameters: THREE, baseSamples: 24 });
    const together = ([a = 0, b = 0, c = 0]: UnitPoint): number => (a - 0.5) * (b - 0.5) * (c - 0.5);
    const { indices } = sobolIndices(THREE, few.map(together), 'few');
    const below = indices.filter(({ first }) => first !== null && first < 0);
    expect(below.length).toBeGreaterThan(0);
    for (const { notes } of below) expect(notes.join()).toContain('below zero');
  });

  test('of what does not vary are none', () => {
    const { indices, variance } = sobolIndices(
      THREE,
      points.map(() => 5),
      'constant',
    );
    expect([variance, indices[0]?.first, indices[0]?.notes[0]]).toEqual([
      0,
      null,
      expect.stringContaining('no variance'),
    ]);
  });

  test('leave out whole rows where a run failed', () => {
    const values = points.map((point, at) => (at === 7 ? null : ishigami(point)));
    expect(sobolIndices(THREE, values, 'gap').rows).toBe(511);
  });

  test('take more samples at the end: none of the others changes', () => {
    expect(sobolPoints({ parameters: THREE, baseSamples: 4 }).slice(0, 10)).toEqual(
      sobolPoints({ parameters: THREE, baseSamples: 2 }),
    );
  });
});

describe('elementary effects', () => {
  const NAMES = ['steep', 'flat', 'idle', 'bent'];
  /** Effects 6, −2 and 0 over the range of each; the last is curved and tied to the first. */
  const known = ([steep = 0, flat = 0, , bent = 0]: UnitPoint): number =>
    6 * steep - 2 * flat + 3 * bent * bent + bent * steep;
  const points = morrisPoints({ parameters: NAMES, trajectories: 20, levels: 4 });
  const found = elementaryEffects(NAMES, points, points.map(known)).map((effects) => morrisIndex(effects, 'known'));

  test('are those of the function, exactly where it is linear', () => {
    expect(found[1]).toMatchObject({ parameter: 'flat', steps: 20 });
    expect(found[1]?.mu).toBeCloseTo(-2, 10);
    expect(found[1]?.mu_star).toBeCloseTo(2, 10);
    expect(found[1]?.sigma).toBeCloseTo(0, 10);
    expect(found[2]?.mu_star).toBe(0);
  });

  test('vary from place to place where parameters act together', () => {
    expect(found[0]?.mu).toBeGreaterThan(6.2);
    expect(found[0]?.mu).toBeLessThan(6.8);
    expect(found[0]?.sigma).toBeGreaterThan(0.1);
    expect(found[3]?.sigma).toBeGreaterThan(0.5);
  });

  test('are of steps of one parameter at a time, on the grid', () => {
    for (const [at, point] of points.entries()) {
      const before = points[at - 1];
      expect(point.every((place) => [0, 1 / 3, 2 / 3, 1].includes(place))).toBe(true);
      if (at % 5 !== 0) expect(point.filter((place, parameter) => place !== before?.[parameter])).toHaveLength(1);
    }
  });
});

describe('the search', () => {
  const search = (loss: (point: UnitPoint) => number | null, generations: number, start: UnitPoint): UnitPoint => {
    const cma = new CmaEs({ parameters: start.map((_, at) => `p${at}`), start });
    let best = { point: start, loss: loss(start) ?? Number.POSITIVE_INFINITY };
    for (let generation = 0; generation < generations; generation++) {
      const asked = cma.ask();
      const losses = asked.map(loss);
      cma.tell(losses);
      for (const [at, point] of asked.entries()) {
        const value = losses[at] ?? Number.POSITIVE_INFINITY;
        if (value < best.loss) best = { point, loss: value };
      }
    }
    return best.point;
  };
  const distance = (a: UnitPoint, b: UnitPoint): number =>
    Math.hypot(...a.map((value, at) => value - (b[at] as number)));

  test('finds the bottom of a narrow curved valley', () => {
    const rosenbrock = ([x = 0, y = 0]: UnitPoint): number => {
      const [a, b] = [4 * x - 2, 4 * y - 2];
      return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
    };
    expect(distance(search(rosenbrock, 120, [0.2, 0.8]), [0.75, 0.75])).toBeLessThan(0.01);
  });

  test('goes to a bound where the best lies there, though some points have no value', () => {
    const slope = ([x = 0, y = 0]: UnitPoint): number | null => (x > 0.9 && y > 0.9 ? null : x + (y - 0.4) ** 2);
    expect(distance(search(slope, 40, [0.8, 0.8]), [0, 0.4])).toBeLessThan(0.03);
  });

  test('asks for the same points again: what was evaluated is its checkpoint', () => {
    const ask = (): readonly UnitPoint[][] => {
      const cma = new CmaEs({ parameters: ['a', 'b'], start: [0.5, 0.5] });
      const first = cma.ask();
      cma.tell(first.map(([x = 0]) => x));
      return [first, cma.ask()];
    };
    expect(ask()).toEqual(ask());
  });
});

test('eigenvectors of a symmetric matrix turn it into its eigenvalues', () => {
  const matrix = [
    [4, 1, 0.5],
    [1, 3, -0.7],
    [0.5, -0.7, 2],
  ];
  const { values, vectors } = symmetricEigen(matrix);
  for (const [column, value] of values.entries()) {
    for (const [row, cells] of matrix.entries()) {
      const product = cells.reduce((sum, cell, at) => sum + cell * (vectors[at]?.[column] as number), 0);
      expect(product).toBeCloseTo(value * (vectors[row]?.[column] as number), 10);
    }
  }
  expect(values.reduce((sum, each) => sum + each, 0)).toBeCloseTo(9, 10);
});
