/** The first hours of every shipped scenario are what they were. */
import { expect, test } from 'vitest';
import { check, goldens } from './golden.ts';

test('the first hours of each shipped scenario have their recorded digest', () => {
  const early = goldens().filter(({ until }) => until !== undefined);
  expect(early.length).toBeGreaterThan(1);
  check(early, (now, then) => expect(now).toEqual(then));
});
