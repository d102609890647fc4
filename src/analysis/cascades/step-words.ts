/** A step of a chain without its numbers, so that chains of a kind can be counted: who did what, in which market. */
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Roster } from '../why/roster.ts';

/** Kinds of institution as a reader says them, in the plural. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  lifeInsurer: 'life insurers',
  megabank: 'megabanks',
  regionalBank: 'regional banks',
  riskParity: 'risk-parity funds',
  vigilante: 'macro funds (vigilantes)',
  foreignHolder: 'foreign holders',
  ldi: 'LDI pension funds',
  dealer: 'dealers',
  carry: 'carry traders',
  curveRv: 'curve relative value',
  globalRv: 'global relative value',
  fundamental: 'value traders',
  noise: 'clients',
  centralBank: 'central banks',
  debtOffice: 'debt offices',
  account: 'holders not named',
};

export const kindWords = (kind: string | undefined): string =>
  kind === undefined ? 'somebody' : (KIND_WORDS[kind] ?? kind);

const DID: Readonly<Record<string, string>> = {
  BeliefRevised: 'revised what the issuer’s credit costs',
  CapitalRequested: 'asked sponsors for cash',
  CapitalReceived: 'received cash from sponsors',
  LeverageAdjusted: 'changed their leverage',
  MarginCalled: 'were called for margin',
  NoiseDrawn: 'wished to trade',
  QuotesRestored: 'quoted again',
  QuotesWithdrawn: 'withdrew quotes',
  RiskLimitBreached: 'passed a limit on risk',
  StopLossTriggered: 'hit a stop-loss',
  OperationAnnounced: 'announced an operation',
  BidSubmitted: 'bid at an auction',
  BidAllotted: 'were allotted bonds',
  PaymentFailed: 'failed to pay',
  DeliveryFailed: 'failed to deliver',
};

const HAPPENED: Readonly<Record<string, string>> = {
  ClockTicked: 'the decision clock ticked',
  PriceTicked: 'the price moved',
  CloseMarked: 'the market closed',
  NewsArrived: 'routine news arrived',
  AuctionAnnounced: 'an auction was announced',
  BidsInvited: 'bids were invited',
  AuctionResultPublished: 'an auction result came out',
  SessionOpened: 'the session opened',
  SessionClosed: 'the session closed',
};

/** The rule that a decision names, `vigilante.signal`, in words where it is known. */
const RULES: Readonly<Record<string, string>> = {
  'megabank.stage': 'settled how fast they buy',
  'lifeInsurer.dip': 'bought the dip',
  'lifeInsurer.repatriation': 'brought foreign money home',
  'lifeInsurer.writeDown': 'wrote down what has fallen too far',
  'lifeInsurer.lossSale': 'sold at a loss what pays too little',
  'carry.share': 'resized the carry trade',
  'vigilante.signal': 'set how much they are short',
};

export function stepWords(event: MarketEvent, roster: Roster): string {
  const where = placeOf(event, roster);
  const suffix = where === undefined ? '' : ` (${where})`;
  if ('headline' in event) return `announced: ${event.headline}${suffix}`;
  if (event.type === 'DecisionTaken') {
    return `${kindWords(roster.kindOf(event.agent))} ${RULES[event.rule] ?? `decided (${event.rule})`}${suffix}`;
  }
  const did = DID[event.type];
  if (did !== undefined && 'agent' in event) return `${kindWords(roster.kindOf(event.agent))} ${did}${suffix}`;
  return `${HAPPENED[event.type] ?? event.type}${suffix}`;
}

function placeOf(event: MarketEvent, roster: Roster): string | undefined {
  const name = 'instrument' in event ? event.instrument : undefined;
  const market = name ? roster.listing(name)?.market : 'market' in event ? event.market : undefined;
  return market === undefined ? undefined : market.length <= 4 ? market.toUpperCase() : market;
}
