/**
 * How the ledger follows the log: a fold over control events and `filled` records, the same in a live run and in a replay.
 *
 * It applies facts and judges none. Everything that moves cash or bonds must be named here; all other events leave the
 * ledger as it is.
 */
import { BUY, Field, RECORD_WORDS, type RecordBatch, RecordKind, sideOf } from '../events/records.ts';
import type { MarketEvent } from '../events/vocabulary.ts';
import { assert } from '../units/assert.ts';
import type { Ledger } from './ledger.ts';

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
    case 'InterestAccrued':
      ledger.setAccrued(names.instrumentIndex(event.instrument), event.perLot);
      break;
    case 'BidAllotted':
      ledger.postAllotment(
        names.instrumentIndex(event.instrument),
        names.agentIndex(event.issuer),
        names.agentIndex(event.agent),
        event.quantity,
        event.paid,
      );
      break;
    default:
      break;
  }
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
