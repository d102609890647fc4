/**
 * The scenario of an arm, read to know that it can be run: what is wrong with a setting is located where the experiment file
 * states it, what is wrong with the scenario itself in its own file.
 */
import type { ScenarioKinds } from '../../scenario/agent-entry.ts';
import { applySettings, SETTINGS_FILE, type Setting } from '../../scenario/apply-settings.ts';
import { readPatchedScenario } from '../../scenario/interventions/patch-file.ts';
import type { LocatedError, Path } from '../../scenario/located-error.ts';
import { type ReadResult, readChangedScenario } from '../../scenario/read-scenario.ts';
import type { SourceTree } from '../../scenario/source-tree.ts';
import type { SimTime } from '../../units/quantity.ts';
import type { ScenarioText } from '../experiment.ts';

/** A setting and where the experiment file states it. */
export interface PlacedSetting {
  readonly setting: Setting;
  /** Of its value. */
  readonly place: Path;
  /** Of its path, where that stands elsewhere than in the key of the value. */
  readonly pathPlace?: Path;
}

export interface Branch {
  readonly at: SimTime;
  readonly settings: readonly PlacedSetting[];
  readonly interventions: readonly unknown[];
  /** Of `interventions` in the experiment file. */
  readonly place: Path;
}

export class VariantReader {
  readonly #scenario: ScenarioText;
  readonly #source: SourceTree;
  readonly #kinds: ScenarioKinds;
  readonly errors: LocatedError[] = [];

  constructor(scenario: ScenarioText, source: SourceTree, kinds: ScenarioKinds) {
    this.#scenario = scenario;
    this.#source = source;
    this.#kinds = kinds;
  }

  /** Undefined where it cannot be read, which `errors` say. */
  read(settings: readonly PlacedSetting[]): Extract<ReadResult, { ok: true }> | undefined {
    const { text, path } = this.#scenario;
    const plain = settings.map(({ setting }) => setting);
    return this.#taken(readChangedScenario(text, plain, path, this.#kinds), settings);
  }

  readBranch(before: readonly PlacedSetting[], branch: Branch): Extract<ReadResult, { ok: true }> | undefined {
    const { text, path } = this.#scenario;
    const applied = applySettings(
      text,
      before.map(({ setting }) => setting),
      this.#kinds,
      path,
    );
    if (!applied.ok) return undefined; // said of the base already
    const file = 'interventions';
    const patch = {
      file,
      source: {
        ...this.#source,
        locate: (problem: Parameters<SourceTree['locate']>[0]) =>
          this.#source.locate({ ...problem, path: [...branch.place, ...problem.path.slice(1)] }),
      },
      entries: branch.interventions,
      at: undefined,
    };
    const settings = branch.settings.map(({ setting }) => setting);
    const patching = { scenarioText: applied.text, scenarioFile: path, patch, settings, kinds: this.#kinds };
    return this.#taken(readPatchedScenario({ ...patching, fork: { at: branch.at } }), branch.settings);
  }

  #taken(result: ReadResult, settings: readonly PlacedSetting[]): Extract<ReadResult, { ok: true }> | undefined {
    if (result.ok) return result;
    for (const error of result.errors) this.#add(this.#placed(error, settings));
    return undefined;
  }

  #placed(error: LocatedError, settings: readonly PlacedSetting[]): LocatedError {
    if (error.file !== SETTINGS_FILE) return error;
    const placed = settings.findLast(({ setting }) => setting.path === error.path);
    if (placed === undefined) return error;
    const ofPath = error.column <= placed.setting.path.length;
    const path = ofPath ? (placed.pathPlace ?? placed.place) : placed.place;
    const { message, expected, nearest } = error;
    const hint = nearest === undefined ? {} : { nearest };
    return this.#source.locate({ path, atKey: ofPath && placed.pathPlace === undefined, message, expected, ...hint });
  }

  /** What all arms share is at fault once. */
  #add(error: LocatedError): void {
    const isKnown = this.errors.some(
      (each) =>
        each.file === error.file &&
        each.line === error.line &&
        each.column === error.column &&
        each.message === error.message,
    );
    if (!isKnown) this.errors.push(error);
  }
}
