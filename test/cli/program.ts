/** The program as its users meet it: a child process in a folder of its own, with two streams and an exit code. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMALL_WORLD } from '../engine/small-world.ts';

export const SHIM = fileURLToPath(new URL('../../bin/spillover.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Workplace {
  readonly path: string = mkdtempSync(join(tmpdir(), 'spillover-cli-'));

  /** The file that Node is started with. */
  readonly program: string;

  constructor(program = SHIM) {
    this.program = program;
    this.write('small.yaml', SMALL_WORLD);
  }

  write(file: string, text: string): string {
    writeFileSync(join(this.path, file), text);
    return file;
  }

  writeBytes(file: string, bytes: Uint8Array): void {
    writeFileSync(join(this.path, file), bytes);
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  bytes(file: string): Buffer {
    return readFileSync(join(this.path, file));
  }

  has(file: string): boolean {
    return existsSync(join(this.path, file));
  }

  start(...args: readonly string[]): ChildProcess {
    return this.begin('ignore', args);
  }

  /** With a file as its standard input. */
  startWith(file: string, ...args: readonly string[]): ChildProcess {
    const input = openSync(join(this.path, file), 'r');
    const child = this.begin(input, args);
    closeSync(input);
    return child;
  }

  private begin(input: 'ignore' | number, args: readonly string[]): ChildProcess {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
    return spawn(process.execPath, [this.program, ...args], { cwd: this.path, env, stdio: [input, 'pipe', 'pipe'] });
  }

  spillover(...args: readonly string[]): Promise<Ended> {
    return ended(this.start(...args));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
