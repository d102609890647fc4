/** Node in a version of its own: the pinned one that runs the tests, and others put beside it in `.cache/` by `.ci/run`. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Runtime, Thread } from './runtime.ts';

const CACHE = join(import.meta.dirname, '../../.cache');
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
const run = promisify(execFile);

export const pinnedNode = (): Runtime => runtimeOf(process.versions.node.split('.')[0] as string, process.execPath);

/** `SPILLOVER_NODE_24` names a Node 24 of one's own. */
export function otherNode(major: number): Runtime {
  const cached = join(CACHE, `node-${major}/node_modules/.bin/node`);
  const path = process.env[`SPILLOVER_NODE_${major}`] ?? cached;
  const runtime = runtimeOf(String(major), path);
  if (existsSync(path)) return runtime;
  return { ...runtime, missing: `no ${path}; .ci/run puts it there, or set SPILLOVER_NODE_${major}` };
}

/** What a process is started with beside the script. */
export interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Statements before the expression, in the main thread. */
  readonly prelude?: string;
}

/** The pinned Node under other circumstances. */
export const pinnedNodeUnder = (circumstances: Circumstances): Runtime =>
  runtimeOf(process.versions.node.split('.')[0] as string, process.execPath, circumstances);

function runtimeOf(major: string, path: string, { env, cwd, prelude = '' }: Circumstances = {}): Runtime {
  const folder = mkdtempSync(join(tmpdir(), 'spillover-node-'));
  return {
    name: `Node ${major}`,
    agent: `Node.js/${major}`,
    async evaluate(expression, thread) {
      const script = join(folder, 'script.cjs');
      writeFileSync(script, prelude + scriptOf(expression, thread));
      const { stdout } = await run(path, [script], {
        maxBuffer: OUTPUT_BYTES_MAX,
        env: { ...process.env, ...env },
        ...(cwd === undefined ? {} : { cwd }),
      });
      return JSON.parse(stdout);
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function scriptOf(expression: string, thread: Thread): string {
  if (thread === 'main thread') return `process.stdout.write(${expression});`;
  return `
    const threads = require('node:worker_threads');
    if (threads.isMainThread) new threads.Worker(__filename).on('message', (json) => process.stdout.write(json));
    else threads.parentPort.postMessage(${expression});
  `;
}
