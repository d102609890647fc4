/**
 * Signal extraction across bond markets: what somebody makes, at home, of moves abroad that news does not explain.
 *
 * A market's *innovation* is the unexplained move of its thirty-year line less what it heard from others itself: each cause
 * is passed on once, by its source, and nothing echoes. The share that is carried over, φ · cov/var, is learnt from the
 * unexplained moves of a long window, and all shares of a market together are bounded (`docs/odd.md` §7.4). The anchor
 * forgets, so a move that stays becomes the new normal. One copy for everybody; institutions differ in attention.
 */
import type { Instrument } from '../agents/contract.ts';
import { decayPerTick } from '../agents/trading-day.ts';
import { pow } from '../math/pow.ts';
import { USUAL_CORRELATION } from '../scenario/market-entry.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { BondMarket, Market } from '../units/quantity.ts';

/** φ: share of a source's unexplained move that others take for global; a small market's moves are mostly its own. */
const GLOBAL_SHARE: Readonly<Partial<Record<Market, number>>> = { jgb: 0.65, ust: 0.65, gilt: 0.5, ktb: 0.1 };
const WINDOW_HALF_LIFE_DAYS = 120;
/** Most that all shares of one market may come to: at a half and more moves could feed on each other. */
const SHARES_CAP = 0.45;
const DIGESTION_HALF_LIFE_DAYS = 0.1;
const FORGETTING_HALF_LIFE_DAYS = 4;
/** The line that speaks for its market: on the run, of at most so many years. */
const LONGEST_YEARS = 30;

const KEEP_PER_DAY = pow(0.5, 1 / WINDOW_HALF_LIFE_DAYS);

/** Of unexplained daily moves of two markets, with which the long window opens. */
export type OpeningCorrelation = (one: Market, other: Market) => number;

export const usualCorrelation: OpeningCorrelation = () => USUAL_CORRELATION / 1000;

/** As the scenario states it of one or the other. */
export function correlationsOf({ markets }: Scenario): OpeningCorrelation {
  const stated = (one: Market, other: Market): number | undefined =>
    markets.find(({ market }) => market === one)?.openCorrelations[other as BondMarket];
  return (one, other) => (stated(one, other) ?? stated(other, one) ?? USUAL_CORRELATION) / 1000;
}

/** Part of a line's level, at present, that neither news nor world politics explains, bp. */
type Unexplained = (line: Instrument) => number;

interface Market30 {
  readonly market: Market;
  readonly line: Instrument;
  readonly digestion: number;
  readonly forgetting: number;
}

export class Innovations {
  private readonly markets: readonly Market30[];
  private readonly unexplained: Unexplained;
  /** By listener · count + source. */
  private readonly heard: Float64Array;
  private readonly anchor: Float64Array;
  private readonly covariance: Float64Array;
  private readonly variance: Float64Array;
  private readonly share: Float64Array;
  /** Unexplained level of every source at the listener's last close. */
  private readonly atClose: Float64Array;

  constructor(instruments: readonly Instrument[], unexplained: Unexplained, correlation: OpeningCorrelation) {
    this.unexplained = unexplained;
    this.markets = [...new Set(instruments.map(({ market }) => market))].sort().flatMap((market) => {
      const line = spokesline(instruments, market);
      if (line === undefined) return [];
      const digestion = 1 - decayPerTick(market, DIGESTION_HALF_LIFE_DAYS);
      return [{ market, line, digestion, forgetting: 1 - decayPerTick(market, FORGETTING_HALF_LIFE_DAYS) }];
    });
    const pairs = this.markets.length * this.markets.length;
    this.heard = new Float64Array(pairs);
    this.anchor = new Float64Array(pairs);
    this.covariance = new Float64Array(pairs);
    this.variance = new Float64Array(pairs);
    this.share = new Float64Array(pairs);
    this.atClose = new Float64Array(pairs);
    this.openWindow(correlation);
  }

  arrays(): Float64Array[] {
    const { heard, anchor, covariance, variance, share, atClose } = this;
    return [heard, anchor, covariance, variance, share, atClose];
  }

  /** One tick of an open market: it listens to all others. */
  tick(market: Market): void {
    const listener = this.indexOf(market);
    const self = this.markets[listener];
    if (self === undefined) return;
    for (const source of this.markets.keys()) {
      if (source === listener) continue;
      const pair = this.pair(listener, source);
      const heard = this.heard[pair] as number;
      const anchor = this.anchor[pair] as number;
      const digested = heard + self.digestion * (this.innovationBp(source) - anchor - heard);
      this.heard[pair] = digested - self.forgetting * digested;
      this.anchor[pair] = anchor + self.forgetting * digested;
    }
  }

  /** At the close of a market: one day of moves of each source, in the listener's own window. */
  learn(market: Market): void {
    const listener = this.indexOf(market);
    if (this.markets[listener] === undefined) return;
    const moves = this.markets.map(({ line }, source) => {
      const pair = this.pair(listener, source);
      const move = this.unexplained(line) - (this.atClose[pair] as number);
      this.atClose[pair] = (this.atClose[pair] as number) + move;
      return move;
    });
    for (const [source, move] of moves.entries()) {
      const pair = this.pair(listener, source);
      const own = moves[listener] as number;
      this.covariance[pair] = KEEP_PER_DAY * (this.covariance[pair] as number) + (1 - KEEP_PER_DAY) * own * move;
      this.variance[pair] = KEEP_PER_DAY * (this.variance[pair] as number) + (1 - KEEP_PER_DAY) * move * move;
    }
    this.bound(listener);
  }

  /** bp that somebody of average attention adds to a line for what was heard from abroad. */
  heardBp(line: Instrument): number {
    const listener = this.indexOf(line.market);
    const self = this.markets[listener];
    if (self === undefined) return 0;
    return (line.calmSigmaBp / self.line.calmSigmaBp) * this.heardInBp(listener);
  }

  /** Shares of a market by source, as learnt so far. */
  sharesOf(market: Market): ReadonlyMap<Market, number> {
    const listener = this.indexOf(market);
    return new Map(this.markets.map((each, source) => [each.market, this.share[this.pair(listener, source)] ?? 0]));
  }

  private innovationBp(source: number): number {
    return this.unexplained((this.markets[source] as Market30).line) - this.heardInBp(source);
  }

  private heardInBp(listener: number): number {
    let sum = 0;
    for (let source = 0; source < this.markets.length; source++) {
      const pair = this.pair(listener, source);
      sum += (this.share[pair] as number) * (this.heard[pair] as number);
    }
    return sum;
  }

  private openWindow(correlation: OpeningCorrelation): void {
    for (const [listener, { market, line }] of this.markets.entries()) {
      for (const [source, other] of this.markets.entries()) {
        const pair = this.pair(listener, source);
        const together = listener === source ? 0 : correlation(market, other.market);
        this.variance[pair] = other.line.calmSigmaBp * other.line.calmSigmaBp;
        this.covariance[pair] = together * line.calmSigmaBp * other.line.calmSigmaBp;
      }
      this.bound(listener);
    }
  }

  private bound(listener: number): void {
    let sum = 0;
    for (const source of this.markets.keys()) {
      const pair = this.pair(listener, source);
      const beta = Math.max(0, (this.covariance[pair] as number) / (this.variance[pair] as number));
      const learnt = (GLOBAL_SHARE[(this.markets[source] as Market30).market] ?? 0) * beta;
      this.share[pair] = source === listener ? 0 : learnt;
      sum += this.share[pair] as number;
    }
    if (sum <= SHARES_CAP) return;
    for (const source of this.markets.keys()) {
      const pair = this.pair(listener, source);
      this.share[pair] = ((this.share[pair] as number) * SHARES_CAP) / sum;
    }
  }

  private indexOf(market: Market): number {
    return this.markets.findIndex((each) => each.market === market);
  }

  private pair(listener: number, source: number): number {
    return listener * this.markets.length + source;
  }
}

/** A nominal bond on the run: `JGB-30Y`, neither off the run nor linked to prices. */
function spokesline(instruments: readonly Instrument[], market: Market): Instrument | undefined {
  return instruments
    .filter((line) => line.market === market && line.isBond && /^[A-Z]+-\d+Y$/.test(line.id))
    .filter(({ tenorYears }) => tenorYears <= LONGEST_YEARS)
    .sort((a, b) => a.tenorYears - b.tenorYears)
    .at(-1);
}
