import { describe, expect, test } from 'vitest';
import { RunDigest } from '../../src/events/content-digest.ts';
import { EVENTS } from '../../src/events/fields.ts';
import { bytesSource, LogReader, readLog } from '../../src/events/log-reader.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { CATALOGUE, Catalogue, type PlainTable, UPCASTERS, type Upcaster } from '../../src/events/upcast.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { HEADER, join } from './recorded-log.ts';

/** A made-up type that has changed twice: yen became a currency and an amount, then a side was added. */
const first: PlainTable = {
  ...EVENTS,
  CouponPaid: { code: 900, version: 1, fields: { holder: 'name', yen: 'minor' } },
};
const third: PlainTable = {
  ...EVENTS,
  CouponPaid: { code: 900, version: 3, fields: { holder: 'name', currency: 'name', amount: 'minor', late: 'int' } },
};
const steps: Upcaster[] = [
  {
    type: 'CouponPaid',
    from: 1,
    fields: { holder: 'name', yen: 'minor' },
    up: ({ holder, yen }) => ({ holder: holder as string, currency: 'JPY', amount: yen as number }),
  },
  {
    type: 'CouponPaid',
    from: 2,
    fields: { holder: 'name', currency: 'name', amount: 'minor' },
    up: (fields) => ({ ...fields, late: 0 }),
  },
];
const old = new Catalogue(first, []);
const today = new Catalogue(third, steps);

function write(
  catalogue: Catalogue,
  events: readonly object[],
  engineVersion: string,
): { bytes: Uint8Array; hex: string } {
  const chunks: Uint8Array[] = [];
  const digest = new RunDigest({ catalogue });
  const sink = (bytes: Uint8Array): unknown => chunks.push(bytes.slice());
  const writer = new LogWriter({ sink, digest, catalogue, start: { ...HEADER, engineVersion } });
  for (const event of events as MarketEvent[]) {
    digest.control(event);
    writer.control(event);
  }
  writer.flush();
  return { bytes: join(chunks), hex: digest.hex };
}

const tick = { seq: 1, at: 1e12, type: 'ClockTicked', causes: [] };
const paid = { seq: 2, at: 1e12, type: 'CouponPaid', causes: [1], holder: 'smfg', yen: 77 };

describe('an event type that has changed since a log was written', () => {
  test('is brought up step by step, and the log still gives the digest that it recorded', () => {
    const log = write(old, [tick, paid], '0.1.0');
    const seen: unknown[] = [];
    const reader = new LogReader(bytesSource(log.bytes), { engineVersion: '3.0.0', catalogue: today });
    while (reader.next({ control: (event) => seen.push(event), batch: () => {} })) {
      // Everything happens in the visitor.
    }
    expect(reader.end).toEqual({ ending: 'whole' });
    expect(seen).toEqual([
      tick,
      { seq: 2, at: 1e12, type: 'CouponPaid', causes: [1], holder: 'smfg', currency: 'JPY', amount: 77, late: 0 },
    ]);
    expect(reader.digest?.hex).toBe(log.hex);
  });

  test('is refused by an older program with both versions', () => {
    const now = { ...paid, yen: undefined, currency: 'JPY', amount: 77, late: 1 };
    const log = write(today, [tick, now], '3.0.0');
    const end = readLog(log.bytes, { control: () => {}, batch: () => {} }, { engineVersion: '0.1.0', catalogue: old });
    expect(end).toMatchObject({
      ending: 'refused',
      flaw: {
        problem:
          'CouponPaid version 3 (the newest read is 1) is unknown: the log was written by engine 3.0.0, this is engine 0.1.0',
      },
    });
  });
});

describe('the catalogue', () => {
  test('holds every version of today’s vocabulary', () => {
    for (const [type, row] of Object.entries(EVENTS)) {
      for (let version = 1; version <= row.version; version++) {
        expect(CATALOGUE.find(row.code, version)).toMatchObject({ layout: { type, version } });
      }
      expect(CATALOGUE.find(row.code, row.version + 1)).toEqual({ unknown: 'version', type, newest: row.version });
      expect(CATALOGUE.find(row.code, 0)).toMatchObject({ unknown: 'version' });
    }
    expect(CATALOGUE.find(9_999, 1)).toEqual({ unknown: 'type' });
    expect(UPCASTERS.every((step) => step.type in EVENTS)).toBe(true);
  });

  test('does not accept a broken chain, a step twice, a step to nowhere or a number twice', () => {
    expect(() => new Catalogue(third, steps.slice(0, 1))).toThrow(/no upcaster reads version 2/);
    expect(() => new Catalogue(third, [...steps, steps[0] as Upcaster])).toThrow(/two upcasters read CouponPaid 1/);
    expect(() => new Catalogue(first, steps)).toThrow(/leads beyond version 1/);
    expect(() => new Catalogue(third, [...steps, { ...steps[0], type: 'Nothing' } as Upcaster])).toThrow(
      /beyond version 0/,
    );
    const twice = { ...first, CouponMissed: { code: 900, version: 1, fields: {} } };
    expect(() => new Catalogue(twice, [])).toThrow(/two event types have the code 900/);
    expect(() => new Catalogue({ Odd: { code: 70_000, version: 1, fields: {} } }, [])).toThrow(/16-bit code/);
    expect(() => today.layoutOf('Nothing')).toThrow(/not in the table/);
  });
});
