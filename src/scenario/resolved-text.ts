/**
 * A scenario written back as a file: groups expanded, defaults filled in, everything in canonical order.
 *
 * Reading the result gives the same scenario. Sources stay behind in the original; what nobody named holds is shown as
 * comments, since it follows from the rest.
 */
import { stringify } from 'yaml';
import { LOOP_NAMES } from '../agents/loops.ts';
import { amountText, basisPointText, decimalText, percentText, shareText, yearsText } from '../units/amount-text.ts';
import { isoDate } from '../units/civil-date.ts';
import { CURRENCIES } from '../units/quantity.ts';
import { isoTime } from '../units/time.ts';
import { auctionText, isPurchase, operationText } from './auctions/auction-text.ts';
import { lotsToMinor } from './face-lots.ts';
import { interventionTexts } from './interventions/intervention-text.ts';
import { CURRENCY_OF_MARKET, USUAL_CREDIBILITY } from './market-entry.ts';
import type { AgentFacts, AnnouncedEvent, Announcement, InstrumentFacts, MarketFacts, Scenario } from './scenario.ts';

type Plain = Record<string, unknown>;

/** @param mandates What each agent's mandate looked like before its kind read it, by agent id. */
export function resolvedText(scenario: Scenario, mandates: ReadonlyMap<string, unknown>): string {
  const lines = new Map(scenario.instruments.map((line) => [line.id, line]));
  const file = {
    schemaVersion: scenario.schemaVersion,
    id: scenario.id,
    title: scenario.title,
    opens: isoTime(scenario.opensAt),
    ends: isoTime(scenario.endsAt),
    markets: Object.fromEntries(scenario.markets.map((market) => [market.market, marketText(market)])),
    instruments: Object.fromEntries(scenario.instruments.map((line) => [line.id, instrumentText(line)])),
    agents: Object.fromEntries(
      scenario.agents.map((agent) => [agent.id, agentText(agent, mandates.get(agent.id), lines)]),
    ),
    announcements: scenario.announcements.map(announcementText),
    auctions: scenario.auctions.filter((auction) => !isPurchase(auction)).map(auctionText),
    operations: scenario.auctions.filter(isPurchase).map(operationText),
    loops: Object.fromEntries(LOOP_NAMES.map((name) => [name, scenario.loops[name] ? 'on' : 'off'])),
    ...(scenario.interventions === undefined ? {} : { interventions: interventionTexts(scenario, announcementText) }),
  };
  const others = Object.entries(scenario.residual).map(
    ([id, count]) => `#   ${id}: ${faceText(count, lines.get(id) as InstrumentFacts)}`,
  );
  return [
    '# Resolved scenario: groups expanded, defaults filled in. Sources are in the original.',
    stringify(file, { lineWidth: 0 }).trimEnd(),
    '# Held by others:',
    ...others,
    '',
  ].join('\n');
}

const faceText = (count: number, line: InstrumentFacts): string =>
  amountText(line.base ?? line.currency, lotsToMinor(count, line));

const correlationsText = ({ openCorrelations }: MarketFacts): Plain =>
  Object.fromEntries(
    Object.entries(openCorrelations).flatMap(([market, share]) =>
      share === undefined ? [] : [[market, shareText(share)]],
    ),
  );

const marketText = (facts: MarketFacts): Plain => ({
  policyRate: percentText(facts.policyRate),
  gdp: amountText(CURRENCY_OF_MARKET[facts.market], facts.gdp),
  debtToGdp: shareText(facts.debtToGdpPermille),
  issuer: facts.issuer,
  ...(facts.openPremium === 0 ? {} : { openPremium: basisPointText(facts.openPremium) }),
  ...(facts.openDoubt === 0 ? {} : { openDoubt: shareText(facts.openDoubt) }),
  ...(facts.openCredibility === USUAL_CREDIBILITY ? {} : { openCredibility: shareText(facts.openCredibility) }),
  ...(Object.keys(facts.openCorrelations).length === 0 ? {} : { openCorrelations: correlationsText(facts) }),
  ...(facts.extraHolidays.length === 0 ? {} : { extraHolidays: facts.extraHolidays.map(isoDate) }),
});

function instrumentText(line: InstrumentFacts): Plain {
  return {
    ...termsText(line),
    ...(line.openFair === undefined ? {} : { openFair: percentText(line.openFair) }),
    calmTurnover: faceText(line.calmDailyLots, line),
    calmVolatility: basisPointText(line.calmSigma),
    ...(line.openSigma === undefined ? {} : { openVolatility: basisPointText(line.openSigma) }),
    ...(line.recentTails === undefined ? {} : { recentTails: line.recentTails.map(basisPointText) }),
    calmHalfSpread: basisPointText(line.calmHalfSpread),
    premiumLoading: line.premiumLoadingMilli / 1000,
    ticksPerPoint: line.ticksPerPoint,
    lot: faceText(1, line),
  };
}

function termsText(line: InstrumentFacts): Plain {
  const { bond, future, indexed } = line;
  const openYield = percentText(line.openLevel ?? 0);
  if (future !== undefined) return { maturity: isoDate(future.lastTradingDay), openYield };
  if (bond === undefined) return { openPrice: line.openPricePoints };
  return {
    coupon: `${decimalText(bond.couponMilliPct, 3)}%`,
    maturity: isoDate(bond.maturity),
    openYield,
    ...(indexed === undefined
      ? {}
      : {
          indexRatio: indexed.openRatioHundredThousandths / 100_000,
          inflation: percentText(indexed.inflation),
        }),
    outstanding: faceText(line.outstanding, line),
  };
}

function agentText(agent: AgentFacts, mandate: unknown, lines: ReadonlyMap<string, InstrumentFacts>): Plain {
  const holdings = Object.entries(agent.holdings).map(([id, count]) => [
    id,
    faceText(count, lines.get(id) as InstrumentFacts),
  ]);
  const amountsText = (amounts: AgentFacts['cash']): Plain =>
    Object.fromEntries(
      CURRENCIES.flatMap((currency) => {
        const amount = amounts[currency];
        return amount === undefined ? [] : [[currency, amountText(currency, amount)]];
      }),
    );
  return {
    kind: agent.kind,
    ...(mandate === undefined || Object.keys(mandate as object).length === 0 ? {} : { mandate }),
    ...(holdings.length === 0 ? {} : { holdings: Object.fromEntries(holdings) }),
    ...(Object.keys(agent.cash).length === 0 ? {} : { cash: amountsText(agent.cash) }),
    ...(agent.creditLine === undefined ? {} : { creditLine: amountsText(agent.creditLine) }),
  };
}

function announcementText({ id, at, event }: Announcement): Plain {
  const { type, market, headline } = event;
  return { id, at: isoTime(at), type, market, ...factsText(event), headline };
}

function factsText(event: AnnouncedEvent): Plain {
  switch (event.type) {
    case 'FiscalShockAnnounced':
      return {
        amount: amountText(CURRENCY_OF_MARKET[event.market as 'jgb'], event.amount),
        duration: event.durationMilliYears === 0 ? 'permanent' : yearsText(event.durationMilliYears),
        likelihood: shareText(event.likelihood),
        clarity: shareText(event.clarity),
      };
    case 'ElectionCalled':
      return { date: isoDate(event.date) };
    case 'ElectionHeld':
      return {};
    case 'OfficialSpoke':
      return { speaker: event.speaker, stance: event.stance, credibility: shareText(event.credibility) };
    case 'PolicyRateSet':
      return {
        rate: percentText(event.rate),
        ...(event.expected === event.rate ? {} : { expected: percentText(event.expected) }),
        votesFor: event.votesFor,
        votesAgainst: event.votesAgainst,
        guidance: event.guidance,
      };
    case 'GeopoliticalShockStruck':
      return { severity: shareText(event.severity) };
    case 'MacroReleased':
      return { surprise: event.surpriseMilliSigma / 1000 };
    case 'BalanceSheetPlanRevised':
    case 'IssuancePlanRevised':
      return {
        fromTenor: yearsText(event.fromTenorMilliYears),
        toTenor: yearsText(event.toTenorMilliYears),
        amount: amountText(CURRENCY_OF_MARKET[event.market as 'jgb'], event.amount),
      };
  }
}
