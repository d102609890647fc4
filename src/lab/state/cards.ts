/**
 * The what-if cards: what somebody with power could do at a moment, as the entries of a patch. The same text works with
 * `spillover fork RUN --at … --patch FILE`. A card has at most two numbers.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import { isBusinessDay } from '../../market/calendar/business-days.ts';
import { cityOf } from '../../market/calendar/sessions.ts';
import { atLocalTime, localDate } from '../../market/calendar/zones.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { CURRENCY_SIGN } from '../../units/amount-text.ts';
import { type BondMarket, type Currency, type SimTime, simTime } from '../../units/quantity.ts';
import { isoTime, MINUTE_MS } from '../../units/time.ts';

export interface CardNumber {
  readonly name: string;
  /** As the slider shows it: `tn`, `bn`, `bp`, `%`. */
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly usual: number;
}

export interface Card {
  /** Code in a link. */
  readonly id: CardId;
  readonly market: BondMarket;
  readonly numbers: readonly CardNumber[];
  /** One of the four that are shown; the others stand behind *More*. */
  readonly isMain: boolean;
}

const amount = (unit: string, most: number, usual: number, step: number): CardNumber => ({
  name: 'amount',
  unit,
  least: step,
  most,
  step,
  usual,
});
const change = (most: number, usual: number): CardNumber => ({
  name: 'change',
  unit: 'bp',
  least: -most,
  most,
  step: 5,
  usual,
});

export const CARDS = {
  bojFixed: {
    market: 'jgb',
    numbers: [{ name: 'yield', unit: '%', least: 1, most: 6, step: 0.05, usual: 3.5 }],
    isMain: true,
  },
  bojHike: { market: 'jgb', numbers: [change(100, 25)], isMain: true },
  bankDip: { market: 'jgb', numbers: [amount('tn', 20, 5, 0.5)], isMain: true },
  mofTrim: { market: 'jgb', numbers: [amount('tn', 20, 5, 0.5)], isMain: true },
  bojBuys: { market: 'jgb', numbers: [amount('tn', 5, 1, 0.1)], isMain: false },
  bojSlowsQt: { market: 'jgb', numbers: [amount('tn', 30, 10, 1)], isMain: false },
  mofYen: { market: 'jgb', numbers: [amount('bn', 100, 30, 5)], isMain: false },
  mofCalm: {
    market: 'jgb',
    numbers: [{ name: 'credibility', unit: '%', least: 0, most: 100, step: 5, usual: 60 }],
    isMain: false,
  },
  boeBuys: { market: 'gilt', numbers: [amount('bn', 20, 5, 1)], isMain: false },
  boeHike: { market: 'gilt', numbers: [change(150, 50)], isMain: false },
  fedCut: { market: 'ust', numbers: [change(100, -25)], isMain: false },
} as const satisfies Readonly<Record<string, Omit<Card, 'id'>>>;
export type CardId = keyof typeof CARDS;

export const cardOf = (id: CardId): Card => ({ id, ...CARDS[id] });

/** What a card needs to know of the world that it is played in. */
export interface CardMoment {
  readonly at: number;
  readonly numbers: readonly number[];
  /** Percent, at the moment; by market. */
  readonly policyRatePct: Readonly<Partial<Record<BondMarket, number>>>;
  /** Largest megabank, and what it wants to hold in whole units; of those who are played by `bankDip`. */
  readonly bank?: { readonly id: string; readonly target: number };
  /** Long lines of a market that exist. */
  readonly longLines: readonly string[];
}

type Entry = Readonly<Record<string, unknown>>;

export function cardEntries(id: CardId, moment: CardMoment): readonly Entry[] {
  const first = moment.numbers[0] ?? CARDS[id].numbers[0].usual;
  const { market } = CARDS[id];
  switch (id) {
    case 'bojFixed':
      return moment.longLines
        .slice(-2)
        .map((bond, index) =>
          operation(`lab-fixed-${index + 1}`, 'boj_fixed_rate', { bond, fixedYield: `${first}%` }, moment.at),
        );
    case 'bojBuys':
      return [
        operation(
          'lab-purchase',
          'boj_purchase',
          { bonds: moment.longLines, amount: money('JPY', first, 'tn') },
          moment.at,
        ),
      ];
    case 'boeBuys':
      return [
        operation(
          'lab-purchase',
          'boe_reverse',
          { bonds: moment.longLines, amount: money('GBP', first, 'bn') },
          moment.at,
        ),
      ];
    case 'bojHike':
    case 'boeHike':
    case 'fedCut':
      return [rate(market, first, moment)];
    case 'bankDip':
      return moment.bank === undefined ? [] : [dip(moment.bank, first)];
    case 'mofTrim':
      return [plan('IssuancePlanRevised', 'lab-trim', -first, 'The ministry trims its super-long issuance')];
    case 'bojSlowsQt':
      return [plan('BalanceSheetPlanRevised', 'lab-slower', first, 'The Bank slows its run-off')];
    case 'mofYen':
      return [{ trade: 'FX-USDJPY', side: 'sell', amount: money('USD', first, 'bn'), by: 'mof', over: '2h' }];
    case 'mofCalm':
      return [words(first)];
  }
}

/** The text of a patch file. */
export const patchText = (entries: readonly Entry[]): string =>
  JSON.stringify({ schemaVersion: 1, interventions: entries });

/** The cards that mean something in a scenario: those of markets whose authorities it has. */
export function cardsFor({ agents, instruments, markets }: Scenario): CardId[] {
  const has = (kind: string, market: BondMarket): boolean =>
    agents.some((agent) => agent.kind === kind && (agent.mandate as { market?: string }).market === market);
  return (Object.keys(CARDS) as CardId[]).filter((id) => {
    const { market } = CARDS[id];
    if (!markets.some((facts) => facts.market === market)) return false;
    if (id === 'bankDip') return has('megabank', 'jgb');
    if (id === 'mofYen')
      return instruments.some((line) => line.id === 'FX-USDJPY') && agents.some((agent) => agent.id === 'mof');
    return id === 'mofTrim' || id === 'mofCalm' ? has('debtOffice', 'jgb') : has('centralBank', market);
  });
}

const money = (currency: Currency, value: number, unit: 'tn' | 'bn'): string =>
  `${CURRENCY_SIGN[currency]}${value}${unit}`;

function rate(market: BondMarket, changeBp: number, { policyRatePct }: CardMoment): Entry {
  const other = Number(((policyRatePct[market] ?? 0) + changeBp / 100).toFixed(3));
  const headline = changeBp < 0 ? 'An unexpected cut' : 'An unexpected rise';
  const [guidance, expected] = [changeBp < 0 ? 'dovish' : 'hawkish', `${policyRatePct[market] ?? 0}%`];
  const votes = { votesFor: 7, votesAgainst: 2 };
  return { type: 'PolicyRateSet', id: 'lab-rate', market, rate: `${other}%`, expected, ...votes, guidance, headline };
}

/** It wants more, and calls any yield fair. */
const dip = ({ id, target }: NonNullable<CardMoment['bank']>, moreTn: number): Entry => ({
  set: { [`agents.${id}.target`]: `¥${Number((target / 1e12 + moreTn).toFixed(3))}tn`, [`agents.${id}.fair10y`]: '1%' },
});

const plan = (type: string, id: string, amountTn: number, headline: string): Entry => ({
  type,
  id,
  market: 'jgb',
  fromTenor: '20y',
  toTenor: '40y',
  amount: `${amountTn < 0 ? '-' : ''}¥${Math.abs(amountTn)}tn`,
  headline,
});

const words = (credibilityPct: number): Entry => ({
  type: 'OfficialSpoke',
  id: 'lab-words',
  market: 'jgb',
  speaker: 'finance minister',
  stance: 'calming',
  credibility: `${credibilityPct}%`,
  headline: 'The finance minister asks markets for calm',
});

const OPENS_HOUR = 9;
const LAST_HOUR = { jgb: 13.5, gilt: 15 } as const;

/** Within the hour while the market's day lasts, else on the clock of the next business day. */
function operation(id: string, format: HeldFormat, what: Entry, at: number): Entry {
  const market = format.startsWith('boe') ? 'gilt' : 'jgb';
  const city = cityOf(market);
  const today = localDate(city, at as SimTime);
  const [opens, last] = [OPENS_HOUR, LAST_HOUR[market]].map((hour) => atLocalTime(city, today, Math.round(hour * 60)));
  const isToday = isBusinessDay(market, today) && at >= (opens as number) && at <= (last as number);
  if (!isToday) return { id, format, ...what };
  const minutes = (count: number): string =>
    isoTime(simTime(Math.ceil(at / MINUTE_MS) * MINUTE_MS + count * MINUTE_MS));
  return { id, format, ...what, announced: minutes(5), bidsClose: minutes(35), result: minutes(50) };
}
