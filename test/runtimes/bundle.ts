/**
 * One entry as one classic script that any engine can run: no module loader, no Node, no page.
 *
 * An entry is a file in `entries/` that exports `lines(): [name, hex][]`; texts come in with `?raw`. Nothing is minified, so
 * that no constant is folded by the build.
 */
import { basename, join } from 'node:path';
import { build, type Rolldown } from 'vite';

/** What an entry computes: names with digests, in a fixed order. */
export type Lines = readonly (readonly [name: string, hex: string])[];

/** Returns an expression whose value is the JSON of the entry's lines. */
export async function bundleEntry(file: string): Promise<string> {
  const path = join(import.meta.dirname, 'entries', file);
  const output = await build({
    configFile: false,
    logLevel: 'error',
    // Libraries ask for it; a page has no `process`.
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['es2015', 'browser', 'module'] },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: path, formats: ['iife'], name: 'entry', fileName: basename(file, '.ts') },
    },
  });
  const [chunk] = [output]
    .flat()
    .flatMap((result) => ('output' in result ? (result.output as Rolldown.OutputChunk[]) : []));
  if (chunk === undefined) throw new Error(`nothing was built from ${path}`);
  return `(() => { ${chunk.code}\nreturn JSON.stringify(entry.lines()); })()`;
}
