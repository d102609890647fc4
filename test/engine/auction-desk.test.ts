/** One auction: which bids are taken, that what is awarded adds up, and what is published in what order. */
import { describe, expect, test } from 'vitest';
import type { AuctionFacts } from '../../src/scenario/scenario.ts';
import { face, permille, seq, simTime } from '../../src/units/quantity.ts';
import {
  auctionFacts,
  type BidWords,
  CLOSES,
  DEALERS,
  day,
  GILT_AT_PAR,
  INVITATION,
  isDealer,
  JGB_20Y,
  JGB_40Y,
  KTB_AT_PAR,
  type LineWords,
  Sale,
  UST_9_HALF,
} from './auction-fixture.ts';

const BN = 1e9;
const OPTION = { limitPct: 10, closesAt: simTime(CLOSES + 5000), resultAt: simTime(CLOSES + 9000) };
const TWENTY_YEARS = auctionFacts('jgb_price_conventional', [JGB_20Y], {
  offered: face(800 * BN),
  dealersCeiling: face(160 * BN),
});
const jgb = (more: Partial<AuctionFacts> = {}): Sale => new Sale({ ...TWENTY_YEARS, ...more }, [JGB_20Y]);
const at = (bid: number, amount = BN): BidWords => ({ bid, face: amount });

describe('a bid', () => {
  test('before anybody was invited, or after the deadline, finds it closed', () => {
    const late = jgb();
    expect(late.gives('fund', at(99_000), { at: simTime(CLOSES + 1) })).toBe('closed');
    expect(late.gives('fund', at(99_000))).toBe('taken');
    late.result();
    expect(late.gives('fund', at(99_000))).toBe('closed');
  });

  test('off the grid is refused: each issuer has its own', () => {
    const of = (years: number, milli: number): string =>
      new Sale(TWENTY_YEARS, [{ ...JGB_20Y, years }]).gives('fund', at(milli));
    expect([of(2, 99_005), of(2, 99_004), of(5, 99_010), of(10, 99_005), of(20, 99_050), of(30, 99_010)]).toEqual([
      'taken',
      'offGrid',
      'taken',
      'offGrid',
      'taken',
      'offGrid',
    ]);
    const forty = new Sale(auctionFacts('jgb_yield_dutch', [JGB_40Y], { offered: face(400 * BN) }), [JGB_40Y]);
    expect([forty.gives('fund', at(3555)), forty.gives('fund', at(3554))]).toEqual(['taken', 'offGrid']);
    const korea = new Sale(auctionFacts('ktb_differential', [KTB_AT_PAR], { offered: face(1000 * BN) }), [KTB_AT_PAR]);
    expect([korea.gives('fund', at(5005)), korea.gives('fund', at(5001))]).toEqual(['taken', 'offGrid']);
    const buyback = new Sale(auctionFacts('mof_buyback', [JGB_20Y], { offered: face(100 * BN) }), [JGB_20Y]);
    expect([buyback.gives('fund', at(-250)), buyback.gives('fund', at(-255))]).toEqual(['taken', 'offGrid']);
  });

  test('at no price, or so far out that it has none, is off the grid', () => {
    for (const bid of [0, -50, 2_000_000]) expect(jgb().gives('fund', at(bid))).toBe('offGrid');
    const purchase = new Sale(auctionFacts('boj_purchase', [JGB_20Y], { offered: face(100 * BN) }), [JGB_20Y]);
    expect(purchase.gives('fund', at(-90_000))).toBe('offGrid');
    expect(purchase.gives('fund', at(-900))).toBe('taken');
  });

  test('finer than the award step, or below the least that is taken, is refused', () => {
    expect(jgb().gives('fund', at(99_000, 150_000_000))).toBe('offGrid');
    expect(jgb().gives('fund', at(99_000, 0))).toBe('belowMinimum');
    const boe = new Sale(auctionFacts('boe_reverse', [GILT_AT_PAR], { offered: face(BN), spreadMilli: 0 }), [
      GILT_AT_PAR,
    ]);
    expect([4e6, 5e6, 5_500_000, 6e6].map((amount) => boe.gives('fund', at(1, amount)))).toEqual([
      'belowMinimum',
      'taken',
      'offGrid',
      'taken',
    ]);
    const bills = new Sale(auctionFacts('ust_single_price', [UST_9_HALF], { offered: face(BN) }), [UST_9_HALF]);
    expect([bills.gives('fund', at(9541, 100)), bills.gives('fund', at(9541, 150))]).toEqual(['taken', 'offGrid']);
  });

  test('for half of a JGB or a quarter of a gilt is the most, alone or with one’s other bids; linkers two fifths', () => {
    expect(jgb().gives('fund', at(99_000, 400 * BN + 1e8))).toBe('aboveBidLimit');
    const sale = jgb();
    expect(sale.gives('fund', at(99_000, 399 * BN))).toBe('taken');
    expect(sale.gives('fund', at(98_950, 2 * BN))).toBe('aboveBidLimit');
    expect(sale.gives('fund', at(98_950, BN))).toBe('taken');
    expect(sale.gives('another', at(98_950, 400 * BN))).toBe('taken');
    const gilt = (line: LineWords, amount: number): string =>
      new Sale(auctionFacts('dmo_multiple_price', [line], { offered: face(4 * BN) }), [line]).gives(
        'fund',
        at(98_000, amount),
      );
    expect([gilt(GILT_AT_PAR, BN), gilt(GILT_AT_PAR, BN + 1000)]).toEqual(['taken', 'aboveBidLimit']);
    expect(gilt({ ...GILT_AT_PAR, ratio: 120_000 }, 1.6 * BN)).toBe('taken');
    expect(gilt({ ...GILT_AT_PAR, ratio: 120_000 }, 1.6 * BN + 1000)).toBe('aboveBidLimit');
  });

  test('for more than 35 % of Treasuries is taken and cut when it is allotted, less a long position', () => {
    const sale = new Sale(auctionFacts('ust_single_price', [UST_9_HALF], { offered: face(1_000_000) }), [UST_9_HALF]);
    // A million lots of $1m are outstanding: 35 % of that is left out of the net long position.
    const long = { heldFace: 0.35e12 + 50_000, freeFace: 0 };
    expect(sale.gives('fund', at(9530, 900_000))).toBe('taken');
    expect(sale.gives('long', at(9531, 900_000), { books: long })).toBe('taken');
    expect(sale.result().awards.map(({ agent, face: won }) => [agent, won])).toEqual([
      ['fund', 350_000],
      ['long', 300_000],
    ]);
  });

  test('at the average price is for dealers, where the issuer has such a book, and does not use up the limit', () => {
    expect(jgb().gives('fund', { face: BN, book: 'nonPriceI' })).toBe('notEligible');
    expect(jgb().gives('dealers-01', { face: BN, book: 'nonCompetitive' })).toBe('notEligible');
    const sale = jgb();
    expect(sale.gives('dealers-01', { bid: 99_000, face: BN, book: 'nonPriceI' })).toBe('taken');
    expect(sale.gives('dealers-01', at(99_000, 400 * BN))).toBe('taken');
    expect(sale.result().awards.find(({ book }) => book === 'nonPriceI')?.bidMilli).toBe(0);
    expect(jgb({ dealersCeiling: face(0) }).gives('dealers-01', { face: BN, book: 'nonPriceI' })).toBe('notEligible');
    const share = { offered: face(BN), dealersCeiling: face(150_000_000) };
    const gilts = new Sale(auctionFacts('dmo_multiple_price', [GILT_AT_PAR], share), [GILT_AT_PAR]);
    expect(gilts.gives('dealers-01', { face: 1000, book: 'nonCompetitive' })).toBe('taken');
    expect(gilts.gives('fund', { face: 1000, book: 'nonCompetitive' })).toBe('notEligible');
    const bonds = new Sale(auctionFacts('ust_single_price', [UST_9_HALF], { offered: face(BN) }), [UST_9_HALF]);
    expect(bonds.gives('fund', { face: 10_000_000, book: 'nonCompetitive' })).toBe('taken');
    expect(bonds.gives('fund', { face: 10_000_100, book: 'nonCompetitive' })).toBe('aboveBidLimit');
  });

  test('of a client needs a dealer to carry it where only dealers bid', () => {
    const korea = new Sale(auctionFacts('ktb_differential', [KTB_AT_PAR], { offered: face(1000 * BN) }), [KTB_AT_PAR]);
    expect(korea.gives('fund', at(5000), { through: '' })).toBe('notEligible');
    expect(korea.gives('dealers-01', at(5000))).toBe('taken');
    expect(korea.gives('fund', at(5000))).toBe('taken');
    expect(jgb().gives('fund', at(99_000), { through: '' })).toBe('taken');
  });

  test('for a line that is not on offer is refused', () => {
    expect(jgb().gives('fund', { ...at(99_000), line: 'JGB-10Y' })).toBe('notOnOffer');
  });

  test('that was refused is not counted', () => {
    const sale = jgb();
    sale.gives('fund', at(99_001, 400 * BN));
    expect(sale.gives('fund', at(99_000, 400 * BN))).toBe('taken');
  });
});

describe('an offer to a purchase', () => {
  const PURCHASE = auctionFacts('boj_purchase', [JGB_20Y], { offered: face(100 * BN) });
  const books = { heldFace: 30 * BN, freeFace: 20 * BN };

  test('is of bonds that the seller has, and has not offered elsewhere or here', () => {
    const sale = new Sale(PURCHASE, [JGB_20Y]);
    expect(sale.gives('fund', at(3, 20 * BN + 1e8), { books })).toBe('notHeld');
    expect(sale.gives('fund', at(3, 15 * BN), { books })).toBe('taken');
    expect(sale.gives('fund', at(2, 6 * BN), { books })).toBe('notHeld');
    expect(sale.gives('fund', at(2, 5 * BN), { books })).toBe('taken');
    expect(sale.auction.offeredBy('fund', 'JGB-20Y')).toBe(20 * BN);
    expect(sale.auction.offeredBy('another', 'JGB-20Y')).toBe(0);
    sale.result();
    expect(sale.auction.offeredBy('fund', 'JGB-20Y')).toBe(0);
  });

  test('sells: the buyer is the counterparty', () => {
    const sale = new Sale({ ...PURCHASE, counterparty: 'boj' }, [JGB_20Y]);
    sale.gives('fund', at(3, 15 * BN), { books });
    expect(sale.result().awards).toMatchObject([
      { agent: 'fund', side: 'sell', counterparty: 'boj', face: 15 * BN, settlement: day('2026-01-21') },
    ]);
  });

  test('at a fixed rate is at that rate, and of nobody who asks for more', () => {
    const fixed = new Sale(auctionFacts('boj_fixed_rate', [JGB_20Y], { offered: face(BN), spreadMilli: 10 }), [
      JGB_20Y,
    ]);
    expect([12, 10, 0].map((bid) => fixed.gives('fund', at(bid, 5 * BN)))).toEqual(['offGrid', 'taken', 'taken']);
    expect(fixed.result().awards.map(({ bidMilli, face: won }) => [bidMilli, won])).toEqual([
      [10, 5 * BN],
      [10, 5 * BN],
    ]);
    expect(fixed.auction.view.fixedSpreadMilli).toBe(10);
  });

  test('at a stated yield pays whatever spread over the reference makes that yield', () => {
    const terms = { offered: face(BN), fixedYieldMilli: 3203 };
    const fixed = new Sale(auctionFacts('boj_fixed_rate', [JGB_20Y], terms), [JGB_20Y]);
    const reference = 3000;
    expect(fixed.auction.view.fixedSpreadMilli).toBe(3203 - reference);
    expect(fixed.gives('fund', at(3203 - reference, 5 * BN))).toBe('taken');
    expect(fixed.gives('fund', at(3204 - reference, 5 * BN))).toBe('offGrid');
    expect(fixed.result().awards.map(({ bidMilli }) => bidMilli)).toEqual([3203 - reference]);
  });

  test('below the reserve of the Bank of England is not taken, and nobody was told the reserve', () => {
    const boe = new Sale(auctionFacts('boe_reverse', [GILT_AT_PAR], { offered: face(BN), spreadMilli: 20 }), [
      GILT_AT_PAR,
    ]);
    boe.gives('fund', at(19, 10e6));
    boe.gives('fund', at(20, 5e6));
    expect(JSON.stringify([boe.auction.view, boe.auction.announcement(), boe.auction.invitation()])).not.toMatch(
      /pread/,
    );
    expect(boe.result().awards).toMatchObject([{ face: 5e6, bidMilli: 20 }]);
  });
});

describe('the outcome', () => {
  function settled(more: Partial<AuctionFacts> = {}) {
    const sale = jgb(more);
    sale.gives('dealers-01', at(99_200, 300 * BN));
    sale.gives('dealers-02', at(99_150, 300 * BN));
    sale.gives('fund', at(99_100, 400 * BN), { through: 'dealers-02' });
    sale.gives('dealers-01', { face: 40 * BN, book: 'nonPriceI' });
    sale.gives('late', at(98_000, 100 * BN));
    return { sale, ...sale.result() };
  }

  test('fills the highest bids first, and the lowest accepted shares what is left', () => {
    expect(settled().awards.map(({ agent, book, face: won }) => [agent, book, won / BN])).toEqual([
      ['dealers-01', 'competitive', 300],
      ['dealers-02', 'competitive', 300],
      ['fund', 'competitive', 160],
      ['dealers-01', 'nonPriceI', 40],
    ]);
  });

  test('adds up to what the result says, and never to more than was offered', () => {
    const { awards, result } = settled({ nonCompetitive: face(0) });
    const total = awards.reduce((sum, award) => sum + award.face, 0);
    expect(total).toBe(result.accepted + result.nonCompetitive);
    expect(total).toBe(800 * BN);
    expect(result).toMatchObject({ bids: 1100 * BN, accepted: 760 * BN, nonCompetitive: 40 * BN, stopMilli: 99_100 });
  });

  test('settles on the auction’s own date against the issuer', () => {
    for (const award of settled().awards)
      expect(award).toMatchObject({ counterparty: 'issuer', side: 'buy', settlement: day('2026-01-21') });
  });

  test('an award names its bid, the result names the invitation and then the bids, oldest first', () => {
    const { awards, causes } = settled();
    for (const award of awards) expect(award.causes).toHaveLength(1);
    expect(causes[0]).toBe(INVITATION);
    expect([...causes].sort((a, b) => a - b)).toEqual(causes);
    expect(causes).toHaveLength(1 + awards.length);
  });

  test('dealers’ share counts their own competitive awards, the indirect one those that they carried', () => {
    expect(settled().result).toMatchObject({ dealerShare: permille(789), indirectShare: permille(210) });
  });

  test('what small bidders take goes to the holders nobody names, and follows from the invitation', () => {
    const { awards, result } = settled({ nonCompetitive: face(10 * BN) });
    expect(awards.at(-1)).toMatchObject({
      agent: 'others',
      book: 'nonCompetitive',
      face: 10 * BN,
      causes: [INVITATION],
    });
    expect(result).toMatchObject({ accepted: 750 * BN, nonCompetitive: 50 * BN });
  });

  test('without bids is nothing sold, and that is said', () => {
    const { awards, result, causes } = jgb().result();
    expect(awards).toEqual([]);
    expect(causes).toEqual([INVITATION]);
    expect(result).toMatchObject({ accepted: 0, bids: 0, coverPermille: 0, dealerShare: 0 });
  });

  test('before bids were invited is our bug, and so is an invitation before the announcement', () => {
    const { auction } = jgb();
    const fresh = new (auction.constructor as typeof import('../../src/engine/auction-desk.ts').Auction)(TWENTY_YEARS, [
      ...auction.lines.values(),
    ]);
    expect(() => fresh.allotted(isDealer)).toThrow(/before bids were invited/);
    expect(() => fresh.invitation()).toThrow(/before it is announced/);
  });

  test('what is announced and what bidders are told is what the scenario states', () => {
    const { auction } = jgb();
    const told = { auction: 'sale', instruments: ['JGB-20Y'], offered: 800 * BN };
    expect(auction.announcement()).toMatchObject({ ...told, counterparty: 'issuer', bidsCloseAt: CLOSES });
    expect(auction.invitation()).toEqual({ event: { type: 'BidsInvited', ...told }, causes: [seq(10)] });
    expect(auction.view).toMatchObject({ bidStepMilli: 50, faceStep: 1e8, leastFace: 1e8, dealersCeiling: 160 * BN });
  });

  describe('with an option', () => {
    function optioned() {
      const { sale, result } = settled({ option: OPTION });
      const invitation = sale.auction.optionInvitation(isDealer);
      sale.auction.openOption(seq(90));
      return { sale, result, invitation };
    }
    const claim = (billions: number): BidWords => ({ face: billions * BN, book: 'option' });

    test('winners that are dealers may take a tenth of what they won at the average price', () => {
      const { sale, result, invitation } = optioned();
      expect(invitation).toMatchObject({
        priceMicro: result.averagePriceMicro,
        limitPct: 10,
        closesAt: OPTION.closesAt,
      });
      expect(sale.gives('dealers-01', claim(20), { at: OPTION.closesAt })).toBe('taken');
      expect(sale.gives('dealers-02', claim(99), { at: OPTION.closesAt })).toBe('taken');
      const events = sale.auction.optionAllotted(isDealer);
      expect(events.map(({ event }) => [event.type, 'face' in event ? event.face / BN : 0])).toEqual([
        ['BidAllotted', 20],
        ['BidAllotted', 30],
        ['OptionResultPublished', 0],
      ]);
      expect(events.at(-1)).toMatchObject({
        event: { taken: 50 * BN, unused: 14 * BN },
        causes: [seq(90), expect.any(Number), expect.any(Number)],
      });
      // 760 lots of ¥1bn at their average; 32 days of 3.2 % on ¥20bn.
      const points = (300n * 99_200n + 300n * 99_150n + 160n * 99_100n) * 20n * 10n ** 9n;
      expect(events[0]?.event).toMatchObject({
        book: 'option',
        bidMilli: 0,
        paid: Number(points / (760n * 100_000n)) + 56_109_580,
      });
    });

    test('nobody else may, nobody twice, and nobody late', () => {
      const { sale } = optioned();
      expect(sale.gives('fund', claim(1), { at: OPTION.closesAt })).toBe('notEligible');
      expect(sale.gives(DEALERS[2] as string, claim(1), { at: OPTION.closesAt })).toBe('notEligible');
      expect(sale.gives('dealers-01', claim(1), { at: simTime(OPTION.closesAt + 1) })).toBe('closed');
      expect(sale.gives('dealers-01', claim(1), { at: OPTION.closesAt })).toBe('taken');
      expect(sale.gives('dealers-01', claim(1), { at: OPTION.closesAt })).toBe('aboveBidLimit');
    });

    test('not used leaves all of it unused, and says so', () => {
      const { sale } = optioned();
      expect(sale.auction.optionAllotted(isDealer)).toMatchObject([
        { event: { type: 'OptionResultPublished', taken: 0, unused: 64 * BN }, causes: [seq(90)] },
      ]);
    });

    test('the DMO counts what is unused of the offering', () => {
      const facts = auctionFacts('dmo_multiple_price', [GILT_AT_PAR], {
        offered: face(4 * BN),
        option: { ...OPTION, limitPct: 25 },
      });
      const sale = new Sale(facts, [GILT_AT_PAR]);
      sale.gives('dealers-01', at(98_000, BN));
      sale.result();
      sale.auction.openOption(seq(90));
      sale.gives('dealers-01', { face: 200e6, book: 'option' }, { at: OPTION.closesAt });
      expect(sale.auction.optionAllotted(isDealer).at(-1)?.event).toMatchObject({ taken: 200e6, unused: 800e6 });
    });

    test('is not offered where no dealer won, and never taken where it was not offered', () => {
      const sale = jgb({ option: OPTION });
      sale.gives('fund', at(99_100, BN));
      sale.result();
      expect(sale.auction.optionInvitation(isDealer)).toBeUndefined();
      expect(sale.auction.optionAllotted(isDealer)).toEqual([]);
      expect(sale.gives('fund', claim(1))).toBe('closed');
    });
  });
});
