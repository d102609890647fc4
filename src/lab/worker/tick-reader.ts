/**
 * Reads a run every five minutes while it goes by: listens to fills for who traded and why, and looks at books and limits at
 * each tick. Looking changes nothing.
 */
import type { Instrument } from '../../agents/contract.ts';
import { flagIndexOf } from '../../analysis/order-flags.ts';
import type { Simulation } from '../../engine/simulation.ts';
import {
  BUY,
  Field,
  ORDER_FLAGS,
  RECORD_WORDS,
  type RecordBatch,
  RecordKind,
  SELL,
  type SideBit,
  sideOf,
} from '../../events/records.ts';
import type { EventOf, MarketEvent } from '../../events/vocabulary.ts';
import type { Book } from '../../market/book/book.ts';
import { restingOrders, visitSide } from '../../market/book/book-audit.ts';
import { Slot } from '../../market/book/book-layout.ts';
import { MINOR_PER_UNIT } from '../../units/amount-text.ts';
import { FORCED_FLAGS, LIMIT_NAMES, type LimitName, type Manifest } from '../protocol.ts';
import { BINS_A_SIDE, LIMIT_NUMBERS, type RowLayout, type TickRow } from './tick-row.ts';

const FORCED = ORDER_FLAGS.map((flag) => (FORCED_FLAGS as readonly string[]).indexOf(flag));
const POLICY = ORDER_FLAGS.indexOf('policy');
const FLAG_OF_UNKNOWN = ORDER_FLAGS.indexOf('voluntary');
const THOUSAND = 1000;
/** A bin of the book is this share of a calm day's move. */
const BIN_SIGMAS = 0.1;

/** Who sold or bought how much of a line in these five minutes, and what it follows from: candidates for the timeline. */
export interface Trade {
  readonly owner: number;
  readonly line: number;
  readonly side: SideBit;
  readonly flag: number;
  readonly cause: number;
  /** Of the first fill. */
  readonly seq: number;
  lots: number;
  risk: number;
}

export class TickReader {
  readonly #layout: RowLayout;
  readonly #manifest: Manifest;
  /** Row of the flow map, by owner as records count them; −1: nobody in particular. */
  #kindOf: Int16Array = new Int16Array(0);
  /** Institution, by owner. */
  #institutionOf: Int16Array = new Int16Array(0);
  readonly #marketOf: Int16Array;
  /** Thousands of dollars a basis point of one lot, by line. */
  readonly #riskPerLot: Float64Array;
  #flags = new Uint8Array(1 << 16);
  #exact: Float64Array;
  #parts: Float32Array;
  #acting = new Set<number>();
  #trades = new Map<string, Trade>();
  #simulation: Simulation | undefined;

  constructor(layout: RowLayout, manifest: Manifest) {
    this.#layout = layout;
    this.#manifest = manifest;
    this.#marketOf = Int16Array.from(manifest.lines, ({ market }) => manifest.markets.indexOf(market));
    this.#riskPerLot = new Float64Array(manifest.lines.length);
    const { exact, parts } = layout.blank();
    this.#exact = exact;
    this.#parts = parts;
  }

  /** Once the run has its institutions; what rests in its books was ordered before. */
  attach(simulation: Simulation): void {
    this.#simulation = simulation;
    if (!simulation.world.isOpened) return;
    this.#learnNames(simulation);
    for (const book of simulation.world.parts.books)
      for (const side of [BUY, SELL] as const)
        for (const { order, terms } of restingOrders(book, side)) this.#note(order, flagIndexOf(terms));
    this.#learnRisk(simulation);
  }

  control(event: MarketEvent): void {
    if (event.type === 'BidAllotted') this.#allot(event);
  }

  batch({ words, from, to, firstSeq }: RecordBatch): void {
    let seq: number = firstSeq;
    for (let at = from; at < to; at += RECORD_WORDS, seq++) {
      const kind = words[at + Field.kind];
      const terms = words[at + Field.terms] as number;
      if (kind === RecordKind.accepted) this.#note(words[at + Field.order] as number, flagIndexOf(terms));
      else if (kind === RecordKind.filled) this.#fill(words, at, seq);
    }
  }

  /** Everything since the last reading, and how things stand now; then begins anew. */
  read(at: number): { readonly row: TickRow; readonly trades: readonly Trade[] } {
    const simulation = this.#simulation as Simulation;
    if (this.#kindOf.length === 0) this.#learnNames(simulation);
    this.#learnRisk(simulation);
    for (const [index, instrument] of simulation.instruments.entries()) this.#look(simulation, instrument, index);
    const row: TickRow = {
      at,
      seq: simulation.lastSeq,
      digest: simulation.digest,
      exact: this.#exact,
      parts: this.#parts,
      limits: this.#limits(simulation),
      acting: [...this.#acting],
    };
    const trades = [...this.#trades.values()];
    ({ exact: this.#exact, parts: this.#parts } = this.#layout.blank());
    this.#acting = new Set();
    this.#trades = new Map();
    return { row, trades };
  }

  // ── Who trades ────────────────────────────────────────────────────────────────────────────────────────────────────

  #fill(words: Int32Array, at: number, seq: number): void {
    const terms = words[at + Field.terms] as number;
    const place = { line: words[at + Field.instrument] as number, lots: words[at + Field.quantity] as number, seq };
    const takerSide = sideOf(terms);
    const taker = { owner: words[at + Field.owner] as number, cause: words[at + Field.cause] as number };
    const maker = { owner: words[at + Field.counterOwner] as number, cause: words[at + Field.counterCause] as number };
    const makerFlag = this.#flags[words[at + Field.counterOrder] as number] ?? FLAG_OF_UNKNOWN;
    this.#trade({ ...place, ...taker, side: takerSide, flag: flagIndexOf(terms) });
    this.#trade({ ...place, ...maker, side: takerSide === BUY ? SELL : BUY, flag: makerFlag });
  }

  /** Awards count for the bidder as a free choice and for whoever holds the auction as policy. */
  #allot({ instrument, agent, counterparty, side, face, seq }: EventOf<'BidAllotted'>): void {
    const simulation = this.#simulation;
    const line = this.#manifest.lines.findIndex(({ id }) => id === instrument);
    const facts = this.#manifest.lines[line];
    if (simulation === undefined || facts === undefined) return;
    if (this.#kindOf.length === 0) this.#learnNames(simulation);
    const { agents } = simulation.world.parts;
    const place = { line, lots: face / facts.lotFace, seq, cause: seq };
    const [buys, sells] = side === 'buy' ? [BUY, SELL] : [SELL, BUY];
    this.#trade({ ...place, owner: agents.indexOf(agent), side: buys as SideBit, flag: FLAG_OF_UNKNOWN });
    this.#trade({ ...place, owner: agents.indexOf(counterparty), side: sells as SideBit, flag: POLICY });
  }

  #trade(fill: {
    readonly owner: number;
    readonly line: number;
    readonly lots: number;
    readonly side: SideBit;
    readonly flag: number;
    readonly cause: number;
    readonly seq: number;
  }): void {
    const { owner, line, lots, side, flag, cause, seq } = fill;
    if (this.#kindOf.length === 0) this.#learnNames(this.#simulation as Simulation);
    const kind = this.#kindOf[owner] as number;
    if (kind < 0) return;
    const risk = lots * (this.#riskPerLot[line] as number);
    const signed = side === BUY ? risk : -risk;
    const { forced, policy, all, cells } = this.#layout;
    const cell = kind * (cells / this.#manifest.kinds.length) + (this.#marketOf[line] as number);
    this.#parts[all + cell] = (this.#parts[all + cell] as number) + signed;
    if (flag === POLICY) this.#parts[policy + cell] = (this.#parts[policy + cell] as number) + signed;
    if ((FORCED[flag] as number) >= 0) {
      this.#parts[forced + cell] = (this.#parts[forced + cell] as number) + signed;
      this.#acting.add(this.#institutionOf[owner] as number);
    }
    const key = `${owner} ${line} ${side} ${cause}`;
    const known = this.#trades.get(key);
    if (known === undefined) this.#trades.set(key, { owner, line, side, flag, cause, seq, lots, risk });
    else [known.lots, known.risk] = [known.lots + lots, known.risk + risk];
    this.#remember(cell, flag, this.#trades.get(key) as Trade);
  }

  /** The largest forced trade of a cell, or the largest of any kind where none is forced. */
  #remember(cell: number, flag: number, { risk, cause }: Trade): void {
    const { largest, because, shape } = this.#layout;
    const isForced = (FORCED[flag] as number) >= 0;
    const before = this.#parts[largest + cell] as number;
    // Forced trades are kept as positive numbers, others as negative ones.
    const beats = isForced ? before <= 0 || risk > before : before <= 0 && -risk < before;
    if (!beats) return;
    this.#parts[largest + cell] = isForced ? risk : -risk;
    this.#parts[because + cell] = Math.max(0, FORCED[flag] as number);
    this.#exact[shape.lines + cell] = cause;
  }

  // ── How things stand ──────────────────────────────────────────────────────────────────────────────────────────────

  #look({ market }: Simulation, instrument: Instrument, line: number): void {
    const { depth, isOpen } = this.#layout;
    this.#exact[line] = market.levelBp(instrument);
    const open = market.isOpen(instrument.venue) && market.isTrading(instrument);
    this.#parts[isOpen + line] = open ? 1 : 0;
    this.#parts[line] = Number.NaN;
    this.#parts[depth + line] = Number.NaN;
    const mid = open ? market.midHalfTicks(instrument) / 2 : 0;
    const ticksPerBp = market.pricing(instrument).dv01 / this.#tickValueOf(line);
    if (mid <= 0 || ticksPerBp <= 0) return;
    const book = market.book(instrument);
    this.#parts[line] = (book.bestOfferTicks() - book.bestBidTicks()) / ticksPerBp;
    const bids = book.lotsToPrice(BUY, Math.max(1, Math.ceil(mid - ticksPerBp)));
    const offers = book.lotsToPrice(SELL, Math.floor(mid + ticksPerBp));
    this.#parts[depth + line] = ((bids + offers) / 2) * instrument.lotFace;
    this.#binBook(book, line, { mid, ticksPerBp, binBp: BIN_SIGMAS * instrument.calmSigmaBp });
  }

  #binBook(
    book: Book,
    line: number,
    scale: { readonly mid: number; readonly ticksPerBp: number; readonly binBp: number },
  ): void {
    const { mid, ticksPerBp, binBp } = scale;
    const bins = this.#layout.binsOf(line);
    const { lotFace } = this.#manifest.lines[line] as Manifest['lines'][number];
    for (const side of [BUY, SELL] as const) {
      visitSide(book, side, (slot) => {
        const away = Math.abs((book.orders[slot + Slot.priceTicks] as number) - mid) / ticksPerBp;
        const bin = Math.floor(away / binBp);
        if (bin >= BINS_A_SIDE) return;
        const at = bins + (side === BUY ? bin : BINS_A_SIDE + bin);
        this.#parts[at] = (this.#parts[at] as number) + (book.orders[slot + Slot.lots] as number) * lotFace;
      });
    }
  }

  #limits(simulation: Simulation): Float32Array {
    const numbers: number[] = [];
    const lineOf = (id: string): number => this.#manifest.lines.findIndex((line) => line.id === id);
    for (const [institution, { headroom }] of simulation.headroom().entries()) {
      for (const { limit, instrument, distanceBp, used } of headroom) {
        const name = LIMIT_NAMES.indexOf(limit as LimitName);
        numbers.push(institution, name < 0 ? LIMIT_NAMES.indexOf('other') : name, lineOf(instrument), distanceBp, used);
      }
    }
    return Float32Array.from(numbers, (value, at) => (at % LIMIT_NUMBERS < 3 ? value : toFloat(value)));
  }

  #learnNames({ world }: Simulation): void {
    const { kinds, institutions } = this.#manifest;
    const institution = new Map(institutions.map(({ id }, index) => [id, index]));
    this.#institutionOf = Int16Array.from(world.parts.agents.ids, (id) => institution.get(id) ?? -1);
    this.#kindOf = this.#institutionOf.map((index) => {
      const facts = institutions[index];
      return facts === undefined ? -1 : kinds.indexOf(facts.kind);
    });
  }

  /** At present rates: risk is told in one currency so that ribbons of four markets can be compared. */
  #learnRisk({ market, instruments }: Simulation): void {
    for (const [line, instrument] of instruments.entries()) {
      const { currency } = instrument;
      const money = market.pricing(instrument).dv01 / MINOR_PER_UNIT[currency];
      this.#riskPerLot[line] = (money * market.fx.rate(currency, 'USD')) / THOUSAND;
    }
  }

  #tickValueOf(line: number): number {
    return (this.#simulation as Simulation).scenario.instruments[line]?.tickValue ?? 1;
  }

  #note(order: number, flag: number): void {
    if (order >= this.#flags.length) {
      const wider = new Uint8Array(2 ** Math.ceil(Math.log2(order + 1)));
      wider.set(this.#flags);
      this.#flags = wider;
    }
    this.#flags[order] = flag;
  }
}

const toFloat = (value: number): number => (Number.isFinite(value) ? value : 0);

/** What a bin of a line spans, bp. */
export const binBpOf = (calmSigmaBp: number): number => BIN_SIGMAS * calmSigmaBp;
