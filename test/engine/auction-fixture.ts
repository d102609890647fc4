/** Lines and auctions written by hand, for tests of auctions without a world around them. */
import type { BidCommand } from '../../src/agents/contract.ts';
import type { BondConvention } from '../../src/bonds/bond.ts';
import type { Bidder } from '../../src/engine/auction-dealers.ts';
import { Auction, type BidderBooks } from '../../src/engine/auction-desk.ts';
import { AuctionLine } from '../../src/engine/auction-line.ts';
import type { BidBook, HeldFormat } from '../../src/events/auction-terms.ts';
import type { EventOf } from '../../src/events/vocabulary.ts';
import type { AuctionFacts, InstrumentFacts } from '../../src/scenario/scenario.ts';
import { type DayNumber, parseIsoDate } from '../../src/units/civil-date.ts';
import { type BondMarket, face, type Seq, seq, simTime } from '../../src/units/quantity.ts';

export const day = (iso: string): DayNumber => parseIsoDate(iso) as DayNumber;

const CONVENTIONS: Readonly<Record<BondMarket, BondConvention>> = {
  jgb: 'jgbSimple',
  ust: 'ustStreet',
  gilt: 'giltDmo',
  ktb: 'ktbCustomary',
};
const CURRENCY = { jgb: 'JPY', ust: 'USD', gilt: 'GBP', ktb: 'KRW' } as const;

export interface LineWords {
  readonly id: string;
  readonly market: BondMarket;
  /** Thousandths of a percent. */
  readonly coupon: number;
  readonly maturity: string;
  readonly years: number;
  readonly settlement: string;
  /** Index ratio; absent: not index-linked. */
  readonly ratio?: number;
}

export function factsOf({ id, market, coupon, maturity, years, ratio }: LineWords): InstrumentFacts {
  const indexed = ratio === undefined ? {} : { indexed: { openRatioHundredThousandths: ratio, inflation: 0 as never } };
  const lotFace = { jgb: 1e8, ust: 1e6, gilt: 1e6, ktb: 1e9 }[market];
  return {
    id,
    market,
    currency: CURRENCY[market],
    bond: {
      convention: CONVENTIONS[market],
      couponMilliPct: coupon,
      maturity: day(maturity),
      tenorMilliYears: years * 1000,
      issuer: 'issuer',
    },
    ...indexed,
    ticksPerPoint: 100,
    tickValue: 10_000,
    lotFace,
    outstanding: 1_000_000,
    calmDailyLots: 1000,
    calmSigma: 3000,
    calmHalfSpread: 500,
    premiumLoadingMilli: 1000,
  } as unknown as InstrumentFacts;
}

/** Of 1999, before the calendar of holidays begins: it moves the ex-dividend date of the DMO's example. */
const SPRING_HOLIDAY = day('1999-05-31');

export const lineOf = (words: LineWords): AuctionLine =>
  new AuctionLine({
    facts: factsOf(words),
    settlement: day(words.settlement),
    holidays: [SPRING_HOLIDAY],
    ratioHundredThousandths: words.ratio ?? 100_000,
  });

/** 20-year JGB #195 as sold on 20 January 2026. */
export const JGB_20Y: LineWords = {
  id: 'JGB-20Y',
  market: 'jgb',
  coupon: 3200,
  maturity: '2045-12-20',
  years: 20,
  settlement: '2026-01-21',
};
/** #18, 3.1 %: the ministry printed 90.40 for a stop of 3.555 % on 26 November 2025. */
export const JGB_40Y: LineWords = {
  id: 'JGB-40Y',
  market: 'jgb',
  coupon: 3100,
  maturity: '2065-03-20',
  years: 40,
  settlement: '2025-11-27',
};
/** The reopened bond of 31 CFR 356 Appendix B: 9.54 % is 99.730918, accrued interest 0.367403. */
export const UST_9_HALF: LineWords = {
  id: 'UST-10Y',
  market: 'ust',
  coupon: 9500,
  maturity: '1995-11-15',
  years: 10,
  settlement: '1985-11-29',
};
/** 8 % 2015, the DMO's own example, ex dividend from 27 May 1999. */
export const GILT_8: LineWords = {
  id: 'GILT-10Y',
  market: 'gilt',
  coupon: 8000,
  maturity: '2015-12-07',
  years: 10,
  settlement: '1999-05-27',
};
/** Settled on a coupon date: at a yield of the coupon it costs par. */
export const GILT_AT_PAR: LineWords = {
  id: 'GILT-10Y',
  market: 'gilt',
  coupon: 4250,
  maturity: '2036-03-07',
  years: 10,
  settlement: '2026-03-07',
};
export const KTB_AT_PAR: LineWords = {
  id: 'KTB-10Y',
  market: 'ktb',
  coupon: 5050,
  maturity: '2036-06-10',
  years: 10,
  settlement: '2026-06-10',
};

export const CLOSES = simTime(1_000_000);

export function auctionFacts(
  format: HeldFormat,
  lines: readonly LineWords[],
  more: Partial<AuctionFacts> = {},
): AuctionFacts {
  return {
    id: 'sale',
    format,
    instruments: lines.map(({ id }) => id),
    counterparty: 'issuer',
    offered: face(0),
    dealersCeiling: face(0),
    nonCompetitive: face(0),
    announcedAt: simTime(0),
    bidsCloseAt: CLOSES,
    resultAt: simTime(CLOSES + 1000),
    settlement: day(lines[0]?.settlement as string),
    ...more,
  };
}

export const INVITATION = seq(50);
export const DEALERS = ['dealers-01', 'dealers-02', 'dealers-03'];
export const isDealer = (agent: string): boolean => DEALERS.includes(agent);

/** An auction that takes bids, and what it has answered. */
export class Sale {
  readonly auction: Auction;
  private next = 100;

  constructor(facts: AuctionFacts, lines: readonly LineWords[], levelBp: (line: string) => number = () => 300) {
    this.auction = new Auction(facts, lines.map(lineOf));
    this.auction.announced(seq(10));
    this.auction.open(INVITATION, levelBp);
  }

  /** Gives in a bid as the engine does. Returns why it was refused, or 'taken'. */
  gives(agent: string, bid: BidWords, { at = CLOSES, books = RICH, through = carrierOf(agent) }: Given = {}): string {
    const command = this.command(bid);
    const bidder: Bidder = { agent, isDealer: isDealer(agent), through };
    const answer = this.auction.answer(bidder, command, { at, books });
    if (answer.type === 'BidRefused') return answer.reason;
    this.next += 1;
    const submitted = { ...answer, seq: seq(this.next), at, causes: [] } as EventOf<'BidSubmitted'>;
    this.auction.receive(submitted, books);
    return 'taken';
  }

  result() {
    const events = this.auction.allotted(isDealer);
    const awards = events.flatMap(({ event, causes }) => (event.type === 'BidAllotted' ? [{ ...event, causes }] : []));
    const last = events.at(-1) as { event: EventOf<'AuctionResultPublished'>; causes: readonly Seq[] };
    return { awards, result: last.event, causes: last.causes };
  }

  private command({ bid = 0, face: amount, book = 'competitive', line }: BidWords): BidCommand {
    const instrument = line ?? (this.auction.facts.instruments[0] as string);
    return { type: 'Bid', auction: this.auction.facts.id, book, instrument, bidMilli: bid, face: face(amount) };
  }
}

export interface BidWords {
  readonly bid?: number;
  readonly face: number;
  readonly book?: BidBook;
  readonly line?: string;
}

interface Given {
  readonly at?: ReturnType<typeof simTime>;
  readonly books?: BidderBooks;
  readonly through?: string;
}

const carrierOf = (agent: string): string => (isDealer(agent) ? '' : 'dealers-01');
const RICH: BidderBooks = { heldFace: 0, freeFace: Number.MAX_SAFE_INTEGER };
