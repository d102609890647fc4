/** The small world with a currency pair, and forks of it: patches as people write them, read through their own door. */
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import type { ForkMoment } from '../../src/scenario/interventions/fork-moment.ts';
import { readPatch, readPatchedScenario } from '../../src/scenario/interventions/patch-file.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { SMALL_WORLD } from './small-world.ts';

const PAIR = '{ openPrice: 158.16, calmTurnover: $190bn, calmVolatility: 55bp, calmHalfSpread: 0.6bp }';
export const WORLD_WITH_DOLLARS = SMALL_WORLD.replace('agents:\n', `  FX-USDJPY: ${PAIR}\nagents:\n`).replace(
  '  vigilantes:',
  '  dealers-fx: { kind: dealer, count: 2, mandate: { market: fx, riskLimit: { sharedBySize: ¥600m/bp } } }\n' +
    '  clients-fx: { kind: noise, mandate: { market: fx } }\n  vigilantes:',
);

export const tokyo = (local: string): SimTime => parseIsoTime(`2026-01-${local}+09:00`) as SimTime;

export function patched(fork: ForkMoment, ...entries: readonly string[]): Scenario {
  const text = ['schemaVersion: 1', 'interventions:', ...entries.map((entry) => `  - ${entry}`)].join('\n');
  const patch = entries.length === 0 ? undefined : readPatch(text, 'patch.yaml');
  if (patch !== undefined && !patch.ok) throw new Error(patch.errors.map(({ message }) => message).join('\n'));
  const result = readPatchedScenario({
    scenarioText: WORLD_WITH_DOLLARS,
    scenarioFile: 'small-world.yaml',
    patch: patch?.patch,
    settings: [],
    fork,
    kinds: AGENT_KINDS,
  });
  if (!result.ok) throw new Error(result.errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.scenario;
}
