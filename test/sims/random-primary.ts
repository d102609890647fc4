/** News, auctions, operations and a calendar of purchases of a made-up scenario, each where its market has lines for it. */
import { type DayNumber, isoDate } from '../../src/units/civil-date.ts';
import type { BondMarket } from '../../src/units/quantity.ts';
import type { Draws } from './random-draws.ts';
import { businessDays, type Line, SIGN, type Stage } from './random-lines.ts';

interface Sale {
  readonly market: BondMarket;
  readonly format: string;
  /** Which lines of the market it may be of. */
  readonly fits: (line: Line) => boolean;
  readonly several?: boolean;
  readonly more?: (offeredBn: number, line: Line, draws: Draws) => string[];
}

const option = (draws: Draws): string[] =>
  draws.chance(50) ? [`option: ${draws.pick(['off', 'on', '5%', '25%'])}`] : [];
const ofBonds = ({ form }: Line): boolean => form === 'bond';

const AUCTIONS: readonly Sale[] = [
  {
    market: 'jgb',
    format: 'jgb_price_conventional',
    fits: (line) => ofBonds(line) && line.tenor <= 30,
    more: (bn, line, draws) => [
      ...(draws.chance(60) ? [`nonPriceCeiling: ${draws.between(0, 50)}%`] : []),
      ...(draws.chance(40) && line.tenor <= 10 ? [`nonCompetitive: ¥${Math.floor(bn / 20)}bn`] : []),
      ...option(draws),
    ],
  },
  {
    market: 'jgb',
    format: 'jgb_yield_dutch',
    fits: (line) => ofBonds(line) && line.tenor === 40,
    more: (_, __, draws) => option(draws),
  },
  { market: 'jgb', format: 'jgb_lea', fits: ofBonds, several: true },
  {
    market: 'ust',
    format: 'ust_single_price',
    fits: ofBonds,
    more: (bn, _, draws) => (draws.chance(50) ? [`nonCompetitive: $${Math.floor(bn / 10)}bn`] : []),
  },
  {
    market: 'gilt',
    format: 'dmo_multiple_price',
    fits: ({ form }) => form === 'bond' || form === 'linker',
    more: (_, __, draws) => [
      ...(draws.chance(50) ? [`gemmShare: ${draws.between(0, 30)}%`] : []),
      ...(draws.chance(50) ? [`nonCompetitive: £${draws.between(1, 20)}m`] : []),
      ...option(draws),
    ],
  },
  {
    market: 'ktb',
    format: 'ktb_differential',
    fits: ofBonds,
    more: (bn, _, draws) => [
      ...(draws.chance(50) ? [`nonCompetitive: ₩${Math.floor(bn / 10)}bn`] : []),
      ...(draws.chance(50) ? [`band: ${draws.between(1, 5)}bp`] : []),
    ],
  },
];

const OPERATIONS: readonly Sale[] = [
  { market: 'jgb', format: 'mof_buyback', fits: ofBonds, several: true },
  { market: 'jgb', format: 'boj_purchase', fits: ofBonds, several: true },
  {
    market: 'jgb',
    format: 'boj_fixed_rate',
    fits: ofBonds,
    more: (_, __, draws) => [`fixedSpread: ${draws.decimal(0, 3, 1)}bp`],
  },
  {
    market: 'gilt',
    format: 'boe_reverse',
    fits: ofBonds,
    more: (_, __, draws) => [`reserveSpread: ${draws.pick(['-2bp', '-0.5bp', '0bp', '1bp'])}`],
  },
  { market: 'ust', format: 'fed_purchase', fits: ofBonds, several: true },
  { market: 'ust', format: 'ust_buyback', fits: ofBonds, several: true },
  { market: 'ktb', format: 'bok_purchase', fits: ofBonds, several: true },
  { market: 'ktb', format: 'ktb_buyback', fits: ofBonds, several: true },
];

export function auctions(stage: Stage, draws: Draws): string[] {
  if (!draws.has('auctions', 75)) return [];
  return AUCTIONS.flatMap((sale) => held(sale, 'offered', 70, stage, draws));
}

export function operations(stage: Stage, hasCentralBank: (market: BondMarket) => boolean, draws: Draws): string[] {
  if (!draws.has('operations', 60)) return [];
  return OPERATIONS.filter(({ format, market }) => format.endsWith('_buyback') || hasCentralBank(market)).flatMap(
    (sale) => held(sale, 'amount', 60, stage, draws),
  );
}

/** None, one or several entries of one format, each on a business day of its own. */
function held(sale: Sale, amountKey: string, percent: number, stage: Stage, draws: Draws): string[] {
  const { market, format, several = false } = sale;
  const lines = stage.lines.filter((line) => line.market === market && sale.fits(line));
  if (lines.length === 0) return [];
  return businessDays(stage, market).flatMap((date) => {
    if (!draws.chance(percent)) return [];
    const chosen = several ? draws.some(lines, 60) : [draws.pick(lines)];
    const [line] = chosen as [Line];
    const bn = Math.max(1, Math.floor((line.outstandingBn * draws.between(1, 30)) / 1000));
    const amount = format === 'boj_fixed_rate' ? [] : [`${amountKey}: ${SIGN[market]}${bn}bn`];
    const keys = [
      `id: ${format.replaceAll('_', '-')}-${isoDate(date)}`,
      `${chosen.length > 1 ? 'bonds' : 'bond'}: ${chosen.length > 1 ? `[${chosen.map(({ id }) => id).join(', ')}]` : line.id}`,
      `format: ${format}`,
      ...amount,
      `date: ${isoDate(date)}`,
      ...(sale.more?.(bn, line, draws) ?? []),
    ];
    return [`  - { ${keys.join(', ')} }`];
  });
}

/** A plan of the Bank of Japan over every line and business day there is. */
export function calendar(stage: Stage, draws: Draws): string[] {
  const lines = stage.lines.filter((line) => line.market === 'jgb' && ofBonds(line));
  const days = businessDays(stage, 'jgb');
  if (lines.length === 0 || days.length === 0) return [];
  const months = [...new Set(days.map((day: DayNumber) => isoDate(day).slice(0, 7)))];
  const plan = months.map((month) => `${month}: ¥${draws.between(100, 3_000)}bn`);
  const share = Math.floor(100 / lines.length);
  return [
    '  plan-of-the-bank:',
    '    format: boj_purchase',
    `    plan: { ${plan.join(', ')} }`,
    '    buckets:',
    ...lines.map(
      ({ id }) =>
        `      - { bonds: [${id}], share: ${draws.between(1, share)}%, dates: [${days.map(isoDate).join(', ')}] }`,
    ),
  ];
}

const NEWS: readonly ((market: BondMarket, stage: Stage, draws: Draws) => string)[] = [
  (market, _, draws) =>
    `type: FiscalShockAnnounced, amount: ${draws.chance(30) ? '-' : ''}${SIGN[market]}${draws.between(1, 90)}bn, duration: ${draws.pick(['permanent', '2y', '18mo'])}, likelihood: ${draws.between(0, 100)}%, clarity: ${draws.between(0, 100)}%`,
  (_, { ends }) => `type: ElectionCalled, date: ${ends.slice(0, 10)}`,
  () => 'type: ElectionHeld',
  (_, __, draws) =>
    `type: OfficialSpoke, speaker: a minister, stance: ${draws.pick(['calming', 'alarming'])}, credibility: ${draws.between(0, 100)}%`,
  (_, __, draws) =>
    `type: PolicyRateSet, rate: ${draws.decimal(0, 6, 2)}%, votesFor: ${draws.between(0, 9)}, votesAgainst: ${draws.between(0, 9)}, guidance: ${draws.pick(['hawkish', 'neutral', 'dovish'])}`,
  (_, __, draws) => `type: GeopoliticalShockStruck, severity: ${draws.between(0, 100)}%`,
  (market, _, draws) =>
    `type: IssuancePlanRevised, fromTenor: ${draws.between(1, 9)}y, toTenor: ${draws.between(10, 40)}y, amount: ${draws.chance(60) ? '-' : ''}${SIGN[market]}${draws.between(1, 90)}bn`,
];

/** Up to four, at any hour of any day. */
export function announcements(stage: Stage, draws: Draws): string[] {
  if (!draws.has('announcements', 80)) return [];
  return Array.from({ length: draws.between(1, 4) }, (_, at) => {
    const market = draws.pick(stage.markets);
    const hour = String(draws.between(0, 21)).padStart(2, '0');
    const minute = String(draws.between(0, 59)).padStart(2, '0');
    const facts = draws.pick(NEWS)(market, stage, draws);
    return `  - { id: news-${at}, at: ${isoDate(draws.pick(stage.days))}T${hour}:${minute}Z, market: ${market}, ${facts}, headline: "News ${at}" }`;
  });
}

/** The central bank moves while bids for a JGB are in and their result is not out: ten past noon in Tokyo. */
export function rateAtAuction(sales: readonly string[], draws: Draws): string[] {
  const date = sales
    .map((sale) => /jgb_(?:price_conventional|yield_dutch).* date: ([\d-]+)/.exec(sale)?.[1])
    .find(Boolean);
  if (date === undefined) return [];
  const rate = draws.decimal(0, 6, 2);
  return [
    `  - { id: news-at-auction, at: ${date}T03:10Z, market: jgb, type: PolicyRateSet, rate: ${rate}%, votesFor: 5, votesAgainst: 4, guidance: neutral, headline: "The bank moves" }`,
  ];
}
