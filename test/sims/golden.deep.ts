/** Every shipped scenario, to its end, is what it was. */
import { expect, test } from 'vitest';
import { check, goldens } from './golden.ts';

test('each shipped scenario has its recorded digest to the end', () => {
  const whole = goldens().filter(({ until }) => until === undefined);
  expect(whole.length).toBeGreaterThan(1);
  check(whole, (now, then) => expect(now).toEqual(then));
});
