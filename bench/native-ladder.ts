/** The same book in C++ (`reference/ladder.cpp`), compiled here where there is a compiler; its own process and its own CPU clock. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contender, expectEqual } from './benchmark.ts';
import type { EngineOptions } from './matching-contenders.ts';
import { ROOT } from './root.ts';

const SOURCE = join(ROOT, 'bench', 'reference', 'ladder.cpp');
const CACHE = join(ROOT, '.cache', 'bench-reference');
const COMPILERS = ['c++', 'g++', 'clang++'];
const FLAGS = ['-O3', '-march=native', '-std=c++17'];
/** The last of so many replays in a process is the one that counts. */
const REPLAYS = 3;

export const NO_COMPILER = `no C++ here: none of ${COMPILERS.join(', ')} is installed`;

let program: string | undefined;

/** The path of the program; undefined where nothing here compiles C++. */
function compiled(): string | undefined {
  if (program !== undefined) return program;
  mkdirSync(CACHE, { recursive: true });
  const path = join(CACHE, 'ladder');
  for (const compiler of COMPILERS) {
    const { status, error, stderr } = spawnSync(compiler, [...FLAGS, '-o', path, SOURCE], { encoding: 'utf8' });
    if (error !== undefined) continue;
    if (status !== 0) throw new Error(`${compiler} does not compile ${SOURCE}:\n${stderr}`);
    program = path;
    return path;
  }
  return undefined;
}

export function nativeContender(
  { workload, orderCapacity }: EngineOptions,
  name = 'C++ -O3, same design',
): Contender | undefined {
  const path = compiled();
  if (path === undefined) return undefined;
  const { words, prefill, commands, seed, hash } = workload;
  const file = join(CACHE, `commands-${seed}-${commands}-${prefill}.bin`);
  writeFileSync(file, words);
  let printed = '';
  return {
    name,
    isReference: true,
    operations: commands,
    sample: () => ({
      run: () => {
        const all = [file, String(prefill), String(orderCapacity), String(REPLAYS)];
        const { status, stdout, stderr } = spawnSync(path, all, { encoding: 'utf8' });
        if (status !== 0) throw new Error(`the C++ book failed: ${stderr}`);
        printed = stdout;
        return Number(printed.split('\n')[REPLAYS - 1]);
      },
      check: () => expectEqual('C++: hash of the fills', Number(printed.trim().split(/\s/).at(-1)), hash),
    }),
  };
}
