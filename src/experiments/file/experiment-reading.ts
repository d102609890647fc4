/** The sections of an experiment file held to each other and to the scenario: seeds, arms, parameters, outcomes, moments. */

import { Hash128 } from '../../math/digest.ts';
import type { ScenarioKinds } from '../../scenario/agent-entry.ts';
import type { Setting } from '../../scenario/apply-settings.ts';
import { canonicalJson } from '../../scenario/canonical-json.ts';
import type { LocatedError, Path, Problem } from '../../scenario/located-error.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { SourceTree } from '../../scenario/source-tree.ts';
import { isoTime, parseIsoTime } from '../../units/time.ts';
import { BASE, type Design, type Experiment, type ExperimentArm, type ScenarioText } from '../experiment.ts';
import { FIXED_COLUMNS } from '../results/run-columns.ts';
import type { SeedRule } from '../run-seed.ts';
import type { ExperimentFile, ExperimentKind, FileOf } from './experiment-file.ts';
import { outcomeOf, outcomeProblems } from './outcome-reading.ts';
import {
  gridParameter,
  type Parameter,
  type RangeParameter,
  rangeParameter,
  settingsOf,
  valueText,
} from './parameter-entry.ts';
import { settingText } from './setting-text.ts';
import { type PlacedSetting, VariantReader } from './variant-reading.ts';

/** Of one kind or another; what could not be read is absent. */
export type Sections = Partial<
  { [Kind in ExperimentKind]: Omit<FileOf<Kind>, 'kind'> }[ExperimentKind] & { readonly kind: ExperimentKind }
>;

export interface ReadingInput {
  readonly sections: Sections;
  readonly scenario: ScenarioText | undefined;
  readonly source: SourceTree;
  readonly kinds: ScenarioKinds;
}

type Parts = Omit<Experiment, 'file' | 'text' | 'scenario' | 'digest'>;
interface Seeded {
  readonly seeds?: readonly number[] | undefined;
  readonly replicates?: number | undefined;
}
interface ArmEntry extends Seeded {
  readonly id: string;
  readonly what?: string | undefined;
  readonly set: Readonly<Record<string, unknown>>;
}

const MOST_RUNS = 100_000;
/** A place between two bounds that is no round number of anything. */
const BETWEEN = 0.337_137;

export class ExperimentReading {
  readonly problems: Problem[] = [];
  readonly #sections: Sections;
  readonly #text: ScenarioText | undefined;
  readonly #variants: VariantReader | undefined;
  readonly #complain = (problem: Problem): void => void this.problems.push(problem);
  readonly #source: SourceTree;
  /** What a setting of all arms does wrong is told once; the arms are then read without. */
  #isBaseAtFault = false;
  #scenario: Scenario | undefined;
  #scenarioDigest = '';

  constructor({ sections, scenario, source, kinds }: ReadingInput) {
    this.#sections = sections;
    this.#text = scenario;
    this.#source = source;
    this.#variants = scenario === undefined ? undefined : new VariantReader(scenario, source, kinds);
  }

  get errors(): readonly LocatedError[] {
    return this.#variants?.errors ?? [];
  }

  /** Undefined where too much is missing to go on; what is wrong stands in `problems` and `errors`. */
  read(): Parts | undefined {
    this.#readScenario();
    const outcomes = Object.entries(this.#sections.outcomes ?? {}).map(([name, entry]) => outcomeOf(name, entry));
    for (const outcome of outcomes) this.problems.push(...outcomeProblems(outcome, this.#scenario, FIXED_COLUMNS));
    const names = outcomes.map(({ name }) => name);
    for (const [at, name] of (this.#sections.answers ?? []).entries()) this.#known(name, names, ['answers', at]);
    const seeds = this.#seedsOf(this.#sections, [], true);
    this.#checkTime('until');
    if (this.#sections.luck === 'independent' && this.#sections.seeds !== undefined)
      this.#complain({
        path: ['seeds'],
        message: 'independent luck needs seeds that follow from the settings',
        expected: 'replicates in place of seeds',
      });
    const arms = this.#arms(seeds ?? { kind: 'derived', root: 1, replicates: 1 });
    const design = this.#design(names);
    const { id, title, kind, luck, until, timeLimit, tables, answers } = this.#sections as ExperimentFile;
    if (design === undefined || this.problems.length > 0 || this.errors.length > 0) return undefined;
    const timeLimitMs = timeLimit * 1000;
    const scenarioDigest = this.#scenarioDigest;
    return { id, title, kind, luck, until, timeLimitMs, tables, outcomes, answers, arms, design, scenarioDigest };
  }

  /** Whether the file has the key, though perhaps with a value that cannot be read. */
  #states(key: string): boolean {
    const { value } = this.#source;
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  }

  #readScenario(): void {
    const plain = this.#variants?.read([]);
    if (plain === undefined) return;
    this.#scenario = plain.scenario;
    this.#scenarioDigest = digestOf(plain.digestText);
    const base = this.#base();
    if (base.length === 0) return;
    const changed = this.#variants?.read(base);
    this.#isBaseAtFault = changed === undefined;
    this.#scenario = changed?.scenario ?? this.#scenario;
  }

  #base(): PlacedSetting[] {
    if (this.#isBaseAtFault) return [];
    return placedSettings(this.#sections.set ?? {}, ['set']);
  }

  #seedsOf(given: Seeded, path: Path, isNeeded: boolean): SeedRule | undefined {
    const { seeds, replicates } = given;
    const root = this.#sections.root ?? 1;
    if (seeds !== undefined && replicates !== undefined)
      this.#complain({
        path: [...path, 'replicates'],
        atKey: true,
        message: 'seeds and replicates both say how many runs there are',
        expected: 'one of the two',
      });
    if (seeds !== undefined) return { kind: 'stated', seeds };
    if (replicates !== undefined) return { kind: 'derived', root, replicates };
    if (isNeeded && !this.#states('seeds') && !this.#states('replicates'))
      this.#complain({ path, message: 'on which seeds?', expected: 'seeds (1001-1200), or replicates (200)' });
    return undefined;
  }

  #checkTime(key: 'until' | 'at'): void {
    const text = (this.#sections as Partial<FileOf<'policy'>>)[key];
    const at = text === undefined ? undefined : parseIsoTime(text);
    if (at === undefined || this.#scenario === undefined) return;
    const { opensAt, endsAt } = this.#scenario;
    if (at > opensAt && at <= endsAt) return;
    const side = at > endsAt ? 'after the end of the scenario' : 'before its opening';
    const expected = `${isoTime(opensAt)} … ${isoTime(endsAt)}`;
    this.#complain({ path: [key], message: `${text} lies ${side}`, expected });
  }

  #arms(seeds: SeedRule): ExperimentArm[] {
    const sections = this.#sections;
    const base = this.#base();
    const first = this.#arm({ name: BASE, what: 'as it is', settings: base, seeds });
    switch (sections.kind) {
      case 'ablation':
        return [first, ...this.#ablated(sections as FileOf<'ablation'>, base, seeds)];
      case 'policy':
        return [first, ...this.#branches(sections as FileOf<'policy'>, base, seeds)];
      case 'grid':
      case 'morris':
      case 'sobol':
      case 'calibrate':
        return [{ ...first, name: sections.kind, what: sections.title ?? '' }];
      default:
        return [first];
    }
  }

  #ablated(
    { loops = [], arms = [], armSeeds, armReplicates }: Partial<FileOf<'ablation'>>,
    base: PlacedSetting[],
    seeds: SeedRule,
  ) {
    const others = this.#seedsOf({ seeds: armSeeds, replicates: armReplicates }, [], false) ?? seeds;
    const off = loops.map((loop) => {
      const settings = [...base, placed(`loops.${loop}`, 'off', ['loops'])];
      return this.#arm({ name: `${loop}-off`, what: `${loop} switched off`, settings, seeds: others });
    });
    const names = [BASE, ...off.map(({ name }) => name)];
    const stated = arms.map((entry, at) => {
      const path: Path = ['arms', at];
      const settings = placedSettings(entry.set, [...path, 'set']);
      this.#unique(entry.id, names, [...path, 'id']);
      names.push(entry.id);
      if (settings.length === 0) this.#complain({ path, message: 'changes nothing', expected: 'set: { path: value }' });
      this.#variants?.read([...base, ...settings]);
      return this.#armOf(entry, [...base, ...settings], path, others);
    });
    for (const [at, loop] of loops.entries())
      if (loops.indexOf(loop) < at)
        this.#complain({ path: ['loops', at], message: `${loop} is named twice`, expected: 'each loop once' });
    if (off.length + stated.length === 0 && 'loops' in this.#sections)
      this.#complain({ path: ['loops'], message: 'nothing is left out', expected: 'loops, or arms' });
    return [...off, ...stated];
  }

  #armOf(entry: ArmEntry, settings: readonly PlacedSetting[], path: Path, seeds: SeedRule): ExperimentArm {
    const own = this.#seedsOf(entry, path, false) ?? seeds;
    return this.#arm({ name: entry.id, what: entry.what ?? entry.id, settings, seeds: own });
  }

  #arm({
    name,
    what,
    settings,
    seeds,
  }: {
    name: string;
    what: string;
    settings: readonly PlacedSetting[];
    seeds: SeedRule;
  }): ExperimentArm {
    const text = this.#text?.text ?? '';
    const set = settings.map(({ setting: { path, valueText: value } }) => `${path}=${value}`);
    return { name, what, settings: set, text, branch: undefined, seeds };
  }

  #branches(
    { branches = [], at: when }: Partial<FileOf<'policy'>>,
    base: PlacedSetting[],
    seeds: SeedRule,
  ): ExperimentArm[] {
    this.#checkTime('at');
    const at = when === undefined ? undefined : parseIsoTime(when);
    const names: string[] = [BASE];
    return branches.flatMap((entry, index) => {
      const path: Path = ['branches', index];
      this.#unique(entry.id, names, [...path, 'id']);
      names.push(entry.id);
      const settings = placedSettings(entry.set, [...path, 'set']);
      if (settings.length + entry.interventions.length === 0)
        this.#complain({ path, message: 'changes nothing', expected: 'set, or interventions' });
      if (at === undefined) return [];
      const branch = { at, settings, interventions: entry.interventions, place: [...path, 'interventions'] };
      const read = this.#variants?.readBranch(base, branch);
      const arm = this.#armOf(entry, [], path, seeds);
      const change = canonicalJson({ at: when, set: entry.set, interventions: entry.interventions });
      return [{ ...arm, text: read?.resolved ?? '', branch: change }];
    });
  }

  #unique(name: string, names: readonly string[], path: Path): void {
    if (names.includes(name))
      this.#complain({ path, message: `"${name}" is the name of another arm`, expected: 'another name' });
  }

  #known(name: string, names: readonly string[], path: Path): void {
    if (names.includes(name)) return;
    const nearest = nearestName(name, names);
    const message = `no outcome is called "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
    const expected = names.length === 0 ? 'an outcome' : `one of: ${names.join(', ')}`;
    this.#complain({ path, message, expected, ...(nearest === undefined ? {} : { nearest }) });
  }

  #design(outcomes: readonly string[]): Design | undefined {
    const sections = this.#sections as Partial<ExperimentFile>;
    switch (sections.kind) {
      case undefined:
        return undefined;
      case 'ensemble':
      case 'ablation':
        return { kind: sections.kind };
      case 'policy':
        for (const [at, name] of (sections.dials ?? []).entries()) this.#known(name, outcomes, ['dials', at]);
        return { kind: 'policy', at: sections.at ?? '', dials: sections.dials };
      case 'grid': {
        const parameters = this.#gridParameters(sections);
        return { kind: 'grid', parameters };
      }
      default:
        if (outcomes.length === 0)
          this.#complain({ path: ['outcomes'], message: 'nothing is measured', expected: 'at least one outcome' });
        return this.#rangeDesign(sections as Partial<FileOf<'morris' | 'sobol' | 'calibrate'>>, outcomes);
    }
  }

  #gridParameters(sections: Partial<FileOf<'grid'>>) {
    const parameters = Object.entries(sections.parameters ?? {}).map(([name, entry]) =>
      gridParameter(name, entry, settingText),
    );
    this.#checkSome(parameters, sections.parameters);
    const points = parameters.reduce((product, { values }) => product * values.length, 1);
    if (points > MOST_RUNS)
      this.#complain({ path: ['parameters'], message: `makes ${points} points`, expected: `at most ${MOST_RUNS}` });
    const rounds = Math.max(0, ...parameters.map(({ values }) => values.length));
    for (let round = 0; round < rounds; round++) {
      this.#tryValues(parameters, (parameter) => {
        const at = Math.min(round, parameter.values.length - 1);
        return { text: parameter.values[at] as string, place: ['values', at] };
      });
    }
    return parameters;
  }

  #rangeDesign(
    sections: Partial<FileOf<'morris' | 'sobol' | 'calibrate'>>,
    outcomes: readonly string[],
  ): Design | undefined {
    const given = Object.entries(sections.parameters ?? {});
    const parameters = given.flatMap(
      ([name, entry]) => rangeParameter(name, entry, ['parameters', name], this.#complain) ?? [],
    );
    this.#checkSome(given, sections.parameters);
    // Bounds may be round where what lies between them is too fine.
    for (const [key, unit] of [
      ['low', 0],
      ['high', 1],
      ['low', BETWEEN],
    ] as const)
      this.#tryValues(parameters, (each: RangeParameter) => ({ text: valueText(each, unit), place: [key] }));
    if (parameters.length < given.length) return undefined;
    switch (sections.kind) {
      case 'morris': {
        const { trajectories = 0, levels = 0 } = sections as Partial<FileOf<'morris'>>;
        return { kind: 'morris', parameters, trajectories, levels };
      }
      case 'sobol':
        return { kind: 'sobol', parameters, baseSamples: (sections as Partial<FileOf<'sobol'>>).baseSamples ?? 0 };
      default:
        return this.#calibration(sections as Partial<FileOf<'calibrate'>>, parameters, outcomes);
    }
  }

  #calibration(
    sections: Partial<FileOf<'calibrate'>>,
    parameters: readonly RangeParameter[],
    outcomes: readonly string[],
  ): Design {
    const moments = Object.entries(sections.moments ?? {}).map(([name, moment]) => ({ name, ...moment }));
    for (const { name, outcome } of moments) this.#known(outcome, outcomes, ['moments', name, 'outcome']);
    if (sections.moments !== undefined && moments.every(({ heldOut }) => heldOut))
      this.#complain({
        path: ['moments'],
        message: 'no moment is fitted',
        expected: 'at least one that is not held out',
      });
    const { evaluations = 0, population, spread = 0.25 } = sections;
    return { kind: 'calibrate', parameters, moments, evaluations, population, spread };
  }

  #checkSome(read: readonly unknown[], section: unknown): void {
    if (read.length === 0 && section !== undefined)
      this.#complain({ path: ['parameters'], message: 'nothing is varied', expected: 'at least one parameter' });
  }

  /** One reading of the scenario for all parameters at once. */
  #tryValues<P extends Parameter>(parameters: readonly P[], at: (parameter: P) => { text: string; place: Path }): void {
    const settings = parameters.flatMap((parameter) => {
      const { text, place } = at(parameter);
      const from: Path = ['parameters', parameter.name];
      return settingsOf(parameter, text).map((setting): PlacedSetting => {
        const equals = setting.indexOf('=');
        const split: Setting = { path: setting.slice(0, equals), valueText: setting.slice(equals + 1) };
        return { setting: split, place: [...from, ...place], pathPlace: [...from, 'path'] };
      });
    });
    if (settings.length > 0 && this.#scenario !== undefined) this.#variants?.read([...this.#base(), ...settings]);
  }
}

const placed = (path: string, value: string, place: Path): PlacedSetting => ({
  setting: { path, valueText: value },
  place,
});

const placedSettings = (set: Readonly<Record<string, unknown>>, place: Path): PlacedSetting[] =>
  Object.entries(set).map(([path, value]) => placed(path, settingText(value), [...place, path]));

function digestOf(text: string): string {
  const hash = new Hash128();
  hash.text(text);
  return hash.hex;
}
