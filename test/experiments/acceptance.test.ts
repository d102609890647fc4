/** Whether a model is accepted: every test, fourteen facts, and the controls; what is not measured does not hold. */
import { expect, test } from 'vitest';
import type { MeasuredTarget } from '../../src/analysis/episodes/target.ts';
import { EVERY_TARGET } from '../../src/analysis/episodes/targets/every-target.ts';
import { FACT_BANDS } from '../../src/analysis/facts/fact-bands.ts';
import { acceptanceOf } from '../../src/experiments/validation/acceptance.ts';
import { acceptanceArms } from '../../src/experiments/validation/acceptance-arms.ts';
import { acceptancePage } from '../../src/experiments/validation/acceptance-page.ts';
import { VALIDATION_ARMS } from '../../src/experiments/validation/arms.ts';
import {
  measuredOf,
  RECORD_SCHEMA,
  type RecordedTarget,
  type ValidationRecord,
} from '../../src/experiments/validation/record.ts';
import { verdictOf } from '../../src/experiments/verdict.ts';

const NUMBERS = measuredOf(EVERY_TARGET).map((target) => {
  const { from, to } = target.band;
  const both = from !== undefined && to !== undefined;
  return { target, wanted: both ? (from + to) / 2 : (from ?? to ?? 0) };
});
const recorded = (target: MeasuredTarget, values: readonly (number | null)[]): RecordedTarget => ({
  id: target.id,
  values,
  frozen: null,
  ...verdictOf(target, values),
});
/** One number on every seed: nothing to resample. */
const SURE = NUMBERS.map(({ target, wanted }): RecordedTarget => {
  const { interval, ...rest } = recorded(target, [wanted]);
  return { ...rest, interval: interval === null ? null : { from: wanted, to: wanted } };
});

/** Every target has what its band asks for, but those that are named. */
function recordWith(given: Readonly<Record<string, readonly (number | null)[]>> = {}): ValidationRecord {
  const targets = SURE.map((sure, at) => {
    const values = given[sure.id];
    return values === undefined ? sure : recorded(NUMBERS[at]?.target as MeasuredTarget, values);
  });
  const engine = { version: '0', code: '' };
  return { schema: RECORD_SCHEMA, engine, seeds: [1, 2, 3, 4, 5], arms: [], targets, failures: [] };
}

const accepted = (given?: Parameters<typeof recordWith>[0]) => acceptanceOf(recordWith(given), EVERY_TARGET);
const groupOf = (id: string, given: Parameters<typeof recordWith>[0] = {}) => {
  const { tests, facts } = accepted(given);
  return [...tests, ...facts].find((each) => each.id === id);
};

test('all twenty facts and tests T1 to T8, T11 and T13 are there, each fact with its market and its source', () => {
  const { tests, facts } = accepted();
  expect(tests.map(({ id }) => id)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T11', 'T13']);
  expect(facts.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => `F${at + 1}`));
  expect(facts.filter(({ regime, rows }) => regime === null || rows.length === 0)).toEqual([]);
  expect(new Set(facts.map(({ regime }) => regime))).toEqual(
    new Set(['calm market', 'routine calendar', 'stress episode', 'any']),
  );
});

test('a fact holds only if all its rows do', () => {
  expect(groupOf('F4')?.holds).toBe(true);
  expect(groupOf('F4', { 'F4.2': [0, 0, 0, 0, 0] })).toMatchObject({ holds: false, sign: '○' });
});

test('a value in the band that other seeds could put outside holds, and says so', () => {
  expect(groupOf('F3', { F3: [0.09, 0.09, 0.09, 0.2, 0.2] })).toMatchObject({ holds: true, sign: '◐' });
  expect(groupOf('F3')?.sign).toBe('●');
});

test('what no seed measured does not hold', () => {
  expect(groupOf('F3', { F3: [null, null, null, null, null] })).toMatchObject({ holds: false, sign: '–' });
});

test('T11 counts: fourteen facts are enough, thirteen are not', () => {
  const facts = ['F1', 'F3', 'F5', 'F6', 'F12', 'F14', 'F17', 'F18', 'F19'];
  const without = (count: number) =>
    Object.fromEntries(facts.slice(0, count).map((id) => [id, [null, null, null, null, null]]));
  const held = accepted().factsHeld;
  expect(groupOf('T11', without(held - 14))?.holds).toBe(true);
  expect(groupOf('T11', without(held - 13))).toMatchObject({ holds: false, sign: '○' });
});

test('nothing is accepted while T4 is not measured', () => {
  expect(accepted().accepted).toBe(false);
});

test('the page has every row, its signs, and what was tried', () => {
  const page = acceptancePage(recordWith({ F1: [9, 9, 9, 9, 9] }), EVERY_TARGET);
  expect(page).toContain('| ○ | F1 | calm market |');
  expect(page).toContain('*Tried*');
  expect(page).toContain('| stochastic volatility | F1 heavy tails | 2.5 to 4.5 |');
});

test('one table has every band of a fact, and no id twice', () => {
  const ids = Object.values(FACT_BANDS).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const target of measuredOf(EVERY_TARGET).filter(({ page }) => page === 'facts'))
    expect(Object.values(FACT_BANDS).find(({ id }) => id === target.id)?.band).toEqual(target.band);
});

test('only the arms of tests and facts are run for an acceptance', () => {
  const names = acceptanceArms(VALIDATION_ARMS, EVERY_TARGET).map(({ name }) => name);
  expect(names).toContain('facts-250d');
  expect(names).toContain('shock-uk/L3-off');
  expect(names).not.toContain('ycc-2022');
});
