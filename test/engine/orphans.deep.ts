/**
 * Orphans do not exist: in fifty runs every order, limit breach, stop-loss and margin call walks back to what the scenario
 * states, to news or to chance.
 */

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { CauseIndex } from '../../src/analysis/why/cause-index.ts';
import { type RootKind, rootKindOf } from '../../src/analysis/why/roots.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { Field, RECORD_WORDS } from '../../src/events/records.ts';
import type { EventType } from '../../src/events/vocabulary.ts';
import type { Setting } from '../../src/scenario/apply-settings.ts';
import { readChangedScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { HOUR_MS, later } from '../../src/units/time.ts';
import { smallWorld } from './small-world.ts';

const ASKED: ReadonlySet<EventType> = new Set<EventType>([
  'RiskLimitBreached',
  'StopLossTriggered',
  'MarginCalled',
  'LeverageAdjusted',
  'DecisionTaken',
  'BidSubmitted',
  'OperationAnnounced',
]);

interface Counts {
  runs: number;
  records: number;
  readonly asked: Record<string, number>;
  readonly roots: Record<string, number>;
}

/** Walks back from every record and every event that is asked about; what ends nowhere is named. */
class Walk {
  readonly orphans: string[] = [];
  readonly #counts: Counts;
  readonly #causes = new CauseIndex();
  /** What the chains of an event begin from, as bits; 0 while unknown. */
  readonly #roots = new Map<number, number>();
  readonly #name: string;

  constructor(name: string, counts: Counts) {
    this.#name = name;
    this.#counts = counts;
  }

  observe(simulation: { readonly scenario: Scenario; readonly seed: number; readonly until: SimTime }): void {
    const { scenario } = simulation;
    const run = new Simulation({
      scenario,
      seed: seed(simulation.seed),
      observe: (stream) => {
        stream.events$.subscribe((event) => {
          this.#causes.control(event);
          const root = rootKindOf(event);
          const bits = root === undefined ? this.#above(event.causes) : 1 << ROOT_KINDS.indexOf(root);
          this.#roots.set(event.seq, bits);
          if (bits === 0) this.orphans.push(`${this.#name}: ${event.type} #${event.seq}`);
          if (ASKED.has(event.type)) this.#count(this.#counts.asked, event.type, bits);
        });
        stream.batches$.subscribe(({ words, from, to, firstSeq }) => {
          for (let at = from; at < to; at += RECORD_WORDS) {
            const bits = this.#roots.get(words[at + Field.cause] as number) ?? 0;
            this.#counts.records += 1;
            if (bits === 0) this.orphans.push(`${this.#name}: record #${firstSeq + (at - from) / RECORD_WORDS}`);
            this.#countRoots(bits);
          }
        });
      },
    });
    run.advance(simulation.until);
    this.#counts.runs += 1;
    // Once more as `why` walks: a sample of events, by the index alone.
    for (const seq of [...this.#roots.keys()].filter((_, at) => at % 97 === 0)) {
      const ends = this.#causes.withAncestors([seq]).filter((each) => this.#causes.causesOf(each).length === 0);
      if (ends.length === 0) this.orphans.push(`${this.#name}: #${seq} has no beginning`);
    }
  }

  /** 0 as soon as one of the causes has no beginning or was never recorded. */
  #above(causes: readonly number[]): number {
    let bits = 0;
    for (const cause of causes) {
      const above = this.#roots.get(cause) ?? 0;
      if (above === 0) return 0;
      bits |= above;
    }
    return bits;
  }

  #count(counts: Record<string, number>, name: string, bits: number): void {
    counts[name] = (counts[name] ?? 0) + 1;
    this.#countRoots(bits);
  }

  #countRoots(bits: number): void {
    for (const [at, kind] of ROOT_KINDS.entries()) {
      if ((bits & (1 << at)) !== 0) this.#counts.roots[kind] = (this.#counts.roots[kind] ?? 0) + 1;
    }
  }
}

const ROOT_KINDS: readonly RootKind[] = ['opening', 'calendar', 'announcement', 'intervention', 'news', 'noise'];

function shipped(name: string, settings: readonly Setting[] = []): Scenario {
  const text = readFileSync(`sims/${name}.yaml`, 'utf8');
  const read = readChangedScenario(text, settings, `${name}.yaml`, AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'));
  return read.scenario;
}

describe('fifty runs', () => {
  const counts: Counts = { runs: 0, records: 0, asked: {}, roots: {} };

  afterAll(() => {
    console.log(`orphans looked for: ${JSON.stringify(counts)}`);
    expect(counts.runs).toBe(50);
    for (const type of ['RiskLimitBreached', 'StopLossTriggered', 'MarginCalled', 'DecisionTaken', 'BidSubmitted']) {
      expect(counts.asked[type], type).toBeGreaterThan(0);
    }
    for (const root of ['calendar', 'announcement', 'noise']) expect(counts.roots[root], root).toBeGreaterThan(0);
  });

  test.each(Array.from({ length: 45 }, (_, at) => at + 1))('small world, seed %i', (number) => {
    const scenario = smallWorld();
    const walk = new Walk(`small world, seed ${number}`, counts);
    walk.observe({ scenario, seed: number, until: scenario.endsAt });
    expect(walk.orphans.slice(0, 10)).toEqual([]);
  });

  test.each([
    ['calm', 1],
    ['calm', 2],
    ['japan-2026', 1],
    ['japan-2026', 2],
  ] as const)('%s up to two days, seed %i', (name, number) => {
    const scenario = shipped(name);
    const walk = new Walk(`${name}, seed ${number}`, counts);
    walk.observe({ scenario, seed: number, until: later(scenario.opensAt, 4.7 * 24 * HOUR_MS) });
    expect(walk.orphans.slice(0, 10)).toEqual([]);
  });

  test('pension funds with small buffers, which are called for margin, seed 3', () => {
    const scenario = shipped('japan-2026', [{ path: 'agents.ldi-pooled.mandate.buffer', valueText: '60bp' }]);
    const walk = new Walk('small buffers, seed 3', counts);
    walk.observe({ scenario, seed: 3, until: later(scenario.opensAt, 4.7 * 24 * HOUR_MS) });
    expect(walk.orphans.slice(0, 10)).toEqual([]);
  });
});
