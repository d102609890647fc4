/**
 * The world as the log determines it: books, ledger, public state and the last marks. A fold of events and nothing else.
 *
 * A replay builds it from the log alone, without scenario, agents or matching rules. The live run uses the same object:
 * it matches in place on the same books and folds the same events, and a test holds both equal at every frame.
 */

import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../events/records.ts';
import type { EventOf, MarketEvent } from '../events/vocabulary.ts';
import { Book, ORDER_CAPACITY } from '../market/book/book.ts';
import { stateHash, validateBook } from '../market/book/book-audit.ts';
import { applyRecord } from '../market/book/book-evolve.ts';
import { type BookState, restoreBook, saveBook } from '../market/book/book-state.ts';
import { Ledger } from '../market/ledger/ledger.ts';
import { ledgerLine } from '../market/ledger/ledger-accounts.ts';
import { applyFillRecord, evolveLedger, type LedgerNames } from '../market/ledger/ledger-evolve.ts';
import type { LedgerState } from '../market/ledger/ledger-state.ts';
import { hashText } from '../math/hash.ts';
import { MAX_BOOK_PLACES } from '../scenario/totals.ts';
import { assert } from '../units/assert.ts';
import { Names } from './names.ts';
import { AT_FIRST, evolvePublic, type PublicState } from './public-state.ts';

/** Orders that an institution rests in one book at most, on average: a ladder of six rungs, with room to spare. */
const ORDERS_PER_AGENT = 16;

/** Everything that exists once the opening has been read. */
export interface OpenedWorld {
  readonly agents: Names;
  readonly instruments: Names;
  readonly listings: readonly EventOf<'InstrumentListed'>[];
  readonly books: readonly Book[];
  readonly ledger: Ledger;
}

/** How many lots an agent may be short of an instrument; in a replay nobody is limited, facts stand already. */
export type ShortRule = (agent: EventOf<'AgentJoined'>, listing: EventOf<'InstrumentListed'>) => number;

/** Plain data: a world before its opening has names only. */
export interface WorldState {
  readonly listed: readonly EventOf<'InstrumentListed'>[];
  readonly joined: readonly EventOf<'AgentJoined'>[];
  readonly public: PublicState;
  /** In the order in which they came to be known. */
  readonly lastLevel: readonly (readonly [instrument: string, level: number])[];
  readonly lastClose: readonly (readonly [instrument: string, level: number])[];
  readonly opened: OpenedState | undefined;
}

export interface OpenedState {
  readonly ledger: LedgerState;
  /** By instrument. */
  readonly books: readonly BookState[];
}

export class World {
  public: PublicState = AT_FIRST;
  /** Level in milli-bp of the last price tick and the last official close, by instrument index. */
  readonly lastLevel = new Map<string, number>();
  readonly lastClose = new Map<string, number>();
  private readonly listed: EventOf<'InstrumentListed'>[] = [];
  private readonly joined: EventOf<'AgentJoined'>[] = [];
  private readonly shortRule: ShortRule | undefined;
  private spare: readonly Book[] | undefined;
  private opened: OpenedWorld | undefined;
  private ledgerNames: LedgerNames | undefined;

  constructor(shortRule?: ShortRule) {
    this.shortRule = shortRule;
  }

  /** A world in that state, opened if it was; the rule is no state and is given anew. `spare`: see `SimulationOptions`. */
  static restore(state: WorldState, shortRule?: ShortRule, spare?: readonly Book[]): World {
    const world = new World(shortRule);
    world.spare = spare;
    world.listed.push(...state.listed);
    world.joined.push(...state.joined);
    world.public = state.public;
    for (const [instrument, level] of state.lastLevel) world.lastLevel.set(instrument, level);
    for (const [instrument, level] of state.lastClose) world.lastClose.set(instrument, level);
    if (state.opened !== undefined) world.opened = world.reopen(state.opened);
    return world;
  }

  /** Between two operations, all of their records folded. */
  save(): WorldState {
    const { listed, joined, lastLevel, lastClose, opened } = this;
    return {
      listed: [...listed],
      joined: [...joined],
      public: this.public,
      lastLevel: [...lastLevel],
      lastClose: [...lastClose],
      opened: opened && { ledger: opened.ledger.save(), books: opened.books.map(saveBook) },
    };
  }

  get parts(): OpenedWorld {
    assert(this.opened !== undefined, 'the world has not been opened: no holding or session yet');
    return this.opened;
  }

  get isOpened(): boolean {
    return this.opened !== undefined;
  }

  evolve(event: MarketEvent): void {
    if (event.type === 'InstrumentListed' || event.type === 'AgentJoined') {
      assert(this.opened === undefined, `${event.type} after the opening`);
      if (event.type === 'InstrumentListed') this.listed.push(event);
      else this.joined.push(event);
      return;
    }
    this.opened ??= this.open();
    evolveLedger(this.opened.ledger, event, this.ledgerNames as LedgerNames);
    if (event.type === 'PriceTicked') this.lastLevel.set(event.instrument, event.level);
    if (event.type === 'CloseMarked') this.lastClose.set(event.instrument, event.level);
    this.public = evolvePublic(this.public, event);
  }

  /** Replay of records: books and ledger follow. */
  evolveBatch(batch: RecordBatch): void {
    const { books, ledger } = this.parts;
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS) {
      const book = books[batch.words[at + Field.instrument] as number];
      assert(book !== undefined, 'a record names an instrument that was never listed');
      applyRecord(book, batch.words, at);
      if (batch.words[at + Field.kind] === RecordKind.filled) applyFillRecord(ledger, batch.words, at);
    }
  }

  /** Full sums of the ledger and a walk of books: of a market at each of its closes, of all at the end. */
  checkInvariants(books: readonly Book[] = this.parts.books): void {
    this.parts.ledger.checkConservation();
    for (const book of books) validateBook(book);
  }

  /** Equal for equal states, however they came about. */
  stateHash(): string {
    const { books, ledger } = this.parts;
    const marks = [...this.lastLevel].sort().concat([...this.lastClose].sort());
    const rest = hashText(JSON.stringify([this.public.policyRate, this.public.session, this.public.auctions, marks]));
    return `${ledger.stateHash()}-${books.map((book) => (stateHash(book) >>> 0).toString(16)).join('.')}-${rest.toString(16)}`;
  }

  private reopen({ ledger, books }: OpenedState): OpenedWorld {
    const opened = this.open();
    assert(books.length === opened.books.length, `${books.length} saved books of ${opened.books.length} instruments`);
    opened.ledger.restore(ledger);
    for (const [index, book] of opened.books.entries()) restoreBook(book, books[index] as BookState);
    return opened;
  }

  private open(): OpenedWorld {
    // A log by a stranger may list what no scenario could; the account of nobody in particular is none of them.
    const places = this.listed.length * (this.joined.length - 1);
    assert(places <= MAX_BOOK_PLACES, `${places} places in order books: at most ${MAX_BOOK_PLACES} are held`);
    const agents = new Names(this.joined.map(({ agent }) => agent));
    const instruments = new Names(this.listed.map(({ instrument }) => instrument));
    const ownerCapacity = agents.ids.length;
    const orderCapacity = Math.max(ORDER_CAPACITY, ORDERS_PER_AGENT * ownerCapacity);
    const { spare } = this;
    const books = this.listed.map(
      (_, instrument) => spare?.[instrument] ?? new Book({ instrument, ownerCapacity, orderCapacity }),
    );
    const { joined, listed, shortRule } = this;
    const ledger = new Ledger({
      agents: agents.ids.length,
      lines: listed.map(ledgerLine),
      others: joined.findIndex(({ kind }) => kind === 'account'),
      centralBanks: joined.flatMap(({ kind }, agent) => (kind === 'centralBank' ? [agent] : [])),
      ...(shortRule === undefined
        ? {}
        : {
            shortLimit: (agent: number, instrument: number): number =>
              shortRule(joined[agent] as EventOf<'AgentJoined'>, listed[instrument] as EventOf<'InstrumentListed'>),
          }),
    });
    this.ledgerNames = {
      agentIndex: (id) => agents.indexOf(id),
      instrumentIndex: (id) => instruments.indexOf(id),
    };
    return { agents, instruments, listings: listed, books, ledger };
  }
}
