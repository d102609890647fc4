/** What a choice of the page comes to: a scenario read, its loops and mix set, with its digest and its names; or what is wrong. */
import { AGENT_KINDS } from '../../agents/kinds.ts';
import { LOOP_NAMES } from '../../agents/loops.ts';
import { Hash128 } from '../../math/digest.ts';
import { scenarioDigestText } from '../../scenario/canonical-json.ts';
import type { Path, Problem } from '../../scenario/located-error.ts';
import { readScenarioData, type ScenarioData } from '../../scenario/read-data.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { LabSetting, Manifest, RunChoice } from '../protocol.ts';
import { cardsFor } from '../state/cards.ts';
import { manifestOf } from './manifest.ts';
import { mixed } from './mix.ts';

export interface World {
  readonly ok: true;
  readonly data: ScenarioData;
  readonly scenario: Scenario;
  readonly manifest: Manifest;
}

export interface NoWorld {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

export interface Shelf {
  readonly engineVersion: string;
  readonly scenarios: Readonly<Record<string, ScenarioData>>;
}

export function worldOf(choice: RunChoice, data: ScenarioData, { engineVersion }: Shelf): World | NoWorld {
  const changed = withSettings(withLoops(data, choice), choice.settings ?? []);
  if ('problems' in changed) return { ok: false, problems: changed.problems };
  const read = readScenarioData(changed.data, AGENT_KINDS);
  if (!read.ok) return read;
  const scenario = mixed(read.scenario, choice.mix ?? {});
  const hash = new Hash128();
  hash.text(scenarioDigestText(scenario));
  const cards = cardsFor(scenario);
  const manifest = manifestOf({ scenario, scenarioDigest: hash.hex, seed: choice.seed, engineVersion, cards });
  return { ok: true, data: changed.data, scenario, manifest };
}

function withLoops(data: ScenarioData, { loops = {} }: RunChoice): ScenarioData {
  const set = LOOP_NAMES.flatMap((name) => (loops[name] === undefined ? [] : [[name, loops[name] ? 'on' : 'off']]));
  return set.length === 0 ? data : { ...data, loops: { ...(data.loops as object), ...Object.fromEntries(set) } };
}

function withSettings(
  data: ScenarioData,
  settings: readonly LabSetting[],
): { readonly data: ScenarioData } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let value: unknown = data;
  for (const { path, valueText } of settings) {
    const steps = path.split('.');
    const other = replaced(value, steps, plainValue(valueText));
    if (other === undefined) problems.push(unknown(steps));
    else value = other;
  }
  return problems.length > 0 ? { problems } : { data: value as ScenarioData };
}

const unknown = (path: Path): Problem => ({
  path,
  atKey: true,
  message: 'there is nothing of that name',
  expected: 'a path of the scenario',
});

/** A copy with one value in another's place; undefined: the path leads nowhere. A quantity keeps where it came from. */
function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = (value as Record<string, unknown>)[step];
  if (!Object.hasOwn(value, step) && rest.length > 0) return undefined;
  const other = replaced(inner, rest, by);
  return other === undefined ? undefined : { ...value, [step]: other };
}

/** As YAML would read a plain value. */
function plainValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
