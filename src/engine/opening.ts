/**
 * The opening: what exists, who takes part and who holds what, as events, so that a log needs no scenario to be read.
 *
 * Every holding and every balance opens as a transfer: from the issuer to the holders nobody names (`others`), from those
 * to the institutions; cash from the currency's central bank. One more institution therefore changes no other event.
 */
import type { Instrument } from '../agents/contract.ts';
import { NOTIONAL_COUPON_PCT } from '../bonds/jgb-future.ts';
import type { MarketEvent, Unplaced } from '../events/vocabulary.ts';
import { venueOf } from '../market/calendar/sessions.ts';
import type { AgentFacts, InstrumentFacts, Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import type { DayNumber } from '../units/civil-date.ts';
import { HOME_MARKET } from '../units/home-markets.ts';
import { type Currency, type Lots, type Minor, milliBpOf, priceTicks, roundHalfAway } from '../units/quantity.ts';
import { dayOf } from '../units/time.ts';
import { type InstrumentPricing, openingLevelBp } from './instrument-pricing.ts';
import { byCodeUnits } from './names.ts';

/** Holders that the scenario does not name: an account, not an institution. */
export const OTHERS = 'others';

export function listInstruments(scenario: Scenario): Instrument[] {
  return scenario.instruments.map((facts, index) => ({
    id: facts.id,
    index,
    market: facts.market,
    venue: venueOf(facts.id, facts.market),
    currency: facts.currency,
    isBond: facts.bond !== undefined,
    tenorYears: ((facts.bond ?? facts.future)?.tenorMilliYears ?? 0) / 1000,
    ticksPerPoint: facts.ticksPerPoint,
    lotFace: facts.lotFace,
    calmDailyLots: facts.calmDailyLots,
    calmSigmaBp: facts.calmSigma / 1000,
    calmHalfSpreadBp: facts.calmHalfSpread / 1000,
    premiumLoading: facts.premiumLoadingMilli / 1000,
    openLevelBp: openingLevelBp(facts),
    openConsensusBp: openingConsensusBp(scenario, facts),
    heldDownBp: facts.openFair === undefined ? 0 : Math.max(0, facts.openFair / 1000 - openingLevelBp(facts)),
    ...(facts.openSigma === undefined ? {} : { openSigmaBp: facts.openSigma / 1000 }),
    ...(facts.recentTails === undefined ? {} : { recentTailsBp: facts.recentTails.map((tail) => tail / 1000) }),
  }));
}

/** Where the line would stand without flows, premia or a ceiling: what it opened at, unless the file says more. */
function openingConsensusBp(scenario: Scenario, facts: InstrumentFacts): number {
  const premium = scenario.markets.find(({ market }) => market === facts.market)?.openPremium ?? 0;
  return (
    (facts.openFair ?? openingLevelBp(facts) * 1000) / 1000 - (facts.premiumLoadingMilli / 1000) * (premium / 1000)
  );
}

export function openingEvents(scenario: Scenario, pricings: readonly InstrumentPricing[]): Unplaced<MarketEvent>[] {
  const events: Unplaced<MarketEvent>[] = scenario.instruments.map((facts, at) =>
    listing(facts, pricings[at] as InstrumentPricing),
  );
  const members = [
    ...scenario.agents.map(({ id, kind }) => ({ id, kind: kind as string })),
    { id: OTHERS, kind: 'account' },
  ];
  members.sort((a, b) => byCodeUnits(a.id, b.id));
  for (const { id, kind } of members) events.push({ type: 'AgentJoined', agent: id, kind });
  for (const { id, bond, outstanding } of scenario.instruments) {
    if (bond !== undefined && outstanding > 0)
      events.push({ type: 'HoldingOpened', agent: OTHERS, from: bond.issuer, instrument: id, lots: outstanding });
  }
  for (const agent of scenario.agents) events.push(...balances(scenario, agent));
  for (const { market, policyRate } of scenario.markets) {
    events.push({
      type: 'PolicyRateSet',
      market,
      rate: policyRate,
      expected: policyRate,
      votesFor: 0,
      votesAgainst: 0,
      guidance: 'neutral',
      headline: 'rate in force at the opening',
    });
  }
  // Before the first settlement, which may pay coupons before the first session sets a ratio.
  for (const { id, indexed } of scenario.instruments) {
    if (indexed === undefined) continue;
    const ratioHundredThousandths = indexed.openRatioHundredThousandths;
    events.push({ type: 'IndexRatioSet', instrument: id, date: dayOf(scenario.opensAt), ratioHundredThousandths });
  }
  return events;
}

function listing(facts: InstrumentFacts, pricing: InstrumentPricing): Unplaced<MarketEvent> {
  const openTicks = roundHalfAway(pricing.priceAt(openingLevelBp(facts)) * facts.ticksPerPoint);
  assert(openTicks > 0, `${facts.id} opens at no price`);
  return {
    type: 'InstrumentListed',
    instrument: facts.id,
    market: facts.market,
    currency: facts.currency,
    tenorMilliYears: (facts.bond ?? facts.future)?.tenorMilliYears ?? 0,
    couponMilliPct: facts.bond?.couponMilliPct ?? (facts.future === undefined ? 0 : 1000 * NOTIONAL_COUPON_PCT),
    maturity: facts.bond?.maturity ?? facts.future?.lastTradingDay ?? (0 as DayNumber),
    ticksPerPoint: facts.ticksPerPoint,
    tickValue: facts.tickValue,
    lotFace: facts.lotFace,
    openTicks: priceTicks(openTicks),
    openLevel: milliBpOf(openingLevelBp(facts)),
  };
}

/** Opening balances of one institution. A currency position brings no currency: it was paid for long ago. */
function balances(scenario: Scenario, agent: AgentFacts): Unplaced<MarketEvent>[] {
  const events: Unplaced<MarketEvent>[] = [];
  for (const [instrument, held] of sorted(agent.holdings)) {
    const line = scenario.instruments.find(({ id }) => id === instrument);
    assert(line !== undefined, `${agent.id} holds ${instrument}, which is not listed`);
    if (held !== 0)
      events.push({ type: 'HoldingOpened', agent: agent.id, from: OTHERS, instrument, lots: held as Lots });
  }
  for (const [currency, amount] of sorted(agent.cash)) {
    const from = centralBankOf(scenario, currency as Currency) ?? OTHERS;
    if (amount !== undefined && amount !== 0 && from !== agent.id) {
      events.push({
        type: 'CashOpened',
        agent: agent.id,
        from,
        currency: currency as Currency,
        amount: amount as Minor,
      });
    }
  }
  return events;
}

export function centralBankOf(scenario: Scenario, currency: Currency): string | undefined {
  const home = HOME_MARKET[currency];
  return scenario.agents.find(
    ({ kind, mandate }) => kind === 'centralBank' && (mandate as { market?: string }).market === home,
  )?.id;
}

const sorted = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(record).sort(([a], [b]) => byCodeUnits(a, b));
