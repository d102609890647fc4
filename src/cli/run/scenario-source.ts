/** A scenario as a run needs it: read, settings applied, digest taken; or everything that is wrong with it. */
import { AGENT_KINDS } from '../../agents/kinds.ts';
import { Hash128 } from '../../math/digest.ts';
import { SETTINGS_FILE, type Setting } from '../../scenario/apply-settings.ts';
import { readChangedScenario } from '../../scenario/read-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { readText } from '../text-file.ts';
import type { AgentsFile } from './agents-file.ts';

export interface LoadedScenario {
  readonly ok: true;
  readonly scenario: Scenario;
  /** Canonical YAML that reads back to the same scenario. */
  readonly resolved: string;
  /** 32 hex digits over the resolved scenario, and over the text of agents brought along. */
  readonly digest: string;
  readonly path: string;
}

export interface LoadOptions {
  readonly settings?: readonly Setting[];
  readonly agents?: AgentsFile | undefined;
  /** What the file is called where it is not there. */
  readonly argument?: string;
}

/** Throws `EnvironmentFault` where the file cannot be read. */
export function loadScenario(path: string, options: LoadOptions = {}): LoadedScenario | BadInput {
  const { settings = [], agents, argument = 'SCENARIO' } = options;
  const read = readText(path, argument);
  if (!read.ok) return read;
  const kinds = { ...AGENT_KINDS, ...agents?.kinds };
  const result = readChangedScenario(read.text, settings, path, kinds);
  if (!result.ok) return { ok: false, errors: result.errors, textOf: settingText(settings, read.text) };
  const { scenario, resolved, digestText } = result;
  return { ok: true, scenario, resolved, digest: digestOf(digestText, agents), path };
}

/** `path=value`, as `--set` takes it. */
export function readSettings(texts: readonly string[]): { readonly ok: true; readonly settings: Setting[] } | BadInput {
  const settings: Setting[] = [];
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals <= 0) {
      const message = `"${text}" sets nothing`;
      return badArgument({
        argument: SETTINGS_FILE,
        found: text,
        message,
        expected: 'path=value, such as loops.L2=off',
      });
    }
    settings.push({ path: text.slice(0, equals), valueText: text.slice(equals + 1) });
  }
  return { ok: true, settings };
}

/** The text that an error of a setting points into; errors of the file itself point into the file. */
function settingText(settings: readonly Setting[], fileText: string): NonNullable<BadInput['textOf']> {
  return ({ file, path }) => {
    if (file !== SETTINGS_FILE) return fileText;
    const setting = settings.findLast((candidate) => candidate.path === path);
    return setting === undefined ? undefined : `${setting.path}=${setting.valueText}`;
  };
}

function digestOf(text: string, agents: AgentsFile | undefined): string {
  const hash = new Hash128();
  hash.text(text);
  if (agents !== undefined) hash.text(agents.sha256);
  return hash.hex;
}
