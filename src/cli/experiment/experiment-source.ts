/** `FILE` → an experiment: a path, or the name of a shipped one; its scenario by name, or by a path from the file. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { AGENT_KINDS } from '../../agents/kinds.ts';
import type { Experiment, ScenarioText } from '../../experiments/experiment.ts';
import { readExperiment, type ScenarioFinding } from '../../experiments/file/read-experiment.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { SIMS } from '../program.ts';
import { shippedScenarios } from '../run/shipped-scenarios.ts';
import { readText } from '../text-file.ts';

const EXPERIMENTS = join(SIMS, 'experiments');
const YAML = '.yaml';

/** Throws `EnvironmentFault`. */
export function shippedExperiments(): { readonly name: string; readonly path: string }[] {
  const files = attempt('list', EXPERIMENTS, () => readdirSync(EXPERIMENTS));
  return files
    .filter((file) => file.endsWith(YAML))
    .sort()
    .map((file) => ({ name: file.slice(0, -YAML.length), path: fromHere(join(EXPERIMENTS, file)) }));
}

export type LoadedExperiment = { readonly ok: true; readonly experiment: Experiment } | BadInput;

/** Throws `EnvironmentFault`. */
export function loadExperiment(asked: string, argument = 'FILE'): LoadedExperiment {
  const found = findExperiment(asked);
  if (!found.ok) return found;
  const { path } = found;
  const read = readText(path, argument);
  if (!read.ok) return read;
  const result = readExperiment(read.text, path, {
    kinds: AGENT_KINDS,
    scenarioOf: (word) => findScenarioText(word, dirname(path)),
  });
  if (result.ok) return result;
  const { errors, scenario } = result;
  return { ok: false, errors, textOf: ({ file }) => (file === scenario?.path ? scenario.text : read.text) };
}

function findExperiment(asked: string): { readonly ok: true; readonly path: string } | BadInput {
  const there = statSync(asked, { throwIfNoEntry: false });
  if (there !== undefined && !there.isDirectory()) return { ok: true, path: asked };
  const shipped = shippedExperiments();
  const named = shipped.find(({ name }) => name === asked);
  if (named !== undefined) return { ok: true, path: named.path };
  const names = shipped.map(({ name }) => name);
  const nearest = nearestName(asked.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''), names);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = there === undefined ? `there is no experiment file ${asked}` : `${asked} is a folder`;
  const expected = `the path of an experiment file, or a shipped one: ${names.join(', ')}`;
  return badArgument({ argument: 'FILE', found: asked, message: message + hint, expected, nearest });
}

function findScenarioText(word: string, folder: string): ScenarioFinding {
  const shipped = shippedScenarios();
  const named = shipped.find(({ name }) => name === word);
  // Beside results lies what they were made of, so that their own copy of the file repeats them.
  const paths = [join(folder, word), join(folder, 'scenarios', basename(word))];
  const path = named?.path ?? paths.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true);
  if (path === undefined) {
    const names = shipped.map(({ name }) => name);
    const nearest = nearestName(word, names);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const message = `there is no scenario "${word}"${hint}`;
    const expected = `one of: ${names.join(', ')}, or a path from this file`;
    return { ok: false, message, expected, ...(nearest === undefined ? {} : { nearest }) };
  }
  const read = readText(path, 'scenario');
  if (!read.ok) {
    const [first] = read.errors;
    return { ok: false, message: first?.message ?? 'cannot be read', expected: first?.expected ?? 'a scenario file' };
  }
  const scenario: ScenarioText = { word, path, text: read.text, isShipped: named !== undefined };
  return { ok: true, scenario };
}

function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short.length < path.length && !short.startsWith('..') ? short : path;
}
