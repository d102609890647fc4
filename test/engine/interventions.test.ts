/** What a fork changes, and what it leaves as it was: everything before it, and everybody's luck after it. */
import { describe, expect, test } from 'vitest';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { Field, flagOf, RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Seq } from '../../src/units/quantity.ts';
import { RecordedRun } from '../analysis/recorded-run.ts';
import { patched, tokyo } from './patched-world.ts';
import { SEED } from './small-world.ts';

const FORK = { at: tokyo('20T09:10') };
const NOON = tokyo('20T13:00');
const straight = new RecordedRun({ scenario: patched(FORK) }, NOON);

/** Entries of both runs that are the same before the first that differs. */
function sameUntil(other: RecordedRun): number {
  const at = other.contents.findIndex((content, i) => straight.contents[i] !== content);
  return at < 0 ? other.contents.length : at;
}
const countUpTo = (at: number): number =>
  straight.entries.reduce(
    (sum, entry) => sum + (entry.at > at ? 0 : 'words' in entry ? entry.words.length / RECORD_WORDS : 1),
    0,
  );
const forked = (...entries: readonly string[]): RecordedRun =>
  new RecordedRun({ scenario: patched(FORK, ...entries) }, NOON);

interface Order {
  readonly owner: number;
  readonly flag: string;
  readonly quantity: number;
  readonly at: number;
}
function takesOf(batches: readonly RecordBatch[], cause: number): Order[] {
  return batches.flatMap(({ words, at }) =>
    Array.from({ length: words.length / RECORD_WORDS }, (_, i) =>
      words.subarray(i * RECORD_WORDS, (i + 1) * RECORD_WORDS),
    )
      .filter((word) => word[Field.cause] === cause && word[Field.kind] === RecordKind.filled)
      .map((word) => ({
        owner: word[Field.owner] as number,
        flag: flagOf(word[Field.terms] as number),
        quantity: word[Field.quantity] as number,
        at,
      })),
  );
}

describe('a fork', () => {
  test('with an empty patch is the run itself', () => {
    expect(patched(FORK).interventions).toBeUndefined();
    expect(forked().digest).toBe(straight.digest);
  });

  test('leaves everything up to its moment as it was, whatever it changes', () => {
    const hike =
      '{ type: PolicyRateSet, id: hike, market: jgb, rate: 1.25%, votesFor: 9, votesAgainst: 0, guidance: hawkish, headline: A hike }';
    const entries = [
      hike,
      '{ set: { loops.L6: off } }',
      '{ cancel: twenty-year }',
      '{ set: { agents.value.elasticity: 5% } }',
    ];
    for (const entry of entries) expect(sameUntil(forked(entry)), entry).toBe(countUpTo(FORK.at));
  });

  test('leaves everybody the luck that they would have had', () => {
    const other = forked(
      '{ type: OfficialSpoke, id: calm, market: jgb, speaker: the minister, stance: calming, credibility: 90%, headline: Calm }',
    );
    expect(sameUntil(other)).toBeLessThan(straight.contents.length);
    const news = (run: RecordedRun) => run.of('NewsArrived').map(({ seq, causes, ...event }) => event);
    expect(news(other)).toEqual(news(straight));
    // Clients of the other market, which nobody has spoken to: the same draws at the same instants.
    const draws = (run: RecordedRun) =>
      run
        .of('NoiseDrawn')
        .filter(({ agent, at }) => agent === 'clients-fx' && at > FORK.at)
        .map(({ seq, causes, ...event }) => event);
    expect(draws(other).length).toBeGreaterThan(20);
    expect(draws(other)).toEqual(draws(straight));
  });

  test('inside the effects of a command happens after that command', () => {
    const batch = straight
      .batches()
      .find(({ at, words }) => at > FORK.at && words.length > 40 * RECORD_WORDS) as RecordBatch;
    const after = (batch.firstSeq + 7) as Seq;
    const run = new RecordedRun({ scenario: patched({ at: batch.at, after }, '{ set: { loops.L6: off } }') }, NOON);
    const switched = run.of('LoopSwitched')[0];
    expect(switched?.at).toBe(batch.at);
    expect(sameUntil(run) + 1).toBe(switched?.seq);
    expect(switched?.seq).toBeGreaterThan(after);
    expect(switched?.seq).toBeLessThan(batch.firstSeq + batch.words.length / RECORD_WORDS);
  });

  test('in one step or in many comes to the same, and replays from its log', () => {
    const scenario = patched(
      { at: FORK.at },
      '{ trade: FX-USDJPY, side: sell, amount: $30bn, by: boj, over: 2h }',
      '{ cancel: twenty-year }',
    );
    const replay = new Replay();
    const run = new Simulation({
      scenario,
      seed: SEED,
      observe: (stream) => {
        stream.events$.subscribe((event) => replay.control(event));
        stream.batches$.subscribe((batch) => replay.batch(batch));
      },
    });
    for (let at = scenario.opensAt; at <= NOON; at = (at + 137_000) as typeof at) run.advance(at);
    run.advance(NOON);
    expect(run.digest).toBe(new RecordedRun({ scenario }, NOON).digest);
    expect(replay.world.stateHash()).toBe(run.world.stateHash());
  });
});

describe('what is changed', () => {
  test('a mandate: the institution acts under the new one, what it remembers stays', () => {
    const run = forked('{ set: { agents.vigilantes.capacity: 0% } }');
    expect(run.of('MandateChanged')).toMatchObject([
      { agent: 'vigilantes-01', path: 'capacity', value: '0%', causes: [] },
      { agent: 'vigilantes-02' },
      { agent: 'vigilantes-03' },
    ]);
    expect(sameUntil(run)).toBeLessThan(straight.contents.length);
  });

  test('an auction that was announced is cancelled: no bid, no award, and it is off the calendar', () => {
    const run = forked('{ cancel: twenty-year }');
    expect(straight.of('AuctionResultPublished')).toHaveLength(1);
    const found = ['BidsInvited', 'BidSubmitted', 'BidAllotted', 'AuctionResultPublished'] as const;
    expect(found.map((type) => run.of(type).length)).toEqual([0, 0, 0, 0]);
    expect(openAt(patched(FORK, '{ cancel: twenty-year }'))).toEqual([]);
  });

  test('the amount of an auction is cut: less is allotted, and the invitation follows from the cut too', () => {
    const run = forked('{ revise: twenty-year, offered: ¥400bn }');
    const [cut] = run.of('OfferRevised');
    expect(run.of('BidsInvited')).toMatchObject([{ offered: 400e9, causes: [expect.any(Number), cut?.seq] }]);
    const allotted = (each: RecordedRun): number => each.of('BidAllotted').reduce((sum, { face }) => sum + face, 0);
    expect(allotted(run)).toBeLessThanOrEqual(400e9);
    expect(allotted(straight)).toBeGreaterThan(600e9);
  });

  test('an operation that nobody had planned is held on the clock of its format', () => {
    const run = forked('{ id: backstop, bond: JGB-10Y, format: boj_fixed_rate, fixedSpread: 2bp }');
    expect(run.of('AuctionAnnounced').at(-1)).toMatchObject({
      auction: 'backstop',
      counterparty: 'boj',
      at: tokyo('20T10:10'),
    });
    expect(run.of('AuctionResultPublished').find(({ auction }) => auction === 'backstop')?.at).toBe(tokyo('20T11:00'));
  });

  test('a currency intervention is worked through the book in slices, to its amount at most', () => {
    const run = forked('{ trade: FX-USDJPY, side: sell, amount: $5bn, by: boj, over: 1h }');
    const [order] = run.of('CurrencyInterventionOrdered');
    const fills = takesOf(run.batches(), order?.seq ?? 0);
    expect(new Set(fills.map(({ flag }) => flag))).toEqual(new Set(['policy']));
    expect(new Set(fills.map(({ at }) => at)).size).toBeGreaterThan(6);
    expect(fills.every(({ at }) => at > FORK.at && at <= (order?.until ?? 0))).toBe(true);
    const sold = fills.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(sold).toBeGreaterThan((order?.lots ?? 0) / 2);
    expect(sold).toBeLessThanOrEqual(order?.lots ?? 0);
    const last = (each: RecordedRun) =>
      each.of('PriceTicked').findLast(({ instrument }) => instrument === 'FX-USDJPY')?.level ?? 0;
    // A lower price of the dollar is a higher level.
    expect(last(run)).toBeGreaterThan(last(straight));
  });
});

function openAt(scenario: Scenario): readonly string[] {
  const run = new Simulation({ scenario, seed: SEED });
  run.advance(tokyo('20T09:30'));
  return run.world.public.auctions.map(({ id }) => id);
}
