import { expect, test } from 'vitest';
import { RunDigest } from '../../src/events/content-digest.ts';
import { KEPT_PAYLOAD_BYTES, TEXT_BYTES_MAX } from '../../src/events/log-limits.ts';
import { readUtf8, writeUtf8 } from '../../src/events/utf8.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { largeLog } from './large-log.ts';
import { plain, readAll } from './recorded-log.ts';

test('a long text is read piece by piece, whatever character a piece would end in', () => {
  for (const character of ['é', '国', '😀']) {
    for (let before = 0; before < 5; before++) {
      const text = 'x'.repeat(before) + character.repeat(20_000);
      const bytes = new Uint8Array(text.length * 3);
      const length = writeUtf8(text, bytes, 0);
      expect(readUtf8(bytes, 0, length), `${before} before ${character}`).toBe(text);
      // Half of the last character is none.
      expect(readUtf8(bytes, 0, length - 1)).toBeUndefined();
    }
  }
});

test('a frame too large to be kept is delivered as the same events in small frames are', () => {
  const count = Math.ceil(KEPT_PAYLOAD_BYTES / 80);
  const make = (frameBytes: number) =>
    largeLog('BidsInvited', count, frameBytes, (seq) => ({
      auction: `auction ${seq}`,
      instruments: ['JGB-10Y', 'JGB-20Y', 'JGB-30Y'],
      offered: seq,
      causes: seq > 1 ? [seq - 1] : [],
    }));
  const [one, many] = [make(2 ** 28), make(2 ** 16)];
  expect(one.length).toBeGreaterThan(KEPT_PAYLOAD_BYTES);
  expect(many.length).toBeGreaterThan(one.length);
  const [large, small] = [readAll(one), readAll(many)];
  expect(large.end).toEqual({ ending: 'whole' });
  expect(large.entries).toHaveLength(count);
  expect(large.entries.map(plain)).toEqual(small.entries.map(plain));
});

test('a damaged event at the end of such a frame delivers none of it', () => {
  const log = largeLog('ClockTicked', Math.ceil(KEPT_PAYLOAD_BYTES / 20), 2 ** 28, () => ({}));
  log[log.length - 20]! ^= 1;
  const { entries, end } = readAll(log);
  expect(entries).toHaveLength(0);
  expect(end.ending).toBe('refused');
});

test('long texts enter a digest as short ones do: by what they say, and not by which came before', () => {
  const hexOf = (...headlines: readonly string[]): string => {
    const digest = new RunDigest();
    for (const [at, headline] of headlines.entries()) {
      const event = { seq: at + 1, at: 0, type: 'ElectionHeld', causes: [], market: 'jgb', headline };
      digest.control(event as unknown as MarketEvent);
    }
    return digest.hex;
  };
  const [a, b] = ['a'.repeat(300), 'b'.repeat(300)];
  expect(hexOf(a, b, a)).toBe(hexOf(a, b, a));
  expect(new Set([hexOf(a, b, a), hexOf(a, b, b), hexOf(b, b, a), hexOf(a, a, a)]).size).toBe(4);
});

test('a text that no reader would take is our bug where it is written', () => {
  const auction = 'x'.repeat(TEXT_BYTES_MAX + 1);
  const write = (): unknown => largeLog('BidsInvited', 1, 2 ** 16, () => ({ auction, instruments: [], offered: 0 }));
  expect(write).toThrow(/too long for a log/);
});
