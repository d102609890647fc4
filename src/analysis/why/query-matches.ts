/**
 * What in a run answers a question: deeds of the institutions meant, in the lines meant, one match for each decision.
 *
 * Orders and fills of one institution in one line that follow from the same control event are one deed. The largest comes
 * first: by value of a basis point where there is one, otherwise by money, or by how far a limit was passed.
 */
import { BUY, Field, flagOf, RECORD_WORDS, type RecordBatch, RecordKind, SELL, sideOf } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { businessDateAt } from '../../market/calendar/sessions.ts';
import { type DayNumber, isoDate } from '../../units/civil-date.ts';
import { type Market, NO_CAUSE, type Seq, type SimTime } from '../../units/quantity.ts';
import { dayOf, isoTime } from '../../units/time.ts';
import { type ExtraHolidays, QuoteBoard } from '../quote-board.ts';
import { toPlaces } from '../rounding.ts';
import { type Deed, deedOf } from './deeds.ts';
import { Roster } from './roster.ts';
import { StandingOrders } from './standing-orders.ts';
import { type QueryFlaw, type ReadQuery, type ResolvedQuery, resolveQuery } from './why-query.ts';
import { faceCurrency } from './wording.ts';

export interface QueryMatch {
  /** The event or record that stands for it: of several orders the one with the largest. */
  readonly seq: Seq;
  readonly agent: string;
  readonly agent_kind: string | null;
  readonly bond: string | null;
  /** First and last moment, ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  /** What all its parts were recorded to follow from; null where they differ, and for a root. */
  readonly follows_from: Seq | null;
  /** Fills, orders, bids or events that it is made of. */
  readonly count: number;
  readonly face: number;
  readonly dv01: number | null;
  /** What matches are ordered by, and in which unit. */
  readonly size: number;
  readonly unit: string;
}

interface Group {
  seq: Seq;
  readonly agent: string;
  readonly instrument: string;
  /** `NO_CAUSE` where parts differ. */
  cause: Seq;
  readonly unit: string;
  readonly from: SimTime;
  to: SimTime;
  count: number;
  face: number;
  dv01: number;
  size: number;
  /** Size of the largest part. */
  largest: number;
}

/** One part of a match. */
interface Part {
  readonly seq: Seq;
  readonly at: SimTime;
  readonly agent: string;
  readonly instrument: string;
  readonly cause: Seq;
  readonly groupBy?: string;
  readonly face: number;
  readonly dv01: number;
  readonly size: number;
  readonly unit: string;
}

export class QueryMatches {
  readonly roster = new Roster();
  readonly #query: ReadQuery;
  readonly #board: QuoteBoard;
  readonly #holidays: ExtraHolidays;
  readonly #standing = new StandingOrders();
  readonly #groups = new Map<string, Group>();
  /** Agent and line that belong together: what it held at first or has traded since. */
  readonly #touched = new Set<string>();
  readonly #otherDates = new Set<string>();
  #resolved: ResolvedQuery | QueryFlaw | undefined;

  constructor(query: ReadQuery, extraHolidays: ExtraHolidays = {}) {
    this.#query = query;
    this.#holidays = extraHolidays;
    this.#board = new QuoteBoard(extraHolidays);
  }

  /** Set once the opening has told who takes part and something is wrong with the names. */
  get flaw(): QueryFlaw | undefined {
    return this.#resolved?.ok === false ? this.#resolved : undefined;
  }

  /** Business dates on which the question would have had an answer. */
  get otherDates(): readonly string[] {
    return [...this.#otherDates].sort();
  }

  control(event: MarketEvent): void {
    this.roster.control(event);
    this.#board.control(event);
    if (event.type === 'HoldingOpened') this.#touched.add(`${event.agent} ${event.instrument}`);
    if (event.type === 'InstrumentListed' || event.type === 'AgentJoined') return;
    const query = this.#ready();
    if (query === undefined) return;
    const deed = deedOf(event, query.verb);
    if (deed !== undefined && query.agents.has(deed.agent) && this.#concerns(deed, query))
      this.#addDeed(event, deed, query);
  }

  batch(batch: RecordBatch): void {
    const query = this.#ready();
    if (query === undefined) return;
    const { words, from, to } = batch;
    for (let at = from; at < to; at += RECORD_WORDS) {
      this.#standing.note(batch, at);
      const kind = words[at + Field.kind];
      if (kind === RecordKind.filled) this.#seeFill(batch, at, query);
      else if (query.verb === 'quotes' && (kind === RecordKind.accepted || kind === RecordKind.amended))
        this.#seeQuote(batch, at, query);
    }
  }

  /** The largest first. */
  matches(): QueryMatch[] {
    const groups = [...this.#groups.values()].sort((a, b) => b.size - a.size || a.seq - b.seq);
    return groups.map((group) => ({
      seq: group.seq,
      agent: group.agent,
      agent_kind: this.roster.kindOf(group.agent) ?? null,
      bond: group.instrument === '' ? null : group.instrument,
      from: isoTime(group.from),
      to: isoTime(group.to),
      follows_from: group.cause === NO_CAUSE ? null : group.cause,
      count: group.count,
      face: group.face,
      dv01: group.dv01 === 0 ? null : toPlaces(group.dv01, 2),
      size: toPlaces(group.size, 2),
      unit: group.unit,
    }));
  }

  #ready(): ResolvedQuery | undefined {
    this.#resolved ??= resolveQuery(this.#query, this.roster);
    return this.#resolved.ok ? this.#resolved : undefined;
  }

  // ── Records ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #seeFill({ words, at: time }: RecordBatch, at: number, query: ResolvedQuery): void {
    const listing = this.roster.listings[words[at + Field.instrument] as number];
    if (listing === undefined) return;
    const wantedSide = query.verb === 'buys' ? BUY : query.verb === 'sells' ? SELL : undefined;
    const takerSide = sideOf(words[at + Field.terms] as number);
    const isTaker = wantedSide === takerSide;
    const agent = this.roster.agents[words[at + (isTaker ? Field.owner : Field.counterOwner)] as number];
    this.#touchBoth(words, at, listing.instrument);
    if (wantedSide === undefined || agent === undefined) return;
    if (!query.agents.has(agent) || !query.instruments.has(listing.instrument)) return;
    if (!this.#isThen(time, listing.market, query)) return;
    const order = words[at + (isTaker ? Field.order : Field.counterOrder)] as number;
    const cause = words[at + (isTaker ? Field.cause : Field.counterCause)] as Seq;
    const place = { seq: this.#standing.of(order), at: time, agent, instrument: listing.instrument, cause };
    this.#add({ ...place, ...this.#sizeOf(listing.instrument, words[at + Field.quantity] as number) });
  }

  #seeQuote({ words, at: time, firstSeq, from }: RecordBatch, at: number, query: ResolvedQuery): void {
    const listing = this.roster.listings[words[at + Field.instrument] as number];
    const agent = this.roster.agents[words[at + Field.owner] as number];
    if (listing === undefined || agent === undefined || flagOf(words[at + Field.terms] as number) !== 'marketMaking')
      return;
    if (!query.agents.has(agent) || !query.instruments.has(listing.instrument)) return;
    if (!this.#isThen(time, listing.market, query)) return;
    const seq = (firstSeq + (at - from) / RECORD_WORDS) as Seq;
    const lots = (words[at + Field.quantity] as number) || (words[at + Field.resting] as number);
    const cause = words[at + Field.cause] as Seq;
    this.#add({
      seq,
      at: time,
      agent,
      instrument: listing.instrument,
      cause,
      ...this.#sizeOf(listing.instrument, lots),
    });
  }

  #touchBoth(words: Int32Array, at: number, instrument: string): void {
    if (this.#query.verb === 'buys' || this.#query.verb === 'sells') return;
    for (const field of [Field.owner, Field.counterOwner]) {
      const agent = this.roster.agents[words[at + field] as number];
      if (agent !== undefined) this.#touched.add(`${agent} ${instrument}`);
    }
  }

  // ── Control events ────────────────────────────────────────────────────────────────────────────────────────────────

  #concerns({ agent, instrument, currency }: Deed, query: ResolvedQuery): boolean {
    if (!query.namesLine) return true;
    if (instrument !== undefined && instrument !== '') return query.instruments.has(instrument);
    return [...query.instruments].some((line) => {
      const isInCurrency = currency === undefined || this.roster.listing(line)?.currency === currency;
      return isInCurrency && this.#touched.has(`${agent} ${line}`);
    });
  }

  #addDeed(event: MarketEvent, deed: Deed, query: ResolvedQuery): void {
    const instrument = deed.instrument ?? '';
    const market =
      this.roster.listing(instrument)?.market ?? (query.markets.size === 1 ? [...query.markets][0] : undefined);
    if (!this.#isThen(event.at, market, query)) return;
    const cause = event.causes.at(-1) ?? NO_CAUSE;
    const groupBy = deed.groupBy ?? String(cause);
    const place = { seq: event.seq, at: event.at, agent: deed.agent, instrument, cause, groupBy };
    const currency = deed.currency ?? this.roster.listing(instrument)?.currency ?? '';
    const unit = deed.unit === 'minor' ? `minor ${currency}` : deed.unit;
    if (deed.face === undefined) this.#add({ ...place, face: 0, dv01: 0, size: deed.size, unit });
    else
      this.#add({ ...place, ...this.#sizeOf(instrument, deed.face / (this.roster.listing(instrument)?.lotFace ?? 1)) });
  }

  // ── Groups ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The value of a basis point in local currency; of a pair in its base, so that pairs can be compared. */
  #sizeOf(instrument: string, lots: number): Pick<Part, 'face' | 'dv01' | 'size' | 'unit'> {
    const index = this.#board.indexOf(instrument);
    const listing = this.#board.listing(index);
    const face = Math.round(lots * listing.lotFace);
    const dv01 = listing.market === 'fx' ? face / 10_000 : lots * (this.#board.quote(index)?.dv01PerLot ?? 0);
    return { face, dv01, size: dv01, unit: `${faceCurrency(listing)} per bp` };
  }

  #add(part: Part): void {
    const key = `${part.agent}|${part.instrument}|${part.groupBy ?? part.cause}`;
    const group = this.#groups.get(key);
    if (group === undefined) {
      const { at, groupBy, ...rest } = part;
      this.#groups.set(key, { ...rest, from: at, to: at, count: 1, largest: part.size });
      return;
    }
    group.to = part.at;
    group.count += 1;
    group.face += part.face;
    group.dv01 += part.dv01;
    group.size += part.size;
    if (group.cause !== part.cause) group.cause = NO_CAUSE;
    if (part.size <= group.largest) return;
    group.largest = part.size;
    group.seq = part.seq;
  }

  /** Within the moment asked for; a deed of another date is remembered, to say when there was one. */
  #isThen(at: SimTime, market: Market | undefined, { when }: ResolvedQuery): boolean {
    if (when === undefined) return true;
    const date = this.#dateOf(at, market);
    const isThen = when.kind === 'date' ? date === when.date : when.from <= at && at < when.to;
    if (!isThen) this.#otherDates.add(isoDate(date));
    return isThen;
  }

  /** The business date in the market's own city; the calendar date in UTC where no market is meant. */
  #dateOf(at: SimTime, market: Market | undefined): DayNumber {
    if (market === undefined) return dayOf(at);
    return businessDateAt(market, at, this.#holidays[market] ?? []);
  }
}
