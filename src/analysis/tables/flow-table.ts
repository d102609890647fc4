/**
 * The table `flows`: who bought and sold what on which business date, and why.
 *
 * Trade date; awards of auctions and operations included, for the bidder as a free choice and for whoever holds them as
 * policy. Face is summed as integers, since awards are finer than lots, in one array per side, and priced when the date is
 * over. Hot: typed arrays are read without checks of undefined.
 */
import { Field, ORDER_FLAGS, RECORD_WORDS, type RecordBatch, RecordKind, SELL, sideOf } from '../../events/records.ts';
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import { venueOf } from '../../market/calendar/sessions.ts';
import { assert } from '../../units/assert.ts';
import { isoDate } from '../../units/civil-date.ts';
import type { Market } from '../../units/quantity.ts';
import { FORCED_FLAGS, flagIndexOf, OrderFlags } from '../order-flags.ts';
import type { QuoteBoard } from '../quote-board.ts';
import { toPlaces } from '../rounding.ts';

export interface FlowRow {
  readonly date: string;
  readonly agent_kind: string;
  readonly agent: string;
  readonly market: Market;
  readonly bond: string;
  readonly buy_face: number;
  readonly sell_face: number;
  /** Positive: the institution's duration rose. */
  readonly net_dv01: number;
  readonly forced_sell_dv01: number;
  readonly flag: string;
}

/** A row with both sides' value of a basis point, for sums over bonds. */
export interface FlowLine extends FlowRow {
  readonly buy_dv01: number;
  readonly sell_dv01: number;
}

const FLAGS = ORDER_FLAGS.length;
const VOLUNTARY = ORDER_FLAGS.indexOf('voluntary');
const POLICY = ORDER_FLAGS.indexOf('policy');

export class FlowTable {
  readonly #board: QuoteBoard;
  readonly #flags = new OrderFlags();
  readonly #agents: EventOf<'AgentJoined'>[] = [];
  readonly #agentIndex = new Map<string, number>();
  readonly #finished: FlowLine[] = [];
  /** Business date under way, by instrument. */
  readonly #date: number[] = [];
  /** Face of a lot, by instrument. */
  #lotFace = new Float64Array(0);
  #bought = new Float64Array(0);
  #sold = new Float64Array(0);

  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  /** Before the board hears the event, so that a date that ends is priced with its own quote. */
  control(event: MarketEvent): void {
    if (event.type === 'AgentJoined') {
      this.#agentIndex.set(event.agent, this.#agents.length);
      this.#agents.push(event);
    } else if (event.type === 'SessionOpened') {
      this.#turnDate(event);
    } else if (event.type === 'BidAllotted') {
      const instrument = this.#board.indexOf(event.instrument);
      this.#makeRoom();
      const bidder = this.#slot(instrument, VOLUNTARY, this.#indexOf(event.agent));
      const holder = this.#slot(instrument, POLICY, this.#indexOf(event.counterparty));
      this.#bought[event.side === 'buy' ? bidder : holder]! += event.face;
      this.#sold[event.side === 'buy' ? holder : bidder]! += event.face;
    }
  }

  batch(batch: RecordBatch): void {
    this.#flags.batch(batch);
    this.#makeRoom();
    const { words } = batch;
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS) {
      if (words[at + Field.kind]! !== RecordKind.filled) continue;
      const instrument = words[at + Field.instrument]!;
      const terms = words[at + Field.terms]!;
      const face = words[at + Field.quantity]! * this.#lotFace[instrument]!;
      const taker = this.#slot(instrument, flagIndexOf(terms), words[at + Field.owner]!);
      const maker = this.#slot(
        instrument,
        this.#flags.of(words[at + Field.counterOrder]!),
        words[at + Field.counterOwner]!,
      );
      const takerSells = sideOf(terms) === SELL;
      this.#bought[takerSells ? maker : taker]! += face;
      this.#sold[takerSells ? taker : maker]! += face;
    }
  }

  /** All rows by date, agent, bond and flag; those of dates under way with what there is so far. */
  lines(): FlowLine[] {
    const open = this.#board.listings.flatMap((_, instrument) => this.#linesOf(instrument));
    return [...this.#finished, ...open].sort(byPlace);
  }

  #turnDate({ market: venue, date }: EventOf<'SessionOpened'>): void {
    this.#makeRoom();
    for (const [instrument, listing] of this.#board.listings.entries()) {
      if (venueOf(listing.instrument, listing.market) !== venue || this.#date[instrument] === date) continue;
      this.#finished.push(...this.#linesOf(instrument));
      const from = this.#slot(instrument, 0, 0);
      this.#bought.fill(0, from, from + FLAGS * this.#agents.length);
      this.#sold.fill(0, from, from + FLAGS * this.#agents.length);
      this.#date[instrument] = date;
    }
  }

  #linesOf(instrument: number): FlowLine[] {
    const quote = this.#board.quote(instrument);
    if (quote === undefined || this.#bought.length === 0) return [];
    const { listing, dv01PerLot } = quote;
    const dv01 = (face: number): number => toPlaces((face / listing.lotFace) * dv01PerLot, 2);
    const lines: FlowLine[] = [];
    for (let flag = 0; flag < FLAGS; flag++) {
      // Most have not traded it: nothing is made for them.
      for (let index = 0; index < this.#agents.length; index++) {
        const slot = this.#slot(instrument, flag, index);
        const [bought, sold] = [this.#bought[slot]!, this.#sold[slot]!];
        if (bought === 0 && sold === 0) continue;
        const { agent, kind } = this.#agents[index]!;
        const sellDv01 = dv01(sold);
        lines.push({
          date: isoDate(quote.date),
          agent_kind: kind,
          agent,
          market: listing.market,
          bond: listing.instrument,
          buy_face: bought,
          sell_face: sold,
          net_dv01: dv01(bought - sold),
          forced_sell_dv01: FORCED_FLAGS.includes(flag) ? sellDv01 : 0,
          flag: ORDER_FLAGS[flag]!,
          buy_dv01: dv01(bought),
          sell_dv01: sellDv01,
        });
      }
    }
    return lines;
  }

  #slot(instrument: number, flag: number, agent: number): number {
    return (instrument * FLAGS + flag) * this.#agents.length + agent;
  }

  #indexOf(agent: string): number {
    const index = this.#agentIndex.get(agent);
    assert(index !== undefined, `${agent} never joined`);
    return index;
  }

  /** Everyone has joined and everything is listed before anything trades. */
  #makeRoom(): void {
    const slots = this.#board.listings.length * FLAGS * this.#agents.length;
    if (this.#bought.length === slots) return;
    this.#lotFace = Float64Array.from(this.#board.listings, ({ lotFace }) => lotFace);
    this.#bought = new Float64Array(slots);
    this.#sold = new Float64Array(slots);
  }
}

function byPlace(a: FlowLine, b: FlowLine): number {
  const flag = (line: FlowLine): number => ORDER_FLAGS.indexOf(line.flag as (typeof ORDER_FLAGS)[number]);
  return order(a.date, b.date) || order(a.agent, b.agent) || order(a.bond, b.bond) || flag(a) - flag(b);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
