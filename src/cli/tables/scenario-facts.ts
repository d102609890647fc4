/**
 * What tables need of a run's scenario and its log does not say: extra holidays, and in which market a mandate is at home.
 *
 * Read from the folder's `scenario.yaml`. A log by itself is read without; that only changes what its tables call unknown.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ExtraHolidays, extraHolidaysOf } from '../../analysis/quote-board.ts';
import { type HomeMarkets, homesOf } from '../../analysis/tables/agent-rows.ts';
import type { FoundRun } from '../log/find-run.ts';
import { SCENARIO_FILE } from '../run/run-record.ts';
import { loadScenario } from '../run/scenario-source.ts';

export interface ScenarioFacts {
  readonly extraHolidays: ExtraHolidays;
  readonly homes: HomeMarkets;
}

export const NO_FACTS: ScenarioFacts = { extraHolidays: {}, homes: new Map() };

/** Undefined: there is a scenario, and it cannot be read. Throws `EnvironmentFault`. */
export function scenarioFacts({ folder, record }: FoundRun): ScenarioFacts | undefined {
  const path = join(folder, SCENARIO_FILE);
  if (record === undefined || !existsSync(path)) return NO_FACTS;
  const loaded = loadScenario(path);
  if (!loaded.ok) return undefined;
  const { scenario } = loaded;
  return { extraHolidays: extraHolidaysOf(scenario), homes: homesOf(scenario) };
}
