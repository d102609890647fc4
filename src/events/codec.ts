/**
 * One control event ↔ one entry of the log: exactly one byte string for each event, and no other is accepted.
 *
 * Derived from the table in `fields.ts`. Encoding asserts every number (a nasty one is our bug); decoding refuses with
 * an offset and never throws, whatever the bytes. Layout: `docs/log-format.md`.
 */
import { assert, Bug } from '../units/assert.ts';
import { SEQ_MAX } from '../units/quantity.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { EventLayout, FieldKind, FieldValue, PlainEvent } from './field-kinds.ts';
import { LIST_MAX } from './log-limits.ts';
import { CATALOGUE, type Catalogue } from './upcast.ts';
import type { MarketEvent } from './vocabulary.ts';

export const CONTROL_TAG = 1;
export const BATCH_TAG = 2;
/** Tag, byte length of the body, instant (64 bits). */
export const ENTRY_HEADER_BYTES = 16;

/** Appends an event's entry, header included. */
export function encodeEvent(event: MarketEvent, out: ByteWriter, catalogue: Catalogue = CATALOGUE): void {
  const layout = catalogue.layoutOf(event.type);
  const plain = event as unknown as PlainEvent;
  out.word(CONTROL_TAG);
  const lengthAt = out.length;
  out.word(0);
  out.integer(event.at);
  const bodyAt = out.length;
  out.word(layout.code | (layout.version << 16));
  writeSeq(event.seq, out);
  assert(event.causes.length <= LIST_MAX, `${event.causes.length} causes are too many for a log`);
  out.word(event.causes.length);
  let previous = 0;
  for (const cause of event.causes) {
    if (cause <= previous) throw new Bug(`causes are listed oldest first, each once, got ${cause} after ${previous}`);
    writeSeq(cause, out);
    previous = cause;
  }
  for (const { name, kind } of layout.fields) writeField(kind, plain[name] as FieldValue, out);
  out.patch(lengthAt, out.length - bodyAt);
}

/** An event as the log holds it, before upcasting. */
export interface StoredEvent {
  readonly layout: EventLayout;
  readonly event: PlainEvent;
}

/** Reads the body of a control entry, up to the reader's limit. Undefined: see the reader's flaw. */
export function decodeEvent(at: number, from: ByteReader, catalogue: Catalogue = CATALOGUE): StoredEvent | undefined {
  const start = from.offset;
  const head = from.word();
  const [code, version] = [head & 0xffff, head >>> 16];
  const answer = catalogue.find(code, version);
  if ('unknown' in answer) {
    if (answer.unknown === 'type') from.refuseUnknown(`event type ${code}`, start);
    else from.refuseUnknown(`${answer.type} version ${version} (the newest read is ${answer.newest})`, start);
    return undefined;
  }
  const { layout } = answer;
  const seq = readSeq(from);
  const causes: number[] = [];
  for (let count = from.count(4); count > 0; count--) {
    const cause = readSeq(from);
    if (cause <= (causes.at(-1) ?? 0))
      from.refuse('causes that are not listed oldest first, each once', from.offset - 4);
    causes.push(cause);
    if (from.flaw !== undefined) return undefined;
  }
  const event: Record<string, FieldValue> = { seq, at, type: layout.type, causes };
  for (const { name, kind } of layout.fields) event[name] = readField(kind, from);
  if (from.left > 0) from.refuse(`${from.left} bytes after the last field of ${layout.type}`);
  return from.flaw === undefined ? { layout, event } : undefined;
}

function writeSeq(seq: number, out: ByteWriter): void {
  if (!Number.isInteger(seq) || seq < 1 || seq > SEQ_MAX) throw new Bug(`a seq lies in 1…${SEQ_MAX}, got ${seq}`);
  out.word(seq);
}

function readSeq(from: ByteReader): number {
  const seq = from.word();
  if (seq < 1) from.refuse(`a seq beyond 1…${SEQ_MAX}`, from.offset - 4);
  return seq;
}

function writeField(kind: FieldKind, value: FieldValue, out: ByteWriter): void {
  if (typeof kind === 'object') {
    const code = kind.codeOf(value);
    if (code === undefined) throw new Bug(`one of ${kind.words.join(', ')} is expected, got ${String(value)}`);
    out.word(code);
  } else if (kind === 'name') out.text(value as string);
  else if (kind === 'names') {
    assert(Array.isArray(value) && value.length <= LIST_MAX, 'a list of names is expected, and no endless one');
    out.word(value.length);
    for (const name of value as readonly string[]) out.text(name);
  } else if (kind === 'ints') {
    assert(Array.isArray(value) && value.length <= LIST_MAX, 'a list of integers is expected, and no endless one');
    out.word(value.length);
    for (const number of value as readonly number[]) out.integer(number);
  } else {
    if (kind === 'ticks' && (value as number) < 0)
      throw new Bug(`price ticks must not be negative, got ${String(value)}`);
    out.integer(value as number);
  }
}

function readField(kind: FieldKind, from: ByteReader): FieldValue {
  if (typeof kind === 'object') {
    const code = from.unsigned();
    const word = kind.words[code];
    if (word === undefined)
      from.refuseUnknown(`word ${code} of a list of ${kind.words.length} (${kind.words.join(', ')})`, from.offset - 4);
    return word ?? '';
  }
  if (kind === 'name') return from.text();
  if (kind === 'names') return Array.from({ length: from.count(4) }, () => from.text());
  if (kind === 'ints') return Array.from({ length: from.count(8) }, () => from.integer());
  const value = from.integer();
  if (kind === 'ticks' && value < 0) from.refuse(`price ticks below zero: ${value}`, from.offset - 8);
  return value;
}
