/**
 * Which state of the code a run was made by, beyond the version that it calls itself: for telling our bug from somebody's change.
 *
 * A hash of the texts of all that decides what happens, and of the dependencies asked for. Sources and what was built from
 * them differ. It stands in `run.json` and enters no digest.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt } from './environment-fault.ts';
import { ROOT } from './program.ts';

const FOLDERS = ['units', 'math', 'bonds', 'events', 'market', 'agents', 'scenario', 'engine'];
const HEX_DIGITS = 32;

/** @param also Further folders: of what measures a run. Throws `EnvironmentFault`. */
export function codeIdentity(also: readonly string[] = []): string {
  const here = fileURLToPath(import.meta.url);
  const code = dirname(dirname(here));
  const hash = createHash('sha256');
  for (const folder of [...FOLDERS, ...also]) {
    const path = join(code, folder);
    const names = attempt('list', path, () => readdirSync(path, { recursive: true, encoding: 'utf8' }));
    for (const name of names.filter((each) => isCode(each, extname(here))).sort()) {
      hash.update(`${folder}/${name.replaceAll('\\', '/')}\n`);
      hash.update(attempt('read', join(path, name), () => readFileSync(join(path, name))));
    }
  }
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return hash.update(JSON.stringify(dependencies)).digest('hex').slice(0, HEX_DIGITS);
}

const isCode = (name: string, extension: string): boolean => name.endsWith(extension) && !name.endsWith('.d.ts');
