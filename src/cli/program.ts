/** Where this program lies and which version it is: the same in a clone and in an installed package. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the package: two folders above this file, in `src/cli` as in `dist/cli`. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const SIMS = join(ROOT, 'sims');

export const ENGINE_VERSION: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
