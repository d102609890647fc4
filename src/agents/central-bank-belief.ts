/**
 * What an institution thinks of a market's central bank: C, how far it does what it says, 0…1, and what follows from it.
 *
 * A purchase out of turn lowers the premium at once by what is believed of it, for a while. Where the issuer spends and the
 * bank is not believed, the same purchase reads as the printing of money: it raises the premium, and the currency falls
 * (loop L7). C rises while purchases and ceilings (`ceiling-belief.ts`) work, falls when a ceiling is pierced or given up, or
 * purchases and spending go together. Every step is bounded, and all of it fades. Source: `docs/odd.md` §7.15.
 */
import { isBuyback } from '../events/auction-terms.ts';
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import { baseCurrencyOf, HOME_MARKET } from '../units/home-markets.ts';
import type { Market, Venue } from '../units/quantity.ts';
import {
  type CeilingBelief,
  ceilingDiscountBp,
  ceilingOf,
  impliedCredibility,
  isStillOffered,
} from './ceiling-belief.ts';
import type { AuctionView, Instrument, Opening, View } from './contract.ts';
import { watchedLine } from './disorder.ts';
import { decayPerTick, ticksPerDay } from './trading-day.ts';

/** How far institutions differ in C at the opening, either way. */
const CREDIBILITY_SPREAD = 0.1;
/** bp of 10-year premium that a fully believed purchase of a day's turnover in the long line takes away when it is announced. */
const RELIEF_BP = 4.2;
const RELIEF_HALF_LIFE_DAYS = 10;
/** bp of 10-year premium that the same purchase adds where nobody believes and the issuer spends. */
const DISCREDIT_BP = 4;
/** The most of either that purchases may add up to. */
const PURCHASES_CAP_BP = 15;
/** Trading days in which half of that is in prices: relief comes with the purchase, doubt after it. */
const DISCREDIT_HALF_LIFE_DAYS = 2;
/** Premium from which the issuer counts as one that spends, bp. */
const SPENDING_BP = 8;
/** Percent that the currency falls for it, and the most in all. */
const CURRENCY_PERCENT = 0.2;
const CURRENCY_CAP_PERCENT = 3;
/** Trading days in which doubt that nothing confirms, and what it did to the currency, fade half: as a fiscal premium does. */
const DOUBT_FADES_HALF_LIFE_DAYS = 40;
/** Steps of C: a day's success, a ceiling pierced at the close or given up, a purchase against spending, a ceiling kept. */
const SUCCESS = 0.03;
const PIERCED = 0.15;
const CONFLICT = 0.1;
const CONFIRMED = 0.6;
/** Trading days in which half of what a kept ceiling settled is open again: the next meeting is six weeks away. */
const SETTLED_HALF_LIFE_DAYS = 20;
/** C lost when a day's turnover was bought at the stated rate. */
const STRAIN = 0.1;
/** Beyond the ceiling by more than this at the close it has been pierced, bp. */
const PIERCED_BP = 2;
/** Share of the way to what the market makes of C that is learnt in a day: who attacks is seen. */
const LEARNING_PER_DAY = 0.6;

export interface CentralBankBelief extends CeilingBelief {
  readonly reliefPerTick: number;
  readonly learningPerTick: number;
  readonly discreditPerTick: number;
  readonly doubtFadesPerTick: number;
  readonly reopensPerTick: number;
  /** Premium taken away by purchases and fading, bp of 10 years, and put on by them. */
  reliefBp: number;
  discreditTargetBp: number;
  discreditBp: number;
  currencyPercent: number;
  /** Purchases that are on trial: days of turnover in the long line, fading as their relief does. */
  boughtDays: number;
  /** The ceiling when the bank last decided, which the next close will show kept or given up, bp; absent: none is in doubt. */
  decidedCeilingBp?: number;
}

/** `venue`: in whose hours the holder of the belief counts time. */
function restingBankBelief(opening: Opening<unknown>, market: Market, venue: Venue, draws: Draws): CentralBankBelief {
  const { credibility } = opening.beliefs(market);
  const spread = CREDIBILITY_SPREAD * (2 * draws.uniform() - 1);
  return {
    market,
    openCredibility: Math.max(0.05, credibility),
    openPressureBp: Math.max(0, ...opening.instruments(market).map((line) => line.heldDownBp)),
    reliefPerTick: 1 - decayPerTick(venue, RELIEF_HALF_LIFE_DAYS),
    learningPerTick: LEARNING_PER_DAY / ticksPerDay(venue),
    discreditPerTick: 1 - decayPerTick(venue, DISCREDIT_HALF_LIFE_DAYS),
    doubtFadesPerTick: 1 - decayPerTick(venue, DOUBT_FADES_HALF_LIFE_DAYS),
    reopensPerTick: 1 - decayPerTick(venue, SETTLED_HALF_LIFE_DAYS),
    credibility: clamp01(credibility + spread),
    settled: 0,
    reliefBp: 0,
    discreditTargetBp: 0,
    discreditBp: 0,
    currencyPercent: 0,
    boughtDays: 0,
  };
}

/** Purchases of a central bank that nobody had in the calendar, as days of turnover in the market's long line, in risk. */
function purchaseDays(view: View, { market }: CentralBankBelief, auction: AuctionView): number {
  const long = watchedLine(view, market);
  if (!auction.isUnscheduled || long === undefined) return 0;
  const lines = auction.instruments.map((id) => view.instrument(id)).filter((line) => line.market === market);
  if (lines.length === 0 || auction.format === 'boj_fixed_rate' || isBuyback(auction.format)) return 0;
  const risk = lines.reduce((sum, line) => sum + (auction.offered / lines.length / line.lotFace) * view.dv01(line), 0);
  return Math.min(5, risk / (long.calmDailyLots * view.dv01(long)));
}

export type AuthorityNews = EventOf<'AuctionAnnounced' | 'AuctionResultPublished' | 'CloseMarked' | 'PolicyRateSet'>;

export const isAuthorityNews = (event: MarketEvent): event is AuthorityNews =>
  event.type === 'AuctionAnnounced' ||
  event.type === 'AuctionResultPublished' ||
  event.type === 'CloseMarked' ||
  event.type === 'PolicyRateSet';

/** Whatever an institution hears of central banks. `premiumBp`: what it thinks of the issuer's finances. */
export function hearAuthority(
  beliefs: readonly CentralBankBelief[],
  event: AuthorityNews,
  view: View,
  premiumBp: number,
): void {
  for (const belief of beliefs) {
    if (event.type === 'AuctionAnnounced') hearOperation(belief, event, view, premiumBp);
    else if (event.type === 'AuctionResultPublished') hearResult(belief, event, view);
    else if (event.type === 'CloseMarked') hearClose(belief, event, view);
    else hearDecision(belief, event, view);
  }
}

/** Relief comes with the announcement; doubt, where the issuer spends, over the days after it (L7). */
function hearOperation(
  belief: CentralBankBelief,
  event: EventOf<'AuctionAnnounced'>,
  view: View,
  premiumBp: number,
): void {
  const auction = view.auctions(belief.market).find(({ id }) => id === event.auction);
  const days = auction === undefined ? 0 : purchaseDays(view, belief, auction);
  if (days === 0) return;
  belief.boughtDays += days;
  belief.reliefBp = Math.min(PURCHASES_CAP_BP, belief.reliefBp + RELIEF_BP * belief.credibility * Math.min(1, days));
  if (!view.loop('L7')) return;
  const doubt = 1 - belief.credibility;
  const spending = clamp01(premiumBp / SPENDING_BP);
  const doubted = DISCREDIT_BP * days * doubt * spending;
  belief.discreditTargetBp = Math.min(PURCHASES_CAP_BP, belief.discreditTargetBp + doubted);
  belief.currencyPercent = Math.min(CURRENCY_CAP_PERCENT, belief.currencyPercent + CURRENCY_PERCENT * days * doubt);
  belief.credibility *= 1 - CONFLICT * spending * Math.min(1, days);
}

/** The official close of the line that counts shows a day's success or failure, and what became of a decision. */
function hearClose(belief: CentralBankBelief, event: EventOf<'CloseMarked'>, view: View): void {
  if (!view.loop('L7') || view.instrument(event.instrument).market !== belief.market) return;
  const ceiling = ceilingOf(view, belief.market);
  if (event.instrument !== (ceiling?.line ?? watchedLine(view, belief.market))?.id) return;
  if (belief.decidedCeilingBp !== undefined) {
    const isKept = ceiling !== undefined && ceiling.levelBp <= belief.decidedCeilingBp && isStillOffered(view, ceiling);
    belief.credibility = isKept ? rise(belief.credibility, CONFIRMED) : belief.credibility * (1 - PIERCED);
    belief.settled = isKept ? 1 : 0;
    delete belief.decidedCeilingBp;
  }
  if (ceiling !== undefined) {
    const isPierced = event.level / 1000 > ceiling.levelBp + PIERCED_BP;
    belief.credibility = isPierced ? belief.credibility * (1 - PIERCED) : rise(belief.credibility, SUCCESS);
  } else if (event.change <= 0) {
    belief.credibility = rise(belief.credibility, SUCCESS * Math.min(1, belief.boughtDays));
  }
}

/** What is bought at a stated rate shows how many do not believe in it: a day's turnover costs a little of C. */
function hearResult(belief: CentralBankBelief, event: EventOf<'AuctionResultPublished'>, view: View): void {
  const line = view.instrument(event.instruments[0] ?? '');
  if (event.format !== 'boj_fixed_rate' || line.market !== belief.market || !view.loop('L7')) return;
  const days = event.accepted / line.lotFace / line.calmDailyLots;
  belief.credibility *= 1 - STRAIN * Math.min(2, days);
}

/** Whoever had bet on this meeting was wrong if the ceiling still stands at the next close, and right if it does not. */
function hearDecision(belief: CentralBankBelief, event: EventOf<'PolicyRateSet'>, view: View): void {
  if (event.market !== belief.market || !view.loop('L7')) return;
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling !== undefined) belief.decidedCeilingBp = ceiling.levelBp;
}

/** One tick of market hours. */
export function passBankTick(beliefs: readonly CentralBankBelief[], view: View): void {
  for (const belief of beliefs) passTick(belief, view);
}

function passTick(belief: CentralBankBelief, view: View): void {
  belief.reliefBp -= belief.reliefPerTick * belief.reliefBp;
  belief.boughtDays -= belief.reliefPerTick * belief.boughtDays;
  belief.discreditTargetBp -= belief.doubtFadesPerTick * belief.discreditTargetBp;
  belief.discreditBp += belief.discreditPerTick * (belief.discreditTargetBp - belief.discreditBp);
  belief.currencyPercent -= belief.doubtFadesPerTick * belief.currencyPercent;
  belief.settled -= belief.reopensPerTick * belief.settled;
  if (!view.loop('L7') || belief.openPressureBp === 0) return;
  const implied = impliedCredibility(belief, view);
  if (implied === undefined) return;
  // What is left of the attack in prices says little of a matter that was decided yesterday.
  belief.credibility += belief.learningPerTick * (1 - belief.settled) * (implied - belief.credibility);
}

/** What purchases have done to the 10-year premium, bp: less where they are believed, more where they are not. */
const bankPremiumBp = ({ discreditBp, reliefBp }: CentralBankBelief): number => discreditBp - reliefBp;

const rise = (credibility: number, share: number): number => credibility + share * (1 - credibility);
const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** Beliefs of whoever trades a market: of its own central bank, or of all where it is a currency's. */
export function bankBeliefs(opening: Opening<unknown>, market: Market, draws: Draws): CentralBankBelief[] {
  const banks = market === 'fx' ? (['gilt', 'jgb', 'ktb', 'ust'] as const) : [market];
  return banks.map((each) => restingBankBelief(opening, each, market, draws));
}

/** bp of level of a currency pair for what purchases were taken for: up is a dearer quote currency. */
function currencyBp(beliefs: readonly CentralBankBelief[], pair: Instrument): number {
  const base = HOME_MARKET[baseCurrencyOf(pair.id, pair.currency)];
  let shift = 0;
  for (const { market, currencyPercent } of beliefs) {
    if (market === HOME_MARKET[pair.currency]) shift -= 100 * currencyPercent;
    else if (market === base) shift += 100 * currencyPercent;
  }
  return shift;
}

/** What a line is worth less or more for what is thought of central banks: premium of purchases, ceiling, currency. */
export function bankShiftBp(beliefs: readonly CentralBankBelief[], view: View, line: Instrument): number {
  if (line.market === 'fx') return currencyBp(beliefs, line);
  const [own] = beliefs;
  if (own === undefined) return 0;
  return line.premiumLoading * bankPremiumBp(own) - ceilingDiscountBp(own, view, line);
}
