/** WebAssembly is written down right: every operation gives what JavaScript gives for it. */
import { describe, expect, test } from 'vitest';
import { type Code, i32, i32x4, instantiate, leaveIf, loop, moduleBytes, variable, when } from '../../src/math/wasm.ts';
import { type Dice, dice } from '../events/random-run.ts';

const [x, y] = [variable(0), variable(1)];
const VECTOR = variable(3);
/** Where vectors lie in the memory, in words. */
const [FIRST, SECOND, RESULT] = [4, 8, 12];

const instanceOf = (body: readonly Code[]) => {
  const instance = instantiate(moduleBytes({ parameters: 2, integers: 1, vectors: 1, body }, 1));
  if (instance === undefined) throw new Error('this engine has no vectors');
  return instance;
};

/** Small ones, those at the ends, and any. */
const numbers = (roll: Dice): number => [roll(5) - 2, 2 ** 31 - 1, -(2 ** 31), roll(2 ** 32)][roll(4)]! | 0;

test.each<[string, Code, (a: number, b: number) => number]>([
  ['equals', i32.equals(x.value, y.value), (a, b) => Number(a === b)],
  ['differs', i32.differs(x.value, y.value), (a, b) => Number(a !== b)],
  ['isBelowUnsigned', i32.isBelowUnsigned(x.value, y.value), (a, b) => Number(a >>> 0 < b >>> 0)],
  ['isAtLeastUnsigned', i32.isAtLeastUnsigned(x.value, y.value), (a, b) => Number(a >>> 0 >= b >>> 0)],
  ['add', i32.add(x.value, y.value), (a, b) => (a + b) | 0],
  ['subtract', i32.subtract(x.value, y.value), (a, b) => (a - b) | 0],
  ['and', i32.and(x.value, y.value), (a, b) => a & b],
  ['or', i32.or(x.value, y.value), (a, b) => a | b],
  ['shiftLeft', i32.shiftLeft(x.value, y.value), (a, b) => a << b],
  ['shiftRight', i32.shiftRight(x.value, y.value), (a, b) => (a >>> b) | 0],
  ['select', i32.select(x.value, y.value, i32.constant(-129)), (a, b) => (a === 0 ? -129 : b)],
  ['with', i32.add(x.with(y.value), x.value), (_, b) => (2 * b) | 0],
])('i32 %s', (_, code, expected) => {
  const { run } = instanceOf([code]);
  const roll = dice(1);
  for (let n = 0; n < 500; n++) {
    const [a, b] = [numbers(roll), numbers(roll)];
    expect(run(a, b), `${a}, ${b}`).toBe(expected(a, b));
  }
});

test.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, -8193, 2 ** 31 - 1, -(2 ** 31), 0x9e3779b1 | 0])(
  'the constant %i',
  (constant) => {
    expect(instanceOf([i32.constant(constant)]).run(0, 0)).toBe(constant);
  },
);

const first = i32x4.load(i32.constant(0), 4 * FIRST);
const second = i32x4.load(i32.constant(4), 4 * SECOND - 4);
type Lanes = readonly number[];
const lanesOf = (roll: Dice): Lanes => [numbers(roll), numbers(roll), numbers(roll), numbers(roll)];

describe('four lanes', () => {
  test.each<[string, Code, (a: Lanes, b: Lanes) => Lanes]>([
    ['constant', i32x4.constant([1, -2, 0x12345678, -(2 ** 31)]), () => [1, -2, 0x12345678, -(2 ** 31)]],
    ['loadPair', i32x4.loadPair(i32.constant(0), 4 * FIRST + 4), (a) => [a[1]!, a[2]!, 0, 0]],
    ['loadUpperPair', i32x4.loadUpperPair(i32.constant(4 * FIRST), 0, second), (a, b) => [b[0]!, b[1]!, a[0]!, a[1]!]],
    ['withLane', i32x4.withLane(first, 2, i32.constant(7)), (a) => [a[0]!, a[1]!, 7, a[3]!]],
    ['permuted', i32x4.permuted(first, [1, 2, 3, 0]), (a) => [a[1]!, a[2]!, a[3]!, a[0]!]],
    ['and', i32x4.and(first, second), (a, b) => a.map((lane, i) => lane & b[i]!)],
    ['or', i32x4.or(first, second), (a, b) => a.map((lane, i) => lane | b[i]!)],
    ['xor', i32x4.xor(first, second), (a, b) => a.map((lane, i) => lane ^ b[i]!)],
    ['shiftLeft', i32x4.shiftLeft(first, 13), (a) => a.map((lane) => lane << 13)],
    ['shiftRight', i32x4.shiftRight(first, 19), (a) => a.map((lane) => lane >>> 19)],
    ['add', i32x4.add(first, second), (a, b) => a.map((lane, i) => (lane + b[i]!) | 0)],
    ['multiply', i32x4.multiply(first, second), (a, b) => a.map((lane, i) => Math.imul(lane, b[i]!))],
  ])('%s', (_, code, expected) => {
    const { run, words } = instanceOf([
      VECTOR.become(code),
      i32x4.store(i32.constant(0), 4 * RESULT, VECTOR.value),
      i32.constant(1),
    ]);
    const roll = dice(2);
    for (let n = 0; n < 200; n++) {
      const [a, b] = [lanesOf(roll), lanesOf(roll)];
      words.set(a, FIRST);
      words.set(b, SECOND);
      expect(run(0, 0)).toBe(1);
      expect(Array.from(words.subarray(RESULT, RESULT + 4)), `${a}; ${b}`).toEqual(
        expected(a, b).map((lane) => lane | 0),
      );
    }
  });
});

test('a loop goes on while it is told to, and is left in its middle', () => {
  const total = variable(2);
  const { run } = instanceOf([
    loop(
      [total.become(i32.add(total.value, x.value)), leaveIf(i32.isAtLeastUnsigned(total.value, i32.constant(100)))],
      x.with(i32.subtract(x.value, i32.constant(1))),
    ),
    total.value,
  ]);
  expect(run(4, 0)).toBe(10);
  expect(run(60, 0)).toBe(119);
});

test('bytes, halves and words are stored where they belong, on any boundary', () => {
  const { run, words } = instanceOf([
    i32.store(i32.constant(0), 0, i32.constant(-1)),
    i32.storeByte(x.value, 0, i32.constant(0x1234)),
    i32.storeHalf(x.value, 4, i32.constant(0x12345678)),
    i32.store(x.value, 8, i32.constant(0x12345678)),
    i32.constant(0),
  ]);
  run(1, 0);
  expect(Array.from(words.subarray(0, 4))).toEqual([-1 ^ ((0xff ^ 0x34) << 8), 0x567800, 0x34567800, 0x12]);
});

test('what depends on a condition is done where it is not zero', () => {
  const { run } = instanceOf([when(x.value, [y.become(i32.constant(7))]), y.value]);
  expect([run(0, 5), run(1, 5), run(-8, 5)]).toEqual([5, 7, 7]);
});

test('the memory grows and keeps what it holds', () => {
  const instance = instanceOf([i32.load(x.value, 0)]);
  instance.words[100] = 4711;
  const before = instance.words.length;
  instance.grow(2);
  expect(instance.words.length).toBe(3 * before);
  expect(instance.run(400, 0)).toBe(4711);
});

test('what the engine does not know gives no instance', () => {
  expect(instantiate(Uint8Array.of(0, 0x61, 0x73, 0x6d, 9, 0, 0, 0))).toBeUndefined();
});
