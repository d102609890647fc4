/**
 * What a decision of each kind of institution costs, in a run: every so many decisions one is made again and again under the clock, with
 * the view, the memory, the event and the luck that it had. All answers must be the same, and the run's digest the one of a
 * run that nobody measured.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AnyAgentKind, Random } from '../src/agents/contract.ts';
import type { AgentKindName } from '../src/agents/kind-names.ts';
import { AGENT_KINDS } from '../src/agents/kinds.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { type Draws, drawsOf, streamKey } from '../src/math/draws.ts';
import type { Seed } from '../src/units/quantity.ts';
import { type Benchmark, expectEqual, type Scale } from './benchmark.ts';
import { shippedScenario, tokyo } from './scenario-runs.ts';

const SEED = 7 as Seed;
/** Decisions made again in a measurement, and measurements of a kind. */
const REPEATS = 40;
const ROUNDS = 11;

export function* topic(scale: Scale): Generator<Benchmark> {
  for (const [name, until] of scale === 'short' ? SHORT : FULL) {
    const scenario = shippedScenario(name);
    const clock = new DecisionClock(scale === 'short' ? 20 : 60);
    const measured = new Simulation({ scenario, seed: SEED, kinds: clock.kinds });
    measured.advance(tokyo(until));
    const plain = new Simulation({ scenario, seed: SEED });
    plain.advance(tokyo(until));
    const contenders = clock.kindsSeen().map((kind) => ({
      name: kind,
      operations: REPEATS,
      sample: (round: number) => ({
        run: () => clock.nanos(kind, round),
        check: () => expectEqual(`${name}: digest of the measured run`, measured.digest, plain.digest),
      }),
    }));
    const note = (): string => clock.shares();
    yield { name: `decisions, ${name}`, unit: 'decision', rounds: ROUNDS, warmUps: 0, contenders, note };
  }
}

const FULL = [
  ['japan-2026', '2026-01-20T15:00'],
  ['gilt-2022', '2022-09-26T22:00'],
] as const;
const SHORT = [['japan-2026', '2026-01-20T10:00']] as const;

/** Wraps every kind's `decide`. */
class DecisionClock {
  readonly #every: number;
  readonly #calls = new Map<AgentKindName, number>();
  readonly #times = new Map<AgentKindName, number[]>();

  constructor(every: number) {
    this.#every = every;
  }

  get kinds(): Partial<Record<AgentKindName, AnyAgentKind>> {
    const names = Object.keys(AGENT_KINDS) as AgentKindName[];
    return Object.fromEntries(names.map((name) => [name, this.#watched(name, AGENT_KINDS[name])]));
  }

  /** Kinds of which enough decisions were measured. */
  kindsSeen(): AgentKindName[] {
    return [...this.#times].filter(([, times]) => times.length >= ROUNDS).map(([name]) => name);
  }

  /** The median of a stretch of the measurements, each stretch a round. */
  nanos(kind: AgentKindName, round: number): number {
    const times = this.#times.get(kind) as number[];
    const each = Math.floor(times.length / ROUNDS);
    const stretch = times.slice(round * each, (round + 1) * each).sort((a, b) => a - b);
    return stretch[stretch.length >> 1] as number;
  }

  /** How often each kind decides. */
  shares(): string {
    const all = [...this.#calls.values()].reduce((sum, calls) => sum + calls, 0);
    const shares = [...this.#calls].map(([name, calls]) => `${name} ${((100 * calls) / all).toFixed(1)} %`);
    return `${all} decisions: ${shares.join(', ')}`;
  }

  #watched(name: AgentKindName, kind: AnyAgentKind): AnyAgentKind {
    const decide: AnyAgentKind['decide'] = (view, memory, event, luck) => {
      const calls = (this.#calls.get(name) ?? 0) + 1;
      this.#calls.set(name, calls);
      const answer = kind.decide(view, memory, event, luck);
      if (calls % this.#every !== 0) return answer;
      const again = (): unknown => kind.decide(view, memory, event, freshLuck(view.self.id, view.at));
      if (!isDeepStrictEqual(again(), answer)) throw new Error(`${name} decides otherwise the second time`);
      const before = process.cpuUsage();
      for (let repeat = 0; repeat < REPEATS; repeat++) again();
      const { user, system } = process.cpuUsage(before);
      const times = this.#times.get(name) ?? [];
      this.#times.set(name, times);
      times.push(((user + system) * 1_000) / REPEATS);
      return answer;
    };
    return { ...kind, decide };
  }
}

/** The luck that an institution has at an instant, from its beginning. */
function freshLuck(agent: string, instant: number): Random {
  const streams = new Map<string, Draws>();
  return (purpose) => {
    const draws = streams.get(purpose) ?? drawsOf(streamKey({ seed: SEED, purpose, agent, instant: instant as never }));
    streams.set(purpose, draws);
    return draws;
  };
}
