/**
 * Planted bugs: the tests are held to what a reviewer would break. A plant that survives shows a test that is too weak.
 *
 * Each batch also runs an untouched copy, which must pass: otherwise failing would prove nothing.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/events/fields.ts';
import { AUCTION_PLANTS } from './auction-plants.ts';
import { BOND_PLANTS } from './bond-plants.ts';
import { BOOK_PLANTS } from './book-plants.ts';
import type { KnownPlant } from './known-plant.ts';
import { LEDGER_PLANTS } from './ledger-plants.ts';
import { type Outcome, outcomesOf, type Plant, planted, untouched } from './planting.ts';
import { LEDGER_TESTS, lostCents, missingLegs, POSTING_RULES } from './posting-legs.ts';

/** Runs the plants and an untouched copy before the tests of a block; the copy comes last. */
function grow(plants: readonly Plant[]): (index: number) => Outcome {
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    outcomes = await outcomesOf([...plants, untouched(plants)]);
  });
  test('a copy without a bug passes', () => {
    const { failures, passed, broken } = outcomes[plants.length] as Outcome;
    expect({ failures, broken }).toEqual({ failures: [], broken: [] });
    expect(passed).toBeGreaterThan(0);
  });
  return (index) => outcomes[index] as Outcome;
}

/** The copy must have run and some tests with it: a bug that keeps a file from loading is not what is asked. */
const expectRun = ({ broken, passed }: Outcome): void => {
  expect(broken).toEqual([]);
  expect(passed).toBeGreaterThan(0);
};

const numbered = <P extends Plant>(plants: readonly P[]) =>
  plants.map((plant, index) => [plant.bug, plant, index] as const);

describe.each([
  ['the order book', BOOK_PLANTS],
  ['auctions and operations', AUCTION_PLANTS],
  ['bond arithmetic', BOND_PLANTS],
  ['ledger and settlement', LEDGER_PLANTS],
] as [string, readonly KnownPlant[]][])('in %s', (_part, plants) => {
  const outcomeOf = grow(plants);

  test.each(numbered(plants))('%s: is noticed', (_bug, { says }, index) => {
    const outcome = outcomeOf(index);
    expectRun(outcome);
    expect(
      outcome.failures.filter((failure) => failure.includes(says)),
      outcome.failures.join('\n'),
    ).not.toEqual([]);
  });
});

describe('in the posting rules', () => {
  const plants = [...missingLegs(), ...lostCents()];
  const outcomeOf = grow(plants);
  /** A fill is a record and no event. */
  const posted = new RegExp(`\\b(?:${[...EVENT_TYPES, 'filled'].join('|')})\\b`);

  test('rules, legs and tests are found where they are', () => {
    expect(POSTING_RULES.length).toBeGreaterThan(0);
    expect(LEDGER_TESTS.length).toBeGreaterThan(0);
    expect(missingLegs().length).toBeGreaterThan(5);
    expect(lostCents().length).toBeGreaterThan(1);
  });

  test.each(numbered(plants))('%s: is noticed and named', (_bug, _plant, index) => {
    const outcome = outcomeOf(index);
    expectRun(outcome);
    expect(outcome.failures).not.toEqual([]);
    expect(outcome.failures.join('\n')).toMatch(posted);
  });
});

test('a plant that does not find its place, or finds two, is an error', () => {
  const [plant] = BOOK_PLANTS as readonly [KnownPlant];
  expect(() => planted({ ...plant, text: 'no such text' })).toThrow(/holds 0 times/);
  expect(() => planted({ ...plant, text: 'const ' })).toThrow(/not once/);
});
