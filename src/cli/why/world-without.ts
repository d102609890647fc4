/** The scenario of a run without what a proof leaves out; entries of a patch are read anew from the run's folder. */
import { join } from 'node:path';
import { AGENT_KINDS } from '../../agents/kinds.ts';
import type { Removal } from '../../analysis/why/leave-out.ts';
import { interventionsWithout, settled } from '../../scenario/interventions/without-entries.ts';
import type { ScenarioData } from '../../scenario/read-data.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { SourceReader } from '../../scenario/source-tree.ts';
import { assert } from '../../units/assert.ts';
import type { Seq } from '../../units/quantity.ts';
import type { BadInput } from '../bad-input.ts';
import type { ReloadedScenario } from '../run/reload-scenario.ts';
import { SCENARIO_FILE } from '../run/run-record.ts';
import { readText } from '../text-file.ts';

export interface RunWithout {
  readonly folder: string;
  readonly reloaded: ReloadedScenario;
  readonly removal: Removal;
  /** Of the event that is left out. */
  readonly seq: Seq;
}

/** Throws `EnvironmentFault`. */
export function worldWithout({ folder, reloaded, removal, seq }: RunWithout): Scenario | BadInput {
  const { scenario, interventions: gone } = removal;
  const before = reloaded.scenario.interventions;
  if (before === undefined) return scenario;
  if (gone.length === 0) return { ...scenario, interventions: settled(before, seq) };
  const text = readText(join(folder, SCENARIO_FILE), '--prove');
  if (!text.ok) return text;
  const source = new SourceReader(text.text, SCENARIO_FILE).read();
  assert(source.root !== undefined, `${SCENARIO_FILE} was read before`);
  const kinds = { ...AGENT_KINDS, ...reloaded.agents?.kinds };
  const left = interventionsWithout(source.value as ScenarioData, new Set(gone), kinds);
  assert(left.length === before.length - gone.length, `${left.length} interventions of ${before.length} are left`);
  return { ...scenario, interventions: settled(left, seq) };
}
