/** A run that goes on from a snapshot is the run that was never interrupted. */
import { describe, expect, test } from 'vitest';
import type { AnyAgentKind } from '../../src/agents/contract.ts';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { Without } from '../../src/engine/without.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { HOUR_MS, later, parseIsoTime } from '../../src/units/time.ts';
import { checkStretches, momentsOf, switchMoments, WatchedRun, withSwitches } from '../sims/run-in-stretches.ts';
import { FUTURE_WORLD } from './future-world.ts';
import { patched, tokyo } from './patched-world.ts';
import { type Script, scripted, shows, takes } from './scripted.ts';
import { SEED, smallWorld } from './small-world.ts';

const scenario = smallWorld();
const options = { scenario, seed: SEED };
const MORNING = tokyo('20T10:00');

describe('a run that goes on from a snapshot', () => {
  test('publishes what the straight run does, wherever it was interrupted', () => {
    const moments = [scenario.opensAt, ...momentsOf(scenario, 7, 1), scenario.endsAt];
    const events = checkStretches({ scenario, seed: SEED, moments }, 'small world');
    expect(events).toBeGreaterThan(1000);
    // A patch after one seq records what another waits for.
    const switched = withSwitches(scenario, SEED);
    const switches = switchMoments(switched, SEED);
    expect(switches.length).toBeGreaterThan(2);
    checkStretches({ scenario: switched, seed: SEED, moments: switches }, 'small world, patched');
  });

  test('may be saved before its first instant', () => {
    const run = new WatchedRun(options);
    run.handOver();
    expect(run.advance(MORNING).run.digest).toBe(new WatchedRun(options).advance(MORNING).run.digest);
  });

  test('is one of many that one snapshot gives', () => {
    const first = new Simulation(options);
    first.advance(tokyo('20T09:00'));
    const from = first.save();
    const kept = structuredClone(from);
    const digests = [0, 1].map(() => {
      const run = new Simulation({ ...options, from });
      run.advance(MORNING);
      return run.digest;
    });
    first.advance(MORNING);
    expect(digests).toEqual([first.digest, first.digest]);
    // Neither the run it was taken from nor those that went on from it have touched it.
    expect(from).toEqual(kept);
  });

  test('leaves digests of old events to whoever has them', () => {
    const run = new Simulation(options);
    run.advance(tokyo('20T09:00'));
    const early = run.save();
    run.advance(MORNING);
    const whole = run.save();
    const rest = run.save(early.digest.seqs.length);
    expect(rest.digest.known).toBe(early.digest.seqs.length);
    expect([...early.digest.seqs, ...rest.digest.seqs]).toEqual([...whole.digest.seqs]);
    expect([...early.digest.contents, ...rest.digest.contents]).toEqual([...whole.digest.contents]);
    expect(() => new Simulation({ ...options, from: rest })).toThrow(/content digests of \d+ events are missing/);
  });

  test('of another scenario is our bug, named', () => {
    const other = smallWorld();
    const run = new Simulation(options);
    run.advance(tokyo('20T09:00'));
    const agents = [...other.agents, { ...other.agents[0], id: 'newcomer' } as (typeof other.agents)[number]];
    expect(() => new Simulation({ ...options, scenario: { ...other, agents }, from: run.save() })).toThrow(/newcomer/);
  });
});

describe('what is under way when a snapshot is taken', () => {
  const yen = '{ trade: FX-USDJPY, side: sell, amount: $20bn, by: boj, over: 3h }';

  test('a patch that lies after it is carried out as in a run from the start', () => {
    const fork = { at: tokyo('20T09:10') };
    const entries = [
      '{ set: { agents.value.elasticity: 5% } }',
      '{ set: { loops.L6: off } }',
      '{ cancel: twenty-year }',
      '{ id: emergency, bonds: [JGB-30Y], format: boj_purchase, amount: ¥500bn }',
    ];
    const given = { scenario: patched(fork, ...entries), seed: SEED };
    const straight = new WatchedRun(given).advance(MORNING);
    const forked = new WatchedRun({ scenario: patched(fork), seed: SEED }).advance(tokyo('20T09:05'));
    forked.handOver({ scenario: given.scenario });
    expect(forked.advance(MORNING).contents).toEqual(straight.contents);
    // Under the patch, in the middle of what it began.
    forked.handOver({ scenario: given.scenario });
    const noon = tokyo('20T13:00');
    expect(forked.advance(noon).contents).toEqual(straight.advance(noon).contents);
    expect(forked.run.intervenedAfter).toEqual(straight.run.intervenedAfter);
  });

  test('a currency order is worked on', () => {
    const given = { scenario: patched({ at: tokyo('20T09:10') }, yen), seed: SEED };
    const straight = new WatchedRun(given).advance(MORNING);
    const cut = new WatchedRun(given);
    for (const minute of ['09:09', '09:10', '09:15', '09:16', '09:40']) cut.advance(tokyo(`20T${minute}`)).handOver();
    expect(cut.advance(MORNING).contents).toEqual(straight.contents);
  });

  test('halts of the exchange, calls to come and limits that widen', () => {
    const future = smallWorld(
      FUTURE_WORLD.replace('count: 3, ', '').replace('{ sharedBySize: ¥1000m/bp }', '¥1000m/bp'),
    );
    const F = 'JGB-10Y-F';
    const script: Script = [
      ['2026-03-12T08:55', 'clients', shows(F, 'buy', [12_535, 5], [12_520, 5])],
      // Trades beyond the band halt for half a minute; an offer at the limit for ten.
      ['2026-03-12T09:00', 'dealers', takes(F, 'sell', [12_500, 8]), shows(F, 'sell', [12_520, 3])],
      ['2026-03-12T09:05', 'clients', shows(F, 'buy')],
      ['2026-03-12T09:10', 'dealers', shows(F, 'sell', [12_342, 4])],
      ['2026-03-12T09:15', 'clients', shows(F, 'buy', [12_300, 2])],
      ['2026-03-12T09:20', 'dealers', shows(F, 'sell', [12_300, 2])],
    ];
    const given = { scenario: future, seed: SEED, kinds: scripted(script) };
    const straight = new WatchedRun(given).advance(future.endsAt);
    const cut = new WatchedRun(given);
    const pending = ['08:45:00', '09:00:10', '09:10:30', '09:11:30', '12:30:00', '15:20:00'].map((time) => {
      const at = parseIsoTime(`2026-03-12T${time}+09:00`) as SimTime;
      return cut
        .advance(at)
        .handOver()
        .calls.map(({ work }) => work.what);
    });
    expect(pending).toEqual([[], ['call'], ['look'], ['call'], [], []]);
    expect(cut.advance(future.endsAt).contents).toEqual(straight.contents);
  });

  test('an institution under another mandate still hears what it subscribed to on its first day', () => {
    const given = {
      scenario: patched({ at: tokyo('20T09:10') }, '{ set: { agents.value.elasticity: 5% } }'),
      seed: SEED,
    };
    // Its author may filter by any key of the mandate.
    const { fundamental } = AGENT_KINDS;
    const watchful: AnyAgentKind = {
      ...fundamental,
      watches: (stream, self) =>
        (self.mandate as { elasticity: number }).elasticity > 0.1
          ? fundamental.watches(stream, self as never)
          : stream.of('ElectionHeld'),
    };
    const kinds = { fundamental: watchful };
    const straight = new WatchedRun({ ...given, kinds }).advance(MORNING);
    const cut = new WatchedRun({ ...given, kinds }).advance(tokyo('20T09:30'));
    cut.handOver();
    expect(cut.advance(MORNING).contents).toEqual(straight.contents);
  });

  test('a snapshot from after a patch that it does not know is refused', () => {
    const run = new Simulation({ scenario: patched({ at: MORNING }), seed: SEED });
    run.advance(MORNING);
    const late = patched({ at: tokyo('20T09:10') }, yen);
    expect(() => new Simulation({ scenario: late, seed: SEED, from: run.save() })).toThrow(/has not carried out/);
  });

  test('a decision that is left out afterwards is left out', () => {
    const until = later(scenario.opensAt, 18 * HOUR_MS);
    let decided: Without | undefined;
    const observed = new Simulation({
      ...options,
      observe: (stream) =>
        stream.of('DecisionTaken').subscribe(({ agent, at, causes }) => {
          decided = { kind: 'decision', agent, at, wokenBy: causes.at(-1) };
        }),
    });
    observed.advance(until);
    expect(decided).toBeDefined();
    const without = decided as Without & { kind: 'decision' };
    const straight = new WatchedRun({ ...options, without }).advance(until);
    const cut = new WatchedRun(options).advance(later(without.at, -1));
    cut.handOver({ without });
    expect(cut.advance(until).contents).toEqual(straight.contents);
    expect(cut.run.digest).not.toBe(observed.digest);
  });
});
