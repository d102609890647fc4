/** What happened to one order, in one sentence: the terms of the order, and the reason for which it was given. */
import { Field, flagOf, type OrderFlag, Reason, RecordKind, SELL, sideOf, typeOf } from '../../events/records.ts';
import type { Roster } from './roster.ts';
import { fact, type NumberFact, type Told, type Wording } from './wording.ts';

/** One record, its words copied out of the batch. */
export type RecordWords = Int32Array;

/** Names of records beside the event types. */
export const RECORD_TYPES: Readonly<Record<RecordKind, string>> = {
  [RecordKind.accepted]: 'OrderAccepted',
  [RecordKind.rejected]: 'OrderRejected',
  [RecordKind.amended]: 'OrderAmended',
  [RecordKind.cancelled]: 'OrderCancelled',
  [RecordKind.filled]: 'OrderFilled',
  [RecordKind.expired]: 'OrderExpired',
  [RecordKind.replenished]: 'OrderReplenished',
  [RecordKind.halted]: 'TradingHalted',
  [RecordKind.resumed]: 'TradingResumed',
};

const FLAG_WORDS: Readonly<Record<OrderFlag, string>> = {
  voluntary: 'by choice',
  riskLimit: 'forced: risk limit',
  margin: 'forced: margin',
  stopLoss: 'forced: stop-loss',
  mandate: 'by mandate',
  policy: 'as policy',
  marketMaking: 'making a market',
};

const REASON_NAMES = new Map(Object.entries(Reason).map(([name, code]) => [code as number, name]));

export const instrumentOf = (words: RecordWords, roster: Roster): string =>
  roster.listings[words[Field.instrument] as number]?.instrument ?? '';
/** Undefined for what belongs to nobody: a halt, an order that nobody gave. */
export const ownerOf = (words: RecordWords, roster: Roster): string | undefined =>
  roster.agents[words[Field.owner] as number];

export function tellRecord(words: RecordWords, roster: Roster, wording: Wording): Told {
  const kind = words[Field.kind] as RecordKind;
  if (kind === RecordKind.halted || kind === RecordKind.resumed) {
    return {
      text: `trading in ${instrumentOf(words, roster)} was ${kind === RecordKind.halted ? 'halted' : 'resumed'}`,
    };
  }
  const told = new RecordTeller(words, roster, wording);
  return { text: told.text(kind), rule: flagOf(words[Field.terms] as number), numbers: told.numbers() };
}

class RecordTeller {
  readonly #words: RecordWords;
  readonly #roster: Roster;
  readonly #wording: Wording;
  readonly #instrument: string;

  constructor(words: RecordWords, roster: Roster, wording: Wording) {
    this.#words = words;
    this.#roster = roster;
    this.#wording = wording;
    this.#instrument = instrumentOf(words, roster);
  }

  text(kind: RecordKind): string {
    switch (kind) {
      case RecordKind.accepted:
        return `${this.#owner} ${this.#wish} ${this.#size} of ${this.#instrument} at ${this.#price} or better (${this.#terms})`;
      case RecordKind.rejected:
        return `${this.#owner} ${this.#wish} ${this.#size} of ${this.#instrument} and was refused: ${this.#reason ?? 'no reason'} (${this.#terms})`;
      case RecordKind.amended:
        return this.#word(Field.quantity) === 0
          ? `${this.#owner} moved its order to ${this.#verb} ${this.#instrument} to ${this.#price}: ${this.#lots(Field.resting)} (${this.#terms})`
          : `${this.#owner} took ${this.#size} off its order to ${this.#verb} ${this.#instrument} at ${this.#price}`;
      case RecordKind.filled:
        return `${this.#owner} ${sideOf(this.#word(Field.terms)) === SELL ? 'sold' : 'bought'} ${this.#size} of ${this.#instrument} at ${this.#price} ${sideOf(this.#word(Field.terms)) === SELL ? 'to' : 'from'} ${this.#counterOwner}`;
      case RecordKind.replenished:
        return `${this.#owner} showed ${this.#size} more of its order to ${this.#verb} ${this.#instrument} at ${this.#price}`;
      default: {
        const gone = kind === RecordKind.cancelled ? 'withdrew' : 'let lapse';
        const reason = this.#reason === undefined ? '' : `: ${this.#reason}`;
        return `${this.#owner} ${gone} ${this.#size} of its order to ${this.#verb} ${this.#instrument} at ${this.#price}${reason}`;
      }
    }
  }

  numbers(): NumberFact[] {
    const ticks = this.#word(Field.priceTicks);
    const perPoint = this.#wording.listing(this.#instrument)?.ticksPerPoint ?? 1;
    const quantity = this.#wording.lotsFact('quantity', this.#instrument, this.#word(Field.quantity));
    return [quantity, ...(ticks === 0 ? [] : [fact('price', ticks / perPoint, 'per 100')])];
  }

  #word(field: number): number {
    return this.#words[field] as number;
  }

  #lots(field: number): string {
    return this.#wording.lots(this.#instrument, this.#word(field));
  }

  get #owner(): string {
    const owner = ownerOf(this.#words, this.#roster);
    return owner === undefined ? 'nobody' : this.#wording.agent(owner);
  }

  get #counterOwner(): string {
    const owner = this.#roster.agents[this.#word(Field.counterOwner)];
    return owner === undefined ? 'nobody' : this.#wording.agent(owner);
  }

  get #size(): string {
    return this.#lots(Field.quantity);
  }

  get #price(): string {
    return this.#wording.price(this.#instrument, this.#word(Field.priceTicks));
  }

  get #verb(): string {
    return sideOf(this.#word(Field.terms)) === SELL ? 'sell' : 'buy';
  }

  get #wish(): string {
    return sideOf(this.#word(Field.terms)) === SELL ? 'offered' : 'bid for';
  }

  get #terms(): string {
    const terms = this.#word(Field.terms);
    return `${typeOf(terms)}, ${FLAG_WORDS[flagOf(terms)]}`;
  }

  get #reason(): string | undefined {
    return REASON_NAMES.get(this.#word(Field.counterOrder));
  }
}
