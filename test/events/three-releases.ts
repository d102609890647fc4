/**
 * A vocabulary that has grown up: today's table of events as the first of three releases, each of which changed what real
 * logs hold, in every way in which a table changes. What happened is told once, in the words of each release.
 */
import { choice, type FieldValue } from '../../src/events/field-kinds.ts';
import { EVENTS } from '../../src/events/fields.ts';
import { Catalogue, type PlainTable, type Succession, type Upcaster } from '../../src/events/upcast.ts';

const { PolicyRateSet, OfficialSpoke, PriceTicked, LeverageAdjusted, BidRefused, ...unchanged } = EVENTS;
const { level, ...tickPrices } = PriceTicked.fields;
const { stance, credibility, ...spoken } = OfficialSpoke.fields;
const { reason } = BidRefused.fields;

const lateToo = choice<string>({ ...Object.fromEntries(reason.words.map((word, n) => [word, n])), tooLate: 7 });
const rates = { ...PolicyRateSet.fields, votesAbsent: 'int' } as const;
const { rate, ...votes } = rates;
const weighed = { ...spoken, stance, weight: 'permille' } as const;

/** Added: a vote. Renamed: credibility. Changed: the unit of a level. Added: a reason to refuse. Renamed: a type. */
const second: PlainTable = {
  ...unchanged,
  PolicyRateSet: { code: PolicyRateSet.code, version: 2, fields: rates },
  OfficialSpoke: { code: OfficialSpoke.code, version: 2, fields: weighed },
  PriceTicked: { code: PriceTicked.code, version: 2, fields: { ...tickPrices, levelMicroBp: 'int' } },
  BidRefused: { code: BidRefused.code, version: 2, fields: { ...BidRefused.fields, reason: lateToo } },
  LeverageChanged: { code: 900, version: 1, fields: LeverageAdjusted.fields },
};
const toSecond: Upcaster[] = [
  { type: 'PolicyRateSet', from: 1, fields: PolicyRateSet.fields, up: (fields) => ({ ...fields, votesAbsent: 0 }) },
  {
    type: 'OfficialSpoke',
    from: 1,
    fields: OfficialSpoke.fields,
    up: ({ credibility: weight, ...fields }) => ({ ...fields, weight: weight as number }),
  },
  {
    type: 'PriceTicked',
    from: 1,
    fields: PriceTicked.fields,
    up: ({ level: milliBp, ...fields }) => ({ ...fields, levelMicroBp: 1000 * (milliBp as number) }),
  },
  { type: 'BidRefused', from: 1, fields: BidRefused.fields, up: (fields) => fields },
];
const leverageRenamed: Succession = {
  type: 'LeverageAdjusted',
  code: LeverageAdjusted.code,
  from: 1,
  fields: LeverageAdjusted.fields,
  to: ['LeverageChanged'],
  succeed: (fields) => ({ type: 'LeverageChanged', version: 1, fields }),
};

/** Changed: the unit of a rate. Split: what officials say, by whether it calms. Added: a venue, and why leverage changed. */
const third: PlainTable = {
  ...second,
  PolicyRateSet: { code: PolicyRateSet.code, version: 3, fields: { ...votes, rateMicroPct: 'int' } },
  PriceTicked: { code: PriceTicked.code, version: 3, fields: { ...tickPrices, levelMicroBp: 'int', venue: 'name' } },
  LeverageChanged: { code: 900, version: 2, fields: { ...LeverageAdjusted.fields, why: 'name' } },
  OfficialCalmed: { code: 901, version: 1, fields: { ...spoken, weight: 'permille' } },
  OfficialAlarmed: { code: 902, version: 1, fields: { ...spoken, weight: 'permille' } },
};
const { OfficialSpoke: _, ...withoutSpoken } = third;
const toThird: Upcaster[] = [
  {
    type: 'PolicyRateSet',
    from: 2,
    fields: rates,
    up: ({ rate: milliBp, ...fields }) => ({ ...fields, rateMicroPct: 10 * (milliBp as number) }),
  },
  {
    type: 'PriceTicked',
    from: 2,
    fields: { ...tickPrices, levelMicroBp: 'int' },
    up: (fields) => ({ ...fields, venue: String(fields.instrument).endsWith('-F') ? 'ose' : 'home' }),
  },
  { type: 'LeverageChanged', from: 1, fields: LeverageAdjusted.fields, up: (fields) => ({ ...fields, why: '' }) },
];
const spokenSplit: Succession = {
  type: 'OfficialSpoke',
  code: OfficialSpoke.code,
  from: 2,
  fields: weighed,
  to: ['OfficialCalmed', 'OfficialAlarmed'],
  succeed: ({ stance: word, ...fields }) => ({
    type: word === 'calming' ? 'OfficialCalmed' : 'OfficialAlarmed',
    version: 1,
    fields,
  }),
};

export interface Release {
  readonly engineVersion: string;
  readonly catalogue: Catalogue;
  readonly events: readonly Readonly<Record<string, FieldValue>>[];
}

/** The same facts as a release writes them. Between them types that nothing has happened to. */
function facts(...changed: readonly Readonly<Record<string, FieldValue>>[]): Release['events'] {
  const before = [
    { type: 'AgentJoined', causes: [], agent: 'boj', kind: 'centralBank' },
    { type: 'ClockTicked', causes: [] },
  ];
  const after = [{ type: 'BeliefRevised', causes: [3, 4, 8], agent: 'boj', market: 'jgb', premium: 7, persistence: 9 }];
  return [...before, ...changed, ...after].map((event, n) => ({ seq: n + 1, at: 1e12 + n, ...event }));
}

const VOTE = { votesFor: 8, votesAgainst: 1, guidance: 'hawkish' };
const RATE = { type: 'PolicyRateSet', causes: [1], market: 'jgb', expected: 90_000, ...VOTE };
const SPOKE = { causes: [2], market: 'jgb', speaker: '財務大臣' };
const TICK = { type: 'PriceTicked', causes: [3], bidTicks: 9_998, offerTicks: 10_001, lastTicks: 0 };
const REFUSED = { type: 'BidRefused', causes: [2], auction: 'tens', agent: 'boj', reason: 'offGrid' };
const LEVERAGE = { causes: [7], agent: 'risk-parity', from: 1_000, to: 850 };

export const RELEASES: readonly Release[] = [
  {
    engineVersion: '0.1.0',
    catalogue: new Catalogue(EVENTS, []),
    events: facts(
      { ...RATE, rate: 100_000, headline: 'A hike' },
      { type: 'OfficialSpoke', ...SPOKE, stance: 'calming', credibility: 750, headline: 'Calm' },
      { type: 'OfficialSpoke', ...SPOKE, stance: 'alarming', credibility: 20, headline: 'Alarm' },
      { ...TICK, instrument: 'JGB-10Y-F', level: 218_500 },
      { ...REFUSED },
      { type: 'LeverageAdjusted', ...LEVERAGE },
    ),
  },
  {
    engineVersion: '0.2.0',
    catalogue: new Catalogue(second, toSecond, [leverageRenamed]),
    events: facts(
      { ...RATE, rate: 100_000, headline: 'A hike', votesAbsent: 0 },
      { type: 'OfficialSpoke', ...SPOKE, stance: 'calming', weight: 750, headline: 'Calm' },
      { type: 'OfficialSpoke', ...SPOKE, stance: 'alarming', weight: 20, headline: 'Alarm' },
      { ...TICK, instrument: 'JGB-10Y-F', levelMicroBp: 218_500_000 },
      { ...REFUSED },
      { type: 'LeverageChanged', ...LEVERAGE },
    ),
  },
  {
    engineVersion: '0.3.0',
    catalogue: new Catalogue(withoutSpoken, [...toSecond, ...toThird], [leverageRenamed, spokenSplit]),
    events: facts(
      { ...RATE, rateMicroPct: 1_000_000, headline: 'A hike', votesAbsent: 0 },
      { type: 'OfficialCalmed', ...SPOKE, weight: 750, headline: 'Calm' },
      { type: 'OfficialAlarmed', ...SPOKE, weight: 20, headline: 'Alarm' },
      { ...TICK, instrument: 'JGB-10Y-F', levelMicroBp: 218_500_000, venue: 'ose' },
      { ...REFUSED },
      { type: 'LeverageChanged', ...LEVERAGE, why: '' },
    ),
  },
];
