/** Commands as a person would type them here and now, for messages that say what to do next. */
import { join, relative } from 'node:path';
import { ROOT } from './program.ts';

/** In a clone nothing is on the PATH; an installed package is called through npx. */
const PROGRAM = import.meta.url.endsWith('.ts')
  ? ['node', relative(process.cwd(), join(ROOT, 'bin/spillover.js'))]
  : ['npx', 'spillover'];

const PLAIN = /^[\w@%+=:,./-]+$/;

/** One word for a POSIX shell. */
export const shellWord = (text: string): string => (PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

export const commandText = (...words: readonly string[]): string => [...PROGRAM, ...words].map(shellWord).join(' ');

export interface RunWords {
  readonly scenario: string;
  readonly seed: number;
  readonly until: string | null;
  readonly settings: readonly string[];
  readonly agents: string | undefined;
}

/** The command that repeats a run. */
export function runCommandText({ scenario, seed, until, settings, agents }: RunWords): string {
  return commandText(
    'run',
    scenario,
    '--seed',
    String(seed),
    ...(until === null ? [] : ['--until', until]),
    ...settings.flatMap((setting) => ['--set', setting]),
    ...(agents === undefined ? [] : ['--agents', agents]),
  );
}
