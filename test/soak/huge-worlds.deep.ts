/** Huge inputs, small enough for every change: the soak goes on from here (`huge-worlds.ts`). */
import { describe, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { MAX_BOOK_PLACES } from '../../src/scenario/totals.ts';
import { HugeChild } from './huge-child.ts';
import { growthOf, MOST_GROWTH } from './memory-growth.ts';
import { wideWorld } from './wide-world.ts';

test('a month of the quiet world with auctions every week: memory is flat over its second half', async () => {
  const child = new HugeChild('calm', [28, 3]);
  await child.ended();
  expect(child.fault).toBeUndefined();
  expect(child.steps.at(-1)?.isFinished).toBe(true);
  const growth = growthOf(child.steps);
  const last = child.steps.at(-1);
  console.log(
    `${last?.seq} events and records, ${last?.heldMb.toFixed(0)} MB, last half ${((growth as number) * 100).toFixed(1)} %`,
  );
  expect(growth).toBeLessThan(MOST_GROWTH);
});

test('four thousand institutions over two hundred bonds open and trade', async () => {
  const child = new HugeChild('wide', [4_000, 200], 3);
  await child.ended();
  expect(child.fault).toBeUndefined();
  const [first, , last] = child.steps;
  console.log(`${last?.seq} events and records by ${last?.at}, ${last?.heldMb.toFixed(0)} MB`);
  expect(last?.seq).toBeGreaterThan(first?.seq as number);
});

describe('what no machine could hold', () => {
  const problems = (agents: number, bonds: number): string[] => {
    const read = readScenario(wideWorld({ agents, bonds }), 'wide.yaml', AGENT_KINDS);
    return read.ok ? [] : read.errors.map(({ message }) => message);
  };

  test('too many institutions are refused by their limit', () => {
    expect(problems(24_000, 4)[0]).toBe('more than 20000 agents');
  });

  test('so are too many places in order books', () => {
    expect(MAX_BOOK_PLACES).toBe(10_000_000);
    expect(problems(19_000, 600)[0]).toMatch(
      /600 instruments and 190\d\d institutions make 114\d+ places in order books, at most 10000000/,
    );
  });
});
