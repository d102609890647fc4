/** The README's long commands: the whole Japanese episode, `npm start`, the benchmark. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, Checkout, commandsOf, isLong, README } from './readme.ts';

const long = blocksOf(README).flatMap(commandsOf).filter(isLong);

describe('in a checkout of its own', () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = new Checkout();
  });
  afterAll(() => checkout.remove());

  test.each(long)('%s', (command) => {
    const { code, stderr } = checkout.run(command);
    expect(code, stderr).toBe(0);
  });

  test('a run of Japan ends with its digest, twice the same', () => {
    const command = 'node bin/spillover.js run japan-2026 --seed 7 --no-log';
    const [first, second] = [checkout.run(command), checkout.run(command)];
    expect(first.stdout).toMatch(/\ndigest [0-9a-f]{32}\n$/);
    expect(second.stdout).toBe(first.stdout);
  });
});
