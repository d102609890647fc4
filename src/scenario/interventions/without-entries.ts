/**
 * Interventions without some of their entries, for a proof. They are read anew: a mandate that is set twice is another
 * mandate where the first time is missing.
 */
import { assert } from '../../units/assert.ts';
import type { Seq } from '../../units/quantity.ts';
import type { ScenarioKinds } from '../agent-entry.ts';
import type { ScenarioData } from '../read-data.ts';
import type { Intervention } from '../scenario.ts';
import { ScenarioReading } from '../scenario-reading.ts';

/** `data` has an entry for each intervention, in their order; `gone` are indices. */
export function interventionsWithout(
  data: ScenarioData,
  gone: ReadonlySet<number>,
  kinds: ScenarioKinds,
): readonly Intervention[] {
  const entries = (data.interventions as readonly unknown[]).filter((_, index) => !gone.has(index));
  const reading = new ScenarioReading({ ...data, interventions: entries }, kinds);
  const draft = reading.read();
  assert(draft !== undefined, `without an entry a scenario is wrong: ${reading.problems[0]?.message}`);
  return draft.scenario.interventions ?? [];
}

/** From the event on seqs are others: what came after one within an instant comes at that instant's end. */
export const settled = (interventions: readonly Intervention[], seq: Seq): readonly Intervention[] =>
  interventions.map(({ at, after, deed }) =>
    after === undefined || after >= seq ? { at, deed } : { at, after, deed },
  );
