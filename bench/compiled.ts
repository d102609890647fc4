/**
 * The benchmarks as JavaScript, by the compiler that makes the package.
 *
 * What is measured is what people install. It is not the same: to load TypeScript, Node runs a WebAssembly program whose memory
 * grows, which detaches a buffer, and from then on V8 asks at every access of a typed array whether its buffer is still there.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from './root.ts';

/** Compiles and returns the path of the program that runs one topic. */
export function compiledTopics(): string {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const args = [compiler, '-p', join(ROOT, 'bench', 'tsconfig.json')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the benchmarks do not compile:\n${stdout}${stderr}`);
  return join(ROOT, '.cache', 'bench', 'bench', 'run-topic.js');
}
