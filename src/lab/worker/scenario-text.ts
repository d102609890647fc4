/** A choice's scenario or a patch as data: shipped, JSON, or YAML where the reader of it is there. */
import type { LocatedError, Path, Problem } from '../../scenario/located-error.ts';
import type { ScenarioData } from '../../scenario/read-data.ts';
import type { SourceTree } from '../../scenario/source-tree.ts';
import type { RunChoice, TextFault } from '../protocol.ts';
import type { Shelf } from './world-of-choice.ts';

/** `SourceReader` as a function. */
export type TextReader = (
  text: string,
  file: string,
) => SourceTree | { readonly root: undefined; readonly problems: readonly LocatedError[] };

export type TextData =
  | { readonly ok: true; readonly data: ScenarioData; readonly locate: (problem: Problem) => TextFault }
  | { readonly ok: false; readonly message: string; readonly faults: readonly TextFault[] };

export function readText(scenario: RunChoice['scenario'], shelf: Shelf, readYaml: TextReader | undefined): TextData {
  if ('name' in scenario) {
    const data = Object.hasOwn(shelf.scenarios, scenario.name) ? shelf.scenarios[scenario.name] : undefined;
    if (data === undefined) return { ok: false, message: `no scenario is called ${scenario.name}`, faults: [] };
    return { ok: true, data, locate: placedIn(scenario.name) };
  }
  const { text, file } = scenario;
  if (readYaml === undefined) return readJson(text, file);
  const source = readYaml(text, file);
  if (source.root === undefined) return { ok: false, message: `${file} cannot be read`, faults: source.problems };
  if (source.problems.length > 0) return { ok: false, message: `${file} cannot be read`, faults: source.problems };
  if (!isMapping(source.value)) return notMapping(file);
  return { ok: true, data: source.value, locate: (problem) => source.locate(problem) };
}

function readJson(text: string, file: string): TextData {
  try {
    const data: unknown = JSON.parse(text);
    return isMapping(data) ? { ok: true, data, locate: placedIn(file) } : notMapping(file);
  } catch (cause) {
    return { ok: false, message: `${file} is no JSON: ${cause instanceof Error ? cause.message : ''}`, faults: [] };
  }
}

const notMapping = (file: string): TextData => ({ ok: false, message: `${file} is no mapping`, faults: [] });

const isMapping = (value: unknown): value is ScenarioData =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of data without a text the path says where. */
const placedIn =
  (file: string) =>
  ({ path, message, expected, nearest }: Problem): TextFault => ({
    file,
    line: 0,
    column: 0,
    found: textOf(path),
    expected,
    ...(nearest === undefined ? {} : { nearest }),
    message,
  });

const textOf = (path: Path): string => path.join('.');
