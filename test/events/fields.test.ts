import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { choice, type KindOf } from '../../src/events/field-kinds.ts';
import { EVENT_TYPES, EVENTS, type EventRow, type EventTable } from '../../src/events/fields.ts';
import type { CloseMarked, OfficialSpoke } from '../../src/events/vocabulary.ts';
import type { PriceTicks, Side } from '../../src/units/quantity.ts';

test('every event of the vocabulary has one row with a number of its own', () => {
  const declared = ['vocabulary', 'auction-events', 'settlement-events', 'intervention-events'].flatMap((chapter) => {
    const source = readFileSync(new URL(`../../src/events/${chapter}.ts`, import.meta.url), 'utf8');
    return [...source.matchAll(/extends Event<'(\w+)'>/g)].map((match) => match[1] as string);
  });
  expect(declared.length).toBeGreaterThan(30);
  expect([...EVENT_TYPES].sort()).toEqual(declared.sort());
  const codes = Object.values(EVENTS).map((row) => row.code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('the numbers and the order of fields of released types do not change', () => {
  const rows = Object.entries(EVENTS).map(([type, row]) => `${row.code} ${type} ${Object.keys(row.fields).join(' ')}`);
  expect(rows.find((row) => row.includes('PriceTicked'))).toBe(
    '14 PriceTicked instrument bidTicks offerTicks lastTicks level',
  );
  expect(rows.find((row) => row.includes('DecisionTaken'))).toBe(
    '61 DecisionTaken agent rule instrument terms milliValues',
  );
  expect(EVENTS.OfficialSpoke.fields.stance.words).toEqual(['calming', 'alarming']);
  expect(EVENTS.PriceTicked.fields.instrument).toBe('name');
});

test('a missing field, a misspelt field, a wrong unit and a missing word do not compile', () => {
  const close: EventRow<CloseMarked>['fields'] = EVENTS.CloseMarked.fields;
  const tick = EVENTS.PriceTicked.fields;
  const { change, ...short } = close;
  // @ts-expect-error a field is missing
  const missing: typeof close = short;
  // @ts-expect-error a field is misspelt
  const misspelt: typeof close = { ...short, chnge: 'milliBp' };
  // @ts-expect-error a price in ticks is not a number of lots
  const wrongUnit: typeof tick = { ...tick, bidTicks: 'lots' };
  // @ts-expect-error a word from a closed list is not any name
  const anyName: EventRow<OfficialSpoke>['fields']['stance'] = 'name';
  // @ts-expect-error a type is missing
  const table: EventTable = { CloseMarked: EVENTS.CloseMarked };
  expect([change, missing, misspelt, wrongUnit, anyName, table]).toHaveLength(6);
  // @ts-expect-error 'sell' is missing
  expect(choice<Side>({ buy: 0 }).words).toEqual(['buy']);
  const kind: KindOf<PriceTicks> = 'ticks';
  expect(kind).toBe('ticks');
});

test('the words of a choice are numbered without gaps', () => {
  expect(() => choice({ buy: 0, sell: 2 })).toThrow(/1 is missing/);
  expect(choice({ sell: 1, buy: 0 }).words).toEqual(['buy', 'sell']);
});
