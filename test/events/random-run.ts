/**
 * Made-up runs for the tests of events: a plan in names, from which the same run can be laid out in several ways.
 *
 * A plan knows no seq and no index, so that a test can list instruments in another order or let one more agent join and
 * ask what has changed. Everything comes from one seed, which tests print when they fail.
 */
import type { FieldKind, FieldValue } from '../../src/events/field-kinds.ts';
import { EVENT_TYPES, EVENTS } from '../../src/events/fields.ts';
import { Field, packTerms, RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';

/** Uniform integers below a bound: Marsaglia's xorshift32, good enough to make test data. */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export interface PlannedEvent {
  readonly id: string;
  readonly at: number;
  readonly type: EventType;
  readonly causes: readonly string[];
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface PlannedRecord {
  readonly kind: number;
  readonly instrument: string;
  readonly owner: string;
  readonly counterOwner: string;
  readonly cause: string;
  readonly counterCause: string;
  readonly numbers: readonly [order: number, price: number, quantity: number, resting: number, counterOrder: number];
}

export interface PlannedBatch {
  readonly id: string;
  readonly at: number;
  readonly records: readonly PlannedRecord[];
}

export type PlanItem = PlannedEvent | PlannedBatch;

const START = 1_768_863_600_000;
const TEXTS = [
  '',
  'smfg',
  'JGB-30Y',
  '食料品の消費税をゼロに',
  'naïve café',
  '𝕁𝔾𝔹 tail',
  'x'.repeat(130),
  ' "quoted"\n',
];
const NUMBERS = [
  0,
  1,
  -1,
  255,
  -256,
  2 ** 31,
  -(2 ** 31),
  2 ** 32 + 7,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
];

export function randomValue(kind: FieldKind, roll: Dice): FieldValue {
  if (typeof kind === 'object') return kind.words[roll(kind.words.length)] as string;
  const text = (): string => TEXTS[roll(TEXTS.length)] as string;
  const number = (): number => (roll(3) > 0 ? roll(100_000) - 50_000 : (NUMBERS[roll(NUMBERS.length)] as number));
  if (kind === 'name') return text();
  if (kind === 'names') return Array.from({ length: roll(4) }, text);
  if (kind === 'ints') return Array.from({ length: roll(4) }, number);
  return kind === 'ticks' ? Math.abs(number()) : number();
}

export function fieldsOf(type: EventType, roll: Dice): Record<string, FieldValue> {
  const kinds = Object.entries(EVENTS[type].fields as Record<string, FieldKind>);
  return Object.fromEntries(kinds.map(([name, kind]) => [name, randomValue(kind, roll)]));
}

export const INSTRUMENTS = ['JGB-10Y', 'JGB-30Y', 'UST-10Y', 'FX-USDJPY'];
export const AGENTS = ['smfg', 'lifeInsurer-1', 'vigilante-3', 'dealer-2', 'boj'];

/** Opening, then events of every type and batches of every kind of record, in turn. */
export function planRun(seed: number, length: number): PlanItem[] {
  const roll = dice(seed);
  const items: PlanItem[] = [];
  for (const instrument of INSTRUMENTS) {
    const fields = { ...fieldsOf('InstrumentListed', roll), instrument };
    items.push({ id: `list ${instrument}`, at: START, type: 'InstrumentListed', causes: [], fields });
  }
  for (const agent of AGENTS) {
    items.push({
      id: `join ${agent}`,
      at: START,
      type: 'AgentJoined',
      causes: [],
      fields: { agent, kind: 'megabank' },
    });
  }
  const past = items.map((item) => item.id);
  const types = EVENT_TYPES.filter((type) => type !== 'InstrumentListed' && type !== 'AgentJoined');
  for (let n = 0, at = START; n < length; n++, at += roll(3) * 60_000) {
    if (roll(3) === 0) {
      items.push({ id: `batch ${n}`, at, records: Array.from({ length: 1 + roll(5) }, () => planRecord(roll, past)) });
      continue;
    }
    const type = types[n % types.length] as EventType;
    const causes = [...new Set([past[roll(past.length)] as string, past[roll(past.length)] as string])];
    const event = { id: `${type} ${n}`, at, type, causes: causes.slice(roll(3)), fields: fieldsOf(type, roll) };
    items.push(event);
    past.push(event.id);
  }
  return items;
}

function planRecord(roll: Dice, past: readonly string[]): PlannedRecord {
  const pick = (names: readonly string[]): string => names[roll(names.length)] as string;
  return {
    kind: 1 + roll(RecordKind.resumed),
    instrument: pick(INSTRUMENTS),
    owner: pick(AGENTS),
    counterOwner: pick(AGENTS),
    cause: pick(past),
    counterCause: pick(past),
    numbers: [1 + roll(1000), 9_000 + roll(2_000), 1 + roll(50), roll(50), roll(1000)],
  };
}

/** Gives seqs in the order of the plan and indices in the order in which it lists and joins. */
export function layOut(plan: readonly PlanItem[]): {
  entries: (MarketEvent | RecordBatch)[];
  idOf: Map<number, string>;
} {
  const seqOf = new Map<string, number>();
  const idOf = new Map<number, string>();
  const instruments: string[] = [];
  const agents: string[] = [];
  let next = 1;
  const entries = plan.map((item): MarketEvent | RecordBatch => {
    const seq = next;
    if ('records' in item) {
      for (let i = 0; i < item.records.length; i++) idOf.set(next++, `${item.id} record ${i}`);
      const words = item.records.flatMap((record) => wordsOf(record, { seqOf, instruments, agents }));
      return { at: item.at as SimTime, firstSeq: seq as Seq, words: Int32Array.from(words), from: 0, to: words.length };
    }
    idOf.set(next++, item.id);
    seqOf.set(item.id, seq);
    if (item.type === 'InstrumentListed') instruments.push(item.fields.instrument as string);
    if (item.type === 'AgentJoined') agents.push(item.fields.agent as string);
    const causes = item.causes.map((id) => seqOf.get(id) as number).sort((a, b) => a - b);
    return { seq, at: item.at, type: item.type, causes, ...item.fields } as unknown as MarketEvent;
  });
  return { entries, idOf };
}

interface Layout {
  readonly seqOf: ReadonlyMap<string, number>;
  readonly instruments: readonly string[];
  readonly agents: readonly string[];
}

function wordsOf(record: PlannedRecord, { seqOf, instruments, agents }: Layout): number[] {
  const words = new Array<number>(RECORD_WORDS).fill(0);
  const isFill = record.kind === RecordKind.filled;
  const [order, price, quantity, resting, counterOrder] = record.numbers;
  words[Field.kind] = record.kind;
  words[Field.instrument] = instruments.indexOf(record.instrument);
  words[Field.order] = order;
  words[Field.owner] = record.kind < RecordKind.halted ? agents.indexOf(record.owner) : 0;
  words[Field.terms] = packTerms(1, 2, 3);
  words[Field.priceTicks] = price;
  words[Field.quantity] = quantity;
  words[Field.resting] = resting;
  words[Field.counterOrder] = counterOrder;
  words[Field.counterOwner] = isFill ? agents.indexOf(record.counterOwner) : 0;
  words[Field.cause] = seqOf.get(record.cause) as number;
  words[Field.counterCause] = isFill ? (seqOf.get(record.counterCause) as number) : 0;
  return words;
}

/** A run in the plain order of its plan. */
export const randomRun = (seed: number, length: number): (MarketEvent | RecordBatch)[] =>
  layOut(planRun(seed, length)).entries;

/** The same, followed by batches of many records each: quick to read, for tests that read a long log very often. */
export function randomRunOfRecords(seed: number, length: number, batches: number): (MarketEvent | RecordBatch)[] {
  const plan = planRun(seed, length);
  const roll = dice(seed + 1);
  const past = plan.filter((item) => 'type' in item).map((item) => item.id);
  const { at } = plan.at(-1) as PlanItem;
  for (let n = 0; n < batches; n++) {
    plan.push({
      id: `long batch ${n}`,
      at,
      records: Array.from({ length: 30 + roll(60) }, () => planRecord(roll, past)),
    });
  }
  return layOut(plan).entries;
}
