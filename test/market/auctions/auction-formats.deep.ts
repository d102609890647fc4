import { expect, test } from 'vitest';
import { MUTATIONS } from './auction-model.ts';
import { AUCTION_SEED, checkProperties, firstDifference } from './auction-properties.ts';

const COUNT = 200_000;

test('two hundred thousand random auctions keep every rule and agree with the slow model', () => {
  for (let seed = AUCTION_SEED; seed < AUCTION_SEED + COUNT; seed += 1) checkProperties(seed);
});

test.each(MUTATIONS)('an allotment that would %s is noticed within a few hundred', (mutation) => {
  expect(firstDifference(600, mutation)).toBeDefined();
});
