/** Commands as a person would type them, for messages that say what to do next. */

const PLAIN = /^[\w@%+=:,./-]+$/;

/** One word for a POSIX shell. */
export const shellWord = (text: string): string => (PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

export const commandText = (...words: readonly string[]): string => ['spillover', ...words.map(shellWord)].join(' ');

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
