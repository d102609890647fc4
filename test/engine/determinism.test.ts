/** Same seed, same bytes; and an unrelated change changes nothing. */
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { PhaseTimers } from '../../bench/profile/phase-timers.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type Seed, seed } from '../../src/units/quantity.ts';
import { SEED, SMALL_WORLD, smallWorld } from './small-world.ts';

function digestOf(scenario: Scenario, withSeed: Seed): string {
  const run = new Simulation({ scenario, seed: withSeed });
  run.advance(scenario.endsAt);
  return run.digest;
}

test('the same seed gives the same digest twice, another seed another', () => {
  const scenario = smallWorld();
  expect(digestOf(scenario, SEED)).toBe(digestOf(scenario, SEED));
  expect(digestOf(scenario, SEED)).not.toBe(digestOf(scenario, seed(SEED + 1)));
});

test('a run in many small steps is the run in one', () => {
  const scenario = smallWorld();
  const run = new Simulation({ scenario, seed: SEED });
  for (let at = scenario.opensAt; at < scenario.endsAt; at = (at + 17 * 60_000) as typeof at) run.advance(at);
  run.advance(scenario.endsAt);
  expect(run.digest).toBe(digestOf(scenario, SEED));
});

test('a run that is timed in every phase is the run that is not', () => {
  const scenario = smallWorld();
  let nanos = 0;
  const timers = new PhaseTimers(() => (nanos += 100));
  const run = new Simulation({ scenario, seed: SEED, probe: timers });
  run.advance(scenario.endsAt);
  expect(run.digest).toBe(digestOf(scenario, SEED));
  const times = new Map(timers.times().map((time) => [time.phase, time]));
  for (const phase of ['decide', 'match', 'ledger', 'digest', 'publish'] as const) {
    expect(times.get(phase)?.calls, phase).toBeGreaterThan(100);
  }
  expect([...times.values()].reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(nanos / 1e9, 6);
});

test('observers that look at everything leave the run as it was', () => {
  const scenario = smallWorld();
  let seen = 0;
  const run = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe(() => (seen += 1));
      stream.batches$.subscribe(({ words, from }) => (seen += words[from] === 0 ? 0 : 1));
      for (let more = 0; more < 8; more++) stream.of('PriceTicked').subscribe(() => undefined);
    },
  });
  run.advance(scenario.endsAt);
  expect(seen).toBeGreaterThan(1000);
  expect(run.digest).toBe(digestOf(scenario, SEED));
});

test('keys and lists in another order are the same scenario and the same run', () => {
  const turned = stringify(reversed(parse(SMALL_WORLD)));
  expect(turned).not.toBe(stringify(parse(SMALL_WORLD)));
  expect(smallWorld(turned)).toEqual(smallWorld());
  expect(digestOf(smallWorld(turned), SEED)).toBe(digestOf(smallWorld(), SEED));
});

test('an institution that never trades leaves the content of every other event as it was', () => {
  const inert = `  bystander: { kind: foreignHolder, mandate: { market: jgb, stops: false }, holdings: { JGB-30Y: ¥1tn }, cash: { JPY: ¥1bn } }\n`;
  const without = contents(smallWorld());
  const joined = contents(smallWorld(SMALL_WORLD.replace('  mof:', `${inert}  mof:`)), 'bystander');
  expect(joined.own).toBe(3); // it joins, brings a holding and some cash
  expect(joined.digests).toEqual(without.digests);
});

/** Content digests in order, without the opening events of one agent. */
function contents(scenario: Scenario, leftOut = ''): { digests: string[]; own: number } {
  const bySeq = new Map<number, string>();
  const own = new Set<number>();
  const run = new Simulation({
    scenario,
    seed: SEED,
    observeContent: (at, content) => bySeq.set(at, content),
    observe: (stream) =>
      stream.events$.subscribe((event) => 'agent' in event && event.agent === leftOut && own.add(event.seq)),
  });
  run.advance(scenario.endsAt);
  return { digests: [...bySeq].filter(([at]) => !own.has(at)).map(([, content]) => content), own: own.size };
}

/** Every mapping and every list of mappings the other way round; lists of plain values mean their order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(reversed);
    return items.every((item) => typeof item === 'object') ? items.reverse() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
