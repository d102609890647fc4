/**
 * Value traders: pension funds, asset managers and foreign real money with an opinion of fair value.
 *
 * Each keeps an elastic ladder of orders around its own value and asks more for every lot it already took. While
 * yields run away it waits, which is the strongest amplifier known in trial runs: bids step back faster than they are
 * hit, and come back once the average has caught up. Where others are seen to be forced it asks for what is still to
 * come. Both, and judging risk by what was realised, are its part of loop L6. Values are consensus + premium + what the
 * world is worth.
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import type { EventOf } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import { type Lots, lots, type PriceTicks } from '../units/quantity.ts';
import { TICK_MS } from '../units/time.ts';
import { linesOnOffer } from './auction-bids.ts';
import {
  type AuctionMemory,
  auctionPremiumBp,
  digestResults,
  hearResult,
  restingAuctionMemory,
} from './auction-memory.ts';
import { backing } from './backstop.ts';
import {
  bankBeliefs,
  bankShiftBp,
  type CentralBankBelief,
  hearAuthority,
  passBankTick,
} from './central-bank-belief.ts';
import type { AgentKind, Command, Instrument, View } from './contract.ts';
import { watchedLine } from './disorder.ts';
import { digest, type FiscalBelief, hearWords, holdRevision, openingBelief, reviseOn } from './fiscal-belief.ts';
import { clientDistanceBp, hearNews, settle, settled, type Unsettled } from './half-spread.ts';
import { marketField, shareField } from './mandate-fields.ts';
import { takeWithin, ticksAtLevel, wholeLots } from './order-prices.ts';
import { hearSupply, noSupply, type PlannedSupply, placeSupply } from './planned-supply.ts';
import { isSaleAhead } from './sale-ahead.ts';
import { valueBids } from './value-bids.ts';
import { effectiveSigmaBp, waitingBp } from './volatility.ts';
import { homeMadeBp, ownTemper, type WorldBelief, worldBp } from './world-belief.ts';

/** Rungs of a ladder side, each this share of the elasticity and this many sigmas apart. */
const RUNGS = 3;
const RUNG_STEP_SIGMAS = 0.25;
/** Half-width of the zone around its own value in which it does nothing. */
const IDLE_SIGMAS = 0.25;
/** Convexity: the third calm-day move of inventory costs twice the first. */
const CONVEXITY_IN_KAPPAS = 2.9;
/** What it takes at once when the market is beyond its price: share of a day's turnover. */
const CROSSING_SHARE = 0.005;
/** Visible forced selling beyond this share of a day's turnover makes it ask for more: who must sell today must tomorrow. */
const FORCED_FLOW_DEAD_SHARE = 0.05;
const FORCED_FLOW_SIGMAS = 3.5;
/** Bid or offer at an auction: what it would trade of a line that is so many calm days cheap or dear; `value-bids.ts` bounds it. */
const BID_SIGMAS = 1.2;
/** It looks at its ladder every third tick. */
const LOOKS_EVERY_TICKS = 3;

const mandate = z.strictObject({
  market: marketField('market whose lines it values'),
  elasticity: shareField(
    'lots it buys when a line is one calm daily move cheaper, as a share of the line’s daily turnover',
    0.076,
  ),
});
type Mandate = z.infer<typeof mandate>;

interface Memory extends Unsettled {
  readonly phase: number;
  readonly reluctance: number;
  readonly belief: FiscalBelief;
  readonly world: WorldBelief;
  readonly results: AuctionMemory;
  readonly banks: readonly CentralBankBelief[];
  readonly supply: PlannedSupply;
  /** By instrument id: flat holding and own lasting disagreement with the consensus. */
  readonly flatLots: Record<string, number>;
  readonly opinionBp: Record<string, number>;
}

export const fundamental: AgentKind<Mandate, Memory> = {
  kind: 'fundamental',
  mandate,

  start(opening, random) {
    const { market } = opening.self.mandate;
    const draws = random('character');
    const memory: Memory = {
      phase: Math.floor(draws.uniform() * LOOKS_EVERY_TICKS),
      reluctance: 0.58 + 0.12 * (2 * draws.uniform() - 1),
      belief: openingBelief(market, draws, 1, opening.beliefs(market)),
      world: ownTemper(draws),
      results: restingAuctionMemory(market, opening),
      banks: bankBeliefs(opening, market, draws),
      supply: noSupply(market),
      flatLots: {},
      opinionBp: {},
      ...settled(market),
    };
    for (const line of opening.instruments(market)) {
      memory.flatLots[line.id] = opening.position(line);
      memory.opinionBp[line.id] = 0.4 * line.calmSigmaBp * draws.normal();
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
      stream.of('MacroReleased'),
      stream.of('PolicyRateSet'),
      stream.of('BalanceSheetPlanRevised'),
      stream.of('AuctionAnnounced'),
      stream.of('CloseMarked'),
      stream.of('BidsInvited'),
      stream.of('BidAllotted').pipe(filter((event) => event.agent === self.id)),
      stream.of('AuctionResultPublished'),
    ),

  remember(memory, event, view) {
    const { market } = view.self.mandate;
    hearNews(memory, event, market);
    switch (event.type) {
      case 'BeliefRevised':
        holdRevision(memory.belief, event);
        break;
      case 'OfficialSpoke':
        if (view.loop('B2')) hearWords(memory.belief, event);
        break;
      case 'PolicyRateSet':
      case 'AuctionAnnounced':
      case 'CloseMarked':
        hearAuthority(memory.banks, event, view, memory.belief.targetBp);
        break;
      case 'BidAllotted':
        leaveForGood(memory, event, view);
        break;
      case 'AuctionResultPublished':
        hearAuthority(memory.banks, event, view, memory.belief.targetBp);
        hearResult(memory.results, event, view, { doubtBp: memory.belief.targetBp, strain: 0 });
        hearSupply(memory.supply, event, view, view.self.mandate.elasticity);
        break;
      case 'ClockTicked':
        if (view.isOpen(market)) {
          settle(memory);
          digestNews(view, memory);
          digestResults(memory.results);
          placeSupply(memory.supply, memory.flatLots);
          passBankTick(memory.banks, view);
        }
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
      case 'IssuancePlanRevised':
        return reviseOn(view, memory.belief, event);
      case 'BidsInvited':
        return bidAtAuction(view, memory, event, random('bid'));
      case 'ClockTicked': {
        const turn = Math.floor(view.at / TICK_MS) % LOOKS_EVERY_TICKS === memory.phase;
        if (!turn) return [];
        const open = view.instruments(market).filter((line) => view.isOpen(line.venue));
        return open.flatMap((line) => tendLine(view, memory, line));
      }
      default:
        return [];
    }
  },

  headroom: () => [],
};

type Own = View<Mandate>;

/** Own value of a line before inventory: what it would call fair today. */
function valueBp(view: Own, memory: Memory, line: Instrument): number {
  const opinion = memory.opinionBp[line.id] ?? 0;
  const premium = line.premiumLoading * memory.belief.premiumBp;
  const world = worldBp(memory.world, view, line);
  const results = auctionPremiumBp(memory.results, line);
  return view.consensusBp(line) + premium + opinion + world + results + bankShiftBp(memory.banks, view, line);
}

/** Level around which the ladder stands: value, waiting, forced flow, and the price of what it already holds. */
function centreBp(view: Own, memory: Memory, line: Instrument, sigma: number): number {
  const kappa = Math.max(1, view.self.mandate.elasticity * line.calmDailyLots);
  const taken = (view.position(line) - (memory.flatLots[line.id] ?? 0)) / kappa;
  // How scarce its room for more is does not depend on how the day goes: only the price of risk does.
  const inventory = steepness(view) * taken * (sigma + (line.calmSigmaBp * Math.abs(taken)) / CONVEXITY_IN_KAPPAS);
  const centre = valueBp(view, memory, line) + standingBackBp(view, memory, line, sigma) + inventory;
  const grid = 0.12 * line.calmSigmaBp;
  return Math.round(centre / grid) * grid;
}

/** As everybody does, but whoever was calmed stays calm as far as a backstop stands. */
function digestNews(view: Own, memory: Memory): void {
  const { belief } = memory;
  const { market } = view.self.mandate;
  const calmed = belief.fear;
  digest(belief, {
    pricedBp: pricedPremiumBp(view, memory),
    learns: view.loop('L1'),
    waits: isSaleAhead(view, market),
  });
  const line = calmed < 1 ? watchedLine(view, market) : undefined;
  if (line !== undefined) belief.fear -= backing(view, line) * (belief.fear - calmed);
}

/** What it asks beyond value and inventory while others run or must sell (loop L6); less where a backstop takes their sales. */
function standingBackBp(view: Own, memory: Memory, line: Instrument, sigma: number): number {
  if (!view.loop('L6')) return 0;
  const imbalance = view.forcedImbalance(line) / line.calmDailyLots;
  const beyond = Math.sign(imbalance) * Math.max(0, Math.abs(imbalance) - FORCED_FLOW_DEAD_SHARE);
  const forced = FORCED_FLOW_SIGMAS * sigma * beyond * (1 - backing(view, line));
  return waitingBp(view, line, memory.belief.fear, memory.reluctance) + forced;
}

/** Risk of a day as it judges it; with L6 off as on a calm day. */
const sigmaOf = (view: Own, memory: Memory, line: Instrument): number =>
  view.loop('L6') ? effectiveSigmaBp(view, line, memory.belief.fear) : line.calmSigmaBp;

function tendLine(view: Own, memory: Memory, line: Instrument): Command[] {
  const sigma = sigmaOf(view, memory, line);
  const free = centreBp(view, memory, line, sigma);
  // Above a ceiling it can sell to the central bank tomorrow what it buys today.
  const centre = Math.min(free, view.ceilingBp(line) ?? free);
  const rungLots = wholeLots(
    Math.max(1, (RUNG_STEP_SIGMAS * view.self.mandate.elasticity * line.calmDailyLots) / steepness(view)),
  );
  const middle = view.levelBp(line);
  const distance = clientDistanceBp(line, sigma, memory.news);
  const commands: Command[] = [];
  for (const side of ['buy', 'sell'] as const) {
    const away = side === 'buy' ? 1 : -1;
    const prices: PriceTicks[] = [];
    const sizes: Lots[] = [];
    for (let rung = 0; rung < RUNGS; rung++) {
      const wanted = away * centre + sigma * (IDLE_SIGMAS + rung * RUNG_STEP_SIGMAS);
      const price = ticksAtLevel(view, line, away * Math.max(wanted, away * middle + distance), side);
      // Rungs that would stand nearer than a client's order can wait together at the nearest price.
      if (prices.at(-1) === price) sizes.push(lots((sizes.pop() ?? 0) + rungLots));
      else {
        prices.push(price);
        sizes.push(rungLots);
      }
    }
    commands.push({ type: 'Quote', instrument: line, side, prices, sizes, flag: 'voluntary', ...reason(memory) });
  }
  const crossing = crossingTrade(view, line, centre, sigma);
  if (crossing !== undefined)
    commands.unshift({ type: 'Take', instrument: line, ...crossing, flag: 'voluntary', ...reason(memory) });
  return commands;
}

/** Where the market stands beyond its own first rung it takes a little at once, up to that rung's price. */
function crossingTrade(view: Own, line: Instrument, centre: number, sigma: number) {
  const cheapness = view.levelBp(line) - centre;
  const beyond = Math.abs(cheapness) - IDLE_SIGMAS * sigma;
  if (beyond <= 0) return undefined;
  const wish = Math.min(
    CROSSING_SHARE * line.calmDailyLots,
    (view.self.mandate.elasticity * line.calmDailyLots * beyond) / sigma,
  );
  return takeWithin(view, line, Math.sign(cheapness) * Math.max(1, wish), beyond);
}

/** Without deep markets (B3) every lot moves its price twice as far. */
const steepness = (view: Own): number => (view.loop('B3') ? 1 : 2);

/** How many κ move its price by so much: the root of x · (σ + σ₀ · x/CONVEXITY_IN_KAPPAS); none for a move the other way. */
function kappasUntil(distanceBp: number, sigmaBp: number, calmSigmaBp: number): number {
  const bend = calmSigmaBp / CONVEXITY_IN_KAPPAS;
  return (Math.sqrt(sigmaBp * sigmaBp + 4 * bend * Math.max(0, distanceBp)) - sigmaBp) / (2 * bend);
}

/** At its own price, a little wider than the market. */
function bidAtAuction(view: Own, memory: Memory, event: EventOf<'BidsInvited'>, draws: Draws): Command[] {
  const { market, elasticity } = view.self.mandate;
  const prices = linesOnOffer(view, event, market).map((line) => {
    const sigmaBp = sigmaOf(view, memory, line);
    const centre = centreBp(view, memory, line, sigmaBp);
    const kappa = elasticity * line.calmDailyLots;
    const givesLots = (levelBp: number): number =>
      kappa * kappasUntil((centre - levelBp) / steepness(view), sigmaBp, line.calmSigmaBp);
    return { line, centreBp: centre, sigmaBp, wishLots: BID_SIGMAS * kappa, givesLots };
  });
  if (prices.length === 0) return [];
  const shade = (memory.reluctance * (memory.phase + 1)) / LOOKS_EVERY_TICKS;
  return valueBids(view, view.auction(event.auction), prices, { eagerness: draws.normal(), shade });
}

/** What went to a central bank at its own price was sold for good: it is not bought back dearer when the attack is over. */
function leaveForGood(memory: Memory, { auction, instrument, face, side }: EventOf<'BidAllotted'>, view: Own): void {
  if (side !== 'sell' || view.auction(auction).format !== 'boj_fixed_rate') return;
  const lots = face / view.instrument(instrument).lotFace;
  memory.flatLots[instrument] = (memory.flatLots[instrument] ?? 0) - lots;
}

/** What yields say of the premium, in 10-year bp: what neither news nor central banks explain of the long line, over its loading. */
function pricedPremiumBp(view: Own, memory: Memory): number {
  const longest = watchedLine(view, view.self.mandate.market);
  if (longest === undefined || longest.premiumLoading <= 0) return 0;
  return (homeMadeBp(view, longest) - bankShiftBp(memory.banks, view, longest)) / longest.premiumLoading;
}

const reason = (memory: Memory) =>
  memory.belief.because > 0 && Math.abs(memory.belief.premiumBp) > 1 ? { because: memory.belief.because } : {};
