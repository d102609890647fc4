/**
 * A clone small enough to start in a test: the real `bin/`, a stand-in program that says how it was called, and on
 * request a stand-in npm. Nothing is installed and no network is used.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Prints its arguments and its Node; then exits with `--exit N`, dies of `--die SIGNAL`, or waits for a signal. */
const PROGRAM = `
const args: string[] = process.argv.slice(2);
const after = (flag: string): string | undefined => args[args.indexOf(flag) + 1];
process.on('SIGTERM', () => process.exit(7));
process.on('SIGINT', () => process.exit(130));
process.stdout.write(JSON.stringify({ args, version: process.version }) + '\\n');
if (args.includes('--exit')) process.exitCode = Number(after('--exit'));
if (args.includes('--die')) process.kill(process.pid, after('--die'));
if (args.includes('--die') || args.includes('--wait')) setInterval(() => {}, 1000);
`;

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Clone {
  readonly path: string = mkdtempSync(join(tmpdir(), 'spillover-clone-'));

  constructor() {
    cpSync(join(ROOT, 'bin'), join(this.path, 'bin'), { recursive: true });
    this.write('package.json', '{"name":"spillover","type":"module"}');
    this.write('src/cli/main.ts', PROGRAM);
  }

  write(file: string, text: string, mode = 0o644): string {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
    return path;
  }

  /** The dependencies of this very tree, so that the pinned Node is there. */
  linkDependencies(): void {
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
  }

  start(script: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    return spawn(process.execPath, [join(this.path, script), ...args], {
      env: { ...process.env, SPILLOVER_NODE: '', ...env },
      stdio,
    });
  }

  run(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ending> {
    return ending(this.start(script, args, env));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function ending(child: ChildProcess): Promise<Ending> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
