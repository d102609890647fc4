/** A layer without its zeros gives the layer again. */
import { expect, test } from 'vitest';
import { fillLayer, withoutZeros } from '../../../src/market/ledger/sparse-amounts.ts';
import { Bug } from '../../../src/units/assert.ts';
import { seededDraws } from '../seeded-draws.ts';

const LAYER = Float64Array.of(0, -5, 0, 2 ** 53 - 1, 0, 0, 1);

test('only accounts with an amount are kept', () => {
  const sparse = withoutZeros(LAYER);
  expect(sparse).toEqual({ accounts: 7, at: Int32Array.of(1, 3, 6), amounts: Float64Array.of(-5, 2 ** 53 - 1, 1) });
  expect(withoutZeros(new Float64Array(4))).toEqual({
    accounts: 4,
    at: new Int32Array(0),
    amounts: new Float64Array(0),
  });
});

test('any layer comes back as it was, whatever stood there', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const draws = seededDraws(seed);
    const some = (): number => (draws.whole(0, 2) === 0 ? draws.whole(-9, 9) : 0);
    const layer = Float64Array.from({ length: draws.whole(0, 40) }, some);
    const other = Float64Array.from(layer, some);
    fillLayer(other, withoutZeros(layer));
    expect(other, `seed ${seed}`).toEqual(layer);
  }
});

test('a layer of another ledger is refused before anything is written', () => {
  const other = Float64Array.of(1, 2);
  expect(() => fillLayer(other, withoutZeros(LAYER))).toThrow(Bug);
  expect(other).toEqual(Float64Array.of(1, 2));
});
