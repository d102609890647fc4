/** Each entry as one classic script, since a page on disk loads no modules: minified, everything inside. */
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { ROOT } from './shipped.ts';

export interface ScriptAsked {
  /** Below `src/lab`. */
  readonly entry: string;
  /** Global that gets what the entry exports. */
  readonly name: string;
}

const REFUSES = "() => { throw new Error('no JSON Schema is written here'); }";
/** What the schema library writes JSON Schema with: no page asks for one, but its schemas hold on to it. Seven kilobytes. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'json-schema-generator.js': 'export class JSONSchemaGenerator {}',
  'json-schema-processors.js': `export const toJSONSchema = ${REFUSES};`,
  'to-json-schema.js': ['createToJSONSchemaMethod', 'createStandardJSONSchemaMethod']
    .map((name) => `export const ${name} = () => ${REFUSES};`)
    .join('\n'),
};
const WITHOUT_JSON_SCHEMA: Plugin = {
  name: 'without-json-schema',
  load: (id) => LEFT_OUT[/\/zod\/v4\/core\/([\w-]+\.js)$/.exec(id)?.[1] ?? ''],
};

export async function scriptOf({ entry, name }: ScriptAsked): Promise<string> {
  const output = await build({
    configFile: false,
    plugins: [WITHOUT_JSON_SCHEMA],
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
