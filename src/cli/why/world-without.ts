/**
 * The scenario of a run without what a proof leaves out. The entries of a patch are read anew without the one that goes: a
 * mandate that is set twice is another mandate where the first time is missing.
 */
import { join } from 'node:path';
import { AGENT_KINDS } from '../../agents/kinds.ts';
import type { Removal } from '../../analysis/why/leave-out.ts';
import type { ScenarioKinds } from '../../scenario/agent-entry.ts';
import type { Intervention, Scenario } from '../../scenario/scenario.ts';
import { ScenarioReading } from '../../scenario/scenario-reading.ts';
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
  const left = readWithout(text.text, new Set(gone), { ...AGENT_KINDS, ...reloaded.agents?.kinds });
  assert(left.length === before.length - gone.length, `${left.length} interventions of ${before.length} are left`);
  return { ...scenario, interventions: settled(left, seq) };
}

/** A run's folder keeps an entry for each intervention, in their order. */
function readWithout(text: string, gone: ReadonlySet<number>, kinds: ScenarioKinds): readonly Intervention[] {
  const source = new SourceReader(text, SCENARIO_FILE).read();
  assert(source.root !== undefined, `${SCENARIO_FILE} was read before`);
  const root = source.value as Record<string, unknown>;
  const entries = (root.interventions as readonly unknown[]).filter((_, index) => !gone.has(index));
  const reading = new ScenarioReading({ ...root, interventions: entries }, kinds);
  const draft = reading.read();
  assert(draft !== undefined, `without an entry a scenario is wrong: ${reading.problems[0]?.message}`);
  return draft.scenario.interventions ?? [];
}

/** From the event on seqs are others: what came after one within an instant comes at that instant's end. */
const settled = (interventions: readonly Intervention[], seq: Seq): readonly Intervention[] =>
  interventions.map(({ at, after, deed }) =>
    after === undefined || after >= seq ? { at, deed } : { at, after, deed },
  );
