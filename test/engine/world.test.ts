/** The world as plain data: saved at any moment, it comes back as it was and goes on by events alone. */
import { describe, expect, test } from 'vitest';
import { Simulation } from '../../src/engine/simulation.ts';
import { World, type WorldState } from '../../src/engine/world.ts';
import type { RecordBatch } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import type { Seq, SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { loggedRun } from '../sims/logged-run.ts';
import { checkRestored } from '../sims/restored-replay.ts';
import { SEED, smallWorld } from './small-world.ts';

const scenario = smallWorld();
const MORNING = parseIsoTime('2026-01-20T10:00+09:00') as SimTime;

type Folded = MarketEvent | RecordBatch;
const isBatch = (folded: Folded): folded is RecordBatch => 'words' in folded;

function fold(world: World, all: readonly Folded[]): World {
  for (const folded of all) {
    if (isBatch(folded)) world.evolveBatch(folded);
    else world.evolve(folded);
  }
  return world;
}

const copyOf = ({ words, from, to, ...placed }: RecordBatch): RecordBatch => ({
  ...placed,
  words: words.slice(from, to),
  from: 0,
  to: to - from,
});

/** A run that keeps what it publishes. */
function publishing(): { run: Simulation; published: Folded[] } {
  const published: Folded[] = [];
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: ({ events$, batches$ }) => {
      events$.subscribe((event) => published.push(event));
      batches$.subscribe((batch) => published.push(copyOf(batch)));
    },
  });
  return { run, published };
}

const clone = (state: WorldState): WorldState => structuredClone(state);

describe('a saved world', () => {
  test('of a live run comes back as it was, and follows what is published as the live one does', () => {
    const { run, published } = publishing();
    const restored: World[] = [];
    let compared = 0;
    const hour = 60 * 60_000;
    for (let at = scenario.opensAt; at <= scenario.endsAt; at = (at + hour) as SimTime) {
      published.length = 0;
      run.advance(at);
      for (const world of restored) {
        expect(fold(world, published).stateHash()).toBe(run.world.stateHash());
        compared += 1;
      }
      const copy = World.restore(clone(run.world.save()));
      expect(copy.stateHash()).toBe(run.world.stateHash());
      copy.checkInvariants();
      expect(copy.save()).toEqual(run.world.save());
      if (restored.length < 3) restored.push(copy);
      else restored[compared % 3] = copy;
    }
    expect(compared).toBeGreaterThan(60);
  });

  test('knows in every book what the live one knows, the rules of its day included', () => {
    const { run } = publishing();
    run.advance(MORNING);
    const [live, copy] = [run.world.parts, World.restore(clone(run.world.save())).parts];
    for (const [index, book] of live.books.entries()) {
      const other = copy.books[index];
      expect(other).toMatchObject({ watch: book.watch, baseTicks: book.baseTicks, restingOrders: book.restingOrders });
      expect(other?.bestBidTicks()).toBe(book.bestBidTicks());
    }
    expect(copy.agents.ids).toEqual(live.agents.ids);
    expect(copy.listings).toEqual(live.listings);
  });

  test('before its opening, after any of its first events, has names only and opens later', () => {
    const { published } = publishing();
    const straight = fold(new World(), published);
    const growing = new World();
    let unopened = 0;
    for (const [at, event] of published.entries()) {
      const copy = World.restore(clone(growing.save()));
      expect(copy.isOpened).toBe(growing.isOpened);
      unopened += Number(!copy.isOpened);
      if (!copy.isOpened || at % 10 === 0)
        expect(fold(copy, published.slice(at)).stateHash()).toBe(straight.stateHash());
      fold(growing, [event]);
    }
    expect(unopened).toBeGreaterThan(15);
    expect(() => World.restore(new World().save()).parts).toThrow(/has not been opened/);
  });

  test('does not change with the world that goes on, nor with one made of it', () => {
    const { run } = publishing();
    run.advance(MORNING);
    const state = run.world.save();
    const before = clone(state);
    const hash = run.world.stateHash();
    run.advance((MORNING + 60 * 60_000) as SimTime);
    expect(run.world.stateHash()).not.toBe(hash);
    const { books } = World.restore(state).parts;
    for (const book of books) book.lastTradeTicks += 1;
    expect(state).toEqual(before);
    expect(World.restore(state).stateHash()).toBe(hash);
  });

  test('has no rule of short sales: whoever restores it says who may be short', () => {
    const { run } = publishing();
    const state = run.world.save();
    const owner = state.joined.findIndex(({ kind }) => kind === 'fundamental');
    const beyond = run.world.parts.ledger.holding(owner, 0) + 1;
    const mayOffer = (world: World): boolean => world.parts.ledger.canSell(owner, 0, beyond);
    expect(mayOffer(run.world)).toBe(false);
    expect(mayOffer(World.restore(state))).toBe(true);
    expect(mayOffer(World.restore(state, () => 0))).toBe(false);
  });

  test('without one of its books is refused', () => {
    const { run } = publishing();
    const state = run.world.save();
    const opened = { ...(state.opened as NonNullable<typeof state.opened>), books: [] };
    expect(() => World.restore({ ...state, opened })).toThrow(/0 saved books of 3 instruments/);
  });
});

test.each([1, 2])('seed %i: a replay goes on from any place where it was saved as the live world did', (seed) => {
  const logged = loggedRun({ scenario, seed, frameBytes: 16 * 1024 });
  expect(checkRestored(logged, `small world, seed ${seed}`, 8)).toBeGreaterThan(40);
});

test('a world of more lines and institutions than a scenario may have is refused before it takes memory', () => {
  const place = (seq: number) => ({ seq: seq as Seq, at: scenario.opensAt, causes: [] });
  const world = new World();
  const { published } = publishing();
  const listing = published.find((event) => !isBatch(event) && event.type === 'InstrumentListed') as MarketEvent;
  for (let n = 1; n <= 4_000; n++) world.evolve({ ...listing, ...place(n), instrument: `LINE-${n}` } as MarketEvent);
  for (let n = 4_001; n <= 7_000; n++)
    world.evolve({ type: 'AgentJoined', agent: `agent-${n}`, kind: 'noise', ...place(n) });
  const tick = { type: 'ClockTicked', ...place(7_001) } as const;
  expect(() => world.evolve(tick)).toThrow('11996000 places in order books: at most 10000000 are held');
});
