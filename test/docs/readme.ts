/**
 * The README as something to run: its files, its commands, and the outputs that it shows.
 *
 * A fence `yaml promise.yaml` or `ts watch.ts` is a file in the working folder; a fence `sh` holds one command a line;
 * a fence `text` after it is what those commands print, together.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ROOT, read } from './constants.ts';

export const README = read('README.md');

const FENCE = /^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

export interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly body: string;
}

export const blocksOf = (markdown: string): Block[] =>
  [...markdown.matchAll(FENCE)].map(([, language = '', file, body = '']) => ({ language, file, body }));

export const commandsOf = ({ language, body }: Block): string[] =>
  language === 'sh'
    ? body
        .split('\n')
        .map((line) => line.replace(/\s+#.*$/, '').trim())
        .filter((line) => line !== '')
    : [];

/** What takes long or starts other programs; the deep tier runs these. */
export const isLong = (command: string): boolean => command.startsWith('npm ') || command.includes(' run japan-2026');

/** What a reader has: the program with its dependencies, in a folder of its own, and the files that the README shows. */
export class Checkout {
  readonly path: string = mkdtempSync(join(tmpdir(), 'spillover-readme-'));

  constructor() {
    for (const part of ['bin', 'src', 'sims', 'bench', 'package.json', 'package-lock.json', 'tsconfig.json']) {
      cpSync(join(ROOT, part), join(this.path, part), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'), 'junction');
    for (const { file, body } of blocksOf(README)) if (file !== undefined) writeFileSync(join(this.path, file), body);
  }

  /** Runs a line of the README on the Node that runs this test. */
  run(command: string): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
    const { COLUMNS: _, FORCE_COLOR: __, ...env } = process.env;
    const PATH = [dirname(process.execPath), env.PATH].join(delimiter);
    // Compiled code goes with the checkout.
    const ours = { PATH, NO_COLOR: '1', NODE_COMPILE_CACHE: join(this.path, '.compiled') };
    const options = { cwd: this.path, shell: true, encoding: 'utf8' as const, env: { ...env, ...ours } };
    const { status, stdout, stderr } = spawnSync(command, options);
    return { code: status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The README with every output replaced by what its commands print now; `outputs` by block of commands. */
export function withOutputs(markdown: string, outputs: ReadonlyMap<string, string>): string {
  let before: Block | undefined;
  return markdown.replace(FENCE, (fence: string, language: string, file: string | undefined, body: string) => {
    const output = language === 'text' && before?.language === 'sh' ? outputs.get(before.body) : undefined;
    before = { language, file, body };
    return output === undefined ? fence : `\`\`\`text\n${output}\`\`\``;
  });
}
