/**
 * Dealers: they quote both sides of every line of one market, carry what clients leave with them, and stop when their
 * risk limit says so.
 *
 * Reservation level, inventory skew and half-spread after Avellaneda–Stoikov with inventory limits (`model.md` §2.7).
 * Use of the limit widens the spread, thins the size, pulls the side that adds risk and, above 85 %, makes the dealer
 * *sell*: stuck inventory moves no price, inventory that must shrink does (loop L6). Every term is bounded.
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import type { EventOf } from '../events/vocabulary.ts';
import type { PriceTicks } from '../units/quantity.ts';
import { permilleOf } from '../units/quantity.ts';
import { pow } from '../math/pow.ts';
import type { AgentKind, Command, Instrument, Random, View } from './contract.ts';
import { dailyRisk, lineRisk, type LineRisk, totalDv01 } from './curve-risk.ts';
import { dealerBids } from './dealer-bids.ts';
import { digest, type FiscalBelief, hearWords, holdRevision, restingBelief, revisionOf } from './fiscal-belief.ts';
import { digestGeopolitics, type GeopoliticalBelief, geopoliticalBp, hearGeopolitics, restingGeopolitics } from './geopolitical-belief.ts';
import { dv01Field, marketField, shareField } from './mandate-fields.ts';
import { takeWithin, ticksAtLevel, wholeLots } from './order-prices.ts';
import { listen, restingSpillover, type SpilloverBelief, spilloverBp } from './spillover-belief.ts';
import { decayPerTick } from './trading-day.ts';
import { effectiveSigmaBp } from './volatility.ts';

/** Utilisation is not counted beyond this, so that 1/(1−u) stays finite. */
const UTILISATION_CAP = 0.97;
const PULLS_ABOVE = 0.9;
const SELLS_ABOVE = 0.85;
const REDUCTION_PER_TICK = 0.03;
/** Share of a reduction sold in the line itself; the rest goes where the same risk is easier to sell. */
const REDUCTION_IN_LINE = 0.4;
const SKEW = 0.4;
const SKEW_OTHER_LINES = 0.4;
const SKEW_CAP_SIGMAS = 2;
/** Share of a day's turnover that it shows at the best. */
const QUOTE_SHARE = 0.008;
const DEPTH_VOLATILITY_EXPONENT = 1.2;
/** What it learns from one day's turnover sold to it, in sigmas; and from where the market stands, per tick. */
const LEARNING_FROM_FLOW = 0.72;
const LEARNING_FROM_MID = 0.06;
const SKEW_IN_MID = 0.42;
const NEWS_HALF_LIFE_DAYS = 0.25;

const mandate = z.strictObject({
  market: marketField('market that it makes'),
  riskLimit: dv01Field('parallel risk of calm days that it may carry, money per bp'),
  quoteShare: shareField('lots shown at the best as a share of a line’s daily turnover', QUOTE_SHARE),
  primaryDealers: z.int().min(1).max(50).default(8).describe('how many share the duty to bid at auctions'),
});
export type DealerMandate = z.infer<typeof mandate>;

export interface DealerMemory {
  readonly belief: FiscalBelief;
  readonly spillover: SpilloverBelief;
  readonly geopolitics: GeopoliticalBelief;
  readonly newsDecay: number;
  /** By instrument id. */
  readonly flatLots: Record<string, number>;
  readonly lastLots: Record<string, number>;
  /** What it has learnt from flows and from the market, beyond its own view, bp. */
  readonly drift: Record<string, number>;
  /** 1 just after an announcement, fading. */
  news: number;
  overLimit: boolean;
}

export const dealer: AgentKind<DealerMandate, DealerMemory> = {
  kind: 'dealer',
  mandate,

  start(opening, random) {
    const { market } = opening.self.mandate;
    const draws = random('character');
    const memory: DealerMemory = {
      belief: restingBelief(market, draws, 0.6),
      spillover: restingSpillover(market, 0.6 + 0.8 * draws.uniform(), opening.instruments('jgb').some((line) => line.id === 'JGB-30Y')),
      geopolitics: restingGeopolitics(market, draws),
      newsDecay: decayPerTick(market, NEWS_HALF_LIFE_DAYS),
      flatLots: {},
      lastLots: {},
      drift: {},
      news: 0,
      overLimit: false,
    };
    for (const line of opening.instruments(market)) {
      memory.flatLots[line.id] = opening.position(line);
      memory.lastLots[line.id] = opening.position(line);
      memory.drift[line.id] = 0;
    }
    return memory;
  },

  watches: (stream, self) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('FiscalShockAnnounced'),
      stream.of('OfficialSpoke'),
      stream.of('IssuancePlanRevised'),
      stream.of('GeopoliticalShockStruck'),
      stream.of('BidsInvited'),
      stream.of('BidAllotted').pipe(filter((event) => event.agent === self.id)),
    ),

  remember(memory, event, view) {
    const { market } = view.self.mandate;
    switch (event.type) {
      case 'BeliefRevised':
        holdRevision(memory.belief, event);
        break;
      case 'OfficialSpoke':
        if (view.loop('B2')) hearWords(memory.belief, event);
        if (event.market === market) memory.news = Math.max(memory.news, 0.5);
        break;
      case 'FiscalShockAnnounced':
        if (event.market === market) memory.news = 1;
        break;
      case 'GeopoliticalShockStruck':
        hearGeopolitics(memory.geopolitics, event);
        if (event.market === market) memory.news = 1;
        break;
      case 'BidAllotted':
        // An award is no client flow: nothing is learnt from it.
        memory.lastLots[event.instrument] = (memory.lastLots[event.instrument] ?? 0) + event.quantity;
        break;
      case 'RiskLimitBreached':
        memory.overLimit = true;
        break;
      case 'ClockTicked':
        if (view.isOpen(market)) passTick(memory, view);
        break;
      default:
        break;
    }
    return memory;
  },

  decide(view, memory, event, random) {
    const { market } = view.self.mandate;
    switch (event.type) {
      case 'FiscalShockAnnounced':
      case 'OfficialSpoke':
      case 'IssuancePlanRevised': {
        const revision = revisionOf(memory.belief, view.self.id, event, view.loop('B2'));
        return revision === undefined ? [] : [{ type: 'Declare', event: revision }];
      }
      case 'BidsInvited':
        return view.instrument(event.instrument).market === market ? bidAtAuction(view, memory, event, random) : [];
      case 'ClockTicked':
        return view.isOpen(market) ? makeMarket(view, memory, random) : [];
      default:
        return [];
    }
  },

  headroom(view, memory) {
    const book = openBook(view, memory);
    const used = utilisation(view, book);
    const sigmaShare = book.length === 0 ? 0 : Math.abs(totalDv01(book));
    const freeMoney = Math.max(0, SELLS_ABOVE - used) * view.self.mandate.riskLimit;
    const longest = view.instruments(view.self.mandate.market).at(-1);
    if (longest === undefined || sigmaShare === 0) return [];
    return [{ limit: 'risk limit', instrument: longest.id, distanceBp: (freeMoney / sigmaShare) * longest.calmSigmaBp }];
  },
};

type Own = View<DealerMandate>;

function passTick(memory: DealerMemory, view: Own): void {
  const book = openBook(view, memory);
  const used = utilisation(view, book);
  memory.news *= memory.newsDecay;
  digest(memory.belief, 0, false);
  digestGeopolitics(memory.geopolitics);
  listen(memory.spillover, view);
  if (used < SELLS_ABOVE - 0.1) memory.overLimit = false;
  for (const risk of book) {
    const line = risk.instrument;
    const sigma = Math.min(risk.sigmaBp, 3 * line.calmSigmaBp);
    const boughtFromClients = view.position(line) - (memory.lastLots[line.id] ?? 0);
    memory.lastLots[line.id] = view.position(line);
    const mid = view.levelBp(line) - SKEW_IN_MID * skewBp(view, book, risk, used);
    const drift = memory.drift[line.id] ?? 0;
    memory.drift[line.id] =
      drift +
      (LEARNING_FROM_FLOW * sigma * boughtFromClients) / line.calmDailyLots +
      LEARNING_FROM_MID * (mid - ownViewBp(view, memory, line) - drift);
  }
}

/** Fair level without inventory or drift: what it believes itself. */
function ownViewBp(view: Own, memory: DealerMemory, line: Instrument): number {
  return (
    view.consensusBp(line) +
    line.premiumLoading * memory.belief.premiumBp +
    spilloverBp(memory.spillover, view, line) +
    geopoliticalBp(memory.geopolitics, line)
  );
}

function openBook(view: Own, memory: DealerMemory): LineRisk[] {
  return view.instruments(view.self.mandate.market).map((line) => {
    const sigma = view.loop('L6') ? effectiveSigmaBp(view, line, memory.belief.fear) : line.calmSigmaBp;
    return lineRisk(view, line, view.position(line) - (memory.flatLots[line.id] ?? 0), sigma);
  });
}

/** Share of the risk limit in use. The limit is stated as parallel DV01 of lines as volatile as the market's middle line on a calm day. */
function utilisation(view: Own, book: readonly LineRisk[]): number {
  const middle = book[Math.floor(book.length / 2)];
  if (middle === undefined || !view.loop('L6')) return 0;
  return Math.min(UTILISATION_CAP, dailyRisk(book) / (view.self.mandate.riskLimit * middle.instrument.calmSigmaBp));
}

/** Positive when long: a dealer with too much asks for less and pays less. */
function skewBp(view: Own, book: readonly LineRisk[], risk: LineRisk, used: number): number {
  const weighted = risk.dv01 + SKEW_OTHER_LINES * (totalDv01(book) - risk.dv01);
  const skew = (SKEW * risk.sigmaBp * weighted) / view.self.mandate.riskLimit / (1 - used);
  const cap = SKEW_CAP_SIGMAS * risk.sigmaBp;
  return Math.max(-cap, Math.min(cap, skew));
}

function makeMarket(view: Own, memory: DealerMemory, random: Random): Command[] {
  const book = openBook(view, memory);
  const used = utilisation(view, book);
  const commands: Command[] = [];
  const draws = random('quote');
  for (const risk of book) commands.push(...quoteLine(view, memory, { book, risk, used, jitter: 0.12 * draws.normal() }));
  if (used > SELLS_ABOVE) commands.push(...reduce(view, memory, book, used));
  return commands;
}

interface QuoteState {
  readonly book: readonly LineRisk[];
  readonly risk: LineRisk;
  readonly used: number;
  readonly jitter: number;
}

function quoteLine(view: Own, memory: DealerMemory, { book, risk, used, jitter }: QuoteState): Command[] {
  const line = risk.instrument;
  const stress = risk.sigmaBp / line.calmSigmaBp;
  const half = line.calmHalfSpreadBp * (0.5 + 0.5 * stress) * (1 + (0.6 * used * used) / (1 - used)) * (1 + 0.5 * memory.news);
  const reservation = ownViewBp(view, memory, line) + (memory.drift[line.id] ?? 0) + skewBp(view, book, risk, used);
  const grid = 0.25 * line.calmHalfSpreadBp;
  const centre = Math.round((reservation + jitter * line.calmHalfSpreadBp) / grid) * grid;
  const depth = (pow(1 / Math.max(1, stress), DEPTH_VOLATILITY_EXPONENT) * (1 - used)) / (1 + 0.5 * memory.news);
  const size = wholeLots(Math.max(1, view.self.mandate.quoteShare * line.calmDailyLots * depth));
  const long = totalDv01(book) > 0;
  const commands: Command[] = [];
  for (const side of ['buy', 'sell'] as const) {
    const adds = side === 'buy' ? long : !long;
    const pulled = used > PULLS_ABOVE && adds;
    const away = side === 'buy' ? 1 : -1;
    const prices: PriceTicks[] = [];
    if (!pulled) {
      for (const rung of [1, 2.5]) {
        const price = ticksAtLevel(view, line, centre + away * half * rung, side);
        if (prices.at(-1) !== price) prices.push(price);
      }
    }
    commands.push({ type: 'Quote', instrument: line, side, prices, sizes: prices.map(() => size), flag: 'marketMaking' });
  }
  return commands;
}

/** Above the limit it must shrink: part in the line it holds, part where the same risk sells more easily. */
function reduce(view: Own, memory: DealerMemory, book: readonly LineRisk[], used: number): Command[] {
  const commands: Command[] = [];
  if (!memory.overLimit) {
    commands.push({
      type: 'Declare',
      event: { type: 'RiskLimitBreached', agent: view.self.id, measure: 'dailyRisk', utilisation: permilleOf(used), limit: permilleOf(SELLS_ABOVE) },
    });
  }
  for (const risk of book) {
    const line = risk.instrument;
    let cut = REDUCTION_PER_TICK * REDUCTION_IN_LINE * risk.dv01;
    for (const other of book) cut += REDUCTION_PER_TICK * (1 - REDUCTION_IN_LINE) * other.dv01 * hedgeShare(view, book, other, risk);
    const wish = -cut / view.dv01(line);
    const take = takeWithin(view, line, wish, line.calmHalfSpreadBp + 0.25 * risk.sigmaBp);
    if (take !== undefined && take.side === (totalDv01(book) > 0 ? 'sell' : 'buy')) {
      commands.push({ type: 'Take', instrument: line, ...take, flag: 'riskLimit' });
    }
  }
  return commands;
}

/** Share of `held`'s risk that is hedged in `line`: liquid and near in tenor first. */
function hedgeShare(view: Own, book: readonly LineRisk[], held: LineRisk, line: LineRisk): number {
  const weight = (candidate: LineRisk): number => {
    const gap = Math.abs(candidate.instrument.tenorYears - held.instrument.tenorYears);
    return Math.sqrt(candidate.instrument.calmDailyLots * view.dv01(candidate.instrument)) / (1 + gap / 5);
  };
  let sum = 0;
  for (const candidate of book) sum += weight(candidate);
  return weight(line) / sum;
}

function bidAtAuction(view: Own, memory: DealerMemory, event: EventOf<'BidsInvited'>, random: Random): Command[] {
  const book = openBook(view, memory);
  const risk = book.find((candidate) => candidate.instrument.id === event.instrument);
  if (risk === undefined) return [];
  const used = utilisation(view, book);
  const drift = memory.drift[event.instrument] ?? 0;
  const reservation = ownViewBp(view, memory, risk.instrument) + drift + skewBp(view, book, risk, used);
  return dealerBids(view, event, { reservationBp: Math.max(reservation, view.levelBp(risk.instrument)), sigmaBp: risk.sigmaBp, used, draws: random('bid') });
}
