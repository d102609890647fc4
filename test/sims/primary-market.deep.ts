/**
 * The teaching week: everything that its file states is held, adds up, settles on its day, and leaves the markets whole.
 *
 * What comes out of the auctions is nobody's to say; only what must be true of any outcome is asserted.
 */
import { describe, expect, it } from 'vitest';
import type { EventOf } from '../../src/events/vocabulary.ts';
import { isoTime } from '../../src/units/time.ts';
import { runShipped, shippedScenario } from './shipped-run.ts';

const SEEDS = [1, 2, 3];
/** A calm day's standard deviation is 3 to 7.5 bp: what moves further has broken loose, as in a market without dealers. */
const WILDEST_BP = 50;
/** The Bank of Japan and the Treasury round awards up: one step for each bid at the stop. The last four borrow the Bank's rules. */
const ROUNDS_UP = ['boj_purchase', 'ust_single_price', 'fed_purchase', 'ust_buyback', 'bok_purchase', 'ktb_buyback'];

const week = shippedScenario('primary-market');

interface Week {
  readonly results: EventOf<'AuctionResultPublished'>[];
  readonly awards: EventOf<'BidAllotted'>[];
  readonly invited: EventOf<'OptionInvited'>[];
  readonly taken: EventOf<'OptionResultPublished'>[];
  readonly closed: EventOf<'RegisterClosed'>[];
  readonly redeemed: EventOf<'BondRedeemed'>[];
  readonly closes: EventOf<'CloseMarked'>[];
}

function run(seed: number): Week & { digest: string } {
  const seen: Week = { results: [], awards: [], invited: [], taken: [], closed: [], redeemed: [], closes: [] };
  const simulation = runShipped({
    scenario: week,
    seed,
    observe: (stream) => {
      stream.of('AuctionResultPublished').subscribe((event) => seen.results.push(event));
      stream.of('BidAllotted').subscribe((event) => seen.awards.push(event));
      stream.of('OptionInvited').subscribe((event) => seen.invited.push(event));
      stream.of('OptionResultPublished').subscribe((event) => seen.taken.push(event));
      stream.of('RegisterClosed').subscribe((event) => seen.closed.push(event));
      stream.of('BondRedeemed').subscribe((event) => seen.redeemed.push(event));
      stream.of('CloseMarked').subscribe((event) => seen.closes.push(event));
    },
  });
  return { ...seen, digest: simulation.digest };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

describe.each(SEEDS)('the week in the primary markets, seed %i', (seed) => {
  const seen = run(seed);

  it('holds every auction and operation of its file, each at its time', () => {
    const published = seen.results.map(({ auction, at }) => [auction, isoTime(at)]).sort();
    const stated = week.auctions.map(({ id, resultAt }) => [id, isoTime(resultAt)]).sort();
    // central banks and debt offices may add operations of their own
    expect(published).toEqual(expect.arrayContaining(stated));
  });

  it('awards what the results say, never more than was on offer, to be settled on the stated day', () => {
    for (const facts of week.auctions) {
      const result = seen.results.find(({ auction }) => auction === facts.id);
      const awards = seen.awards.filter(({ auction, book }) => auction === facts.id && book !== 'option');
      const awarded = sum(awards.map(({ face }) => face));
      expect(awarded, facts.id).toBe((result?.accepted ?? 0) + (result?.nonCompetitive ?? 0));
      if (!ROUNDS_UP.includes(facts.format)) expect(awarded, facts.id).toBeLessThanOrEqual(facts.offered);
      // On most days nobody sells at a stated rate: it has to pay more than the market.
      const isIdle = facts.format === 'boj_fixed_rate' && awards.length === 0;
      const days = new Set(awards.map(({ settlement }) => settlement));
      expect(days, facts.id).toEqual(new Set(isIdle ? [] : [facts.settlement]));
      expect(
        awards.every(({ face, paid }) => face > 0 && paid > 0),
        facts.id,
      ).toBe(true);
    }
  });

  it('offers its options to winners and lets them take no more than their limit', () => {
    const withOption = week.auctions.filter(({ option }) => option !== undefined);
    expect(seen.invited.map(({ auction }) => auction).sort()).toEqual(withOption.map(({ id }) => id).sort());
    for (const { auction, taken } of seen.taken) {
      const ofAuction = seen.awards.filter((award) => award.auction === auction);
      const won = sum(ofAuction.filter(({ book }) => book !== 'option').map(({ face }) => face));
      const limit = withOption.find(({ id }) => id === auction)?.option?.limitPct ?? 0;
      expect(sum(ofAuction.filter(({ book }) => book === 'option').map(({ face }) => face))).toBe(taken);
      expect(taken * 100).toBeLessThanOrEqual(won * limit);
    }
  });

  it('pays its coupons, takes a gilt ex-dividend and redeems a bond', () => {
    const registers = seen.closed.map(({ instrument, at }) => [instrument, isoTime(at).slice(0, 10)]);
    expect(registers).toContainEqual(['GILT-10Y', '2026-02-27']);
    expect(registers).toContainEqual(['JGB-2Y', '2026-03-01']);
    // Tokyo's Monday morning is Sunday in UTC
    expect(seen.redeemed.map(({ instrument, at }) => [instrument, isoTime(at).slice(0, 10)])).toEqual([
      ['JGB-2Y-202603', '2026-03-01'],
    ]);
  });

  it('leaves its markets whole', () => {
    const lines = seen.closes.filter(({ instrument }) => instrument !== 'JGB-2Y-202603');
    expect(lines.length).toBeGreaterThan(40);
    const wild = lines.filter(({ change }) => Math.abs(change) > WILDEST_BP * 1000);
    expect(wild.map(({ instrument, change, at }) => `${instrument} ${change / 1000} bp ${isoTime(at)}`)).toEqual([]);
  });

  it('is the same twice', () => {
    expect(run(seed).digest).toBe(seen.digest);
  });
});
