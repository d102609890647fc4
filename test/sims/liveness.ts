/**
 * That a run gets on: nobody is woken twice for one event at one instant, the queue stays short, time never stands still.
 *
 * The kinds are the real ones, each watched from outside; the queue is looked at whenever somebody is woken.
 */
import { expect } from 'vitest';
import type { AnyAgentKind } from '../../src/agents/contract.ts';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import type { Simulation } from '../../src/engine/simulation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** What an institution may have waiting for it at once: an event of each line at one instant, and some news. */
const WAITING_PER_AGENT = 8;
/** Wakes of one institution at one instant, on events that differ: more is a loop that feeds itself. */
const WAKES_PER_INSTANT = 500;

export class Liveness {
  readonly faults: string[] = [];
  wakes = 0;
  longestQueue = 0;
  run: Simulation | undefined;
  readonly #scenario: Scenario;
  readonly #woken = new Map<string, { at: number; seqs: Set<number> }>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  kinds(): Record<string, AnyAgentKind> {
    return Object.fromEntries(
      Object.entries(AGENT_KINDS).map(([name, kind]): [string, AnyAgentKind] => [
        name,
        {
          ...kind,
          decide: (view, memory, event, random) => {
            this.#wake(view.self.id, view.at, event.seq);
            return kind.decide(view, memory, event, random);
          },
        },
      ]),
    );
  }

  /** `sessions` were opened: where every market is shut, nobody need be woken. */
  check(said: string, sessions = 1): void {
    const run = this.run as Simulation;
    expect(this.faults.slice(0, 5), said).toEqual([]);
    expect(run.isFinished, said).toBe(true);
    expect(run.now, said).toBeLessThanOrEqual(this.#scenario.endsAt);
    if (sessions > 0) expect(this.wakes, said).toBeGreaterThan(0);
  }

  #wake(agent: string, at: number, seq: number): void {
    this.wakes += 1;
    let last = this.#woken.get(agent);
    if (last === undefined || last.at !== at) {
      if (last !== undefined && at < last.at) this.faults.push(`${agent} is woken at ${at} after ${last.at}`);
      last = { at, seqs: new Set() };
      this.#woken.set(agent, last);
    }
    if (last.seqs.has(seq)) this.faults.push(`${agent} is woken twice for ${seq} at ${at}`);
    last.seqs.add(seq);
    if (last.seqs.size > WAKES_PER_INSTANT) this.faults.push(`${agent} is woken ${last.seqs.size} times at ${at}`);
    this.#lookAtQueue();
  }

  #lookAtQueue(): void {
    if (this.run === undefined) return;
    const { size } = (this.run as unknown as { queue: { size: number } }).queue;
    if (size <= this.longestQueue) return;
    this.longestQueue = size;
    const { agents, auctions, announcements, instruments } = this.#scenario;
    const days = Math.ceil((this.#scenario.endsAt - this.#scenario.opensAt) / 86_400_000) + 1;
    const planned = announcements.length + 4 * auctions.length + 10 * days * (instruments.length + 4);
    if (size > planned + WAITING_PER_AGENT * agents.length) this.faults.push(`${size} wait in the queue`);
  }
}
