/**
 * Plain data in the form of a scenario file → a scenario, or what is wrong with it: for whoever has the data and no text,
 * such as a page that carries scenarios along. `read-scenario.ts` reads texts.
 *
 * Pure; never throws, whatever the data.
 */
import type { ScenarioKinds } from './agent-entry.ts';
import { scenarioDigestText } from './canonical-json.ts';
import { dated, type ForkMoment, momentProblem } from './interventions/fork-moment.ts';
import type { Problem } from './located-error.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioReading } from './scenario-reading.ts';

/** A scenario file's outermost mapping. */
export type ScenarioData = Readonly<Record<string, unknown>>;

export type DataResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly digestText: string; readonly data: ScenarioData }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function readScenarioData(data: ScenarioData, kinds: ScenarioKinds): DataResult {
  const reading = new ScenarioReading(data, kinds);
  const draft = reading.read();
  if (draft === undefined || reading.problems.length > 0) return { ok: false, problems: reading.problems };
  return { ok: true, scenario: draft.scenario, digestText: scenarioDigestText(draft.scenario), data };
}

/** The scenario with a patch's entries beside it; problems of the patch have a path that begins with `interventions`. */
export function readPatchedData(
  data: ScenarioData,
  entries: readonly unknown[],
  fork: ForkMoment,
  kinds: ScenarioKinds,
): DataResult {
  const before: readonly unknown[] = Array.isArray(data.interventions) ? data.interventions : [];
  const early = entries.map((entry, index) => momentProblem(entry, index, fork)).filter((each) => each !== undefined);
  if (early.length > 0) return { ok: false, problems: early };
  const interventions = [...before, ...entries.map((entry) => dated(entry, fork))];
  return readScenarioData({ ...data, interventions }, kinds);
}
