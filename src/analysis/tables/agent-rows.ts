/** The table `agents`: who takes part, of which kind, and in which market it is at home. */
import type { EventOf } from '../../events/vocabulary.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Market } from '../../units/quantity.ts';

export interface AgentRow {
  readonly agent: string;
  readonly agent_kind: string;
  readonly market: Market | null;
}

/** Markets by agent, as mandates state them; what a log alone does not say. */
export type HomeMarkets = ReadonlyMap<string, Market>;

export const agentRow = ({ agent, kind }: EventOf<'AgentJoined'>, homes: HomeMarkets): AgentRow => ({
  agent,
  agent_kind: kind,
  market: homes.get(agent) ?? null,
});

export function homesOf({ agents }: Pick<Scenario, 'agents'>): HomeMarkets {
  const homes = new Map<string, Market>();
  for (const { id, mandate } of agents) {
    const { market } = mandate as { readonly market?: Market };
    if (market !== undefined) homes.set(id, market);
  }
  return homes;
}
