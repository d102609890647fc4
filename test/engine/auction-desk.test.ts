/** The auction desk: which bids the issuer takes, and that what it awards adds up. */
import { describe, expect, test } from 'vitest';
import type { BidCommand } from '../../src/agents/contract.ts';
import { Auction } from '../../src/engine/auction-desk.ts';
import type { EventOf } from '../../src/events/vocabulary.ts';
import type { AuctionFacts, InstrumentFacts } from '../../src/scenario/scenario.ts';
import { lots, minor, priceTicks, type Seq, seq } from '../../src/units/quantity.ts';
import { smallWorld } from './small-world.ts';

const scenario = smallWorld();
const FACTS = scenario.auctions[0] as AuctionFacts;
const lineOf = (id: string): InstrumentFacts => scenario.instruments.find((line) => line.id === id) as InstrumentFacts;
const INVITATION = seq(50);
const DEALERS = ['dealers-01', 'dealers-02'];
const isDealer = (agent: string): boolean => DEALERS.includes(agent);
/** ¥800 bn in lots of ¥100 m. */
const OFFERED = 8000;

const announced = (): Auction => new Auction(FACTS, lineOf(FACTS.instrument));
function invited(): Auction {
  const auction = announced();
  auction.open(INVITATION);
  return auction;
}

const bid = (ticks: number, quantity: number, book: BidCommand['book'] = 'competitive'): BidCommand => ({
  type: 'Bid',
  auction: FACTS.id,
  book,
  priceTicks: priceTicks(ticks),
  quantity: lots(quantity),
});

let next = 100;
/** Gives in a bid as the engine does: an accepted one is counted. Returns why it was refused, or 'taken'. */
function gives(auction: Auction, agent: string, command: BidCommand, inTime = true): string {
  const answer = auction.answer(agent, isDealer(agent), command, inTime);
  if (answer.type === 'BidRefused') return answer.reason;
  next += 1;
  auction.receive({ ...answer, seq: seq(next), at: FACTS.bidsCloseAt, causes: [] } as EventOf<'BidSubmitted'>);
  return 'taken';
}

describe('a bid', () => {
  test('before anybody was invited, or after the deadline, finds it closed', () => {
    expect(gives(announced(), 'fund', bid(9900, 10))).toBe('closed');
    expect(gives(invited(), 'fund', bid(9900, 10), false)).toBe('closed');
    expect(gives(invited(), 'fund', bid(9900, 10))).toBe('taken');
  });

  test('off the grid is refused: twenty-years in steps of five ticks, and never at nothing', () => {
    expect(invited().bidStepTicks).toBe(5);
    for (const ticks of [9901, 9904, 0]) expect(gives(invited(), 'fund', bid(ticks, 10))).toBe('offGrid');
    expect(gives(invited(), 'fund', bid(9905, 10))).toBe('taken');
  });

  test('for a ten-year may stand on every tick', () => {
    expect(new Auction({ ...FACTS, instrument: 'JGB-10Y' }, lineOf('JGB-10Y')).bidStepTicks).toBe(1);
  });

  test('above half of the offering is refused, alone or together with one’s other bids; half is not', () => {
    expect(gives(invited(), 'fund', bid(9900, OFFERED / 2 + 1))).toBe('aboveBidLimit');
    const auction = invited();
    expect(gives(auction, 'fund', bid(9900, OFFERED / 2 - 1))).toBe('taken');
    expect(gives(auction, 'fund', bid(9895, 2))).toBe('aboveBidLimit');
    expect(gives(auction, 'fund', bid(9895, 1))).toBe('taken');
    expect(gives(auction, 'another', bid(9895, OFFERED / 2))).toBe('taken');
  });

  test('at the average price is for dealers only, states no price, and does not use up the bid limit', () => {
    expect(gives(invited(), 'fund', bid(0, 10, 'nonPriceI'))).toBe('notEligible');
    const auction = invited();
    expect(gives(auction, 'dealers-01', bid(9900, 10, 'nonPriceI'))).toBe('taken');
    expect(auction.answer('dealers-01', true, bid(9900, 10, 'nonPriceI'), true)).toMatchObject({ priceTicks: 0 });
    expect(gives(auction, 'dealers-01', bid(9900, OFFERED / 2))).toBe('taken');
  });

  test('that was refused is not counted', () => {
    const auction = invited();
    gives(auction, 'fund', bid(9901, OFFERED / 2));
    expect(gives(auction, 'fund', bid(9900, OFFERED / 2))).toBe('taken');
  });
});

describe('the outcome', () => {
  const MONEY = { tickValue: minor(10_000), accruedPerLot: minor(12_345) };

  function settled() {
    const auction = invited();
    gives(auction, 'dealers-01', bid(9920, 3000));
    gives(auction, 'dealers-02', bid(9915, 3000));
    gives(auction, 'fund', bid(9910, 4000));
    gives(auction, 'dealers-01', bid(0, 400, 'nonPriceI'));
    gives(auction, 'late', bid(9800, 1000));
    const outcome = auction.outcome(MONEY, isDealer);
    const awards = outcome.filter(({ event }) => event.type === 'BidAllotted') as {
      event: EventOf<'BidAllotted'>;
      causes: readonly Seq[];
    }[];
    const result = outcome.at(-1) as { event: EventOf<'AuctionResultPublished'>; causes: readonly Seq[] };
    return { awards, result };
  }

  test('awards add up to what the result says, and never to more than was offered', () => {
    const { awards, result } = settled();
    expect(result.event.type).toBe('AuctionResultPublished');
    const total = awards.reduce((sum, { event }) => sum + event.quantity, 0);
    expect(total).toBe(result.event.accepted + result.event.nonPriceI);
    expect(total).toBe(OFFERED);
    expect(result.event).toMatchObject({ bids: 11_000, nonPriceI: 400, accepted: 7600, lowestTicks: 9910 });
  });

  test('the highest bids are filled first and the lowest accepted shares what is left', () => {
    const { awards } = settled();
    expect(awards.map(({ event }) => [event.agent, event.quantity])).toEqual([
      ['dealers-01', 3000],
      ['dealers-02', 3000],
      ['fund', 1600],
      ['dealers-01', 400],
    ]);
  });

  test('a competitive award pays its own price and accrued interest, a non-price one the exact average', () => {
    const { awards } = settled();
    expect(awards[0]?.event.paid).toBe(3000 * (9920 * 10_000 + 12_345));
    const average = (3000 * 9920 + 3000 * 9915 + 1600 * 9910) / 7600;
    expect(awards[3]?.event.paid).toBe(Math.floor(400 * 10_000 * average) + 400 * 12_345);
  });

  test('an award names its bid, the result names the invitation and then the bids, oldest first', () => {
    const { awards, result } = settled();
    for (const { causes } of awards) expect(causes).toHaveLength(1);
    expect(result.causes[0]).toBe(INVITATION);
    expect([...result.causes].sort((a, b) => a - b)).toEqual(result.causes);
    expect(result.causes).toHaveLength(1 + awards.length);
  });

  test('the share of dealers counts their competitive awards', () => {
    expect(settled().result.event.dealerShare).toBe(Math.floor((1000 * 6000) / 7600));
  });

  test('without bids nothing is sold, and that is said', () => {
    const outcome = invited().outcome(MONEY, isDealer);
    expect(outcome).toHaveLength(1);
    expect(outcome[0]).toMatchObject({
      causes: [INVITATION],
      event: { accepted: 0, bids: 0, coverPermille: 0, dealerShare: 0 },
    });
  });

  test('before bids were invited is our bug', () => {
    expect(() => announced().outcome(MONEY, isDealer)).toThrow(/before bids were invited/);
  });

  test('what is announced and what bidders are told is what the scenario states', () => {
    expect(announced().announcement()).toMatchObject({
      auction: 'twenty-year',
      instrument: 'JGB-20Y',
      offered: OFFERED,
    });
    expect(announced().invitation()).toEqual({
      type: 'BidsInvited',
      auction: 'twenty-year',
      instrument: 'JGB-20Y',
      offered: OFFERED,
    });
  });
});
