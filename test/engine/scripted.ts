/**
 * Institutions that do what a test tells them, tick by tick: in a run their kinds' own behaviour is replaced, so that a price
 * path can be written down. Times are local Tokyo time of the decision tick, `2026-03-12T08:45`.
 */

import type { AnyAgentKind, Command, View } from '../../src/agents/contract.ts';
import type { AgentKindName } from '../../src/agents/kind-names.ts';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { type Lots, lots, type PriceTicks, priceTicks, type Side } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';

export type Level = readonly [ticks: number, count: number];

/** One institution's orders at one tick, in order. */
export type Script = readonly (readonly [at: string, agent: string, ...orders: readonly Order[]])[];
type Order = (view: View) => Command;

const KINDS = ['dealer', 'noise', 'fundamental'] as const satisfies readonly AgentKindName[];

/** Shows these levels on a side, best first; none withdraws. */
export const shows =
  (line: string, side: Side, ...levels: readonly Level[]): Order =>
  (view) => ({
    type: 'Quote',
    instrument: view.instrument(line),
    side,
    prices: levels.map(([ticks]): PriceTicks => priceTicks(ticks)),
    sizes: levels.map(([, count]): Lots => lots(count)),
    flag: 'marketMaking',
  });

/** Takes up to a limit; the rest vanishes. */
export const takes =
  (line: string, side: Side, [limit, count]: Level): Order =>
  (view) => ({
    type: 'Take',
    instrument: view.instrument(line),
    side,
    limit: priceTicks(limit),
    quantity: lots(count),
    flag: 'voluntary',
  });

/** Dealers, clients and value traders as the script has them; everybody else is as ever. */
export function scripted(script: Script, seen: (view: View) => void = () => undefined) {
  const byTick = new Map(
    script.map(([at, agent, ...orders]) => [`${parseIsoTime(`${at}:00+09:00`)} ${agent}`, orders] as const),
  );
  const behave = (kind: AgentKindName): AnyAgentKind => ({
    ...AGENT_KINDS[kind],
    start: () => ({}),
    watches: (stream) => stream.of('ClockTicked'),
    remember: (memory) => memory,
    decide: (view) => {
      seen(view);
      return (byTick.get(`${view.at} ${view.self.id}`) ?? []).map((order) => order(view));
    },
    headroom: () => [],
  });
  return Object.fromEntries(KINDS.map((kind) => [kind, behave(kind)]));
}
