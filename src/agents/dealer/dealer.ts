/**
 * Dealers: they quote both sides of every line of one market, carry what clients leave with them, and stop when their
 * risk limit says so.
 *
 * Reservation level, inventory skew and half-spread after Avellaneda–Stoikov with inventory limits (`docs/odd.md` §7.6).
 * Use of the limit widens the spread, thins the size, pulls the side that adds risk and, above 85 %, makes the dealer
 * *sell*: stuck inventory moves no price, inventory that must shrink does (loop L6). Every term is bounded.
 */
import { filter, merge } from 'rxjs';
import { FORMAT_TERMS } from '../../events/auction-terms.ts';
import type { EventOf } from '../../events/vocabulary.ts';
import { NO_CAUSE, permilleOf } from '../../units/quantity.ts';
import { digestResults, hearResult, restingAuctionMemory } from '../auction-memory.ts';
import { bankBeliefs, hearAuthority, passBankTick } from '../central-bank-belief.ts';
import type { AgentKind, Command, Random, View } from '../contract.ts';
import { type LineRisk, totalDv01 } from '../curve-risk.ts';
import { digest, hearWords, holdRevision, openingBelief, reviseOn } from '../fiscal-belief.ts';
import { hearNews, settle, settled } from '../half-spread.ts';
import { isOfMarket } from '../routing.ts';
import { isSaleAhead } from '../sale-ahead.ts';
import { ownTemper } from '../world-belief.ts';
import { dealerBids } from './dealer-bids.ts';
import { learn, reservationLevelBp } from './dealer-level.ts';
import { type DealerMandate, type DealerMemory, dealerMandate } from './dealer-mandate.ts';
import { dealerOffers } from './dealer-offers.ts';
import { exerciseAtOnce, exerciseDue, forgetClosed, rememberAward, rememberOption } from './dealer-options.ts';
import { PULLS_ABOVE, quoteLine } from './dealer-quotes.ts';
import { openBook, utilisation } from './dealer-risk.ts';
import { hedge, passOn, reduce, SELLS_ABOVE } from './dealer-trades.ts';

/** Disagreement of dealers' quotes, in half-spreads. */
const QUOTE_DISPERSION = 0.12;

export const dealer: AgentKind<DealerMandate, DealerMemory> = {
  kind: 'dealer',
  mandate: dealerMandate,

  start(opening, random) {
    const { market } = opening.self.mandate;
    const draws = random('character');
    const memory: DealerMemory = {
      belief: openingBelief(market, draws, 0.6, opening.beliefs(market)),
      world: ownTemper(draws),
      results: restingAuctionMemory(market, opening),
      banks: bankBeliefs(opening, market, draws),
      ...settled(market),
      flatLots: {},
      heardLots: {},
      drift: {},
      won: {},
      options: [],
      overLimit: false,
      withdrawn: undefined,
      because: NO_CAUSE,
    };
    for (const line of opening.instruments(market)) {
      memory.flatLots[line.id] = opening.position(line);
      memory.heardLots[line.id] = 0;
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
      stream.of('MacroReleased'),
      stream.of('PolicyRateSet'),
      stream.of('BalanceSheetPlanRevised'),
      stream.of('AuctionAnnounced'),
      stream.of('CloseMarked'),
      stream.of('BidsInvited'),
      stream.of('AuctionResultPublished'),
      stream.of('BidAllotted').pipe(filter((event) => event.agent === self.id)),
      stream.of('OptionInvited').pipe(filter((event) => isOfMarket(event, self.mandate.market))),
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
      case 'AuctionResultPublished':
        hearAuthority(memory.banks, event, view, memory.belief.targetBp);
        hearResult(memory.results, event, view, {
          doubtBp: memory.belief.targetBp,
          strain: utilisation(view, openBook(view, memory)),
        });
        break;
      case 'BidAllotted':
        rememberAward(memory, event);
        break;
      case 'OptionInvited':
        rememberOption(memory, event);
        break;
      case 'RiskLimitBreached':
        memory.overLimit = true;
        memory.because = event.seq;
        break;
      case 'QuotesWithdrawn':
        memory.withdrawn = event.side;
        break;
      case 'QuotesRestored':
        memory.withdrawn = undefined;
        break;
      case 'ClockTicked':
        forgetClosed(memory, view.at);
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
      case 'IssuancePlanRevised':
        return reviseOn(view, memory.belief, event);
      case 'BidsInvited':
        return bidAtAuction(view, memory, event, random);
      case 'OptionInvited':
        return exerciseAtOnce(view, memory, event);
      case 'ClockTicked':
        return [...(view.isOpen(market) ? exerciseDue(view, memory) : []), ...makeMarket(view, memory, random)];
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
    const distanceBp = (freeMoney / sigmaShare) * longest.calmSigmaBp;
    return [{ limit: 'risk limit', instrument: longest.id, distanceBp, used: used / SELLS_ABOVE }];
  },
};

type Own = View<DealerMandate>;

function passTick(memory: DealerMemory, view: Own): void {
  const book = openBook(view, memory);
  const used = utilisation(view, book);
  settle(memory);
  digest(memory.belief, { pricedBp: 0, learns: false, waits: isSaleAhead(view, view.self.mandate.market) });
  digestResults(memory.results);
  passBankTick(memory.banks, view);
  if (used < SELLS_ABOVE - 0.1) memory.overLimit = false;
  for (const risk of book) learn(view, memory, { book, risk, used });
}

/** In lines whose venue is open: a future trades on when its bonds do not. */
function makeMarket(view: Own, memory: DealerMemory, random: Random): Command[] {
  if (!view.instruments(view.self.mandate.market).some((line) => view.isOpen(line.venue))) return [];
  const book = openBook(view, memory);
  const used = utilisation(view, book);
  const { news } = memory;
  const draws = random('quote');
  const quotes = book.flatMap((risk) => {
    const jitter = QUOTE_DISPERSION * risk.instrument.calmHalfSpreadBp * draws.normal();
    const reservationBp = reservationLevelBp(view, memory, { book, risk, used }) + jitter;
    if (!view.isOpen(risk.instrument.venue)) return [];
    return quoteLine(view, { book, risk, used, reservationBp, news });
  });
  const calls = random('broker');
  const passed = book.flatMap((risk) => {
    const chance = calls.uniform();
    return view.isOpen(risk.instrument.venue) ? passOn(view, risk, { used, news, chance }) : [];
  });
  const trades = [...passed, ...hedge(view, book)];
  const told = tellWithdrawal(view, memory, book, used);
  const forced = used > SELLS_ABOVE ? reduce(view, memory, book, used) : [];
  return [...told, ...quotes, ...trades, ...forced];
}

/** That a side is no longer quoted, or is again, is news for others: said once, of the line that weighs most. */
function tellWithdrawal(view: Own, memory: DealerMemory, book: readonly LineRisk[], used: number): Command[] {
  const side = totalDv01(book) > 0 ? 'buy' : 'sell';
  const withdraws = used > PULLS_ABOVE && memory.withdrawn !== side;
  const restores = used < PULLS_ABOVE - 0.05 && memory.withdrawn !== undefined;
  const heaviest = [...book].sort((a, b) => Math.abs(b.dv01) - Math.abs(a.dv01))[0];
  if (heaviest === undefined || (!withdraws && !restores)) return [];
  const about = { agent: view.self.id, instrument: heaviest.instrument.id, utilisation: permilleOf(used) };
  return withdraws
    ? [{ type: 'Declare', event: { type: 'QuotesWithdrawn', ...about, side } }]
    : [{ type: 'Declare', event: { type: 'QuotesRestored', ...about, side: memory.withdrawn ?? side } }];
}

function bidAtAuction(view: Own, memory: DealerMemory, event: EventOf<'BidsInvited'>, random: Random): Command[] {
  const book = openBook(view, memory);
  const used = utilisation(view, book);
  const lines = book
    .filter(({ instrument }) => event.instruments.includes(instrument.id))
    .map((risk) => ({ risk, reservationBp: reservationLevelBp(view, memory, { book, risk, used }) }));
  if (lines.length === 0) return [];
  const auction = view.auction(event.auction);
  const state = { lines, used, draws: random('bid') };
  return FORMAT_TERMS[auction.format].direction === 'issue'
    ? dealerBids(view, auction, state)
    : dealerOffers(view, auction, state);
}
