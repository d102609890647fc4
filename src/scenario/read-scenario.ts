/**
 * Text of a scenario file → a scenario, or everything that is wrong with it, each fault with its place.
 *
 * Pure: no files, no clock. Never throws, whatever the text.
 */
import type { ScenarioKinds } from './agent-entry.ts';
import { applySettings, locateInSettings, type Setting } from './apply-settings.ts';
import { scenarioDigestText } from './canonical-json.ts';
import { byPlace, type LocatedError } from './located-error.ts';
import { resolvedText } from './resolved-text.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioReading } from './scenario-reading.ts';
import { SourceReader } from './source-tree.ts';

/** What came of reading: the scenario, or at most a hundred faults, each in its place. */
export type ReadResult =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** Canonical YAML: groups expanded, defaults filled in, everything sorted. Reads back to the same scenario. */
      readonly resolved: string;
      /** What the scenario's digest is taken of. */
      readonly digestText: string;
    }
  | { readonly ok: false; readonly errors: readonly LocatedError[] };

/** Whoever has more faults than this has another problem. */
const MAX_ERRORS = 100;

/**
 * A scenario from the text of its file, or everything that is wrong with it. Never throws.
 * @param fileName How errors name it.
 * @param kinds Of institutions: `AGENT_KINDS`, or more.
 */
export function readScenario(text: string, fileName: string, kinds: ScenarioKinds): ReadResult {
  return readChangedScenario(text, [], fileName, kinds);
}

/** The same with `settings` made first. What is wrong with one is located in it (`SETTINGS_FILE`), the rest in the file as it is. */
export function readChangedScenario(
  text: string,
  settings: readonly Setting[],
  fileName: string,
  kinds: ScenarioKinds,
): ReadResult {
  const source = new SourceReader(text, fileName).read();
  if (source.root === undefined) return { ok: false, errors: firstOf(source.problems) };
  const applied = applySettings(text, settings, kinds, fileName);
  if (!applied.ok) return { ok: false, errors: firstOf(applied.errors) };
  const changed = settings.length === 0 ? source : new SourceReader(applied.text, fileName).read();
  if (changed.root === undefined) return { ok: false, errors: firstOf(changed.problems) };
  const reading = new ScenarioReading(changed.value, kinds);
  const draft = reading.read();
  const located = reading.problems.map(
    (problem) => locateInSettings(problem, applied.changes) ?? source.locate(problem),
  );
  const errors = onePerPlace([...source.problems, ...located]).sort(byPlace);
  if (draft === undefined || errors.length > 0) return { ok: false, errors: firstOf(errors) };
  const resolved = resolvedText(draft.scenario, draft.mandates);
  return { ok: true, scenario: draft.scenario, resolved, digestText: scenarioDigestText(draft.scenario) };
}

/** A value that is no value at all is one fault, whoever finds it first. */
function onePerPlace(errors: readonly LocatedError[]): LocatedError[] {
  const seen = new Set<string>();
  return errors.filter(({ file, line, column, path }) => {
    const place = `${file}:${line}:${column}:${path}`;
    return !seen.has(place) && seen.add(place);
  });
}

function firstOf(errors: readonly LocatedError[]): readonly LocatedError[] {
  const last = errors[MAX_ERRORS - 1];
  if (errors.length <= MAX_ERRORS || last === undefined) return errors;
  return [
    ...errors.slice(0, MAX_ERRORS - 1),
    { ...last, message: `${last.message} (and ${errors.length - MAX_ERRORS} more faults)` },
  ];
}
