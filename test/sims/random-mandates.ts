/** Kinds of institution for made-up scenarios: how often each comes, how large it is, and a mandate anywhere in its schema's ranges. */
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import type { BondMarket } from '../../src/units/quantity.ts';
import type { Draws } from './random-draws.ts';
import { SIGN } from './random-lines.ts';

/** Millions a basis point: what all dealers of a market may carry. */
const RISK_LIMITS: Readonly<Record<BondMarket, readonly [number, number]>> = {
  jgb: [300, 6_000],
  ust: [20, 300],
  gilt: [3, 60],
  ktb: [900, 9_000],
};
/** An amount of money that a bank of that market might have at risk, or hold, in billions. */
const BOOK_BN: Readonly<Record<BondMarket, readonly [number, number]>> = {
  jgb: [500, 30_000],
  ust: [5, 300],
  gilt: [2, 60],
  ktb: [500, 40_000],
};

export interface Kind {
  readonly name: string;
  readonly kind: AgentKindName;
  /** Out of a hundred scenarios with that market. */
  readonly percent: number;
  readonly members: number;
  /** Of what is left of a line, at most. */
  readonly share: number;
  readonly maybeShort?: boolean;
  readonly mandate: (market: BondMarket, draws: Draws) => string[];
}

export const percent = (draws: Draws, least: number, most: number): string => `${draws.between(least, most)}%`;
const book = (market: BondMarket, draws: Draws): string => `${SIGN[market]}${draws.between(...BOOK_BN[market])}bn`;
export const maybe = (draws: Draws, chance: number, text: () => string): string[] => {
  const value = text();
  return draws.chance(chance) ? [value] : [];
};

export const QUOTING: readonly Kind[] = [
  {
    name: 'dealers',
    kind: 'dealer',
    percent: 85,
    members: 4,
    share: 3,
    maybeShort: true,
    mandate: (market, draws) => [
      `riskLimit: { sharedBySize: ${SIGN[market]}${draws.between(...RISK_LIMITS[market])}m/bp }`,
      ...maybe(draws, 80, () => `primaryDealers: ${draws.between(1, 6)}`),
      ...maybe(draws, 20, () => `quoteShare: ${draws.decimal(0, 3, 1)}%`),
    ],
  },
  {
    name: 'value',
    kind: 'fundamental',
    percent: 75,
    members: 4,
    share: 50,
    mandate: (_, draws) => maybe(draws, 60, () => `elasticity: ${percent(draws, 0, 40)}`),
  },
];

export const OTHERS: readonly Kind[] = [
  {
    name: 'central-bank',
    kind: 'centralBank',
    percent: 60,
    members: 1,
    share: 50,
    mandate: (market, draws) => [
      ...maybe(draws, 40, () => `readiness: ${percent(draws, 0, 300)}`),
      ...maybe(draws, 40, () => `purchase: ${percent(draws, 0, 200)}`),
      ...(market === 'jgb' && draws.chance(40) ? ['fixedRate: true', `fixedSpread: ${draws.decimal(0, 3, 1)}bp`] : []),
      ...(market === 'gilt' && draws.chance(40) ? [`reserveSpread: -${draws.decimal(0, 3, 1)}bp`] : []),
    ],
  },
  {
    name: 'clients',
    kind: 'noise',
    percent: 70,
    members: 2,
    share: 30,
    maybeShort: true,
    mandate: (_, draws) => maybe(draws, 60, () => `turnover: ${percent(draws, 0, 150)}`),
  },
  {
    name: 'vigilantes',
    kind: 'vigilante',
    percent: 45,
    members: 3,
    share: 2,
    maybeShort: true,
    mandate: (_, draws) => [
      ...maybe(
        draws,
        70,
        () => `capacity: { evenlyFrom: ${percent(draws, 0, 20)}, evenlyTo: ${percent(draws, 20, 60)} }`,
      ),
      ...maybe(draws, 30, () => `stopLossSigmas: ${draws.decimal(1, 50, 1)}`),
    ],
  },
  {
    name: 'curve',
    kind: 'curveRv',
    percent: 40,
    members: 2,
    share: 2,
    maybeShort: true,
    mandate: (_, draws) => maybe(draws, 60, () => `capacity: ${percent(draws, 0, 100)}`),
  },
  {
    name: 'global',
    kind: 'globalRv',
    percent: 35,
    members: 2,
    share: 2,
    maybeShort: true,
    mandate: (_, draws) => maybe(draws, 60, () => `capacity: ${percent(draws, 0, 100)}`),
  },
  {
    name: 'regionals',
    kind: 'regionalBank',
    percent: 35,
    members: 3,
    share: 15,
    mandate: (market, draws) => [
      `varLimit: { sharedBySize: ${book(market, draws)} }`,
      ...maybe(draws, 30, () => `varWindow: ${draws.between(5, 120)}`),
    ],
  },
  {
    name: 'megabanks',
    kind: 'megabank',
    percent: 35,
    members: 2,
    share: 15,
    mandate: (market, draws) => [
      `target: ${book(market, draws)}`,
      `fair10y: ${draws.decimal(0, 6, 2)}%`,
      `varLimit: ${book(market, draws)}`,
    ],
  },
  {
    name: 'foreigners',
    kind: 'foreignHolder',
    percent: 40,
    members: 4,
    share: 20,
    mandate: (_, draws) => [
      ...maybe(draws, 30, () => 'stops: false'),
      ...maybe(draws, 50, () => `medianThreshold: ${percent(draws, 4, 20)}`),
      ...maybe(draws, 50, () => `lossAtStart: ${percent(draws, 0, 15)}`),
    ],
  },
  {
    name: 'pensions',
    kind: 'ldi',
    percent: 40,
    members: 3,
    share: 30,
    mandate: (_, draws) => [
      `buffer: { evenlyFrom: ${draws.between(0, 60)}bp, evenlyTo: ${draws.between(60, 400)}bp }`,
      ...maybe(draws, 40, () => `trigger: ${draws.between(0, 120)}bp`),
      ...maybe(draws, 70, () => `sponsors: ${draws.pick(['pooled', 'segregated'])}`),
    ],
  },
];

export const debtOffice = (market: BondMarket, draws: Draws): string =>
  `{ ${[
    `market: ${market}`,
    ...maybe(draws, 40, () => `readiness: ${percent(draws, 0, 200)}`),
    ...maybe(draws, 40, () => `buyback: ${percent(draws, 0, 100)}`),
  ].join(', ')} }`;
