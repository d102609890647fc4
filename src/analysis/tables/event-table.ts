/**
 * The table `events`: everything that happened, one row for each control event and each order record, in order.
 *
 * Fields that mean the same wherever they stand (who, what, which side, how many lots) have columns; what is left of a
 * control event goes as JSON into `fields`, with the names of the log and its integers. Rows are derived from the table of
 * events, so that a new type is exported without a line here.
 */

import type { FieldKind, FieldValue, PlainEvent } from '../../events/field-kinds.ts';
import { EVENTS } from '../../events/fields.ts';
import {
  Field,
  flagOf,
  RECORD_WORDS,
  Reason,
  type RecordBatch,
  RecordKind,
  SELL,
  sideOf,
  typeOf,
} from '../../events/records.ts';
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';
import { HaltCause } from '../../market/book/halts.ts';
import { type DayNumber, isoDate } from '../../units/civil-date.ts';
import type { Side, SimTime } from '../../units/quantity.ts';
import { isoTime, SECOND_MS } from '../../units/time.ts';
import type { Roster } from '../why/roster.ts';

export interface EventRow {
  readonly seq: number;
  readonly time: SimTime;
  readonly plane: 'control' | 'order';
  readonly type: string;
  readonly agent: string | null;
  readonly counter_agent: string | null;
  readonly market: string | null;
  readonly bond: string | null;
  readonly side: Side | null;
  readonly order_type: string | null;
  readonly price_ticks: number | null;
  readonly quantity_lots: number | null;
  readonly resting_lots: number | null;
  readonly order_id: number | null;
  readonly counter_order_id: number | null;
  readonly flag: string | null;
  readonly reason: string | null;
  readonly cause: number | null;
  readonly fields: string | null;
}

/** Columns that control events have too. */
type Shared = 'agent' | 'counter_agent' | 'market' | 'bond' | 'side' | 'price_ticks' | 'quantity_lots' | 'reason';
type Filled = { -readonly [Name in Shared]: EventRow[Name] };

/** Where a field of a control event goes that is not left in `fields`. */
const COLUMN_OF: Readonly<Record<string, Shared>> = {
  agent: 'agent',
  borrower: 'agent',
  counterparty: 'counter_agent',
  lender: 'counter_agent',
  from: 'counter_agent',
  to: 'counter_agent',
  market: 'market',
  instrument: 'bond',
  side: 'side',
  priceTicks: 'price_ticks',
  lots: 'quantity_lots',
  reason: 'reason',
};
const NUMBERS: ReadonlySet<Shared> = new Set(['price_ticks', 'quantity_lots']);

const NOTHING: Readonly<Filled> = {
  agent: null,
  counter_agent: null,
  market: null,
  bond: null,
  side: null,
  price_ticks: null,
  quantity_lots: null,
  reason: null,
};
const NO_ORDER = { order_type: null, resting_lots: null, order_id: null, counter_order_id: null, flag: null } as const;

const KIND_NAMES = namesByNumber(RecordKind);
const REASON_NAMES = namesByNumber(Reason);
const HALT_NAMES = namesByNumber(HaltCause);

export class EventTable {
  readonly #roster: Roster;
  readonly #emit: (row: EventRow) => void;

  /** The roster hears an event first. */
  constructor(roster: Roster, emit: (row: EventRow) => void) {
    this.#roster = roster;
    this.#emit = emit;
  }

  control(event: MarketEvent): void {
    const filled: Filled = { ...NOTHING };
    const rest: Record<string, FieldValue> = {};
    const plain = event as unknown as PlainEvent;
    for (const [name, kind] of FIELDS_OF[event.type]) {
      const value = plain[name] as FieldValue;
      const column = columnOf(name, kind);
      if (column !== undefined) (filled as Record<Shared, unknown>)[column] = value === '' ? null : value;
      else rest[name] = shown(kind, value);
    }
    if (Array.isArray(rest.instruments)) {
      const [first, second] = rest.instruments as readonly string[];
      if (second === undefined) {
        filled.bond ??= first ?? null;
        delete rest.instruments;
      }
      filled.market ??= this.#marketOf(first);
    }
    filled.market ??= this.#marketOf(filled.bond);
    const fields = Object.keys(rest).length === 0 ? null : JSON.stringify(rest);
    const { seq, at: time, type, causes } = event;
    this.#emit({ seq, time, plane: 'control', type, ...filled, ...NO_ORDER, cause: causes[0] ?? null, fields });
  }

  batch(batch: RecordBatch): void {
    let seq: number = batch.firstSeq;
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS) this.#emit(this.#recordRow(batch, at, seq++));
  }

  #recordRow({ words, at: time }: RecordBatch, at: number, seq: number): EventRow {
    const listing = this.#roster.listings[words[at + Field.instrument] as number];
    const terms = words[at + Field.terms] as number;
    const kind = words[at + Field.kind] as RecordKind;
    const isFill = kind === RecordKind.filled;
    const isOfBook = kind === RecordKind.halted || kind === RecordKind.resumed;
    const isOrder = !isOfBook && (words[at + Field.owner] as number) >= 0;
    return {
      seq,
      time,
      plane: 'order',
      type: KIND_NAMES[kind] ?? String(kind),
      agent: this.#roster.agents[words[at + Field.owner] as number] ?? null,
      counter_agent: isFill ? (this.#roster.agents[words[at + Field.counterOwner] as number] ?? null) : null,
      market: listing?.market ?? null,
      bond: listing?.instrument ?? null,
      side: isOrder ? (sideOf(terms) === SELL ? 'sell' : 'buy') : null,
      order_type: isOrder ? typeOf(terms) : null,
      price_ticks: words[at + Field.priceTicks] || null,
      quantity_lots: isOfBook ? null : (words[at + Field.quantity] as number),
      resting_lots: isOfBook ? null : (words[at + Field.resting] as number),
      order_id: words[at + Field.order] || null,
      counter_order_id: isFill ? (words[at + Field.counterOrder] as number) : null,
      flag: isOrder ? flagOf(terms) : null,
      reason: reasonOf(kind, words[at + Field.counterOrder] as number),
      cause: words[at + Field.cause] || null,
      fields: isQueued(kind, words, at) ? furtherTerms(words, at) : null,
    };
  }

  #marketOf(instrument: string | null | undefined): string | null {
    return this.#roster.listing(instrument ?? '')?.market ?? null;
  }
}

const FIELDS_OF = Object.fromEntries(
  Object.entries(EVENTS).map(([type, row]) => [type, Object.entries(row.fields as Record<string, FieldKind>)]),
) as unknown as Readonly<Record<EventType, readonly (readonly [string, FieldKind])[]>>;

/** A name alone does not make a column: `from` of a change of leverage is a number. */
function columnOf(name: string, kind: FieldKind): Shared | undefined {
  const column = COLUMN_OF[name];
  if (column === undefined) return undefined;
  const isNumber = typeof kind === 'string' && kind !== 'name';
  return isNumber === NUMBERS.has(column) ? column : undefined;
}

function shown(kind: FieldKind, value: FieldValue): FieldValue {
  if (kind === 'date') return isoDate(value as DayNumber);
  return kind === 'time' ? isoTime(value as SimTime) : value;
}

/** The word that holds the maker's order in a fill holds a reason in what ended or was refused. */
function reasonOf(kind: RecordKind, word: number): string | null {
  if (kind === RecordKind.halted) return HALT_NAMES[word] ?? null;
  const hasReason = kind === RecordKind.rejected || kind === RecordKind.cancelled || kind === RecordKind.expired;
  return hasReason ? (REASON_NAMES[word] ?? null) : null;
}

/** An order that has come, or has queued anew. */
const isQueued = (kind: RecordKind, words: Int32Array, at: number): boolean =>
  kind === RecordKind.accepted || (kind === RecordKind.amended && words[at + Field.quantity] === 0);

/** What an iceberg shows, a stop's trigger, and until when an order stands. */
function furtherTerms(words: Int32Array, at: number): string | null {
  const [extra, goodTill] = [words[at + Field.counterOrder] as number, words[at + Field.counterCause] as number];
  if (extra === 0 && goodTill === 0) return null;
  const type = typeOf(words[at + Field.terms] as number);
  return JSON.stringify({
    ...(type === 'iceberg' && extra !== 0 ? { shownLots: extra } : {}),
    ...(type === 'stop' && extra !== 0 ? { triggerTicks: extra } : {}),
    ...(goodTill === 0 ? {} : { goodTill: isoTime((goodTill * SECOND_MS) as SimTime) }),
  });
}

function namesByNumber(numbers: Readonly<Record<string, number>>): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const [name, number] of Object.entries(numbers)) names[number] = name;
  return names;
}
