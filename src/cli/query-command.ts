/** `query` as yargs reads it. */
import type { Argv } from 'yargs';
import type { ExitCode } from './exit-codes.ts';
import type { OptionTable } from './scan-arguments.ts';
import type { CommandShape } from './usage.ts';

const QUERY_OPTIONS = {
  from: {
    type: 'string',
    array: true,
    requiresArg: true,
    default: [],
    describe: 'a run or an experiment (default: all in runs/ and experiments/)',
  },
  csv: { type: 'boolean', describe: 'the answer as CSV' },
  json: { type: 'boolean', describe: 'one JSON document instead of text' },
} as const satisfies OptionTable;

const SQL = {
  name: 'SQL',
  what: 'query',
  least: 1,
  most: 1,
  expected: 'SQL in one word, such as "select count(*) from runs", or - for stdin',
  takesInput: true,
} as const;

/** What it takes, for faults in our own words. */
export const QUERY_SHAPE = { options: QUERY_OPTIONS, operand: SQL } as const satisfies CommandShape;

export const withQuery = (y: Argv, done: (code: ExitCode) => void): Argv =>
  y.command(
    'query <sql>',
    'SQL over the tables of runs and experiments (with DuckDB)',
    (c) =>
      c
        .positional('sql', { type: 'string', demandOption: true, describe: 'what is asked, or - for stdin' })
        .options(QUERY_OPTIONS)
        .example('$0 query "select source, seed, digest from runs"', 'everything in runs/ and experiments/')
        .example('$0 query "from daily where bond = \'JGB-30Y\'" --from runs/japan-2026-1', 'one run')
        .example('$0 query "select arm, avg(jgb_20y) from runs group by arm" --from smoke --csv', 'an experiment')
        .epilogue(
          'Tables are those of docs/tables.md and docs/experiments.md, and have the folder as source in front.',
        ),
    async (a) => {
      const { query } = await import('./commands/query.ts');
      const { from, csv, json } = a;
      done(await query({ sql: a.sql === '' ? '-' : a.sql, from, csv: csv === true, json: json === true }));
    },
  );
