/**
 * A market as one institution sees it, made of plain data: what a test states is what the institution sees.
 *
 * At first everything is calm: every market open, levels at their opening, consensus and closes with them, volatility at
 * rest, nothing held and nothing due. Each sentence changes one fact and gives the view back:
 * `seenBy('d1', 'dealer', mandate).holding(JGB_20Y, 700).moved(JGB_20Y, +10).withVolatility(JGB_20Y, 2)`.
 * Prices are linear in levels; the engine's own pricing has tests of its own.
 */
import type {
  AuctionView,
  Instrument,
  Opening,
  OpeningBeliefs,
  Self,
  View,
  VolatilitySpeed,
} from '../../src/agents/contract.ts';
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import type { LoopName } from '../../src/agents/loops.ts';
import { FORMAT_TERMS } from '../../src/events/auction-terms.ts';
import { MINOR_PER_UNIT } from '../../src/units/amount-text.ts';
import {
  type Currency,
  type Lots,
  lots,
  type Market,
  type Minor,
  minor,
  type PriceTicks,
  type Side,
  type SimTime,
} from '../../src/units/quantity.ts';
import { parseIsoTime, TICK_MS } from '../../src/units/time.ts';
import { EVERY_LINE, type FakeLine } from './fake-lines.ts';

/** What is known of one line. */
interface LineState {
  levelBp: number;
  closeLevelBp: number;
  consensusBp: number;
  heardAbroadBp: number;
  politicsBp: number;
  volatilityBp: Record<VolatilitySpeed, number>;
  stretchBp: number;
  runBp: number;
  forcedLots: number;
  turnover: number;
  /** Change since so many ticks ago, the same for any look-back. */
  lateChangeBp: number;
  held: number;
  boughtAtQuotes: number;
  resting: Record<Side, number>;
  spreadTicks: number;
}

const UNITS_PER_DOLLAR: Readonly<Record<Currency, number>> = { USD: 1, JPY: 158, GBP: 0.75, KRW: 1475 };
/** 11:50 in Tokyo on 20 January 2026, a Tuesday. */
export const TUESDAY_NOON = parseIsoTime('2026-01-20T02:50:00Z') as SimTime;

export class FakeView<Mandate> implements View<Mandate>, Opening<Mandate> {
  readonly self: Self<Mandate>;
  at: SimTime = TUESDAY_NOON;
  private readonly lines: readonly FakeLine[];
  private readonly states: ReadonlyMap<string, LineState>;
  private readonly closed = new Set<Market>();
  private readonly off = new Set<LoopName>();
  private readonly due: AuctionView[] = [];
  private readonly rates: Partial<Record<Market, number>> = { jgb: 75, ust: 362.5, gilt: 375, ktb: 250 };
  private readonly ceilings: Record<string, number | undefined> = {};
  private believed: OpeningBeliefs = { premiumBp: 0, doubt: 0, debt: 0, credibility: 0.6 };
  private readonly money: Partial<Record<Currency, number>> = {};

  constructor(self: Self<Mandate>, lines: readonly FakeLine[] = EVERY_LINE) {
    this.self = self;
    this.lines = [...lines].sort((a, b) => a.tenorYears - b.tenorYears || (a.id < b.id ? -1 : 1));
    this.states = new Map(lines.map((line) => [line.id, calmState(line)]));
  }

  // ── Sentences ─────────────────────────────────────────────────────────────────────────────────────────────────────

  holding(line: Instrument, count: number): this {
    this.of(line).held = count;
    return this;
  }

  /** Others came and sold so many lots to its orders. */
  soldTo(line: Instrument, count: number): this {
    this.of(line).held += count;
    this.of(line).boughtAtQuotes += count;
    return this;
  }

  /** The whole market of the line knows nothing of it: consensus stays. */
  moved(line: Instrument, byBp: number): this {
    this.of(line).levelBp += byBp;
    return this;
  }

  /** Macro news: level and consensus together. */
  movedForGoodReason(line: Instrument, byBp: number): this {
    this.of(line).consensusBp += byBp;
    return this.moved(line, byBp);
  }

  /** What unexplained moves of other markets are worth here. */
  hearing(line: Instrument, bp: number): this {
    this.of(line).heardAbroadBp = bp;
    return this;
  }

  /** What world politics is worth here. */
  troubled(line: Instrument, bp: number): this {
    this.of(line).politicsBp = bp;
    return this;
  }

  atLevel(line: Instrument, levelBp: number): this {
    return this.moved(line, levelBp - this.of(line).levelBp);
  }

  /** All three speeds, as a multiple of calm. */
  withVolatility(line: Instrument, timesCalm: number): this {
    for (const speed of ['fast', 'medium', 'slow'] as const)
      this.of(line).volatilityBp[speed] = timesCalm * line.calmSigmaBp;
    return this;
  }

  /** Above its average, by what news does not explain. */
  stretched(line: Instrument, aboveAverageBp: number): this {
    this.of(line).stretchBp = aboveAverageBp;
    this.of(line).runBp = aboveAverageBp;
    return this;
  }

  /** News explains all of the stretch. */
  stretchExplained(line: Instrument): this {
    this.of(line).runBp = 0;
    return this;
  }

  /** Late change, the same for any look-back. */
  rising(line: Instrument, byBp: number): this {
    this.of(line).lateChangeBp = byBp;
    return this;
  }

  withForcedSelling(line: Instrument, count: number): this {
    this.of(line).forcedLots = count;
    return this;
  }

  resting(line: Instrument, side: Side, count: number): this {
    this.of(line).resting[side] = count;
    return this;
  }

  /** No offer and no bid can be read any more on this line. */
  emptied(line: Instrument): this {
    this.of(line).spreadTicks = 0;
    return this;
  }

  with(currency: Currency, amount: number): this {
    this.money[currency] = amount;
    return this;
  }

  withPolicyRate(market: Market, rateBp: number): this {
    this.rates[market] = rateBp;
    return this;
  }

  /** The central bank buys all of the line that is offered at this yield. */
  underCeiling(line: Instrument, levelBp: number | undefined): this {
    this.ceilings[line.id] = levelBp;
    return this;
  }

  believing(beliefs: Partial<OpeningBeliefs>): this {
    this.believed = { ...this.believed, ...beliefs };
    return this;
  }

  whileClosed(...markets: readonly Market[]): this {
    for (const market of markets) this.closed.add(market);
    return this;
  }

  without(...loops: readonly LoopName[]): this {
    for (const loop of loops) this.off.add(loop);
    return this;
  }

  beforeAuction(auction: AuctionView): this {
    this.due.push(auction);
    return this;
  }

  later(ticks: number): this {
    this.at = (this.at + ticks * TICK_MS) as SimTime;
    return this;
  }

  on(at: SimTime): this {
    this.at = at;
    return this;
  }

  // ── What an institution asks ──────────────────────────────────────────────────────────────────────────────────────

  instruments(market: Market): readonly Instrument[] {
    return this.lines.filter((line) => line.market === market);
  }

  instrument(id: string): Instrument {
    return this.fake(id);
  }

  isOpen(market: Market): boolean {
    return !this.closed.has(market);
  }

  loop(name: LoopName): boolean {
    return !this.off.has(name);
  }

  auctions(market: Market): readonly AuctionView[] {
    return this.due.filter(({ instruments }) => instruments.some((id) => this.fake(id).market === market));
  }

  auction(id: string): AuctionView {
    const found = this.due.find((auction) => auction.id === id);
    if (found === undefined) throw new Error(`nobody announced ${id}`);
    return found;
  }

  /** References of spreads are the last closes. */
  bidMilliAt({ format }: AuctionView, line: Instrument, levelBp: number): number {
    const closeBp = this.closeLevelBp(line);
    switch (FORMAT_TERMS[format].term) {
      case 'price':
        return 1000 * this.priceAt(line, levelBp);
      case 'yield':
        return 10 * levelBp;
      case 'yieldSpread':
        return 10 * (levelBp - closeBp);
      case 'priceSpread':
        return 1000 * (this.priceAt(line, levelBp) - this.priceAt(line, closeBp));
    }
  }

  ceilingBp(line: Instrument): number | undefined {
    return this.ceilings[line.id];
  }

  beliefs(): OpeningBeliefs {
    return this.believed;
  }

  policyRateBp(market: Market): number {
    return this.rates[market] ?? 0;
  }

  bidTicks(line: Instrument): PriceTicks {
    const { spreadTicks } = this.of(line);
    return (spreadTicks === 0 ? 0 : Math.floor(this.midTicks(line) - spreadTicks / 2)) as PriceTicks;
  }

  offerTicks(line: Instrument): PriceTicks {
    const { spreadTicks } = this.of(line);
    return (spreadTicks === 0 ? 0 : Math.ceil(this.midTicks(line) + spreadTicks / 2)) as PriceTicks;
  }

  levelBp(line: Instrument): number {
    return this.of(line).levelBp;
  }

  closeLevelBp(line: Instrument): number {
    return this.of(line).closeLevelBp;
  }

  consensusBp(line: Instrument): number {
    return this.of(line).consensusBp;
  }

  heardAbroadBp(line: Instrument): number {
    return this.of(line).heardAbroadBp;
  }

  politicsBp(line: Instrument): number {
    return this.of(line).politicsBp;
  }

  volatilityBp(line: Instrument, speed: VolatilitySpeed): number {
    return this.of(line).volatilityBp[speed];
  }

  unrestBp(line: Instrument, speed: VolatilitySpeed): number {
    return this.of(line).volatilityBp[speed];
  }

  stretchBp(line: Instrument): number {
    return this.of(line).stretchBp;
  }

  runBp(line: Instrument): number {
    return this.of(line).runBp;
  }

  forcedImbalance(line: Instrument): number {
    return this.of(line).forcedLots;
  }

  turnoverToday(line: Instrument): number {
    return this.of(line).turnover;
  }

  changeOverTicks(line: Instrument): number {
    return this.of(line).lateChangeBp;
  }

  priceAt(line: Instrument, levelBp: number): number {
    const { pointsPerBp, openLevelBp } = this.fake(line.id);
    return parPoints(line) - pointsPerBp * (levelBp - openLevelBp);
  }

  levelAt(line: Instrument, pricePoints: number): number {
    const { pointsPerBp, openLevelBp } = this.fake(line.id);
    return openLevelBp + (parPoints(line) - pricePoints) / pointsPerBp;
  }

  /** Minor units per lot and basis point. */
  dv01(line: Instrument): number {
    const minorPerPoint = line.lotFace * MINOR_PER_UNIT[line.currency] * (line.isBond ? 0.01 : 1);
    return this.fake(line.id).pointsPerBp * minorPerPoint;
  }

  position(line: Instrument): Lots {
    return lots(this.of(line).held);
  }

  boughtAtQuotes(line: Instrument): Lots {
    return lots(this.of(line).boughtAtQuotes);
  }

  cash(currency: Currency): Minor {
    return minor(this.money[currency] ?? 0);
  }

  restingLots(line: Instrument, side: Side): number {
    return this.of(line).resting[side];
  }

  fxRate(from: Currency, to: Currency): number {
    return UNITS_PER_DOLLAR[to] / UNITS_PER_DOLLAR[from];
  }

  private midTicks(line: Instrument): number {
    return this.priceAt(line, this.levelBp(line)) * line.ticksPerPoint;
  }

  private of(line: Instrument): LineState {
    const state = this.states.get(line.id);
    if (state === undefined) throw new Error(`this market has no ${line.id}`);
    return state;
  }

  private fake(id: string): FakeLine {
    const line = this.lines.find((candidate) => candidate.id === id);
    if (line === undefined) throw new Error(`this market has no ${id}`);
    return line;
  }
}

/** A calm market as this institution sees it. */
export const seenBy = <Mandate>(
  id: string,
  kind: AgentKindName,
  mandate: Mandate,
  lines?: readonly FakeLine[],
): FakeView<Mandate> => new FakeView({ id, kind, mandate }, lines);

const parPoints = (line: Instrument): number => (line.isBond ? 100 : 158);

const calmState = (line: Instrument): LineState => ({
  levelBp: line.openLevelBp,
  closeLevelBp: line.openLevelBp,
  consensusBp: line.openConsensusBp,
  heardAbroadBp: 0,
  politicsBp: 0,
  volatilityBp: { fast: line.calmSigmaBp, medium: line.calmSigmaBp, slow: line.calmSigmaBp },
  stretchBp: 0,
  runBp: 0,
  forcedLots: 0,
  turnover: 0,
  lateChangeBp: 0,
  held: 0,
  boughtAtQuotes: 0,
  resting: { buy: 0, sell: 0 },
  spreadTicks: 4,
});
