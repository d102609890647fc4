/** Builds the lab: scripts by Vite, the recorded opening by the engine, both into one file. */
import { gzipSync } from 'node:zlib';
import { oneFile } from './one-file.ts';
import { recordOpening } from './record-opening.ts';
import { scriptOf } from './scripts.ts';
import { ENGINE_VERSION, shippedData } from './shipped.ts';

export interface BuiltLab {
  readonly html: string;
  /** Bytes after gzip -9: of the whole, and of what it is made of. */
  readonly sizes: Readonly<Record<'file' | 'page' | 'worker' | 'yaml' | 'opening' | 'scenarios', number>>;
}

/** The digest of records wants vectors; a page's policy forbids code from texts, so the schema library must not try. */
const WORKER_PRELUDE = 'globalThis.__zod_globalConfig={jitless:true};';
const YAML_EPILOGUE = 'var readYamlText=labYaml.read;';

export async function buildLab(tell: (line: string) => void = () => undefined): Promise<BuiltLab> {
  tell('scripts');
  const pageScript = await scriptOf({ entry: 'page/main.ts', name: 'labPage' });
  const workerScript = WORKER_PRELUDE + (await scriptOf({ entry: 'worker/main.ts', name: 'labWorker' }));
  const yamlScript = (await scriptOf({ entry: 'worker/yaml-part.ts', name: 'labYaml' })) + YAML_EPILOGUE;
  tell('opening: a real run to the evening of 20 January 2026');
  const shelf = { engineVersion: ENGINE_VERSION, scenarios: shippedData() };
  const opening = recordOpening(shelf);
  const html = oneFile({ title: 'spillover lab', pageScript, workerScript, yamlScript, opening, shelf });
  const sizes = {
    file: gzipped(html),
    page: gzipped(pageScript),
    worker: gzipped(workerScript),
    yaml: gzipped(yamlScript),
    opening: gzipped(JSON.stringify(opening)),
    scenarios: gzipped(JSON.stringify(shelf)),
  };
  return { html, sizes };
}

const gzipped = (text: string): number => gzipSync(text, { level: 9 }).length;
