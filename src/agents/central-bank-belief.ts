/**
 * What an institution thinks of a market's central bank: C, how far it does what it says, 0…1, and what follows from it.
 *
 * A purchase out of turn lowers the premium at once by what is believed of it, for a while. Where the issuer spends and the
 * bank is not believed, the same purchase reads as the printing of money: it raises the premium, and the currency falls
 * (loop L7). A ceiling holds a line's neighbours down as far as the ceiling is believed to last. C rises while it works, falls
 * when a ceiling is pierced or purchases and spending go together. Every step is bounded. Source: `docs/odd.md` §7.15.
 */
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import type { Currency, Market } from '../units/quantity.ts';
import type { AuctionView, Instrument, Opening, View } from './contract.ts';
import { watchedLine } from './disorder.ts';
import { decayPerTick, ticksPerDay } from './trading-day.ts';

/** How far institutions differ in C at the opening, either way. */
const CREDIBILITY_SPREAD = 0.1;
/** bp of 10-year premium that a fully believed purchase of a day's turnover in the long line takes away when it is announced. */
const RELIEF_BP = 4.2;
const RELIEF_HALF_LIFE_DAYS = 10;
/** bp of 10-year premium that the same purchase adds where nobody believes and the issuer spends; and the most of it in all. */
const DISCREDIT_BP = 4;
const DISCREDIT_CAP_BP = 15;
/** Trading days in which half of that is in prices: relief comes with the purchase, doubt after it. */
const DISCREDIT_HALF_LIFE_DAYS = 2;
/** Premium from which the issuer counts as one that spends, bp. */
const SPENDING_BP = 8;
/** Percent that the currency falls for it, and the most in all. */
const CURRENCY_PERCENT = 0.2;
const CURRENCY_CAP_PERCENT = 3;
/** Steps of C: a day's success, a ceiling pierced at the close, a purchase against spending, a decision that keeps the ceiling. */
const SUCCESS = 0.03;
const PIERCED = 0.15;
const CONFLICT = 0.1;
const CONFIRMED = 0.6;
/** C lost when a day's turnover was bought at the stated rate. */
const STRAIN = 0.1;
/** Beyond the ceiling by more than this at the close it has been pierced, bp. */
const PIERCED_BP = 2;
/** Share of the way to what the market makes of C that is learnt in a day: who attacks is seen. */
const LEARNING_PER_DAY = 0.15;

/** Whose central bank prints a currency. */
const HOME_MARKET: Readonly<Record<Currency, Market>> = { JPY: 'jgb', USD: 'ust', GBP: 'gilt', KRW: 'ktb' };

export interface CentralBankBelief {
  readonly market: Market;
  /** C at the opening in the market as a whole: what the opening yields hold of the ceiling. */
  readonly openCredibility: number;
  /** How far the ceiling's line stood above it at the opening without it, bp; 0 where none stood. */
  readonly openPressureBp: number;
  readonly reliefPerTick: number;
  readonly learningPerTick: number;
  readonly discreditPerTick: number;
  credibility: number;
  /** Premium taken away by purchases and fading, bp of 10 years, and put on by them. */
  reliefBp: number;
  discreditTargetBp: number;
  discreditBp: number;
  currencyPercent: number;
  /** Purchases that have begun and were not thought of before: days of turnover in the long line. */
  boughtDays: number;
}

function restingBankBelief(opening: Opening<unknown>, market: Market, draws: Draws): CentralBankBelief {
  const { credibility } = opening.beliefs(market);
  const spread = CREDIBILITY_SPREAD * (2 * draws.uniform() - 1);
  return {
    market,
    openCredibility: Math.max(0.05, credibility),
    openPressureBp: Math.max(0, ...opening.instruments(market).map((line) => line.heldDownBp)),
    reliefPerTick: 1 - decayPerTick(market, RELIEF_HALF_LIFE_DAYS),
    learningPerTick: LEARNING_PER_DAY / ticksPerDay(market),
    discreditPerTick: 1 - decayPerTick(market, DISCREDIT_HALF_LIFE_DAYS),
    credibility: clamp01(credibility + spread),
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
  if (lines.length === 0 || auction.format === 'boj_fixed_rate' || auction.format === 'mof_buyback') return 0;
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

/** Relief comes with the announcement; doubt, where the issuer spends, over the days after it. */
function hearOperation(
  belief: CentralBankBelief,
  event: EventOf<'AuctionAnnounced'>,
  view: View,
  premiumBp: number,
): void {
  if (!view.loop('L7')) return;
  const auction = view.auctions(belief.market).find(({ id }) => id === event.auction);
  const days = auction === undefined ? 0 : purchaseDays(view, belief, auction);
  if (days === 0) return;
  const doubt = 1 - belief.credibility;
  const spending = clamp01(premiumBp / SPENDING_BP);
  belief.boughtDays += days;
  belief.reliefBp += RELIEF_BP * belief.credibility * Math.min(1, days);
  const doubted = DISCREDIT_BP * days * doubt * spending;
  belief.discreditTargetBp = Math.min(DISCREDIT_CAP_BP, belief.discreditTargetBp + doubted);
  belief.currencyPercent = Math.min(CURRENCY_CAP_PERCENT, belief.currencyPercent + CURRENCY_PERCENT * days * doubt);
  belief.credibility *= 1 - CONFLICT * spending * Math.min(1, days);
}

/** The official close of any line of the market: success and failure show there. */
function hearClose(belief: CentralBankBelief, event: EventOf<'CloseMarked'>, view: View): void {
  const line = view.instrument(event.instrument);
  if (line.market !== belief.market || !view.loop('L7')) return;
  const ceiling = view.ceilingBp(line);
  if (ceiling !== undefined) {
    const isPierced = event.level / 1000 > ceiling + PIERCED_BP;
    belief.credibility = isPierced ? belief.credibility * (1 - PIERCED) : rise(belief.credibility, SUCCESS);
  } else if (belief.boughtDays > 0 && line.id === watchedLine(view, belief.market)?.id && event.change <= 0) {
    belief.credibility = rise(belief.credibility, SUCCESS);
  }
}

/** What is bought at a stated rate shows how many do not believe in it: a day's turnover costs a little of C. */
function hearResult(belief: CentralBankBelief, event: EventOf<'AuctionResultPublished'>, view: View): void {
  const line = view.instrument(event.instruments[0] ?? '');
  if (event.format !== 'boj_fixed_rate' || line.market !== belief.market || !view.loop('L7')) return;
  const days = event.accepted / line.lotFace / line.calmDailyLots;
  belief.credibility *= 1 - STRAIN * Math.min(2, days);
}

/** A decision that leaves the ceiling where it is: whoever had bet on this meeting was wrong. */
function hearDecision(belief: CentralBankBelief, event: EventOf<'PolicyRateSet'>, view: View): void {
  if (event.market !== belief.market || !view.loop('L7') || ceilingOf(view, belief.market) === undefined) return;
  belief.credibility = rise(belief.credibility, CONFIRMED);
}

/** One tick of market hours. */
export function passBankTick(beliefs: readonly CentralBankBelief[], view: View): void {
  for (const belief of beliefs) passTick(belief, view);
}

function passTick(belief: CentralBankBelief, view: View): void {
  belief.reliefBp -= belief.reliefPerTick * belief.reliefBp;
  belief.discreditBp += belief.discreditPerTick * (belief.discreditTargetBp - belief.discreditBp);
  if (!view.loop('L7') || belief.openPressureBp === 0) return;
  const implied = impliedCredibility(belief, view);
  if (implied !== undefined) belief.credibility += belief.learningPerTick * (implied - belief.credibility);
}

/** What purchases have done to the 10-year premium, bp: less where they are believed, more where they are not. */
const bankPremiumBp = ({ discreditBp, reliefBp }: CentralBankBelief): number => discreditBp - reliefBp;

/** The ceiling that rules the market, and by how much its line would stand above it. */
interface Ceiling {
  readonly line: Instrument;
  readonly levelBp: number;
  readonly pressureBp: number;
}

function ceilingOf(view: View, market: Market): Ceiling | undefined {
  let ruling: Ceiling | undefined;
  for (const line of view.instruments(market)) {
    const levelBp = view.ceilingBp(line);
    if (levelBp === undefined || (ruling !== undefined && ruling.line.heldDownBp >= line.heldDownBp)) continue;
    ruling = { line, levelBp, pressureBp: Math.max(0, view.consensusBp(line) - levelBp) };
  }
  return ruling;
}

/** bp that a believed ceiling takes off a line's fair yield if it lasts. */
function heldDownBp(belief: CentralBankBelief, line: Instrument, ceiling: Ceiling): number {
  if (ceiling.line.id === line.id) return ceiling.pressureBp;
  const share = line.heldDownBp / (belief.openCredibility * belief.openPressureBp);
  return Math.min(1, share) * ceiling.pressureBp;
}

/** bp to take off a line's fair yield for the ceiling, as far as it is believed to last. */
function ceilingDiscountBp(belief: CentralBankBelief, view: View, line: Instrument): number {
  if (belief.openPressureBp === 0) return 0;
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling === undefined) return 0;
  // Its own line stood at the ceiling on the first day for who believed as everybody did: he had sold before.
  if (ceiling.line.id === line.id) return Math.min(1, belief.credibility / belief.openCredibility) * ceiling.pressureBp;
  return belief.credibility * heldDownBp(belief, line, ceiling);
}

/** What a short of the line gains if the ceiling goes, and loses if it lasts, bp; undefined where no ceiling matters to it. */
export function ceilingOdds(
  belief: CentralBankBelief,
  view: View,
  line: Instrument,
): { readonly gainBp: number; readonly lossBp: number } | undefined {
  if (belief.openPressureBp === 0 || line.heldDownBp <= 0) return undefined;
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling === undefined) return undefined;
  const free = view.consensusBp(line);
  const level = view.levelBp(line);
  const held = free - heldDownBp(belief, line, ceiling);
  return { gainBp: Math.max(0, free - level), lossBp: Math.max(0, level - held) };
}

/** C as the freest line that the ceiling holds down shows it; a line that is bought at its ceiling shows nothing. */
function impliedCredibility(belief: CentralBankBelief, view: View): number | undefined {
  const ceiling = ceilingOf(view, belief.market);
  if (ceiling === undefined || ceiling.pressureBp <= 0) return undefined;
  let freest: Instrument | undefined;
  for (const line of view.instruments(belief.market))
    if (view.ceilingBp(line) === undefined && line.heldDownBp > (freest?.heldDownBp ?? 0)) freest = line;
  if (freest === undefined) return undefined;
  const held = heldDownBp(belief, freest, ceiling);
  return held <= 0 ? undefined : clamp01((view.consensusBp(freest) - view.levelBp(freest)) / held);
}

const rise = (credibility: number, share: number): number => credibility + share * (1 - credibility);
const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** Beliefs of whoever trades a market: of its own central bank, or of all where it is a currency's. */
export function bankBeliefs(opening: Opening<unknown>, market: Market, draws: Draws): CentralBankBelief[] {
  const markets = market === 'fx' ? (['gilt', 'jgb', 'ktb', 'ust'] as const) : [market];
  return markets.map((each) => restingBankBelief(opening, each, draws));
}

/** bp of level of a currency pair for what purchases were taken for: up is a dearer quote currency. */
function currencyBp(beliefs: readonly CentralBankBelief[], pair: Instrument): number {
  let shift = 0;
  for (const { market, currencyPercent } of beliefs) {
    if (market === HOME_MARKET[pair.currency]) shift -= 100 * currencyPercent;
    else if (market === HOME_MARKET[pair.id.slice('FX-'.length, -pair.currency.length) as Currency])
      shift += 100 * currencyPercent;
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
