/**
 * A log of everything that a log can hold, at the limits of what is legal: every type of event with its smallest, largest
 * and oddest values, every word of every closed list, every kind of record. It tells of no world.
 *
 * Derived from the table of fields, so that a new type is in the next golden log without anybody thinking of it.
 */
import type { FieldKind, FieldValue } from '../../src/events/field-kinds.ts';
import { EVENT_TYPES, EVENTS } from '../../src/events/fields.ts';
import { Field, packTerms, RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';
import type { Entry } from './recorded-log.ts';

const MOST = Number.MAX_SAFE_INTEGER;
const INT32_MOST = 2 ** 31 - 1;

const NUMBERS = [-MOST, MOST, 0, -1, 1, 2 ** 32, -(2 ** 32), 2 ** 31, -(2 ** 31) - 1];
const TICKS = [0, MOST, 1, 2 ** 31, 2 ** 32 - 1];
/** Of every width in UTF-8 and UTF-16, with what readers of text stumble over, and long. */
const NAMES = [
  '',
  'a',
  '食料品の消費税をゼロに',
  '\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufeff\uffff',
  '\u{10000}\u{10ffff} 𝕁𝔾𝔹',
  ' "quoted", <b>\r\n\t\\',
  '__proto__',
  'é'.repeat(150),
];
const LISTS = {
  names: [[], [''], NAMES.slice(0, 7), Array.from({ length: 40 }, (_, n) => `JGB-${n}`)],
  ints: [[], [0], NUMBERS, Array.from({ length: 40 }, (_, n) => n - 20)],
} as const;

/** Everything that a field may be asked to hold, the most extreme first. */
function valuesOf(kind: FieldKind): readonly FieldValue[] {
  if (typeof kind === 'object') return kind.words;
  if (kind === 'name') return NAMES;
  if (kind === 'names' || kind === 'ints') return LISTS[kind];
  return kind === 'ticks' ? TICKS : NUMBERS;
}

/** As many events as it takes to show each value of each field; fields run through theirs side by side. */
function fieldsOf(type: EventType): Record<string, FieldValue>[] {
  const fields = Object.entries(EVENTS[type].fields as Record<string, FieldKind>);
  const rows = Math.max(1, ...fields.map(([, kind]) => valuesOf(kind).length));
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      fields.map(([name, kind]) => {
        const values = valuesOf(kind);
        return [name, values[row % values.length] as FieldValue];
      }),
    ),
  );
}

/** From the first instant that can be written to the last. */
export function everyEvent(): Entry[] {
  const entries: Entry[] = [];
  let seq = 0;
  for (const type of EVENT_TYPES) {
    for (const fields of fieldsOf(type)) {
      const causes = seq === 0 ? [] : [...new Set([1, Math.ceil(seq / 2), seq])].slice(0, seq % 4);
      seq++;
      entries.push({ seq, at: seq === 1 ? -MOST : seq, type, causes, ...fields } as unknown as MarketEvent);
    }
  }
  const words = Int32Array.from(Object.values(RecordKind).flatMap((kind) => recordsOf(kind, seq)));
  entries.push({ at: MOST as SimTime, firstSeq: (seq + 1) as Seq, words, from: 0, to: words.length } as RecordBatch);
  return entries;
}

/** One with every word at its least, one with every word at its most. */
function recordsOf(kind: RecordKind, lastSeq: number): number[] {
  const agents = fieldsOf('AgentJoined').length;
  const instruments = fieldsOf('InstrumentListed').length;
  const isFill = kind === RecordKind.filled;
  const least = new Array<number>(RECORD_WORDS).fill(-INT32_MOST - 1);
  const most = new Array<number>(RECORD_WORDS).fill(INT32_MOST);
  for (const [words, agent, instrument, cause, terms] of [
    [least, 0, 0, 0, 0],
    [most, agents - 1, instruments - 1, lastSeq, packTerms(1, 15, 15)],
  ] as const) {
    words[Field.kind] = kind;
    words[Field.instrument] = instrument;
    words[Field.owner] = kind < RecordKind.halted ? agent : 0;
    words[Field.terms] = terms;
    words[Field.cause] = cause;
    if (!isFill) continue;
    words[Field.counterOwner] = agent;
    words[Field.counterCause] = cause;
  }
  return [...least, ...most];
}
