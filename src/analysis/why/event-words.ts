/**
 * Every control event in one sentence with its numbers: a table over the closed union, so that the compiler asks for each.
 *
 * Past tense, market units, no judgement. Rules of institutions have words of their own in `decision-words.ts`.
 */
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';
import { isoDate } from '../../units/civil-date.ts';
import { toPlaces } from '../rounding.ts';
import { AUCTION_WORDS } from './auction-event-words.ts';
import { DECISION_WORDS } from './decision-words.ts';
import { INTERVENTION_WORDS } from './intervention-words.ts';
import { SETTLEMENT_WORDS } from './settlement-words.ts';
import { bpText, fact, permilleText, type Told, type Wording, type WordsOf } from './wording.ts';

type OpeningType = 'InstrumentListed' | 'AgentJoined' | 'CashOpened' | 'HoldingOpened';
type CalendarType =
  | 'SessionOpened'
  | 'SessionClosed'
  | 'InterestAccrued'
  | 'ClockTicked'
  | 'PriceTicked'
  | 'CloseMarked';
type AnnouncedType =
  | 'FiscalShockAnnounced'
  | 'ElectionCalled'
  | 'ElectionHeld'
  | 'OfficialSpoke'
  | 'PolicyRateSet'
  | 'GeopoliticalShockStruck'
  | 'IssuancePlanRevised'
  | 'BalanceSheetPlanRevised'
  | 'MacroReleased'
  | 'NewsArrived';

export function tellEvent(event: MarketEvent, wording: Wording): Told {
  const words = EVENT_WORDS[event.type] as (event: MarketEvent, wording: Wording) => Told;
  return words(event, wording);
}

const OPENING_WORDS: WordsOf<OpeningType> = {
  InstrumentListed: ({ instrument, openLevel }, w) => ({
    text: `${instrument} was listed at ${w.level(instrument, openLevel)}`,
    numbers: [w.levelFact('opening level', instrument, openLevel)],
  }),
  AgentJoined: ({ agent, kind }) => ({ text: `${agent} took part as ${kind}` }),
  CashOpened: ({ agent, from, currency, amount }, w) => ({
    text: `${w.agent(agent)} began with ${w.money(currency, amount)}, carried by ${from}`,
    numbers: [fact('cash', amount, `minor ${currency}`)],
  }),
  HoldingOpened: ({ agent, from, instrument, lots }, w) => ({
    text: `${w.agent(agent)} began with ${w.lots(instrument, lots)} of ${instrument}, out of what ${from} held`,
    numbers: [w.lotsFact('holding', instrument, lots)],
  }),
};

const CALENDAR_WORDS: WordsOf<CalendarType> = {
  SessionOpened: ({ market, date }) => ({ text: `the ${market} session of ${isoDate(date)} opened` }),
  SessionClosed: ({ market, date }) => ({ text: `the ${market} session of ${isoDate(date)} closed` }),
  InterestAccrued: ({ instrument, date, perLot }, w) => ({
    text: `accrued interest of ${instrument} for trades of ${isoDate(date)}: ${w.moneyOf(instrument, perLot)} a lot`,
    numbers: [fact('accrued per lot', perLot, w.minorUnit(instrument))],
  }),
  ClockTicked: () => ({ text: 'the decision clock ticked: every institution that watches it looked at the market' }),
  PriceTicked: ({ instrument, bidTicks, offerTicks, lastTicks, level }, w) => ({
    text: `${instrument} was ${sidesText([bidTicks, offerTicks, lastTicks], instrument, w)}, level ${w.level(instrument, level)}`,
    numbers: [w.levelFact('level', instrument, level)],
  }),
  CloseMarked: ({ instrument, date, level, change }, w) => ({
    text: `${instrument} closed ${isoDate(date)} at ${w.level(instrument, level)}, ${changeText(change)} on its previous close`,
    numbers: [w.levelFact('close', instrument, level), fact('change of level', change / 1000, 'bp')],
  }),
};

const ANNOUNCED_WORDS: WordsOf<AnnouncedType> = {
  FiscalShockAnnounced: (event) => {
    const { market, headline, gdpShare, likelihood, clarity, durationMilliYears } = event;
    const length = durationMilliYears === 0 ? 'for good' : `for ${durationMilliYears / 1000} years`;
    const size = `${toPlaces(gdpShare / 100_000, 2)}% of output a year ${length}`;
    return {
      text: `announced (${market}): ${headline}: ${size}, ${permilleText(likelihood)} likelier, ${permilleText(clarity)} clear`,
      rule: 'scenario',
      numbers: [
        fact('share of output', gdpShare / 100_000, '%'),
        fact('likelihood', likelihood / 10, '%'),
        fact('clarity', clarity / 10, '%'),
      ],
    };
  },
  ElectionCalled: ({ market, date, headline }) => ({
    text: `announced (${market}): ${headline}; the vote is on ${isoDate(date)}`,
    rule: 'scenario',
  }),
  ElectionHeld: ({ market, headline }) => ({ text: `held (${market}): ${headline}`, rule: 'scenario' }),
  OfficialSpoke: ({ market, speaker, stance, credibility, headline }) => ({
    text: `${speaker} spoke (${market}), ${stance}: ${headline}; credibility ${permilleText(credibility)}`,
    rule: 'scenario',
    numbers: [fact('credibility', credibility / 10, '%')],
  }),
  PolicyRateSet: ({ market, rate, expected, votesFor, votesAgainst, guidance, headline }) => ({
    text: `policy rate (${market}): ${rate / 100_000}%, ${votesFor} to ${votesAgainst}, guidance ${guidance}: ${headline}`,
    rule: 'scenario',
    numbers: [fact('policy rate', rate / 100_000, '%'), fact('surprise', (rate - expected) / 1000, 'bp')],
  }),
  GeopoliticalShockStruck: ({ market, severity, headline }) => ({
    text: `struck (${market}): ${headline}; severity ${permilleText(severity)} of the gravest of a decade`,
    rule: 'scenario',
    numbers: [fact('severity', severity / 10, '%')],
  }),
  IssuancePlanRevised: ({ market, fromTenorMilliYears, toTenorMilliYears, amount, headline }) => ({
    text: `issuance plan (${market}, ${fromTenorMilliYears / 1000} to ${toTenorMilliYears / 1000} years): ${headline}`,
    rule: 'scenario',
    numbers: [fact('change', amount, 'minor units of currency')],
  }),
  BalanceSheetPlanRevised: ({ market, fromTenorMilliYears, toTenorMilliYears, amount, headline }) => ({
    text: `holdings planned (${market}, ${fromTenorMilliYears / 1000} to ${toTenorMilliYears / 1000} years): ${headline}`,
    rule: 'scenario',
    numbers: [fact('change', amount, 'minor units of currency')],
  }),
  MacroReleased: ({ market, surpriseMilliSigma, headline }) => ({
    text: `released (${market}): ${headline}; ${sigmaText(surpriseMilliSigma)} usual errors of a forecast beyond what was expected`,
    rule: 'scenario',
    numbers: [fact('surprise', surpriseMilliSigma / 1000, 'usual errors of a forecast')],
  }),
  NewsArrived: ({ market, levelMilliSigma, slopeMilliSigma }) => ({
    text: `routine macro news (${market}) moved the consensus: level ${sigmaText(levelMilliSigma)}, slope ${sigmaText(slopeMilliSigma)} calm days`,
    rule: 'nature',
    numbers: [
      fact('level', levelMilliSigma / 1000, 'calm daily moves'),
      fact('slope', slopeMilliSigma / 1000, 'calm daily moves'),
    ],
  }),
};

const EVENT_WORDS: WordsOf<EventType> = {
  ...OPENING_WORDS,
  ...CALENDAR_WORDS,
  ...ANNOUNCED_WORDS,
  ...AUCTION_WORDS,
  ...SETTLEMENT_WORDS,
  ...DECISION_WORDS,
  ...INTERVENTION_WORDS,
  OperationAnnounced: ({ agent, operation, instrument, amount }, w) => ({
    text: `${w.agent(agent)} announced an operation in ${instrument} (${operation}): ${w.moneyOf(instrument, amount)}`,
    rule: operation,
    numbers: [fact('amount', amount, w.minorUnit(instrument))],
  }),
};

function sidesText(ticks: readonly [number, number, number], instrument: string, w: Wording): string {
  const [bid, offer, last] = ticks.map((each) => (each === 0 ? 'none' : w.price(instrument, each)));
  return `bid ${bid}, offered ${offer}, last ${last}`;
}

function changeText(milliBp: number): string {
  return `${milliBp > 0 ? '+' : ''}${bpText(milliBp)}`;
}

const sigmaText = (milli: number): string => `${milli > 0 ? '+' : ''}${(milli / 1000).toFixed(2)}`;
