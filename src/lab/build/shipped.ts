/** The scenarios that travel in the file, as data: a page has no YAML reader at hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioData } from '../../scenario/read-data.ts';
import { SourceReader } from '../../scenario/source-tree.ts';

export const ROOT = join(import.meta.dirname, '../../..');
const SIMS = join(ROOT, 'sims');

export const ENGINE_VERSION: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;

/** By name. */
export function shippedData(): Record<string, ScenarioData> {
  const files = readdirSync(SIMS)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  return Object.fromEntries(files.map((file) => [file.slice(0, -'.yaml'.length), dataOf(join(SIMS, file))]));
}

function dataOf(path: string): ScenarioData {
  const source = new SourceReader(readFileSync(path, 'utf8'), path).read();
  if (source.root === undefined || source.problems.length > 0) throw new Error(`${path} cannot be read`);
  return source.value as ScenarioData;
}
