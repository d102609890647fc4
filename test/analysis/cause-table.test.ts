/** Pairs of cause and effect: what the log states, each once. */
import { expect, test } from 'vitest';
import { type CauseRow, CauseTable } from '../../src/analysis/tables/cause-table.ts';
import { Field, RECORD_WORDS, RecordKind } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';

function pairsOf(kind: number, cause: number, counterCause: number): number[] {
  const rows: CauseRow[] = [];
  const words = new Int32Array(RECORD_WORDS);
  words[Field.kind] = kind;
  words[Field.cause] = cause;
  words[Field.counterCause] = counterCause;
  new CauseTable((row) => rows.push(row)).batch({
    at: 0 as SimTime,
    firstSeq: 9 as Seq,
    words,
    from: 0,
    to: RECORD_WORDS,
  });
  expect(rows.every(({ seq }) => seq === 9)).toBe(true);
  return rows.map(({ cause_seq }) => cause_seq);
}

test('an event has a pair for each of its causes', () => {
  const rows: CauseRow[] = [];
  new CauseTable((row) => rows.push(row)).control({
    seq: 7,
    type: 'ClockTicked',
    causes: [2, 5],
  } as unknown as MarketEvent);
  expect(rows).toEqual([
    { seq: 7, cause_seq: 2 },
    { seq: 7, cause_seq: 5 },
  ]);
});

test('a fill follows from the causes of both orders, from one of both once', () => {
  expect(pairsOf(RecordKind.filled, 3, 4)).toEqual([3, 4]);
  expect(pairsOf(RecordKind.filled, 3, 3)).toEqual([3]);
});

test('the second until which an order stands is no cause', () => {
  expect(pairsOf(RecordKind.accepted, 3, 1_768_880_000)).toEqual([3]);
});

test('what follows from nothing has no pair', () => {
  expect(pairsOf(RecordKind.halted, 0, 0)).toEqual([]);
});
