/**
 * What institutions declare, in words: the rule that they followed and the numbers that it looked at.
 *
 * A rule without words of its own here is told by its name and its terms, so that a new kind is never silent.
 */
import type { EventOf } from '../../events/vocabulary.ts';
import { isoTime } from '../../units/time.ts';
import { toPlaces } from '../rounding.ts';
import { bpText, fact, type NumberFact, permilleText, type Told, type Wording, type WordsOf } from './wording.ts';

type DecisionType =
  | 'BeliefRevised'
  | 'DecisionTaken'
  | 'NoiseDrawn'
  | 'RiskLimitBreached'
  | 'StopLossTriggered'
  | 'MarginCalled'
  | 'CapitalRequested'
  | 'CapitalReceived'
  | 'QuotesWithdrawn'
  | 'QuotesRestored'
  | 'LeverageAdjusted';

/** What a rule of `DecisionTaken` decides, after the name of the institution. */
const RULES: Readonly<Record<string, string>> = {
  'megabank.stage': 'settled how fast it buys',
  'lifeInsurer.dip': 'bought into the dip',
  'lifeInsurer.repatriation': 'brought foreign money home',
  'lifeInsurer.writeDown': 'wrote down what has fallen too far',
  'lifeInsurer.lossSale': 'sold at a loss what pays too little',
  'carry.share': 'resized its carry trade',
  'vigilante.signal': 'set how much it is short',
};
/** Who counts a loss as a share of the book; the others in calm daily moves. */
const LOSS_IN_SHARES: ReadonlySet<string> = new Set(['foreignHolder']);

export const DECISION_WORDS: WordsOf<DecisionType> = {
  BeliefRevised: ({ agent, market, premium, persistence }, w) => ({
    text: `${w.agent(agent)} revised what the ${market} issuer's credit costs: ${bpText(premium)} of 10-year yield, ${permilleText(persistence)} of it taken to last`,
    rule: 'fiscal belief',
    numbers: [fact('premium', premium / 1000, 'bp'), fact('persistence', persistence / 10, '%')],
  }),
  DecisionTaken: decisionTaken,
  NoiseDrawn: ({ agent, instrument, lots }, w) => ({
    text: `clients of ${w.agent(agent)} wanted ${lots === 0 ? 'as much to buy as to sell' : `${w.lots(instrument, Math.abs(lots))} net ${lots > 0 ? 'bought' : 'sold'}`} in ${instrument}`,
    rule: 'chance',
    numbers: [w.lotsFact('net', instrument, lots)],
  }),
  RiskLimitBreached: ({ agent, measure, utilisation, limit }, w) => ({
    text: `${w.agent(agent)} used ${permilleText(utilisation)} of its limit on ${spaced(measure)}; it acts above ${permilleText(limit)}`,
    rule: measure,
    numbers: [fact('utilisation', utilisation / 10, '%'), fact('limit', limit / 10, '%')],
  }),
  StopLossTriggered: stopLoss,
  MarginCalled: ({ agent, currency, amount }, w) => ({
    text: `${w.agent(agent)} was called for ${w.money(currency, amount)} of margin`,
    rule: 'margin',
    numbers: [fact('amount', amount, `minor ${currency}`)],
  }),
  CapitalRequested: ({ agent, currency, amount, expectedAt }, w) => ({
    text: `${w.agent(agent)} asked its sponsors for ${w.money(currency, amount)}, expected ${isoTime(expectedAt)}`,
    rule: 'recapitalisation',
    numbers: [fact('amount', amount, `minor ${currency}`)],
  }),
  CapitalReceived: ({ agent, currency, amount }, w) => ({
    text: `${w.agent(agent)} received ${w.money(currency, amount)} of new capital`,
    rule: 'recapitalisation',
    numbers: [fact('amount', amount, `minor ${currency}`)],
  }),
  QuotesWithdrawn: ({ agent, instrument, side, utilisation }, w) => ({
    text: `${w.agent(agent)} no longer quoted to ${side} ${instrument}, with ${permilleText(utilisation)} of its risk limit used`,
    rule: 'quotes',
    numbers: [fact('utilisation', utilisation / 10, '%')],
  }),
  QuotesRestored: ({ agent, instrument, side, utilisation }, w) => ({
    text: `${w.agent(agent)} quoted again to ${side} ${instrument}, with ${permilleText(utilisation)} of its risk limit used`,
    rule: 'quotes',
    numbers: [fact('utilisation', utilisation / 10, '%')],
  }),
  LeverageAdjusted: ({ agent, from, to }, w) => ({
    text: `${w.agent(agent)} ${to < from ? 'cut' : 'raised'} its leverage from ${permilleText(from)} to ${permilleText(to)} of the calm one, as its estimate of volatility asked`,
    rule: 'volatility target',
    numbers: [fact('leverage before', from / 1000, 'times calm'), fact('leverage after', to / 1000, 'times calm')],
  }),
};

function decisionTaken({ agent, rule, instrument, terms, milliValues }: EventOf<'DecisionTaken'>, w: Wording): Told {
  const numbers = terms.map((term, at) => termFact(term, milliValues[at] ?? 0));
  const said = numbers.map(({ name, value, unit }) => `${name} ${toPlaces(value, 3)}${unit === '' ? '' : ` ${unit}`}`);
  const what = RULES[rule] ?? 'took a decision';
  const where = instrument === '' ? '' : ` in ${instrument}`;
  return { text: `${w.agent(agent)} ${what}${where}: ${said.join(', ')} (rule ${rule})`, rule, numbers };
}

/** A term carries its unit at its end: `pricedBp`, `lotsPerDay`. */
function termFact(term: string, milliValue: number): NumberFact {
  const unit = term.endsWith('Bp') ? 'bp' : '';
  return fact(spaced(unit === '' ? term : term.slice(0, -'Bp'.length)), milliValue / 1000, unit);
}

function stopLoss({ agent, instrument, loss, threshold }: EventOf<'StopLossTriggered'>, w: Wording): Told {
  const inShares = LOSS_IN_SHARES.has(w.kindOf(agent) ?? '');
  const unit = inShares ? '% of the book' : 'calm daily moves';
  const [lost, allowed] = [loss, threshold].map((permille) => permille / (inShares ? 10 : 1000)) as [number, number];
  const gap = inShares ? '' : ' ';
  return {
    text: `${w.agent(agent)} hit its stop in ${instrument}: lost ${lost}${gap}${unit}, allowed ${allowed}`,
    rule: 'stop-loss',
    numbers: [fact('loss', lost, unit), fact('threshold', allowed, unit)],
  };
}

/** `dailyRisk` → `daily risk`. */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
