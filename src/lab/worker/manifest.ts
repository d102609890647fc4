/** The names that everything else is told by: what a scenario has, in the order in which frames count it. */
import { AGENT_KIND_NAMES } from '../../agents/kind-names.ts';
import { openingLevelBp } from '../../engine/instrument-pricing.ts';
import type { AgentFacts, InstrumentFacts, Scenario } from '../../scenario/scenario.ts';
import { isFuture, isIndexLinked } from '../../units/instrument-name.ts';
import type { Market } from '../../units/quantity.ts';
import type { InstitutionFacts, Line, Manifest } from '../protocol.ts';

const MARKETS: readonly Market[] = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity', 'gold', 'bitcoin'];

export interface ManifestFacts {
  readonly scenario: Scenario;
  readonly scenarioDigest: string;
  readonly seed: number;
  readonly engineVersion: string;
  readonly cards: readonly string[];
}

export function manifestOf(facts: ManifestFacts): Manifest {
  const { scenario, ...rest } = facts;
  const { id, title, opensAt, endsAt, agents, loops } = scenario;
  const lines = scenario.instruments.map(lineOf);
  const indexOf = new Map(lines.map((line, index) => [line.id, index]));
  const present = new Set(agents.map(({ kind }) => kind));
  return {
    ...rest,
    scenario: id,
    title,
    opensAt,
    endsAt,
    lines,
    institutions: agents.map((agent) => institutionOf(agent, scenario, indexOf)),
    kinds: AGENT_KIND_NAMES.filter((kind) => present.has(kind)),
    markets: MARKETS.filter((market) => lines.some((line) => line.market === market)),
    loops,
    auctions: scenario.auctions.map(({ id: auction, instruments, bidsCloseAt, resultAt }) => ({
      id: auction,
      line: indexOf.get(instruments[0] ?? '') ?? -1,
      bidsCloseAt,
      resultAt,
    })),
  };
}

function lineOf(facts: InstrumentFacts): Line {
  const { id, market, currency, lotFace, calmSigma } = facts;
  const tenorMilliYears = facts.bond?.tenorMilliYears ?? facts.future?.tenorMilliYears ?? 0;
  return {
    id,
    market,
    currency,
    kind: kindOf(facts),
    tenorYears: tenorMilliYears / 1000,
    openLevelBp: openingLevelBp(facts),
    lotFace,
    calmSigmaBp: calmSigma / 1000,
  };
}

function kindOf({ id, market, bond }: InstrumentFacts): Line['kind'] {
  if (isFuture(id)) return 'future';
  if (bond === undefined) return market === 'fx' ? 'currency' : 'other';
  return isIndexLinked(id) ? 'linker' : 'bond';
}

function institutionOf(
  { id, kind, holdings, mandate }: AgentFacts,
  { instruments }: Scenario,
  indexOf: ReadonlyMap<string, number>,
): InstitutionFacts {
  const faceOf = new Map(instruments.map((line) => [line.id, line.lotFace]));
  return {
    id,
    kind,
    holdings: Object.entries(holdings).map(([line, lots]) => [indexOf.get(line) ?? -1, lots * (faceOf.get(line) ?? 1)]),
    mandate: Object.entries(mandate as object).map(([key, value]) => [key, plainText(value)]),
  };
}

const plainText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
