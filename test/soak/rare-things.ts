/**
 * What must have happened for a soak to mean something ("sometimes" of antithesis.com/docs): an undersold auction, a tie at the
 * stop, and so on. A replay that counts them while it rebuilds the world, so that it sees the state before and after.
 */
import { Replay } from '../../src/engine/replay.ts';
import { BUY, Field, RECORD_WORDS, Reason, type RecordBatch, RecordKind, SELL } from '../../src/events/records.ts';
import type { EventOf, MarketEvent } from '../../src/events/vocabulary.ts';
import { HaltCause } from '../../src/market/book/halts.ts';
import { dayOf } from '../../src/units/time.ts';

const RARE_THINGS = [
  'auction undersold',
  'tie at the stop',
  'self-trade refused',
  'level emptied',
  'capacity refused',
  'coupon on an auction day',
  'holder redeemed to zero',
  'book halted',
  'rate set during an open auction',
] as const;
type RareThing = (typeof RARE_THINGS)[number];

const SIDES = [BUY, SELL] as const;
/** All of it, in ten-thousandths of a percent. */
const WHOLE_SHARE = 1_000_000;

export class RareCounts {
  readonly counts: Record<RareThing, number> = Object.fromEntries(RARE_THINGS.map((thing) => [thing, 0])) as never;

  add(thing: RareThing): void {
    this.counts[thing] += 1;
  }

  get missing(): readonly RareThing[] {
    return RARE_THINGS.filter((thing) => this.counts[thing] === 0);
  }
}

/** `JGB-20Y` → `JGB`. */
const marketOf = (instrument: string): string => instrument.slice(0, instrument.indexOf('-'));

export class WatchedReplay extends Replay {
  readonly #counts: RareCounts;
  /** Auctions whose bidding has begun and whose result is not out: competitive bids so far, thousandths. */
  readonly #bids = new Map<string, number[]>();
  readonly #invited = new Map<string, string>();
  /** Market and day, such as `JGB 20485`. */
  readonly #couponDays = new Set<string>();
  readonly #auctionDays = new Set<string>();

  constructor(counts: RareCounts) {
    super();
    this.#counts = counts;
  }

  override control(event: MarketEvent): void {
    const holders = event.type === 'BondRedeemed' ? this.#holdersOf(event.instrument) : [];
    super.control(event);
    if (event.type === 'BondRedeemed') this.#countRedeemed(event, holders);
    else if (event.type === 'BidsInvited') this.#invited.set(event.auction, marketOf(event.instruments[0] ?? ''));
    else if (event.type === 'BidSubmitted' && event.book === 'competitive') this.#bidsOf(event).push(event.bidMilli);
    else if (event.type === 'AuctionResultPublished') this.#countResult(event);
    else if (event.type === 'RegisterClosed') {
      this.#meet(this.#couponDays, this.#auctionDays, `${marketOf(event.instrument)} ${event.payable}`);
    } else if (event.type === 'PolicyRateSet' && [...this.#invited.values()].includes(event.market.toUpperCase())) {
      this.#counts.add('rate set during an open auction');
    }
  }

  override batch(batch: RecordBatch): void {
    super.batch(batch);
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS) this.#countRecord(batch.words, at);
  }

  #countRecord(words: Int32Array, at: number): void {
    const kind = words[at + Field.kind];
    const reason = words[at + Field.counterOrder];
    if (kind === RecordKind.halted && reason !== HaltCause.asked) this.#counts.add('book halted');
    if (kind === RecordKind.cancelled || kind === RecordKind.expired || kind === RecordKind.rejected) {
      if (reason === Reason.selfTrade) this.#counts.add('self-trade refused');
    }
    if (kind !== RecordKind.filled || words[at + Field.resting] !== 0) return;
    const book = this.world.parts.books[words[at + Field.instrument] as number];
    const ticks = words[at + Field.priceTicks] as number;
    const isEmpty = SIDES.every((side) => book?.inWindow(ticks) === true && book.lotsAt(side, ticks) === 0);
    if (isEmpty) this.#counts.add('level emptied');
  }

  #countResult(event: EventOf<'AuctionResultPublished'>): void {
    const { auction, instruments, stopMilli, accepted, nonCompetitive, offered, prorataTenThousandthsPct } = event;
    const atTheStop = this.#bidsOf(event).filter((bid) => bid === stopMilli).length;
    if (accepted + nonCompetitive < offered) this.#counts.add('auction undersold');
    if (atTheStop > 1 && prorataTenThousandthsPct < WHOLE_SHARE) this.#counts.add('tie at the stop');
    this.#meet(this.#auctionDays, this.#couponDays, `${marketOf(instruments[0] ?? '')} ${dayOf(event.at)}`);
    this.#invited.delete(auction);
    this.#bids.delete(auction);
  }

  #bidsOf({ auction }: { readonly auction: string }): number[] {
    const bids = this.#bids.get(auction) ?? [];
    this.#bids.set(auction, bids);
    return bids;
  }

  #meet(own: Set<string>, other: ReadonlySet<string>, day: string): void {
    own.add(day);
    if (other.has(day)) this.#counts.add('coupon on an auction day');
  }

  #holdersOf(instrument: string): number[] {
    const { agents, instruments, ledger } = this.world.parts;
    const line = instruments.indexOf(instrument);
    return agents.ids.flatMap((_, agent) => (ledger.units(agent, line) > 0 ? [agent] : []));
  }

  #countRedeemed({ instrument }: EventOf<'BondRedeemed'>, holders: readonly number[]): void {
    const { instruments, ledger } = this.world.parts;
    const line = instruments.indexOf(instrument);
    if (holders.some((agent) => ledger.units(agent, line) === 0)) this.#counts.add('holder redeemed to zero');
  }
}
