/**
 * The mix sliders: a scenario with some of its institutions stronger or weaker, as multiples of what it states.
 *
 * What risk-parity funds hold more is held less by those whom nobody names, so that what is outstanding stays.
 */
import type { AgentKindName } from '../../agents/kind-names.ts';
import type { AgentFacts, Scenario } from '../../scenario/scenario.ts';
import { type Lots, lots } from '../../units/quantity.ts';
import type { Mix, MixName } from '../protocol.ts';

type Mandate = Readonly<Record<string, unknown>>;

/** What a slider does to the mandates of a kind. */
const MANDATES: Readonly<Record<Exclude<MixName, 'riskParityShare'>, readonly Scaled[]>> = {
  ldiLeverage: [{ kind: 'ldi', key: 'buffer', isInverse: true }],
  dealerLimit: [{ kind: 'dealer', key: 'riskLimit' }],
  foreignStop: [{ kind: 'foreignHolder', key: 'medianThreshold' }],
  bankLimit: [
    { kind: 'megabank', key: 'varLimit', isWhole: true },
    { kind: 'regionalBank', key: 'varLimit', isWhole: true },
  ],
  dipBudget: [{ kind: 'lifeInsurer', key: 'dipBudget', isWhole: true }],
};

interface Scaled {
  readonly kind: AgentKindName;
  readonly key: string;
  readonly isInverse?: true;
  /** An amount of money or face. */
  readonly isWhole?: true;
}

export function mixed(scenario: Scenario, mix: Mix): Scenario {
  let { agents, residual } = scenario;
  for (const [name, factor] of Object.entries(mix) as [MixName, number][]) {
    if (factor === 1) continue;
    if (name === 'riskParityShare') [agents, residual] = shared(agents, residual, factor);
    else agents = agents.map((agent) => MANDATES[name].reduce((each, rule) => scaled(each, rule, factor), agent));
    if (name === 'dipBudget') agents = agents.map((agent) => dipOf(scenario, agent, factor));
  }
  return { ...scenario, agents, residual };
}

function scaled(agent: AgentFacts, { kind, key, isInverse, isWhole }: Scaled, factor: number): AgentFacts {
  const mandate = agent.mandate as Mandate;
  const value = mandate[key];
  if (agent.kind !== kind || typeof value !== 'number') return agent;
  const other = isInverse ? value / factor : value * factor;
  return { ...agent, mandate: { ...mandate, [key]: isWhole ? Math.round(other) : other } };
}

/** A megabank's dip is what it wants beyond what it has. */
function dipOf({ instruments }: Scenario, agent: AgentFacts, factor: number): AgentFacts {
  if (agent.kind !== 'megabank') return agent;
  const { market, target } = agent.mandate as { readonly market: string; readonly target: number };
  const held = instruments.reduce(
    (sum, line) => sum + (line.market === market ? (agent.holdings[line.id] ?? 0) * line.lotFace : 0),
    0,
  );
  const other = held + Math.max(0, target - held) * factor;
  return { ...agent, mandate: { ...(agent.mandate as Mandate), target: Math.round(Math.max(target, held, other)) } };
}

type Residual = Scenario['residual'];

function shared(agents: readonly AgentFacts[], residual: Residual, factor: number): [readonly AgentFacts[], Residual] {
  const left: Record<string, Lots> = { ...residual };
  const others = agents.map((agent) => {
    if (agent.kind !== 'riskParity') return agent;
    const holdings = Object.fromEntries(
      Object.entries(agent.holdings).map(([line, held]) => {
        const wanted = Math.round(held * factor);
        const more = Math.min(wanted - held, left[line] ?? 0);
        left[line] = lots((left[line] ?? 0) - more);
        return [line, lots(held + more)];
      }),
    );
    return { ...agent, holdings };
  });
  return [others, left];
}
