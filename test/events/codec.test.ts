import { describe, expect, test } from 'vitest';
import { ByteReader } from '../../src/events/byte-reader.ts';
import { ByteWriter } from '../../src/events/byte-writer.ts';
import { decodeEvent, ENTRY_HEADER_BYTES, encodeEvent } from '../../src/events/codec.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import type { FieldKind } from '../../src/events/field-kinds.ts';
import { EVENT_TYPES, EVENTS } from '../../src/events/fields.ts';
import { readUtf8, writeUtf8 } from '../../src/events/utf8.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { Bug } from '../../src/units/assert.ts';
import { NASTY } from './nasty.ts';
import { dice, fieldsOf } from './random-run.ts';

const AT = 1_768_863_600_000;

function encode(event: MarketEvent): Uint8Array {
  const out = new ByteWriter(64);
  encodeEvent(event, out);
  return out.view().slice();
}

/** The event, or what is wrong with the bytes. */
function decode(bytes: Uint8Array): MarketEvent | string {
  const from = new ByteReader(bytes);
  from.unsigned();
  const length = from.unsigned();
  const at = from.integer();
  if (length !== from.left) return 'length';
  const stored = decodeEvent(at, from);
  return stored === undefined
    ? `${from.flaw?.problem} at ${from.flaw?.offset}`
    : (stored.event as unknown as MarketEvent);
}

function eventOf(type: EventType, seed: number): MarketEvent {
  const roll = dice(seed);
  const causes = [3, 17, 2 ** 31 - 2].slice(0, roll(4));
  return { seq: 2 ** 31 - 1, at: AT - roll(9) * 1e12, type, causes, ...fieldsOf(type, roll) } as unknown as MarketEvent;
}

describe('the codec of control events', () => {
  test.each(EVENT_TYPES)('%s comes back as it went in', (type) => {
    for (let seed = 1; seed <= 50; seed++) {
      const event = eventOf(type, seed);
      const bytes = encode(event);
      expect(bytes.length % 4).toBe(0);
      expect(decode(bytes), `seed ${seed}`).toEqual(event);
    }
  });

  test('whatever it accepts, it writes back byte for byte: no event has two forms', () => {
    let accepted = 0;
    for (let seed = 1; seed <= 4_000; seed++) {
      const roll = dice(seed);
      const bytes = encode(eventOf(EVENT_TYPES[roll(EVENT_TYPES.length)] as EventType, seed));
      for (let n = 1 + roll(3); n > 0; n--) {
        const at = ENTRY_HEADER_BYTES + roll(bytes.length - ENTRY_HEADER_BYTES);
        bytes[at]! ^= roll(4) === 0 ? roll(256) : 1 << roll(8);
      }
      const event = decode(bytes);
      if (typeof event === 'string') continue;
      accepted++;
      expect(encode(event), `seed ${seed}`).toEqual(bytes);
    }
    expect(accepted).toBeGreaterThan(100);
  });

  test('no cut entry is accepted, and none is read beyond its end', () => {
    for (const type of EVENT_TYPES) {
      const whole = encode(eventOf(type, 5));
      for (let length = ENTRY_HEADER_BYTES; length < whole.length; length += 4) {
        const cut = whole.slice(0, length);
        new DataView(cut.buffer).setUint32(4, length - ENTRY_HEADER_BYTES, true);
        expect(typeof decode(cut), `${type} cut at ${length}`).toBe('string');
      }
    }
  });

  test('says where and why: lists that lie about their length, padding, words, seqs and integers out of range', () => {
    const event = eventOf('DecisionTaken', 1) as MarketEvent & { type: 'DecisionTaken' };
    const bytes = encode({
      ...event,
      causes: [],
      agent: 'smfg',
      rule: 'r',
      instrument: '',
      terms: ['x'],
      milliValues: [1],
    });
    const broken = (word: number, value: number): string => {
      const copy = bytes.slice();
      new DataView(copy.buffer).setInt32(4 * word, value, true);
      return decode(copy) as string;
    };
    // Words: 4 type and version, 5 seq, 6 causes, 7–8 agent, 9–10 rule, 11 instrument, 12–14 terms, 15–17 values.
    expect(broken(4, 999)).toBe('event type 999 is unknown at 16');
    expect(broken(4, 61 | (2 << 16))).toBe('DecisionTaken version 2 (the newest read is 1) is unknown at 16');
    expect(broken(5, 0)).toMatch(/a seq beyond 1…2147483647 at 20/);
    expect(broken(6, -1)).toMatch(/a list of 4294967295 where 44 bytes are left at 24/);
    expect(broken(7, 2 ** 30)).toMatch(/a text of 1073741824 bytes where 40 are left at 28/);
    expect(broken(7, 3)).toMatch(/not followed by zeros at 35/);
    expect(broken(8, -1)).toMatch(/not UTF-8 at 32/);
    expect(broken(12, 2 ** 31 - 1)).toMatch(/a list of 2147483647/);
    expect(broken(15, 2)).toMatch(/a list of 2 where 8 bytes are left/);
    expect(broken(15, 0)).toMatch(/8 bytes after the last field of DecisionTaken/);
    expect(broken(17, 2 ** 21)).toMatch(/an integer beyond ±\(2\^53 − 1\) at 64/);
    const market = encode({ seq: 1, at: AT, type: 'SessionOpened', causes: [1], market: 'jgb', date: 1 } as never);
    new DataView(market.buffer).setUint32(4 * 8, 9, true);
    expect(decode(market)).toMatch(/word 9 of a list of 9 \(jgb, ust, .* is unknown/);
  });
});

const FOREIGN = ['1', null, undefined, true, 1n, {}];

describe('nasty numbers', () => {
  const numbersOf = (type: EventType): [string, FieldKind][] =>
    Object.entries(EVENTS[type].fields as Record<string, FieldKind>).filter(
      ([, kind]) => typeof kind === 'string' && kind !== 'name' && kind !== 'names',
    );

  test('none enters the log or the digest, in any field of any event', () => {
    let tried = 0;
    for (const type of EVENT_TYPES) {
      for (const [name, kind] of [['at', 'time'] as const, ...numbersOf(type)]) {
        for (const nasty of [...NASTY, ...FOREIGN]) {
          const value = kind === 'ints' ? [1, nasty] : nasty;
          const event = { seq: 1, at: AT, type, causes: [], ...fieldsOf(type, dice(1)), [name]: value } as never;
          expect(() => encode(event), `log: ${type}.${name} ${String(nasty)}`).toThrow(Bug);
          expect(() => new RunDigest().control(event), `digest: ${type}.${name} ${String(nasty)}`).toThrow(Bug);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(1_000);
  });

  test('no seq and no cause is anything but a positive 31-bit integer, causes oldest first', () => {
    const event = { at: AT, type: 'ClockTicked' };
    for (const nasty of [...NASTY, 0, -1, 2 ** 31, '1', null, undefined]) {
      expect(() => encode({ ...event, seq: nasty, causes: [] } as never), String(nasty)).toThrow(Bug);
      expect(() => encode({ ...event, seq: 9, causes: [nasty] } as never), String(nasty)).toThrow(Bug);
    }
    expect(() => encode({ ...event, seq: 9, causes: [3, 2] } as never)).toThrow(/oldest first/);
    expect(() => encode({ ...event, seq: 9, causes: [3, 3] } as never)).toThrow(/oldest first/);
  });

  test('no price in ticks below zero, no foreign word and no foreign text', () => {
    const tick = { seq: 1, at: AT, type: 'PriceTicked', causes: [], ...fieldsOf('PriceTicked', dice(1)) };
    expect(() => encode({ ...tick, bidTicks: -1 } as never)).toThrow(/must not be negative/);
    expect(() => encode({ ...tick, instrument: 7 } as never)).toThrow(/must be a text/);
    expect(() => encode({ ...tick, instrument: '\ud800' } as never)).toThrow(/surrogate/);
    const session = { seq: 1, at: AT, type: 'SessionOpened', causes: [], market: 'jgbs', date: 0 };
    expect(() => encode(session as never)).toThrow(/one of jgb, ust/);
    expect(() => new RunDigest().control(session as never)).toThrow(/one of jgb, ust/);
  });
});

describe('UTF-8', () => {
  test('agrees with the platform’s coder on every plane, and refuses what it would repair', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const points = [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x10ffff];
    const text = points.map((point) => String.fromCodePoint(point)).join('');
    const room = new Uint8Array(text.length * 3);
    const bytes = room.subarray(0, writeUtf8(text, room, 0));
    expect(bytes).toEqual(new TextEncoder().encode(text));
    expect(readUtf8(bytes, 0, bytes.length)).toBe(text);
    for (const lone of ['\ud800', 'a\udc00', '\ud800\ud800', '\udbffx']) {
      expect(() => writeUtf8(lone, new Uint8Array(20), 0)).toThrow(Bug);
    }
    const roll = dice(11);
    for (let n = 0; n < 50_000; n++) {
      const some = Uint8Array.from({ length: 1 + roll(4) }, () => (roll(3) > 0 ? 0x80 | roll(128) : roll(256)));
      let expected: string | undefined;
      try {
        expected = strict.decode(some);
      } catch {
        expected = undefined;
      }
      expect(readUtf8(some, 0, some.length), some.join(' ')).toBe(expected);
    }
  });
});
