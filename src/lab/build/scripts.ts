/** Each entry as one classic script, since a page on disk loads no modules: minified, everything inside. */
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { ROOT } from './shipped.ts';

export interface ScriptAsked {
  /** Below `src/lab`. */
  readonly entry: string;
  /** Global that gets what the entry exports. */
  readonly name: string;
}

export async function scriptOf({ entry, name }: ScriptAsked): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    // Libraries ask for it; a page has no `process`.
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['es2015', 'browser', 'module'] },
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      lib: { entry: join(ROOT, 'src/lab', entry), formats: ['iife'], name, fileName: name },
    },
  });
  const chunks = [output]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .filter((part): part is Rolldown.OutputChunk => part.type === 'chunk');
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length !== 1) throw new Error(`${entry} became ${chunks.length} scripts`);
  return chunk.code;
}
