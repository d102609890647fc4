/** Auctions and operations in a running world: who carries whose bid, what follows from what, and when. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnyAgentKind, BidCommand, Command, OperateCommand, View } from '../../src/agents/contract.ts';
import { AuctionDealers } from '../../src/engine/auction-dealers.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { Field, RECORD_WORDS, Reason, RecordKind } from '../../src/events/records.ts';
import type { EventOf, EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { face, lots, priceTicks, type SimTime } from '../../src/units/quantity.ts';
import { isoTime, parseIsoTime } from '../../src/units/time.ts';
import { day } from './auction-fixture.ts';
import { SEED, SMALL_WORLD, smallWorld } from './small-world.ts';

const TWO_DAYS = smallWorld(SMALL_WORLD.replace('ends: 2026-01-20T19:00', 'ends: 2026-01-21T14:00'));
const time = (iso: string): SimTime => parseIsoTime(iso) as SimTime;

const BEFORE_NOON = time('2026-01-20T10:50+09:00');

interface Run {
  readonly events: readonly MarketEvent[];
  readonly rejected: readonly { readonly owner: number; readonly reason: number }[];
  readonly run: Simulation;
}

function ran(scenario: Scenario, kinds: Readonly<Record<string, AnyAgentKind>> = {}, until = scenario.endsAt): Run {
  const events: MarketEvent[] = [];
  const rejected: { owner: number; reason: number }[] = [];
  const run = new Simulation({
    scenario,
    seed: SEED,
    kinds,
    observe: (stream) => {
      stream.events$.subscribe((event) => events.push(event));
      stream.batches$.subscribe(({ words, from, to }) => {
        for (let at = from; at < to; at += RECORD_WORDS) {
          if (words[at + Field.kind] !== RecordKind.rejected) continue;
          const [owner, reason] = [words[at + Field.owner], words[at + Field.counterOrder]] as [number, number];
          rejected.push({ owner, reason });
        }
      });
    },
  });
  run.advance(until);
  return { events, rejected, run };
}

const ofType = <Type extends EventType>({ events }: Run, type: Type): EventOf<Type>[] =>
  events.filter((event): event is EventOf<Type> => event.type === type);

/** A kind that does at its events what a test says, and remembers what it heard. */
function scripted(watched: readonly EventType[], decide: (view: View, event: MarketEvent) => Command[]): AnyAgentKind {
  return {
    kind: 'centralBank',
    mandate: undefined,
    start: () => [] as EventType[],
    watches: (stream: { events$: { pipe: unknown } }) => watching(stream as never, watched),
    remember: (heard: EventType[], event: MarketEvent) => [...heard, event.type],
    decide: (view: View, _memory: unknown, event: MarketEvent) => decide(view, event),
    headroom: () => [],
  } as unknown as AnyAgentKind;
}

const watching = (
  stream: { of(type: EventType): { subscribe(next: (event: MarketEvent) => void): unknown } },
  types: readonly EventType[],
) => ({
  subscribe: (next: (event: MarketEvent) => void) => {
    for (const type of types) stream.of(type).subscribe(next);
  },
});

describe('the scenario’s auction', () => {
  let world: Run;
  beforeAll(() => {
    world = ran(smallWorld());
  });

  test('dealers bid for themselves, a client’s bid is carried by one of them, always the same', () => {
    const bids = ofType(world, 'BidSubmitted').filter(({ auction }) => auction === 'twenty-year');
    const clients = bids.filter(({ agent }) => !agent.startsWith('dealers-'));
    expect(clients.length).toBeGreaterThan(0);
    for (const { agent, through } of bids) expect(through).toMatch(agent.startsWith('dealers-') ? /^$/ : /^dealers-0/);
    for (const { agent } of clients) {
      expect(new Set(clients.filter((bid) => bid.agent === agent).map(({ through }) => through)).size).toBe(1);
    }
  });

  test('the invitation follows from the announcement, awards from their bids, the option from the result', () => {
    const byType = (type: EventType) => ofType(world, type).at(0) as MarketEvent;
    expect(byType('BidsInvited').causes).toEqual([byType('AuctionAnnounced').seq]);
    expect(byType('OptionInvited').causes).toEqual([byType('AuctionResultPublished').seq]);
    expect(byType('OptionResultPublished').causes[0]).toBe(byType('OptionInvited').seq);
    expect([byType('AuctionResultPublished'), byType('OptionInvited')].map(({ at }) => isoTime(at))).toEqual([
      '2026-01-20T03:35:00Z',
      '2026-01-20T03:35:00Z',
    ]);
    expect(isoTime(byType('OptionResultPublished').at)).toBe('2026-01-20T06:15:00Z');
  });

  test('the option’s awards cost its price, and together with what is unused they are the winners’ limits', () => {
    const [invited] = ofType(world, 'OptionInvited');
    const [result] = ofType(world, 'OptionResultPublished');
    const taken = ofType(world, 'BidAllotted').filter(({ book }) => book === 'option');
    expect(taken.reduce((sum, award) => sum + award.face, 0)).toBe(result?.taken);
    expect(invited?.limitPct).toBe(10);
    const won = new Map<string, number>();
    for (const { agent, book, face: amount } of ofType(world, 'BidAllotted'))
      if (book !== 'option' && agent.startsWith('dealers-')) won.set(agent, (won.get(agent) ?? 0) + amount);
    const limits = [...won.values()].reduce((sum, amount) => sum + Math.floor(amount / 1e9) * 1e8, 0);
    expect((result?.taken as number) + (result?.unused as number)).toBe(limits);
  });

  test('everything settles on the next business day of its market', () => {
    for (const award of ofType(world, 'BidAllotted')) expect(award.settlement).toBe(day('2026-01-21'));
  });
});

describe('an institution that decides to buy', () => {
  const operation = (view: View, instrument = 'JGB-20Y', billions = 200): OperateCommand => ({
    type: 'Operate',
    operation: 'stabilise',
    format: 'boj_purchase',
    instrument: view.instrument(instrument),
    face: face(billions * 1e9 + 12_345),
  });
  const operatesAt = (iso: string): AnyAgentKind =>
    scripted(['ClockTicked'], (view) => (view.at === time(iso) ? [operation(view)] : []));

  test('announces it, hears that it did, and takes offers for half an hour; sellers are paid the next day', () => {
    const world = ran(TWO_DAYS, { centralBank: operatesAt('2026-01-20T10:00+09:00') }, BEFORE_NOON);
    const [announced] = ofType(world, 'OperationAnnounced') as [EventOf<'OperationAnnounced'>];
    expect(announced).toMatchObject({ agent: 'boj', operation: 'stabilise', market: 'jgb', amount: 200_000_000_000 });
    const id = `boj-stabilise-${announced.seq}`;
    const auction = ofType(world, 'AuctionAnnounced').find((event) => event.auction === id);
    expect(auction).toMatchObject({ instruments: ['JGB-20Y'], counterparty: 'boj', causes: [announced.seq] });
    expect([auction?.at, auction?.bidsCloseAt, auction?.resultAt]).toEqual(
      ['10:00', '10:30', '10:45'].map((clock) => time(`2026-01-20T${clock}+09:00`)),
    );
    const awards = ofType(world, 'BidAllotted').filter((award) => award.auction === id);
    expect(awards.length).toBeGreaterThan(0);
    for (const award of awards)
      expect(award).toMatchObject({ side: 'sell', counterparty: 'boj', settlement: day('2026-01-21') });
    const result = ofType(world, 'AuctionResultPublished').find((event) => event.auction === id);
    expect(result).toMatchObject({ format: 'boj_purchase', offered: 200e9, at: time('2026-01-20T10:45+09:00') });
    expect(result?.accepted).toBe(awards.reduce((sum, award) => sum + award.face, 0));
    expect(heard(world, 'boj')).toContain('OperationAnnounced');
    world.run.world.checkInvariants();
  });

  test.each([
    ['before the lunch break takes offers an hour after it', '2026-01-20T10:50+09:00', '2026-01-20T13:25+09:00'],
    ['too late for its result takes them on the next morning', '2026-01-20T17:20+09:00', '2026-01-21T09:40+09:00'],
  ])('%s', (_, decided, closes) => {
    const world = ran(TWO_DAYS, { centralBank: operatesAt(decided) });
    const auction = ofType(world, 'AuctionAnnounced').find(({ counterparty }) => counterparty === 'boj');
    expect(auction?.at).toBe(time(decided));
    expect(auction?.bidsCloseAt).toBe(time(closes));
    expect(ofType(world, 'AuctionResultPublished').some(({ counterparty }) => counterparty === 'boj')).toBe(true);
  });

  test('finds that who offered bonds cannot sell them again before the result, and cannot offer what he has on offer', () => {
    const seller = 'value-01';
    const answers: string[] = [];
    const script = scripted(['BidsInvited', 'BidSubmitted', 'BidRefused', 'ClockTicked'], (view, event): Command[] => {
      if (view.self.id !== seller) return [];
      const line = view.instrument('JGB-20Y');
      const held = view.position(line) * line.lotFace;
      if (event.type === 'BidsInvited' && event.auction.startsWith('boj-')) {
        const auction = view.auction(event.auction);
        const offer = (amount: number): BidCommand => ({
          type: 'Bid',
          auction: auction.id,
          book: 'competitive',
          instrument: line.id,
          bidMilli: Math.floor(view.bidMilliAt(auction, line, view.levelBp(line))),
          face: face(amount),
        });
        return [held + line.lotFace, held - line.lotFace, 2 * line.lotFace, line.lotFace].map(offer);
      }
      if ((event.type === 'BidRefused' || event.type === 'BidSubmitted') && event.agent === seller)
        answers.push(event.type === 'BidRefused' ? event.reason : event.through.slice(0, 7));
      const between = view.at === time('2026-01-20T10:40+09:00');
      if (event.type !== 'ClockTicked' || !between) return [];
      const sell = { type: 'Take', instrument: line, side: 'sell', limit: priceTicks(1), flag: 'voluntary' } as const;
      return [{ ...sell, quantity: lots(2) }];
    });
    const world = ran(
      TWO_DAYS,
      { centralBank: operatesAt('2026-01-20T10:00+09:00'), fundamental: script },
      BEFORE_NOON,
    );
    expect(answers).toEqual(['notHeld', 'dealers', 'notHeld', 'dealers']);
    const owner = world.run.world.parts.agents.indexOf(seller);
    expect(world.rejected.filter((order) => order.owner === owner)).toEqual([
      { owner, reason: Reason.beyondShortLimit },
    ]);
    world.run.world.checkInvariants();
  });

  test('twice the same run is the same digest', () => {
    const digest = (): string =>
      ran(TWO_DAYS, { centralBank: operatesAt('2026-01-20T10:00+09:00') }, BEFORE_NOON).run.digest;
    expect(digest()).toBe(digest());
  });

  function heard({ run }: Run, id: string): readonly string[] {
    const { institutions } = run as unknown as {
      institutions: readonly { id: string; remembered: readonly string[] }[];
    };
    return institutions.find((institution) => institution.id === id)?.remembered ?? [];
  }
});

describe('the dealer that carries a bid', () => {
  const scenarioOf = (ids: readonly string[]): Scenario =>
    ({ agents: ids.map((id) => ({ id, kind: 'dealer', mandate: { market: id.slice(0, 3) } })) }) as unknown as Scenario;
  const ids = ['jgb-1', 'jgb-2', 'jgb-3', 'ust-1'];

  test('depends on auction and client alone, not on anybody’s place in a list', () => {
    const [dealers, turned] = [new AuctionDealers(scenarioOf(ids)), new AuctionDealers(scenarioOf([...ids].reverse()))];
    const chosen = Array.from({ length: 60 }, (_, n) => dealers.bidder(`fund-${n}`, 'jgb', 'sale').through);
    expect(chosen).toEqual(Array.from({ length: 60 }, (_, n) => turned.bidder(`fund-${n}`, 'jgb', 'sale').through));
    for (const id of ids.slice(0, 3)) expect(chosen.filter((dealer) => dealer === id).length).toBeGreaterThan(8);
    expect(chosen).not.toContain('ust-1');
    const elsewhere = Array.from({ length: 60 }, (_, n) => dealers.bidder(`fund-${n}`, 'jgb', 'other').through);
    expect(elsewhere).not.toEqual(chosen);
  });

  test('is a dealer of that market; a dealer of another is a client here, and without any there is nobody', () => {
    const dealers = new AuctionDealers(scenarioOf(ids));
    expect(dealers.bidder('jgb-2', 'jgb', 'sale')).toEqual({ agent: 'jgb-2', isDealer: true, through: '' });
    expect(dealers.bidder('ust-1', 'jgb', 'sale')).toMatchObject({
      isDealer: false,
      through: expect.stringMatching(/^jgb/),
    });
    expect(dealers.bidder('fund', 'ktb', 'sale')).toEqual({ agent: 'fund', isDealer: false, through: '' });
  });
});
