/**
 * How the ledger follows the log: a fold over control events and `filled` records, the same in a live run and in a replay.
 *
 * It applies facts and judges none. Everything that moves cash or bonds must be named here; all other events leave the
 * ledger as it is.
 */
import { BUY, Field, RECORD_WORDS, type RecordBatch, RecordKind, sideOf } from '../../events/records.ts';
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import { assert } from '../../units/assert.ts';
import { HOME_MARKET } from '../../units/home-markets.ts';
import { CURRENCIES } from '../../units/quantity.ts';
import type { Ledger } from './ledger.ts';
import { currencyUnit } from './ledger-accounts.ts';
import {
  callMargin,
  closeRegister,
  expireFuture,
  failDelivery,
  failPayment,
  lend,
  markFuture,
  receiveCapital,
  redeem,
  repay,
  settleCurrency,
} from './ledger-settlement.ts';
import type { OpenLoan } from './ledger-state.ts';

/** Where events name an agent or an instrument by id, the ledger counts: indices in the order of the log's opening. */
export interface LedgerNames {
  agentIndex(id: string): number;
  instrumentIndex(id: string): number;
}

export function evolveLedger(ledger: Ledger, event: MarketEvent, names: LedgerNames): void {
  switch (event.type) {
    case 'CashOpened':
      ledger.openCash(names.agentIndex(event.agent), names.agentIndex(event.from), event.currency, event.amount);
      break;
    case 'HoldingOpened':
      ledger.openHolding(
        names.agentIndex(event.agent),
        names.agentIndex(event.from),
        names.instrumentIndex(event.instrument),
        event.lots,
      );
      break;
    case 'BidAllotted':
      ledger.postAllotment({
        instrument: names.instrumentIndex(event.instrument),
        agent: names.agentIndex(event.agent),
        counterparty: names.agentIndex(event.counterparty),
        side: event.side,
        face: event.face,
        paid: event.paid,
        settlement: event.settlement,
      });
      break;
    case 'MarginCalled':
      callMargin(ledger, names.agentIndex(event.agent), event.currency, event.amount);
      break;
    case 'CapitalReceived':
      receiveCapital(ledger, names.agentIndex(event.agent), event.currency, event.amount);
      break;
    default:
      evolveTerms(ledger, event, names);
      evolveSettlement(ledger, event, names);
  }
}

/** Prices, dates and rates that later postings go by. */
function evolveTerms(ledger: Ledger, event: MarketEvent, names: LedgerNames): void {
  switch (event.type) {
    case 'InterestAccrued':
      ledger.setAccrued(names.instrumentIndex(event.instrument), event.perLot);
      break;
    case 'ValueDateSet':
      ledger.setValueDate(names.instrumentIndex(event.instrument), event.settlement);
      break;
    case 'IndexRatioSet':
      ledger.facts.indexRatio[names.instrumentIndex(event.instrument)] = event.ratioHundredThousandths;
      break;
    case 'CloseMarked':
      ledger.facts.closeHalfTicks[names.instrumentIndex(event.instrument)] = event.closeHalfTicks;
      break;
    case 'PolicyRateSet':
      for (const currency of CURRENCIES)
        if (HOME_MARKET[currency] === event.market) ledger.facts.policyRate[currencyUnit(currency)] = event.rate;
      break;
    default:
      break;
  }
}

function evolveSettlement(ledger: Ledger, event: MarketEvent, names: LedgerNames): void {
  switch (event.type) {
    case 'RegisterClosed':
      closeRegister(ledger, names.instrumentIndex(event.instrument), event.payable, event.perLot);
      break;
    case 'BondRedeemed':
      redeem(ledger, names.instrumentIndex(event.instrument), event.perLot);
      break;
    case 'FutureMarked':
      markFuture(ledger, names.instrumentIndex(event.instrument), event.priceTicks);
      break;
    case 'FutureExpired':
      expireFuture(ledger, names.instrumentIndex(event.instrument));
      break;
    case 'FundsBorrowed':
      lend(ledger, { ...loanOf(event, names), seq: event.seq });
      break;
    case 'FundsRepaid':
      repay(ledger, loanOf(event, names), event.interest);
      break;
    case 'DeliveryFailed': {
      const { units, amount, until } = event;
      const failed = { instrument: names.instrumentIndex(event.instrument), units, amount, until };
      failDelivery(ledger, failed, { from: names.agentIndex(event.agent), to: names.agentIndex(event.to) });
      break;
    }
    case 'PaymentFailed':
      failPayment(ledger, event, { from: names.agentIndex(event.agent), to: names.agentIndex(event.to) });
      break;
    case 'CurrencySettled':
      settleCurrency(ledger, event.currency, event.date);
      break;
    default:
      break;
  }
}

function loanOf(event: EventOf<'FundsBorrowed' | 'FundsRepaid'>, names: LedgerNames): Omit<OpenLoan, 'seq'> {
  return {
    borrower: names.agentIndex(event.borrower),
    lender: names.agentIndex(event.lender),
    currency: event.currency,
    amount: event.amount,
    instrument: event.instrument === '' ? -1 : names.instrumentIndex(event.instrument),
    units: event.units,
  };
}

/** `words[offset]` begins a `filled` record. Reads the record's fixed words. */
export function applyFillRecord(ledger: Ledger, words: Int32Array, offset: number): void {
  assert(words[offset + Field.kind] === RecordKind.filled, 'only a fill moves bonds and cash');
  const taker = words[offset + Field.owner]!;
  const maker = words[offset + Field.counterOwner]!;
  const takerBuys = sideOf(words[offset + Field.terms]!) === BUY;
  ledger.postFill(
    words[offset + Field.instrument]!,
    takerBuys ? taker : maker,
    takerBuys ? maker : taker,
    words[offset + Field.quantity]!,
    words[offset + Field.priceTicks]!,
  );
}

/** Applies the fills of a batch in order and passes over every other record. */
export function applyRecords(ledger: Ledger, { words, from, to }: RecordBatch): void {
  for (let offset = from; offset < to; offset += RECORD_WORDS) {
    if (words[offset] === RecordKind.filled) applyFillRecord(ledger, words, offset);
  }
}
