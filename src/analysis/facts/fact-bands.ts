/**
 * The one table of stylised facts: what is measured, in which kind of market, the band, and who says so. Reports of runs and experiments,
 * the record and `validate` all hold their numbers to it.
 *
 * F1 to F20 are those of `model.md` §6, in its order and with its bands. A name after the number is another statistic of the same fact, where a
 * run of some days or an experiment has no year of daily changes. No band is ever widened; where a source gives a sign and no number,
 * the band is the sign.
 */
import type { Fact } from './fact.ts';

/** Which market a fact is of. Routine macro releases are noise in all of them. */
export type Regime =
  /** Nothing is said and nothing is sold by an issuer. */
  | 'calm market'
  /** Auctions and nothing else. */
  | 'routine calendar'
  | 'stress episode'
  /** Of formulas, whatever the market does. */
  | 'any';

export interface RegimeFact extends Fact {
  readonly regime: Regime;
}

const CONT = 'Cont 2001';

const fact = (
  id: string,
  regime: Regime,
  name: string,
  [statistic, band, source]: readonly [string, Fact['band'], string],
): RegimeFact => ({ id, regime, fact: name, statistic, band, source });

const TAILS = 'heavy tails';
const GAUSS = 'aggregational Gaussianity';
const CLUSTERS = 'volatility clustering';
const VOLUME = 'volume and volatility';
const DEPTH = 'depth falls with volatility';
const CURVE = 'level factor of the curve';
const CYCLE = 'auction cycle';
const AUCTIONS = 'auctions in quiet weeks';
const SPREAD = 'spreads widen with volatility';
const TOGETHER = 'markets move together';
const RELAY = 'who leads';

export const FACT_BANDS = {
  tails: fact('F1', 'calm market', TAILS, [
    'Hill index of the largest 5 % of daily changes, JGB-10Y',
    { from: 2.5, to: 4.5 },
    'model §6 (1); W128 W170',
  ]),
  aggregationDay: fact('F2.1', 'calm market', GAUSS, [
    'excess kurtosis, five minutes less a day, JGB-10Y',
    { from: 0 },
    `model §6 (2); ${CONT}`,
  ]),
  aggregationMonth: fact('F2.2', 'calm market', GAUSS, [
    'excess kurtosis, a day less 20 days, JGB-10Y',
    { from: 0 },
    `model §6 (2); ${CONT}`,
  ]),
  memory: fact('F3', 'calm market', 'no linear autocorrelation', [
    'autocorrelation of half-hour changes, lag 1, JGB-10Y',
    { from: -0.1, to: 0.1 },
    `model §6 (3); ${CONT}`,
  ]),
  clusteringDay: fact('F4.1', 'calm market', CLUSTERS, [
    'autocorrelation of absolute daily changes, lag 1, JGB-10Y',
    { from: 0.15, to: 0.35 },
    `model §6 (4); ${CONT}`,
  ]),
  clusteringMonth: fact('F4.2', 'calm market', CLUSTERS, [
    'the same, mean of lags 16 to 24',
    { from: 0.05 },
    `model §6 (4); ${CONT}`,
  ]),
  clusteringDecay: fact('F4.3', 'calm market', CLUSTERS, [
    'exponent of its power decay, lags 1 to 20',
    { from: 0.2, to: 0.5 },
    `model §6 (4); ${CONT}`,
  ]),
  volume: fact('F5', 'calm market', VOLUME, [
    'correlation of daily volume and absolute change, JGB-10Y',
    { from: 0.3, to: 0.7 },
    'model §6 (5); Cont 2001, futures',
  ]),
  depth: fact('F6', 'calm market', DEPTH, [
    'slope of log depth on log volatility of a day, UST-10Y',
    { from: -1.5, to: -0.8 },
    'model §6 (6); W125 W90',
  ]),
  curve: fact('F7.1', 'calm market', CURVE, [
    'share of the first principal component, JGB curve',
    { from: 0.7, to: 0.9 },
    'model §6 (7); Litterman and Scheinkman 1991 (W129)',
  ]),
  curveThree: fact('F7.2', 'calm market', CURVE, [
    'share of the first three, JGB curve',
    { from: 0.95 },
    'model §6 (7); Litterman and Scheinkman 1991 (W129)',
  ]),
  slope: fact('F8', 'stress episode', 'super-long bonds move more under fiscal stress', [
    'root mean square of changes, JGB-30Y over JGB-10Y',
    { from: 1.5 },
    'model §6 (8); W10',
  ]),
  concession: fact('F9.1', 'routine calendar', CYCLE, [
    'four days before a sale of 20 or 30 years, less the run without sales, bp',
    { from: 1, to: 4 },
    'model §6 (9); W93 W94',
  ]),
  relief: fact('F9.2', 'routine calendar', CYCLE, [
    'four days after it, less the run without sales, bp',
    { from: -3, to: -1 },
    'model §6 (9); W93 W94',
  ]),
  cover20: fact('F10.1', 'routine calendar', AUCTIONS, [
    'cover, JGB-20Y',
    { from: 3, to: 4.1 },
    'model §6 (10); W7 W8 W145 W171',
  ]),
  tail20: fact('F10.2', 'routine calendar', AUCTIONS, [
    'tail, JGB-20Y, ¥',
    { from: 0.03, to: 0.31 },
    'model §6 (10); W7 W8 W145 W171',
  ]),
  cover30: fact('F10.3', 'routine calendar', AUCTIONS, [
    'cover, JGB-30Y',
    { from: 3.1, to: 4 },
    'model §6 (10); W7 W8 W145 W171',
  ]),
  tail30: fact('F10.4', 'routine calendar', AUCTIONS, [
    'tail, JGB-30Y, ¥',
    { from: 0.09, to: 0.18 },
    'model §6 (10); W7 W8 W145 W171',
  ]),
  impactExponent: fact('F11.1', 'calm market', 'impact is concave', [
    'exponent of what selling 5 to 40 % of a day’s turnover in four hours moves, JGB-30Y',
    { from: 0.4, to: 0.6 },
    'model §6 (11); W33',
  ]),
  impactScale: fact('F11.2', 'calm market', 'impact is concave', [
    'what all of a day’s turnover would move, daily standard deviations, JGB-30Y',
    { from: 0.5, to: 1.5 },
    'model §6 (11); W33',
  ]),
  signs: fact('F12', 'calm market', 'signs of orders remember', [
    'exponent of the decay of their autocorrelation, JGB-10Y',
    { from: 0.3, to: 0.7 },
    'model §6 (12); Lillo and Farmer 2004',
  ]),
  spread: fact('F13.1', 'calm market', SPREAD, [
    'correlation of the logarithms of a day’s spread and volatility, UST-10Y',
    { from: 0 },
    'model §6 (13); W89; sign',
  ]),
  spreadStrain: fact('F13.2', 'stress episode', SPREAD, [
    'spread over volatility on days with a dealer beyond its limit, over that of quiet days, JGB-30Y',
    { from: 1 },
    'model §6 (13); W89; sign',
  ]),
  fragility: fact('F14', 'calm market', 'thin books are fragile', [
    'correlation of thin depth and the next day’s move per volume, UST-10Y',
    { from: 0 },
    'model §6 (14); W90; sign',
  ]),
  abroad: fact('F15.1', 'calm market', TOGETHER, [
    'correlation of daily changes, UST 10-year and gilt 10-year',
    { from: 0.6, to: 0.8 },
    'model §6 (15); W126; in place of UST and Bund',
  ]),
  japan: fact('F15.2', 'calm market', TOGETHER, [
    'correlation of daily changes, UST 10-year and JGB 10-year',
    { from: 0.1, to: 0.4 },
    'model §6 (15); W126 W127',
  ]),
  newYorkLeads: fact('F16.1', 'calm market', RELAY, [
    'correlation of New York’s night with Tokyo’s next day, less Tokyo’s session with New York’s night',
    { from: 0 },
    'model §6 (16); sign',
  ]),
  tokyoLeads: fact('F16.2', 'stress episode', RELAY, [
    'the other way round, products over the days of Japanese news, bp²',
    { from: 0 },
    'model §6 (16), derived; sign',
  ]),
  asymmetry: fact('F17', 'calm market', 'volatility rises more when yields rise', [
    'correlation of a day’s change and of the change of volatility inside days, JGB-10Y',
    { from: 0.1, to: 0.4 },
    'model §6 (17), general knowledge',
  ]),
  news: fact('F18', 'stress episode', 'jumps at news', [
    'five-minute moves in the half-hour after it over those of quiet days, JGB-30Y',
    { from: 3, to: 6 },
    'model §6 (18); W172',
  ]),
  connectedness: fact('F19', 'stress episode', 'connectedness rises under stress', [
    'total connectedness of four markets, less that of quiet days, points',
    { from: 10, to: 30 },
    'model §6 (19); W131',
  ]),
  convexity: fact('F20', 'any', 'price and simple yield', [
    'residual of the published pairs, bp',
    { to: 0.01 },
    'model §6 (20)',
  ]),

  tailsWithin: fact('F1.within', 'any', TAILS, [
    'Hill index of the largest 5 % of five-minute changes',
    { from: 2, to: 5 },
    CONT,
  ]),
  kurtosisWithin: fact('F1.kurtosis', 'any', TAILS, ['excess kurtosis of five-minute changes', { from: 0.5 }, CONT]),
  kurtosisOfDays: fact('F1.days', 'any', TAILS, ['excess kurtosis of daily changes', { from: 0.5 }, CONT]),
  aggregationWithin: fact('F2.within', 'any', GAUSS, [
    'excess kurtosis, five minutes less one hour',
    { from: 0 },
    CONT,
  ]),
  clusteringWithin: fact('F4.within', 'any', CLUSTERS, [
    'autocorrelation of absolute half-hour changes, lag 1',
    { from: 0.05 },
    CONT,
  ]),
  volumeWithin: fact('F5.within', 'any', VOLUME, [
    'correlation of half-hour volume and absolute change',
    { from: 0 },
    CONT,
  ]),
  depthOfDays: fact('F6.days', 'any', DEPTH, [
    'correlation of daily mean depth and absolute change',
    { to: 0 },
    'W90 W125; sign',
  ]),
  spreadOfDays: fact('F13.days', 'any', SPREAD, [
    'correlation of daily mean spread and absolute change',
    { from: 0 },
    'W89; sign',
  ]),
} as const satisfies Readonly<Record<string, RegimeFact>>;
