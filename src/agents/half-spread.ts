/**
 * What whoever quotes asks for being hit by somebody who knows more: half a spread that grows with volatility and with how
 * unsure an announcement has left everybody (Kyle: the uncertainty of what a line is worth, not what it has moved lately).
 *
 * Dealers ask it in full. A client's order rests no nearer to the middle than a share of it: it stands beside dealers' quotes,
 * is seen by all of them first, and is picked off like theirs.
 */
import type { MarketEvent } from '../events/vocabulary.ts';
import type { Market } from '../units/quantity.ts';
import type { Instrument } from './contract.ts';
import { decayPerTick } from './trading-day.ts';

/** By how much fiscal news widens it at first, and the trading days in which half of that is gone. */
const NEWS_WIDENING = 2;
const NEWS_HALF_LIFE_DAYS = 0.5;
/** Part of it that volatility multiplies; the other pays for the work. */
const VOLATILITY_SHARE = 0.5;
/** Of a dealer's half-spread: where clients' orders rest at the nearest. */
const CLIENT_SHARE = 0.36;
/** How unsure other announcements leave, against a budget. */
const UNSURE_AFTER = { fiscal: 1, words: 0.25, figures: 0.25, decision: 0.25, politics: 0.25 } as const;

/** 1 just after fiscal news, fading in market hours. */
export interface Unsettled {
  readonly newsDecay: number;
  news: number;
}

export const settled = (market: Market): Unsettled => ({
  newsDecay: decayPerTick(market, NEWS_HALF_LIFE_DAYS),
  news: 0,
});

export function hearNews(memory: Unsettled, event: MarketEvent, market: Market): void {
  memory.news = Math.max(memory.news, unsureAfter(event, market));
}

/** One tick of market hours. */
export function settle(memory: Unsettled): void {
  memory.news *= memory.newsDecay;
}

/** Half of what one dealer would ask between bid and offer, bp. */
export function halfSpreadBp(line: Instrument, sigmaBp: number, news: number): number {
  const stress = sigmaBp / line.calmSigmaBp;
  return line.calmHalfSpreadBp * (1 - VOLATILITY_SHARE + VOLATILITY_SHARE * stress) * (1 + NEWS_WIDENING * news);
}

/** Nearest to the middle that a client's order rests, bp. */
export const clientDistanceBp = (line: Instrument, sigmaBp: number, news: number): number =>
  CLIENT_SHARE * halfSpreadBp(line, sigmaBp, news);

function unsureAfter(event: MarketEvent, market: Market): number {
  if (!('market' in event) || event.market !== market) return 0;
  switch (event.type) {
    case 'FiscalShockAnnounced':
      return UNSURE_AFTER.fiscal;
    case 'OfficialSpoke':
      return UNSURE_AFTER.words;
    case 'MacroReleased':
    case 'BalanceSheetPlanRevised':
      return UNSURE_AFTER.figures;
    case 'PolicyRateSet':
      return event.rate === event.expected ? 0 : UNSURE_AFTER.decision;
    case 'GeopoliticalShockStruck':
      return UNSURE_AFTER.politics;
    default:
      return 0;
  }
}
