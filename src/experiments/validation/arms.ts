/**
 * What is run to hold the model to its targets: the shipped scenarios, each with loops switched off, and the shocks of T1.
 *
 * Ablations end when their last measure is taken, to save processor time: between 20 and 23 January in place of the 30th,
 * 27 September in place of 14 October. All of one scenario open together, so they share their luck up to there.
 */
import { EXECUTED_PERCENT, executionArm } from '../../analysis/episodes/targets/facts.ts';
import { SHOCKED_MARKETS, type ShockedMarket, shockArm } from '../../analysis/episodes/targets/reactions.ts';
import { type Arm, frozenName } from '../arm.ts';

/** Switched off in a frozen run: every answer to prices, flows and losses. Words (B2) and the depth of value traders (B3) stay. */
export const FROZEN_LOOPS = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9', 'B1'] as const;

const off = (...loops: readonly string[]): string[] => loops.map((loop) => `loops.${loop}=off`);

const JAPAN = 'japan-2026';
/** After the closes of Tokyo and Seoul, or with `_IN_NEW_YORK` after that of New York. */
const TO_20_JANUARY = '2026-01-20T08:00Z';
const TO_20_JANUARY_IN_NEW_YORK = '2026-01-20T22:05Z';
const TO_21_JANUARY = '2026-01-21T08:00Z';
const TO_22_JANUARY = '2026-01-22T08:00Z';
const TO_23_JANUARY = '2026-01-23T22:05Z';
const TO_27_SEPTEMBER = '2022-09-27T17:00Z';
const TO_21_MAY = '2025-05-21T08:00Z';

const japanWithout = (name: string, loops: readonly string[], until: string, seconds: number): Arm => ({
  name: `${JAPAN}/${name}`,
  scenario: JAPAN,
  settings: off(...loops),
  until,
  what: `${loops.join(' and ')} off, to ${until.slice(0, 10)}`,
  seconds,
});

const frozen = (scenario: string, until: string, seconds: number): Arm => ({
  name: frozenName(scenario),
  scenario,
  settings: off(...FROZEN_LOOPS),
  until,
  what: `${FROZEN_LOOPS.join(', ')} off, to ${until.slice(0, 10)}`,
  seconds,
});

const shipped = (name: string, what: string, seconds: number, until?: string): Arm => ({
  name,
  scenario: name,
  settings: [],
  what,
  seconds,
  ...(until === undefined ? {} : { until }),
});

/** One fiscal shock and nothing else: permanent, certain and clear, so that all of it is believed. */
const shock = (market: string, at: string, amount: string): string =>
  `announcements=[{ id: shock, at: ${at}, type: FiscalShockAnnounced, market: ${market}, amount: ${amount}, ` +
  'duration: permanent, likelihood: 100%, clarity: 100%, headline: a shock, assumed: true }]';

/** What the shocks are counted with: output and the loading of the 30-year, as the scenarios state them (a test compares). */
export const SHOCK_TERMS = {
  'japan-2026': { bond: 'JGB-30Y', output: 640, loading: 2.4 },
  'gilt-2022': { bond: 'GILT-30Y', output: 2500, loading: 1.1 },
} as const;

/** Of ten-year yield for a point of output (W39, `docs/odd.md` §7.3). */
const BP_PER_GDP_POINT = 30;

/** Yearly, in the scenario's unit of output: so much moves the 30-year by the basis points before anybody answers. */
const amountOf = (
  basisPoints: number,
  { output, loading }: { readonly output: number; readonly loading: number },
): string => ((basisPoints / BP_PER_GDP_POINT / loading) * (output / 100)).toFixed(3);
const yen = (basisPoints: number): string => `¥${amountOf(basisPoints, SHOCK_TERMS['japan-2026'])}tn`;
const pounds = (basisPoints: number): string => `£${amountOf(basisPoints, SHOCK_TERMS['gilt-2022'])}bn`;

const NO_POLICY_IN_JAPAN = ['agents.boj.mandate.readiness=0%', 'agents.mof.mandate.readiness=0%'];
const NO_POLICY_IN_UK = ['operations=[]', 'agents.boe.mandate.readiness=0%', 'agents.dmo.mandate.readiness=0%'];

const shockInJapan = (name: string, basisPoints: number, rest: Partial<Arm> & Pick<Arm, 'until' | 'seconds'>): Arm => ({
  name,
  scenario: JAPAN,
  what: `japan-2026 with one shock of ${basisPoints} bp in place of its announcements, no policy`,
  ...rest,
  settings: [shock('jgb', '2026-01-19T09:00+09:00', yen(basisPoints)), ...NO_POLICY_IN_JAPAN, ...(rest.settings ?? [])],
});

const shockInUk = (name: string, settings: readonly string[], what: string): Arm => ({
  name,
  scenario: 'gilt-2022',
  settings: [shock('gilt', '2022-09-22T09:30+01:00', pounds(30)), ...NO_POLICY_IN_UK, ...settings],
  until: '2022-10-03T17:00Z',
  what: `gilt-2022 with one shock of 30 bp in place of its announcements, no policy${what}`,
  seconds: 3,
});

/** Of the funds on the shock's day: so much above the trigger of 50 bp on the mean, with a standard deviation of 20 bp. */
const headroomOf = (basisPoints: number): string[] =>
  ['pooled', 'segregated'].map(
    (group) =>
      `agents.ldi-${group}.mandate.buffer={ evenlyFrom: ${basisPoints + 15}bp, evenlyTo: ${basisPoints + 85}bp, assumed: true }`,
  );
const HEADROOM_OF_50 = headroomOf(50);
const HEADROOM_OF_85 = headroomOf(85);
const BUFFERS_OF_2026 = ['pooled', 'segregated'].map(
  (group) => `agents.ldi-${group}.mandate.buffer={ evenlyFrom: 300bp, evenlyTo: 400bp, source: "W80 W82" }`,
);

/** Of the primary calendar nothing but one sale of ¥700bn of 30-years, two days into a quiet run. */
const ONLY_A_30_YEAR =
  'auctions=[{ id: jgb-30y, bond: JGB-30Y, format: jgb_price_conventional, offered: ¥700bn, nonPriceCeiling: 20%, ' +
  'date: 2026-01-20, announced: 2026-01-13T10:30+09:00, assumed: true }]';

/** Below the credibility at which a purchase of ¥1tn stops helping, 0.2 by the arithmetic of the calibration (§7). */
const DISCREDITED = 'markets.jgb.openCredibility=10%';

const JAPANESE: readonly Arm[] = [
  { ...shipped('calm', 'the world of January 2026 without its announcements', 8), withFacts: true },
  {
    name: 'calm/no-auctions',
    scenario: 'calm',
    settings: ['auctions=[]'],
    until: '2026-01-20T05:00Z',
    what: 'calm without its auctions, to 20 January',
    seconds: 1.2,
  },
  {
    name: 'calm/30-year-auction',
    scenario: 'calm',
    settings: [ONLY_A_30_YEAR],
    until: '2026-01-20T05:00Z',
    what: 'calm with one sale of ¥700bn of 30-years and no other, to 20 January',
    seconds: 1.2,
  },
  { ...shipped(JAPAN, 'as shipped', 8), withFacts: true },
  frozen(JAPAN, TO_21_JANUARY, 2.3),
  shipped('japan-2026-no-geopolitics', 'without the news of Greenland, to 20 January', 1.8, '2026-01-20T22:05Z'),
  shipped('japan-2026-boj-buys', 'with a purchase of ¥1tn on 20 January', 8, '2026-01-30T08:00Z'),
  {
    name: 'japan-2026-boj-buys/discredited',
    scenario: 'japan-2026-boj-buys',
    settings: [DISCREDITED],
    until: '2026-01-30T08:00Z',
    what: 'the same purchase by a central bank that hardly anybody believes',
    seconds: 7.6,
  },
  {
    name: 'japan-2026-boj-buys/discredited/L7-off',
    scenario: 'japan-2026-boj-buys',
    settings: [DISCREDITED, ...off('L7')],
    until: '2026-01-30T08:00Z',
    what: 'the same with L7 off',
    seconds: 7.6,
  },
  shipped('japan-2026-lifers-2025', 'with the insurers of former years, to 21 January', 2.2, '2026-01-21T08:00Z'),
  japanWithout('L1-off', ['L1'], TO_20_JANUARY, 1.5),
  japanWithout('L2-off', ['L2'], TO_23_JANUARY, 4),
  japanWithout('L3-off', ['L3'], TO_20_JANUARY, 1.5),
  japanWithout('L4-off', ['L4'], TO_20_JANUARY_IN_NEW_YORK, 1.8),
  japanWithout('L5-off', ['L5'], TO_20_JANUARY, 1.5),
  japanWithout('L6-off', ['L6'], TO_21_JANUARY, 2.4),
  japanWithout('L9-off', ['L9'], TO_20_JANUARY, 1.5),
  japanWithout('B1-off', ['B1'], TO_22_JANUARY, 3),
  japanWithout('B2-off', ['B2'], TO_21_JANUARY, 2.4),
  japanWithout('B1-B2-off', ['B1', 'B2'], TO_22_JANUARY, 3),
  japanWithout('B3-off', ['B3'], TO_20_JANUARY_IN_NEW_YORK, 1.8),
];

const TWO_REGIMES: readonly Arm[] = [
  shockInJapan('shock-japan', 30, { until: '2026-01-23T08:00Z', seconds: 4 }),
  shockInJapan(frozenName('shock-japan'), 30, {
    settings: off(...FROZEN_LOOPS),
    until: '2026-01-21T08:00Z',
    what: 'the same frozen, to 21 January',
    seconds: 2,
  }),
  shockInJapan('shock-japan/10-bp', 10, { until: '2026-01-19T08:00Z', seconds: 1 }),
  shockInJapan('shock-japan/5-bp', 5, { until: '2026-01-19T08:00Z', seconds: 1 }),
  shockInUk('shock-uk', HEADROOM_OF_50, ', headroom of 50 bp, to 3 October'),
  shockInUk(frozenName('shock-uk'), [...HEADROOM_OF_50, ...off(...FROZEN_LOOPS)], ', headroom of 50 bp, frozen'),
  shockInUk('shock-uk/headroom-75', HEADROOM_OF_85, ', headroom of 85 bp'),
  shockInUk('shock-uk/L3-off', [...HEADROOM_OF_50, ...off('L3')], ', headroom of 50 bp, L3 off'),
  shockInUk('shock-uk/L6-off', [...HEADROOM_OF_50, ...off('L6')], ', headroom of 50 bp, L6 off'),
];

const GILTS: readonly Arm[] = [
  shipped('gilt-2022', 'as shipped; no policy lies before 28 September', 5.1),
  frozen('gilt-2022', TO_27_SEPTEMBER, 1.3),
  {
    name: 'gilt-2022/L3-off',
    scenario: 'gilt-2022',
    settings: off('L3'),
    until: TO_27_SEPTEMBER,
    what: 'L3 off, to 27 September',
    seconds: 2,
  },
  {
    name: 'gilt-2022/L6-off',
    scenario: 'gilt-2022',
    settings: off('L6'),
    until: TO_27_SEPTEMBER,
    what: 'L6 off, to 27 September',
    seconds: 2,
  },
  {
    name: 'gilt-2022/buffers-of-2026',
    scenario: 'gilt-2022',
    settings: BUFFERS_OF_2026,
    until: TO_27_SEPTEMBER,
    what: 'the buffers of 2026, to 27 September',
    seconds: 2,
  },
];

const TOKYO_BEFORE: readonly Arm[] = [
  shipped('jgb-auction-2025', 'to 21 May', 1.1, TO_21_MAY),
  frozen('jgb-auction-2025', TO_21_MAY, 1.1),
  {
    name: 'jgb-auction-2025/L8-off',
    scenario: 'jgb-auction-2025',
    settings: off('L8'),
    until: TO_21_MAY,
    what: 'L8 off, to 21 May',
    seconds: 2,
  },
  shipped('ycc-2022', 'to 17 June', 2.2, '2022-06-17T09:00Z'),
];

/** For the stylised facts. Sales are left out of the year, which would not bear a year of them (see the file). */
const A_YEAR: readonly Arm[] = [
  {
    name: 'facts-250d',
    scenario: 'facts-250d',
    settings: ['auctions=[]'],
    what: 'a year of quiet markets, nothing said and nothing sold',
    seconds: 50,
    withFacts: true,
  },
  {
    ...shipped('facts-250d', 'the same with two sales a month, to July', 27, '2026-07-18T00:00Z'),
    name: 'facts-250d/calendar',
    withFacts: true,
  },
];

/** For the impact of an execution, on the third day of the quiet year; the first sells nothing. */
const EXECUTIONS: readonly Arm[] = EXECUTED_PERCENT.map((percent) => ({
  name: executionArm(percent),
  scenario: 'facts-250d',
  settings: [
    'auctions=[]',
    'agents.regional-banks={ kind: regionalBank, count: 1, assumed: true, ' +
      `mandate: { market: jgb, line: JGB-30Y, amount: ${percent}% }, holdings: { JGB-30Y: ¥1tn } }`,
  ],
  agents: 'src/experiments/validation/execution.ts',
  until: '2026-01-20T05:35Z',
  what: `a quiet Tuesday on which somebody sells ${percent} % of a day’s 30-year bonds in four hours`,
  seconds: 0.8,
}));

/** Authorities of the quiet world: none of them answers to a shock that is there to be measured. */
const NOBODY_IN_OFFICE = ['mof', 'us-treasury', 'dmo', 'moef', 'boj', 'fed', 'boe', 'bok'].map(
  (office) => `agents.${office}.mandate.readiness=0%`,
);

/** 10 bp of each market's benchmark before anybody answers: output of `calm.yaml` over the loading of the line. */
const SHOCKS_OF_10 = {
  jgb: `¥${amountOf(10, { output: 640, loading: 2.4 })}tn`,
  ust: `$${amountOf(10, { output: 30_500, loading: 1 })}bn`,
  gilt: `£${amountOf(10, { output: 3000, loading: 1.3 })}bn`,
  ktb: `₩${amountOf(10, { output: 2600, loading: 1 })}tn`,
} as const satisfies Readonly<Record<ShockedMarket, string>>;

const SHOCK_DAY_ENDS = '2026-01-20T22:05Z';

/** For the matrix of reactions: a shock in each market on the morning of 20 January, full and frozen, beside the quiet day frozen. */
const REACTIONS: readonly Arm[] = [
  frozen('calm', SHOCK_DAY_ENDS, 1.8),
  ...SHOCKED_MARKETS.flatMap((market): Arm[] => {
    const settings = [shock(market, '2026-01-20T08:30+09:00', SHOCKS_OF_10[market]), ...NOBODY_IN_OFFICE];
    const common = { scenario: 'calm', until: SHOCK_DAY_ENDS, seconds: 1.8 };
    const what = `calm with one shock of 10 bp to ${market} on 20 January, no policy`;
    const name = shockArm(market);
    return [
      { ...common, name, settings, what },
      { ...common, name: frozenName(name), settings: [...settings, ...off(...FROZEN_LOOPS)], what: `${what}, frozen` },
    ];
  }),
];

export const VALIDATION_ARMS: readonly Arm[] = [
  ...JAPANESE,
  ...TWO_REGIMES,
  ...GILTS,
  ...TOKYO_BEFORE,
  ...A_YEAR,
  ...EXECUTIONS,
  ...REACTIONS,
];
