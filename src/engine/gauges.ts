/**
 * What everybody can compute from public prices and prints: realised volatility, trend, visible forced flow, turnover,
 * and the consensus (opening level plus macro news). One copy for all institutions, read through their views.
 *
 * Volatility samples mids every half hour and the overnight gap as one interval, as long as the share of a calm day's
 * variance that it holds: ticks would measure the bounce between bid and offer. Sums are floating point and deterministic:
 * instruments in order, one update a tick.
 */
import type { Instrument } from '../agents/contract.ts';
import { decayPerTick, ticksPerDay } from '../agents/trading-day.ts';
import { BUY, Field, flagOf, RECORD_WORDS, RecordKind, sideOf } from '../events/records.ts';
import type { EventOf } from '../events/vocabulary.ts';
import { pow } from '../math/pow.ts';
import type { Market } from '../units/quantity.ts';
import { Innovations, type OpeningCorrelation, usualCorrelation } from './innovations.ts';
import { overnightShare } from './nature.ts';
import { WorldPolitics } from './world-politics.ts';

const SAMPLE_TICKS = 6;
/** Half-lives of the three volatilities, trading days. */
const VOLATILITY_HALF_LIVES = [0.6, 1.5, 12] as const;
const TREND_HALF_LIFE_DAYS = 1.6;
const FORCED_FLOW_HALF_LIFE_DAYS = 0.25;
/** Memory of levels for short look-backs, ticks. */
const RING = 24;
/** Share of a calm day's move that routine macro news explains. */
const NEWS_SHARE = 0.95;
/** Weights of level and slope in the move of a thirty-year line; at other tenors slope counts less, the sum the same. */
const LEVEL_WEIGHT = 0.92;
const SLOPE_WEIGHT = 0.39;

/** Plain data: copies of everything that changes, in a fixed order. */
export type GaugesState = readonly (Float64Array | Int32Array)[];

export class Gauges {
  readonly level: Float64Array;
  readonly previousClose: Float64Array;
  readonly consensus: Float64Array;
  readonly forcedLots: Float64Array;
  readonly turnover: Float64Array;
  readonly politics: WorldPolitics;
  readonly innovations: Innovations;
  private readonly instruments: readonly Instrument[];
  private readonly variance: Float64Array;
  private readonly trend: Float64Array;
  /** Unexplained part of the level at the last tick, and its moving average. */
  private readonly unexplained: Float64Array;
  private readonly usual: Float64Array;
  private readonly sampled: Float64Array;
  private readonly sampledUnexplained: Float64Array;
  private readonly unexplainedVariance: Float64Array;
  private readonly ticksSinceSample: Int32Array;
  private readonly ring: Float64Array;
  private readonly ringAt: Int32Array;

  constructor(instruments: readonly Instrument[], correlation: OpeningCorrelation = usualCorrelation) {
    const count = instruments.length;
    const opening = Float64Array.from(instruments, (instrument) => instrument.openLevelBp);
    this.instruments = instruments;
    this.level = opening.slice();
    this.previousClose = opening.slice();
    this.consensus = Float64Array.from(instruments, (instrument) => instrument.openConsensusBp);
    this.trend = opening.slice();
    this.unexplained = new Float64Array(count);
    this.usual = new Float64Array(count);
    this.sampled = opening.slice();
    this.sampledUnexplained = new Float64Array(count);
    this.forcedLots = new Float64Array(count);
    this.turnover = new Float64Array(count);
    this.ticksSinceSample = new Int32Array(count);
    this.ring = new Float64Array(count * RING);
    this.ringAt = new Int32Array(count);
    this.politics = new WorldPolitics(instruments);
    this.innovations = new Innovations(instruments, (line) => this.unexplainedBp(line), correlation);
    this.variance = new Float64Array(count * VOLATILITY_HALF_LIVES.length);
    this.unexplainedVariance = new Float64Array(count * VOLATILITY_HALF_LIVES.length);
    for (const { index, calmSigmaBp, openSigmaBp = calmSigmaBp, openLevelBp } of instruments) {
      this.ring.fill(openLevelBp, index * RING, (index + 1) * RING);
      this.variance.fill(openSigmaBp * openSigmaBp, index * 3, index * 3 + 3);
      this.unexplainedVariance.fill(openSigmaBp * openSigmaBp - newsVariance(calmSigmaBp), index * 3, index * 3 + 3);
    }
  }

  save(): GaugesState {
    return this.arrays().map((values) => values.slice());
  }

  restore(state: GaugesState): void {
    for (const [at, values] of this.arrays().entries()) values.set(state[at] as Float64Array);
  }

  /** Routine news shifts the consensus of a whole market; long lines take more of the slope. */
  hearNews(event: EventOf<'NewsArrived'>): void {
    for (const { index, market, calmSigmaBp, tenorYears } of this.instruments) {
      if (market !== event.market) continue;
      const steepness = Math.max(-1, Math.min(1, (tenorYears - 10) / 20));
      const tilt = steepness * SLOPE_WEIGHT;
      const sigmas =
        (LEVEL_WEIGHT * event.levelMilliSigma + tilt * event.slopeMilliSigma) /
        (1000 * Math.sqrt(LEVEL_WEIGHT * LEVEL_WEIGHT + tilt * tilt));
      this.consensus[index] = (this.consensus[index] as number) + NEWS_SHARE * calmSigmaBp * sigmas;
    }
  }

  /** What everybody knows to be worth so much more or less: figures, decisions, plans (`surprises.ts`). */
  shiftConsensus(index: number, byBp: number): void {
    this.consensus[index] = (this.consensus[index] as number) + byBp;
  }

  /** A new business date: turnover starts again, and the next sample spans the night. */
  turnDate(instrument: Instrument): void {
    this.turnover[instrument.index] = 0;
    this.ticksSinceSample[instrument.index] = -1;
  }

  /** One tick of an open market, with the level of its mid. */
  tick(instrument: Instrument, levelBp: number): void {
    const at = instrument.index;
    this.level[at] = levelBp;
    const slot = ((this.ringAt[at] as number) + 1) % RING;
    this.ringAt[at] = slot;
    this.ring[at * RING + slot] = levelBp;
    const keep = decayPerTickOf(instrument, TREND_HALF_LIFE_DAYS);
    this.trend[at] = levelBp + keep * ((this.trend[at] as number) - levelBp);
    const unexplained = this.unexplainedBp(instrument);
    this.unexplained[at] = unexplained;
    this.usual[at] = unexplained + keep * ((this.usual[at] as number) - unexplained);
    this.forcedLots[at] = decayPerTickOf(instrument, FORCED_FLOW_HALF_LIFE_DAYS) * (this.forcedLots[at] as number);
    const waited = (this.ticksSinceSample[at] as number) + 1;
    const overnight = overnightShare(instrument.market);
    if (waited === 0) this.sample(instrument, levelBp, overnight);
    else if (waited >= SAMPLE_TICKS)
      this.sample(instrument, levelBp, ((1 - overnight) * waited) / ticksPerDay(instrument.venue));
    else this.ticksSinceSample[at] = waited;
  }

  /** Fills among the records: turnover, and what of it was visibly forced. */
  readRecords(words: Int32Array, from: number, to: number): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const index = words[at + Field.instrument] as number;
      const lots = words[at + Field.quantity] as number;
      const terms = words[at + Field.terms] as number;
      this.turnover[index] = (this.turnover[index] as number) + lots;
      const flag = flagOf(terms);
      if (flag === 'riskLimit' || flag === 'margin' || flag === 'stopLoss') {
        this.forcedLots[index] = (this.forcedLots[index] as number) + (sideOf(terms) === BUY ? -lots : lots);
      }
    }
  }

  /** What of the level's move since the opening neither news nor world politics explains. */
  unexplainedBp(line: Instrument): number {
    const { level, consensus } = this;
    const since = (level[line.index] as number) - line.openLevelBp;
    const explained = (consensus[line.index] as number) - line.openConsensusBp;
    return since - explained - this.politics.premiumBp(line);
  }

  /** What the bonds of an open market make of the world, once a tick. */
  hearWorld(market: Market): void {
    this.politics.tick(market);
    this.innovations.tick(market);
  }

  /** bp a day; speed 0 fast, 1 medium, 2 slow. */
  volatilityBp(index: number, speed: 0 | 1 | 2): number {
    return Math.sqrt(this.variance[index * 3 + speed] as number);
  }

  /** bp a day: what neither news nor world politics explained as it was, routine news at its calm rate. */
  unrestBp(index: number, speed: 0 | 1 | 2): number {
    const routine = newsVariance((this.instruments[index] as Instrument).calmSigmaBp);
    return Math.sqrt(Math.max(0, routine + (this.unexplainedVariance[index * 3 + speed] as number)));
  }

  stretchBp(index: number): number {
    return (this.level[index] as number) - (this.trend[index] as number);
  }

  /** Stretch of what neither news nor world politics explains, of the last tick: news of the next is not answered yet. */
  runBp(index: number): number {
    return (this.unexplained[index] as number) - (this.usual[index] as number);
  }

  changeOverTicks(index: number, ticks: number): number {
    const back = Math.min(RING - 1, Math.max(0, ticks));
    const slot = ((this.ringAt[index] as number) - back + RING) % RING;
    return (this.level[index] as number) - (this.ring[index * RING + slot] as number);
  }

  private arrays(): (Float64Array | Int32Array)[] {
    const { level, previousClose, consensus, trend, unexplained, usual, sampled, sampledUnexplained } = this;
    const { forcedLots, turnover, variance, unexplainedVariance, ticksSinceSample, ring, ringAt } = this;
    return [
      level,
      previousClose,
      consensus,
      trend,
      unexplained,
      usual,
      sampled,
      sampledUnexplained,
      forcedLots,
      turnover,
      variance,
      unexplainedVariance,
      ticksSinceSample,
      ring,
      ringAt,
      ...this.politics.arrays(),
      ...this.innovations.arrays(),
    ];
  }

  private sample(instrument: Instrument, levelBp: number, days: number): void {
    const at = instrument.index;
    const move = levelBp - (this.sampled[at] as number);
    const unexplained = (this.unexplained[at] as number) - (this.sampledUnexplained[at] as number);
    for (let speed = 0; speed < 3; speed++) {
      const keep = pow(0.5, days / (VOLATILITY_HALF_LIVES[speed] as number));
      const weight = (1 - keep) / days;
      const slot = at * 3 + speed;
      this.variance[slot] = keep * (this.variance[slot] as number) + weight * move * move;
      this.unexplainedVariance[slot] =
        keep * (this.unexplainedVariance[slot] as number) + weight * unexplained * unexplained;
    }
    this.sampledUnexplained[at] = this.unexplained[at] as number;
    this.sampled[at] = levelBp;
    this.ticksSinceSample[at] = 0;
  }
}

/** Of a calm day, bp². */
const newsVariance = (calmSigmaBp: number): number => NEWS_SHARE * NEWS_SHARE * calmSigmaBp * calmSigmaBp;

const decays = new Map<string, number>();
function decayPerTickOf(instrument: Instrument, halfLifeDays: number): number {
  const key = `${instrument.venue}/${halfLifeDays}`;
  let decay = decays.get(key);
  if (decay === undefined) {
    decay = decayPerTick(instrument.venue, halfLifeDays);
    decays.set(key, decay);
  }
  return decay;
}
