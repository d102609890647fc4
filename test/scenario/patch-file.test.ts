/** Patches as people write them: what is understood, and what is refused in which place. */
import { describe, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { readPatch, readPatchedScenario } from '../../src/scenario/interventions/patch-file.ts';
import type { LocatedError } from '../../src/scenario/located-error.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { seq } from '../../src/units/quantity.ts';
import { isoTime, parseIsoTime } from '../../src/units/time.ts';
import { read, SMALL } from './small-scenario.ts';

/** An authority beside the debt office, and the evening before the auction. */
const WITH_BANK = SMALL.replace(
  '  smfg:\n',
  '  boj: { kind: centralBank, mandate: { market: jgb }, holdings: { JGB-10Y: ¥100tn } }\n  smfg:\n',
);
const FORK = { at: parseIsoTime('2026-01-19T18:00+09:00') as never };

interface Given {
  readonly settings?: readonly string[];
  readonly after?: number;
  readonly scenario?: string;
}

function result(entries: readonly string[], { settings = [], after, scenario = WITH_BANK }: Given = {}) {
  const list = entries.length === 0 ? '[]' : `\n${entries.map((entry) => `  - ${entry}`).join('\n')}`;
  const patch = readPatch(`schemaVersion: 1\ninterventions: ${list}\n`, 'patch.yaml');
  if (!patch.ok) return patch;
  return readPatchedScenario({
    scenarioText: scenario,
    scenarioFile: 'small.yaml',
    patch: patch.patch,
    settings: settings.map((text) => {
      const [path = '', valueText = ''] = text.split('=');
      return { path, valueText };
    }),
    fork: after === undefined ? FORK : { ...FORK, after: seq(after) },
    kinds: AGENT_KINDS,
  });
}

function patched(entries: readonly string[], given?: Given): Scenario {
  const read = result(entries, given);
  if (!read.ok) throw new Error(read.errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return read.scenario;
}

const deeds = (entries: readonly string[], given?: Given) =>
  (patched(entries, given).interventions ?? []).map(({ deed }) => deed);
const faults = (entries: readonly string[], given?: Given): readonly LocatedError[] => {
  const read = result(entries, given);
  return read.ok ? [] : read.errors;
};

describe('a patch', () => {
  test('that is empty leaves the scenario as it was, to the letter', () => {
    const straight = read(WITH_BANK);
    const empty = result([]);
    expect(straight.ok && empty.ok).toBe(true);
    expect(empty).toEqual(straight);
  });

  test('says when by itself, or happens at the fork', () => {
    const [first, second] = patched(['{ cancel: ten-year, at: 2026-01-20T09:00+09:00 }', '{ set: { loops.L6: off } }'])
      .interventions as NonNullable<Scenario['interventions']>;
    expect([first?.deed.kind, isoTime(first?.at as never)]).toEqual(['switchLoop', '2026-01-19T09:00:00Z']);
    expect([second?.deed.kind, isoTime(second?.at as never)]).toEqual(['cancel', '2026-01-20T00:00:00Z']);
  });

  test('of a fork at a seq comes after it, within its instant', () => {
    expect(patched(['{ set: { loops.L6: off } }'], { after: 41 }).interventions).toEqual([
      { at: FORK.at, after: 41, deed: { kind: 'switchLoop', loop: 'L6', isOn: false } },
    ]);
  });

  test('means the same in any order', () => {
    const entries = [
      '{ cancel: buy }',
      '{ set: { loops.L6: off } }',
      '{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥300bn }',
      '{ set: { agents.smfg.target: ¥30tn } }',
    ];
    expect(patched([...entries].reverse())).toEqual(patched(entries));
    expect(deeds(entries)[0]?.kind).toBe('hold');
  });

  test('is written back into the scenario, which reads as the same again', () => {
    const entries = [
      '{ type: PolicyRateSet, id: hike, market: jgb, rate: 1%, votesFor: 7, votesAgainst: 2, guidance: hawkish, headline: A hike }',
      '{ id: buy, bond: JGB-10Y, format: boj_fixed_rate, fixedSpread: 1bp }',
      '{ id: more, bond: JGB-10Y, format: jgb_price_conventional, offered: ¥500bn, nonPriceCeiling: 20%, date: 2026-01-22 }',
      '{ revise: ten-year, offered: ¥1300bn }',
      '{ cancel: more, at: 2026-01-21T09:00+09:00 }',
      '{ trade: FX-USDJPY, side: sell, amount: $30bn, by: boj, over: 2h }',
      '{ set: { agents.smfg.target: ¥30tn, agents.vigilantes.capacity: 2%, loops.L2: on } }',
    ];
    const written = result(entries);
    if (!written.ok) throw new Error(JSON.stringify(written.errors));
    const again = read(written.resolved);
    expect(again).toEqual(written);
    expect(new Set(deeds(entries).map(({ kind }) => kind)).size).toBe(7);
  });

  test('can be put on a scenario that was patched before', () => {
    const once = result(['{ set: { agents.smfg.varLimit: ¥50bn } }']);
    if (!once.ok) throw new Error('refused');
    const twice = deeds(['{ set: { agents.smfg.target: ¥30tn }, at: 2026-01-20T09:00+09:00 }'], {
      scenario: once.resolved,
    });
    expect(twice).toMatchObject([
      { path: 'varLimit', mandate: { varLimit: 50e9, target: 21.2e12 } },
      { path: 'target', mandate: { varLimit: 50e9, target: 30e12 } },
    ]);
  });
});

describe('what is left out is filled in', () => {
  test('an operation is held on the clock of its format on the next business day that still has time for it', () => {
    const auctionOf = (entry: string) => {
      const [deed] = deeds([entry]);
      return deed?.kind === 'hold' ? deed.auction : undefined;
    };
    const evening = auctionOf('{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥300bn }');
    expect(isoTime(evening?.announcedAt as never)).toBe('2026-01-20T01:10:00Z');
    expect(evening).toMatchObject({ counterparty: 'boj', offered: 300e9 });
    const at = 'at: 2026-01-22T08:00+09:00';
    const morning = auctionOf(`{ id: buy, bond: JGB-10Y, format: mof_buyback, amount: ¥300bn, ${at} }`);
    expect(isoTime(morning?.resultAt as never)).toBe('2026-01-22T03:35:00Z');
    const friday = auctionOf(
      `{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥300bn, at: 2026-01-23T15:00+09:00 }`,
    );
    expect(isoTime(friday?.announcedAt as never)).toBe('2026-01-26T01:10:00Z');
  });

  test('a purchase in between is news, unless it says that the calendar had it', () => {
    const held = (more: string) => {
      const [deed] = deeds([`{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥300bn${more} }`]);
      return deed?.kind === 'hold' && deed.auction.isUnscheduled === true;
    };
    expect(held('')).toBe(true);
    expect(held(', unscheduled: true')).toBe(true);
    expect(held(', unscheduled: false')).toBe(false);
  });

  test('ceilings keep their share of a revised offer', () => {
    expect(deeds(['{ revise: ten-year, offered: ¥1300bn }'])).toEqual([
      { kind: 'revise', auction: 'ten-year', offered: 1300e9, dealersCeiling: 260e9, nonCompetitive: 0 },
    ]);
  });

  test('a group is set in all its members, through the schema of its kind', () => {
    const set = deeds(['{ set: { agents.vigilantes.capacity: 2% } }']);
    expect(set.map((deed) => deed.kind === 'setMandate' && [deed.agent, deed.mandate])).toEqual(
      ['vigilantes-01', 'vigilantes-02', 'vigilantes-03'].map((id) => [
        id,
        expect.objectContaining({ capacity: 0.02 }),
      ]),
    );
  });

  test('--set is a patch at the moment of the fork', () => {
    expect(deeds([], { settings: ['agents.smfg.target=¥30tn'] })).toEqual(
      deeds(['{ set: { agents.smfg.target: ¥30tn } }']),
    );
  });
});

describe('what cannot be is refused in its place', () => {
  test.each([
    ['{ cancel: ten-yaer }', 'did you mean "ten-year"', 'ten-year'],
    ['{ cancel: ten-year, at: 2026-01-20T12:35+09:00 }', 'its result is out', undefined],
    ['{ revise: ten-year, offered: ¥1300bn, at: 2026-01-20T11:50+09:00 }', 'bids are in', undefined],
    ['{ revise: ten-year, offered: ¥1300.05bn }', 'awards are multiples', undefined],
    ['{ cancel: ten-year, at: 2026-01-19T17:00+09:00 }', 'lies before the fork', undefined],
    ['{ cancel: ten-year, after: 7 }', 'a patch has no "after"', undefined],
    ['{ cancel: ten-year, revise: ten-year }', 'two interventions in one entry', undefined],
    ['{ cancle: ten-year }', 'did you mean "cancel"', 'cancel'],
    ['just do it', 'an intervention is a mapping', undefined],
    ['{ set: { agents.smgf.target: ¥30tn } }', 'no agent is called "smgf"', 'smfg'],
    ['{ set: { agents.smfg.taget: ¥30tn } }', 'did you mean "target"', 'target'],
    ['{ set: { agents.smfg.target: 30 } }', 'a number without a unit', undefined],
    ['{ set: { agents.smfg.holdings: 30 } }', 'a fact of the opening', undefined],
    ['{ set: { agents.smfg.market: ust } }', 'at the opening only', undefined],
    ['{ set: { loops.L12: off } }', 'no feedback loop', undefined],
    ['{ set: { loops.L1: maybe } }', 'expected on or off', undefined],
    ['{ set: { auctions.ten-year.offered: ¥1tn } }', 'cannot be set on the way', undefined],
    ['{ trade: FX-USDJPY, side: sell, amount: $30bn, by: smfg }', 'no central bank or debt office', undefined],
    ['{ trade: FX-EURJPY, side: sell, amount: $30bn, by: boj }', 'no currency pair', 'FX-USDJPY'],
    ['{ trade: FX-USDJPY, side: sell, amount: ¥30bn, by: boj }', 'in USD', undefined],
    ['{ trade: FX-USDJPY, side: sell, amount: $30bn, by: boj, over: long }', 'such as 90min', undefined],
    ['{ id: buy, bond: JGB-10Y, format: boj_buy, amount: ¥1tn }', 'no such format', undefined],
    ['{ id: ten-year, bond: JGB-10Y, format: boj_purchase, amount: ¥1tn }', 'the name of another', undefined],
    [
      '{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥1tn, date: 2026-01-19 }',
      'before the intervention',
      undefined,
    ],
  ])('%s', (entry, message, nearest) => {
    const [fault] = faults([entry]);
    expect(fault).toMatchObject({ file: 'patch.yaml', line: 3 });
    expect(`${fault?.message} ${fault?.expected}`).toContain(message);
    if (nearest !== undefined) expect(fault?.nearest).toBe(nearest);
  });

  test.each(['{ cancel: boj-unscheduledPurchase-5123 }', '{ revise: boj-unscheduledPurchase-5123, offered: ¥1tn }'])(
    'what an institution began by itself, and what can be done instead: %s',
    (entry) => {
      expect(faults([entry])).toMatchObject([
        {
          file: 'patch.yaml',
          line: 3,
          column: expect.any(Number),
          path: expect.stringMatching(/^interventions\.0\.(cancel|revise)$/),
          found: 'boj-unscheduledPurchase-5123',
          message:
            '"boj-unscheduledPurchase-5123" is an operation that boj begins by itself: a patch changes what is planned, not what is decided',
          expected: 'one of: ten-year. Without the decision: why RUN 5123 --prove',
        },
      ]);
      const [stranger] = faults([entry.replace('boj-', 'bank-')]);
      expect(stranger?.message).not.toContain('by itself');
    },
  );

  test('all at once', () => {
    const found = faults(['{ cancel: ten-yaer }', '{ set: { loops.L12: off } }', '{ revise: ten-year, offered: ¥0 }']);
    expect(found.map(({ line }) => line)).toEqual([3, 4, 5]);
  });

  test('the same value twice at one moment', () => {
    const twice = faults(['{ set: { loops.L1: off } }', '{ set: { loops.L1: on } }']);
    expect(twice).toMatchObject([{ message: 'set twice at the same moment' }]);
  });

  test('what is held later cannot be cancelled now', () => {
    const at = 'at: 2026-01-20T09:00+09:00';
    const found = faults([`{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥1tn, ${at} }`, '{ cancel: buy }']);
    expect(found).toMatchObject([{ line: 4, message: expect.stringContaining('added to the calendar later') }]);
  });

  test('a setting is wrong in the setting', () => {
    expect(faults([], { settings: ['agents.smfg.taget=¥30tn'] })).toMatchObject([
      { file: '--set', line: 1, column: 1, nearest: 'target' },
    ]);
    expect(faults([], { settings: ['agents.smfg.target=thirty'] })).toMatchObject([{ file: '--set', column: 20 }]);
  });

  test('keys of the file itself', () => {
    const read = readPatch('schemaVersion: 1\nintervention: []\n', 'patch.yaml');
    expect(read.ok ? [] : read.errors).toMatchObject([{ line: 2, nearest: 'interventions' }]);
    expect(readPatch('', 'patch.yaml').ok).toBe(false);
  });
});
