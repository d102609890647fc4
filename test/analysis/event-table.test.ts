/** The events table: nothing that an event or a record says is lost on the way into a row. */
import { describe, expect, test } from 'vitest';
import { type EventRow, EventTable } from '../../src/analysis/tables/event-table.ts';
import { Roster } from '../../src/analysis/why/roster.ts';
import type { FieldKind } from '../../src/events/field-kinds.ts';
import { EVENTS } from '../../src/events/fields.ts';
import {
  BUY,
  Field,
  flagIndex,
  packTerms,
  RECORD_WORDS,
  Reason,
  RecordKind,
  SELL,
  typeIndex,
} from '../../src/events/records.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { HaltCause } from '../../src/market/book/halts.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { Tape } from './one-bond.ts';

const AT = parseIsoTime('2026-01-20T03:35:00Z') as SimTime;

class Rows {
  readonly list: EventRow[] = [];
  readonly roster = new Roster();
  readonly table = new EventTable(this.roster, (row) => this.list.push(row));

  constructor() {
    const { roster } = this;
    new Tape({ control: (event) => roster.control(event), batch: () => undefined });
  }

  control(event: object): EventRow {
    this.table.control({ seq: 9, at: AT, causes: [], ...event } as unknown as MarketEvent);
    return this.list.at(-1) as EventRow;
  }

  record(kind: RecordKind, fields: Partial<Record<keyof typeof Field, number>>): EventRow {
    const words = new Int32Array(RECORD_WORDS);
    words[Field.kind] = kind;
    for (const [name, value] of Object.entries(fields)) words[Field[name as keyof typeof Field]] = value;
    this.table.batch({ at: AT, firstSeq: 10 as Seq, words, from: 0, to: RECORD_WORDS });
    return this.list.at(-1) as EventRow;
  }
}

/** A value of a kind that can be told from every other field's. */
function madeUp(name: string, kind: FieldKind, number: number): unknown {
  if (typeof kind === 'object') return kind.words[0];
  if (kind === 'names') return [`${name}-a`, `${name}-b`];
  if (kind === 'ints') return [number, number + 1];
  if (kind === 'name') return name === 'instrument' ? 'JGB-10Y' : `${name}-text`;
  return number;
}

describe('a control event', () => {
  test.each(Object.keys(EVENTS) as EventType[])('%s: every field stands in a column or in `fields`, once', (type) => {
    const fields = Object.entries(EVENTS[type].fields as Readonly<Record<string, FieldKind>>);
    const event = Object.fromEntries(fields.map(([name, kind], at) => [name, madeUp(name, kind, 20_000 + at)]));
    const row = new Rows().control({ type, ...event });
    const { seq, time, plane, cause, market, fields: text, ...columns } = row;
    expect({ seq, time, plane, type: row.type, cause }).toEqual({
      seq: 9,
      time: AT,
      plane: 'control',
      type,
      cause: null,
    });
    const inColumns = Object.entries(columns).flatMap(([name, value]) =>
      value === null || name === 'type' ? [] : [value],
    );
    const inText: Record<string, unknown> = text === null ? {} : JSON.parse(text);
    const stated = 'market' in event ? [market] : [];
    expect(inColumns.length + stated.length + Object.keys(inText).length).toBe(fields.length);
    for (const [name, kind] of fields) {
      if (name in inText) {
        const isShown = kind === 'date' || kind === 'time';
        expect(inText[name], name).toEqual(isShown ? expect.stringMatching(/^\d{4}-\d\d-\d\d/) : event[name]);
      } else expect([...inColumns, ...stated], name).toContainEqual(event[name]);
    }
  });

  test('its market is that of its bond where it names none', () => {
    expect(new Rows().control({ type: 'NoiseDrawn', agent: 'value', instrument: 'JGB-10Y', lots: -3 })).toMatchObject({
      agent: 'value',
      bond: 'JGB-10Y',
      market: 'jgb',
      quantity_lots: -3,
      fields: null,
    });
  });

  test('one line of an auction is its bond, several stay a list', () => {
    const rows = new Rows();
    const invited = { type: 'BidsInvited', auction: 'a', offered: 5 };
    expect(rows.control({ ...invited, instruments: ['JGB-10Y'] })).toMatchObject({ bond: 'JGB-10Y', market: 'jgb' });
    const many = rows.control({ ...invited, instruments: ['JGB-10Y', 'JGB-20Y'] });
    expect(many).toMatchObject({ bond: null, market: 'jgb' });
    expect(JSON.parse(many.fields as string).instruments).toEqual(['JGB-10Y', 'JGB-20Y']);
  });

  test('an empty name is nothing', () => {
    const loan = { type: 'FundsBorrowed', borrower: 'dealer', lender: 'value', currency: 'JPY', amount: 7, units: 0 };
    const row = new Rows().control({ ...loan, instrument: '' });
    expect(row).toMatchObject({ agent: 'dealer', counter_agent: 'value', bond: null, market: null });
  });

  test('a change of leverage from one number to another has no other side', () => {
    const row = new Rows().control({ type: 'LeverageAdjusted', agent: 'value', from: 2000, to: 1500 });
    expect(row.counter_agent).toBeNull();
    expect(JSON.parse(row.fields as string)).toEqual({ from: 2000, to: 1500 });
  });

  test('the first of several causes is shown', () => {
    expect(new Rows().control({ type: 'ClockTicked', causes: [3, 5] }).cause).toBe(3);
  });
});

describe('a record', () => {
  const sold = { order: 5, owner: 1, terms: packTerms(SELL, typeIndex('limit'), flagIndex('riskLimit')), cause: 8 };

  test('a fill names both sides, both orders and what rests of the maker', () => {
    const fill = { priceTicks: 9930, quantity: 4, resting: 6, counterOrder: 2, counterOwner: 2, counterCause: 7 };
    expect(new Rows().record(RecordKind.filled, { ...sold, ...fill })).toEqual({
      seq: 10,
      time: AT,
      plane: 'order',
      type: 'filled',
      agent: 'vigilante',
      counter_agent: 'dealer',
      market: 'jgb',
      bond: 'JGB-10Y',
      side: 'sell',
      order_type: 'limit',
      price_ticks: 9930,
      quantity_lots: 4,
      resting_lots: 6,
      order_id: 5,
      counter_order_id: 2,
      flag: 'riskLimit',
      reason: null,
      cause: 8,
      fields: null,
    });
  });

  test.each(Object.entries(Reason))('a refusal says why: %s', (name, reason) => {
    const row = new Rows().record(RecordKind.rejected, { ...sold, counterOrder: reason });
    expect(row).toMatchObject({ type: 'rejected', reason: name, counter_order_id: null });
  });

  test('what its owner cancels has no reason, and a market order no price', () => {
    const terms = packTerms(BUY, typeIndex('market'), flagIndex('voluntary'));
    expect(new Rows().record(RecordKind.cancelled, { ...sold, terms })).toMatchObject({
      side: 'buy',
      order_type: 'market',
      price_ticks: null,
      reason: null,
    });
  });

  test('an iceberg’s shown lots, a stop’s trigger and a time limit are told', () => {
    const rows = new Rows();
    const goodTill = AT / 1000 + 60;
    const accepted = (type: 'iceberg' | 'stop', counterCause: number): unknown => {
      const terms = packTerms(SELL, typeIndex(type), 0);
      const row = rows.record(RecordKind.accepted, { ...sold, terms, counterOrder: 50, counterCause });
      return JSON.parse(row.fields as string);
    };
    expect(accepted('iceberg', 0)).toEqual({ shownLots: 50 });
    expect(accepted('stop', goodTill)).toEqual({ triggerTicks: 50, goodTill: '2026-01-20T03:36:00Z' });
  });

  test('a halt is of the book and nobody’s', () => {
    const halt = { owner: -1, priceTicks: 9900, counterOrder: HaltCause.dynamicBand, cause: 8 };
    expect(new Rows().record(RecordKind.halted, halt)).toMatchObject({
      type: 'halted',
      agent: null,
      side: null,
      order_type: null,
      flag: null,
      quantity_lots: null,
      order_id: null,
      reason: 'dynamicBand',
      price_ticks: 9900,
    });
  });
});
