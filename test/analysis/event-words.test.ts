/** Every event and record has a sentence: with its names and numbers, and without a word of causation. */
import { expect, test } from 'vitest';
import { tellEvent } from '../../src/analysis/why/event-words.ts';
import { tellRecord } from '../../src/analysis/why/record-words.ts';
import { Roster } from '../../src/analysis/why/roster.ts';
import { Wording } from '../../src/analysis/why/wording.ts';
import { EVENT_TYPES, EVENTS } from '../../src/events/fields.ts';
import { packTerms, RECORD_WORDS, RecordKind, SELL } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { HOUR_MS, later } from '../../src/units/time.ts';
import { smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

const run = new RecordedRun({}, later(smallWorld().opensAt, HOUR_MS / 4));
const roster = new Roster();
for (const event of run.events()) roster.control(event);
const wording = new Wording(roster);

const CAUSAL = /\b(because|caused?|therefore|led to|due to|result(ed)? in|made)\b/i;

function checkText(text: string, what: string): void {
  expect(text, what).not.toMatch(/undefined|NaN|\[object|Infinity/);
  expect(text.replace(/the result of/g, ''), what).not.toMatch(CAUSAL);
  expect(text.length, what).toBeGreaterThan(15);
}

/** An event of a type with a plausible value in each field. */
function sampleOf(type: string): MarketEvent {
  const fields = Object.entries(EVENTS[type as keyof typeof EVENTS].fields as Record<string, unknown>);
  const values = fields.map(([name, kind]) => [name, plausible(name, kind)]);
  return { type, seq: 7, at: 1_768_888_800_000, causes: [], ...Object.fromEntries(values) } as unknown as MarketEvent;
}

function plausible(name: string, kind: unknown): unknown {
  if (typeof kind === 'object' && kind !== null && 'words' in kind) return (kind as { words: string[] }).words[0];
  if (kind === 'names') return name === 'terms' ? ['pricedBp', 'lots'] : ['JGB-10Y'];
  if (kind === 'ints') return [4500, 2000];
  if (kind === 'date') return 20_473;
  if (kind === 'time') return 1_768_888_800_000;
  if (kind !== 'name') return 1234;
  if (name === 'instrument') return 'JGB-10Y';
  return name === 'format' ? 'jgb_price_conventional' : name === 'headline' ? 'A headline' : 'boj';
}

test.each([...EVENT_TYPES])('%s has a sentence of its own', (type) => {
  checkText(tellEvent(sampleOf(type), wording).text, type);
});

test('what happens in a run can be told', () => {
  for (const event of run.events()) checkText(tellEvent(event, wording).text, `${event.type} #${event.seq}`);
});

test.each(Object.entries(RecordKind))('an order that is %s has one too', (name, kind) => {
  const words = new Int32Array(RECORD_WORDS);
  words.set([kind, 0, 12, 1, packTerms(SELL, 2, 4), 9950, 3, 2, 5, 2, 40, 41]);
  const { text } = tellRecord(words, roster, wording);
  checkText(text, name);
  expect(text).toContain('JGB-10Y');
});

test('numbers stand in market units', () => {
  const told = tellEvent(
    { ...sampleOf('LeverageAdjusted'), agent: 'value-01', from: 1000, to: 936 } as unknown as MarketEvent,
    wording,
  );
  expect(told.text).toContain('cut its leverage from 100% to 93.6% of the calm one');
  expect(told.numbers).toContainEqual({ name: 'leverage after', value: 0.936, unit: 'times calm' });
});
