/** Every word that the program shows to people, in files, tables or events, is in the glossary. */
import { expect, test } from 'vitest';
import { AGENT_KIND_NAMES } from '../../src/agents/kind-names.ts';
import { EVENTS } from '../../src/events/fields.ts';
import { ORDER_FLAGS, ORDER_TYPES, Reason, RecordKind } from '../../src/events/records.ts';
import { read } from './constants.ts';

const GLOSSARY = read('docs/glossary.md');
const absent = (words: readonly string[]): string[] => words.filter((word) => !GLOSSARY.includes(`\`${word}\``));

/** Keys of an interface or of an object of fields, as the file spells them. */
const keysIn = (path: string, head: string): string[] => {
  const block = read(path).split(head)[1]?.split('\n}')[0] ?? '';
  const keys = [...block.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, key]) => key as string);
  if (keys.length < 5) throw new Error(`${path} no longer has ${head}`);
  return keys;
};

test('kinds of institution, flags, order types, records and reasons are explained', () => {
  expect(
    absent([...AGENT_KIND_NAMES, ...ORDER_FLAGS, ...ORDER_TYPES, ...Object.keys(RecordKind), ...Object.keys(Reason)]),
  ).toEqual([]);
});

test('reasons for refusing a bid are explained', () => {
  expect(absent(EVENTS.BidRefused.fields.reason.words)).toEqual([]);
});

test('every column of the tables is explained', () => {
  expect(absent(keysIn('src/analysis/daily-table.ts', 'export interface DailyRow {'))).toEqual([]);
  expect(absent(keysIn('src/analysis/auction-table.ts', 'export interface AuctionRow {'))).toEqual([]);
  expect(absent(keysIn('src/analysis/flow-table.ts', 'export interface FlowRow {'))).toEqual([]);
});

test('what a scenario says of an instrument is explained', () => {
  const plain = [
    'coupon',
    'maturity',
    'openYield',
    'openPrice',
    'tick',
    'lot',
    'source',
    'note',
    'assumed',
    'convention',
  ];
  const keys = keysIn('src/scenario/instrument-entry.ts', 'export const instrumentEntry = z.strictObject({').filter(
    (key) => !plain.includes(key),
  );
  expect(keys).toContain('calmTurnover');
  expect(absent(keys)).toEqual([]);
});

test('all six yield conventions have a formula', () => {
  const names = [...read('src/bonds/bond.ts').matchAll(/'(\w+)'/g)].map(([, name]) => name as string);
  expect(names.length).toBe(6);
  expect(absent(names)).toEqual([]);
});

test('a word that is missing is noticed', () => {
  expect(absent(['contango'])).toEqual(['contango']);
});
