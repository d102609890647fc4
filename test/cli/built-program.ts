/**
 * The program as one file, which starts in a third of the time: for tests that start it hundreds of times.
 *
 * It looks for its `package.json` and for the folders of its code where the sources have them; the code's identity is then that
 * of no files, which is as good as another as long as one program writes and goes on.
 */
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { inject } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['units', 'math', 'bonds', 'events', 'market', 'agents', 'scenario', 'engine'];

export interface BuiltProgram {
  readonly folder: string;
  readonly main: string;
}

export async function buildProgram(within = tmpdir()): Promise<BuiltProgram> {
  const folder = mkdtempSync(join(within, 'spillover-built-'));
  const outDir = join(folder, 'dist');
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    // What is native cannot be bundled, and is loaded by the one command that asks for it.
    ssr: { noExternal: true, external: ['@duckdb/node-api', 'pg', 'pg-boss'] },
    build: { ssr: join(ROOT, 'src/cli/main.ts'), outDir, emptyOutDir: false, minify: true, target: 'node22' },
  });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const name of FOLDERS) mkdirSync(join(outDir, name), { recursive: true });
  symlinkSync(join(ROOT, 'sims'), join(folder, 'sims'), 'junction');
  return { folder, main: join(outDir, 'main.js') };
}

let built: Promise<BuiltProgram> | undefined;

/** One for all files of tests that a process runs: its path. Gone when vitest ends. */
export async function builtForTests(): Promise<string> {
  built ??= buildProgram(inject('builtFolder'));
  return (await built).main;
}
