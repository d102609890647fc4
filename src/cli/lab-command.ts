/** `lab` as yargs reads it. */
import type { Argv } from 'yargs';
import type { ExitCode } from './exit-codes.ts';
import type { OptionTable } from './scan-arguments.ts';
import type { CommandShape } from './usage.ts';

const LAB_OPTIONS = {
  out: { type: 'string', requiresArg: true, default: 'lab.html', describe: 'the file' },
  json: { type: 'boolean', describe: 'one JSON document instead of text' },
} as const satisfies OptionTable;

/** What it takes, for faults in our own words. */
export const LAB_SHAPE = { options: LAB_OPTIONS, operand: undefined } as const satisfies CommandShape;

export const withLab = (y: Argv, done: (code: ExitCode) => void): Argv =>
  y.command(
    'lab',
    'write the lab: a page in one file that opens from disk, to watch a crisis, ask and fork',
    (c) =>
      c
        .options(LAB_OPTIONS)
        .example('$0 lab', 'lab.html, to be opened in Chromium or Firefox')
        .example('$0 lab --out lessons/tokyo.html', 'somewhere else'),
    async ({ out, json }) => {
      const { lab } = await import('./commands/lab.ts');
      done(lab({ out, json: json === true }));
    },
  );
