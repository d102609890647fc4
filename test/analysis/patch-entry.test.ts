/** Which entry of a patch an event comes from. The proofs themselves are in `test/cli/why-patch.deep.ts`. */
import { describe, expect, test } from 'vitest';
import { removalOf } from '../../src/analysis/why/leave-out.ts';
import { patchEntryOf } from '../../src/analysis/why/patch-entry.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Intervention } from '../../src/scenario/scenario.ts';
import type { Seq } from '../../src/units/quantity.ts';
import { patched, tokyo } from '../engine/patched-world.ts';

const at = tokyo('20T09:10');
const scenario = patched(
  { at },
  '{ type: ElectionCalled, id: vote, market: jgb, date: 2026-02-08, headline: An election }',
  '{ id: outright, bond: JGB-30Y, format: boj_purchase, amount: ¥300bn }',
  '{ revise: outright, offered: ¥200bn }',
  '{ cancel: twenty-year }',
  '{ trade: FX-USDJPY, side: sell, amount: $5bn, by: mof }',
  '{ set: { agents.vigilantes.capacity: 5%, loops.L6: off } }',
);
const entries = scenario.interventions ?? [];
const kindAt = (indices: readonly number[] | undefined): unknown[] | undefined =>
  indices?.map((index) => entries[index]?.deed.kind);

const event = (type: string, fields: object, when = at): MarketEvent =>
  ({ seq: 900, at: when, type, causes: [], ...fields }) as unknown as MarketEvent;
const ORDER = { agent: 'mof', instrument: 'FX-USDJPY', side: 'sell', until: at + 3_600_000 };
const lots = entries.flatMap(({ deed }) => (deed.kind === 'trade' ? deed.lots : []))[0];

const FOUND: readonly (readonly [MarketEvent, readonly string[]])[] = [
  [event('ElectionCalled', { market: 'jgb', date: 20_492, headline: 'An election' }), ['announce']],
  [event('AuctionAnnounced', { auction: 'outright' }, tokyo('20T10:10')), ['hold', 'revise']],
  [event('OfferRevised', { auction: 'outright', offered: 200e9 }), ['revise']],
  [event('AuctionCancelled', { auction: 'twenty-year' }), ['cancel']],
  [event('CurrencyInterventionOrdered', { ...ORDER, lots }), ['trade']],
  [event('MandateChanged', { agent: 'vigilantes-02', path: 'capacity', value: '5%' }), ['setMandate']],
  [event('LoopSwitched', { loop: 'L6', to: 'off' }), ['switchLoop']],
];

describe('the entry of an event of a patch', () => {
  test.each(FOUND.map(([found, kinds]) => [found.type, found, kinds] as const))('%s', (_, found, kinds) => {
    const entry = patchEntryOf(found, entries);
    expect(kindAt(entry?.indices)).toEqual(kinds);
    expect(removalOf(found, { events: new Map() }, scenario)).toEqual({
      scenario,
      interventions: entry?.indices,
      without: undefined,
      text: entry?.text,
    });
  });

  test('a member of a group is one of several: only its own is meant', () => {
    const changed = event('MandateChanged', { agent: 'vigilantes-02', path: 'capacity', value: '5%' });
    const [index = 0] = patchEntryOf(changed, entries)?.indices ?? [];
    expect(entries[index]?.deed).toMatchObject({ agent: 'vigilantes-02' });
    expect(entries.filter(({ deed }) => deed.kind === 'setMandate')).toHaveLength(3);
  });

  test('is none where the moment, the value or the type is another', () => {
    for (const [found] of FOUND.filter(([{ type }]) => type !== 'AuctionAnnounced')) {
      expect(patchEntryOf({ ...found, at: found.at + 1 } as MarketEvent, entries), found.type).toBeUndefined();
      expect(patchEntryOf({ ...found, type: 'ClockTicked' } as MarketEvent, entries), found.type).toBeUndefined();
    }
    expect(patchEntryOf(event('LoopSwitched', { loop: 'L6', to: 'on' }), entries)).toBeUndefined();
    expect(patchEntryOf(event('CurrencyInterventionOrdered', { ...ORDER, lots: 1 }), entries)).toBeUndefined();
    expect(patchEntryOf(event('OfferRevised', { auction: 'outright', offered: 1 }), entries)).toBeUndefined();
  });

  test('of several that say the same at one instant is the last that comes before the event', () => {
    const off = (after?: number): Intervention => ({
      at,
      deed: { kind: 'switchLoop', loop: 'L6', isOn: false },
      ...(after === undefined ? {} : { after: after as Seq }),
    });
    const found = event('LoopSwitched', { loop: 'L6', to: 'off' });
    expect(patchEntryOf(found, [off(100), off(899), off(900)])?.indices).toEqual([1]);
    expect(patchEntryOf(found, [off(100), off(950)])?.indices).toEqual([0]);
    expect(patchEntryOf(found, [off(950)])).toBeUndefined();
  });

  test('an auction of the scenario goes with what a patch does to it', () => {
    const announced = event('AuctionAnnounced', { auction: 'twenty-year' }, tokyo('19T15:30'));
    const removal = removalOf(announced, { events: new Map() }, scenario);
    expect(kindAt(removal?.interventions)).toEqual(['cancel']);
    expect(removal?.scenario.auctions).toEqual([]);
  });
});
