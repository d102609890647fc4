/** The scenario that a run folder keeps, with the agents brought along: what the run began with, or why it is not that any more. */
import { join } from 'node:path';
import { type BadInput, badArgument } from '../bad-input.ts';
import { type AgentsFile, loadAgents } from './agents-file.ts';
import { type RunRecord, SCENARIO_FILE } from './run-record.ts';
import { type LoadedScenario, loadScenario } from './scenario-source.ts';

export type ReloadedScenario = LoadedScenario & { readonly agents: AgentsFile | undefined };

/** @param argument Names the folder where something is wrong with it. Throws `EnvironmentFault`. */
export async function reloadScenario(
  folder: string,
  record: RunRecord,
  argument: string,
): Promise<ReloadedScenario | BadInput> {
  const brought = record.agents === null ? undefined : await loadAgents(record.agents.file);
  if (brought !== undefined && !brought.ok) {
    const wrong = brought.errors.map(({ message }) => message).join('; ');
    const message = `the run in ${folder} was made with --agents ${record.agents?.file}: ${wrong}`;
    return badArgument({ argument, found: folder, message, expected: 'that file, at its place from here' });
  }
  const loaded = loadScenario(join(folder, SCENARIO_FILE), { agents: brought?.agents });
  if (!loaded.ok) return loaded;
  if (loaded.digest !== record.scenario.digest) {
    const message = `${SCENARIO_FILE} of ${folder} has the digest ${loaded.digest}, its run.json says ${record.scenario.digest}`;
    const expected = 'the scenario and the agents that the run began with';
    return badArgument({ argument, found: folder, message, expected });
  }
  return { ...loaded, path: record.scenario.file, agents: brought?.agents };
}
