/** The commands of experiments as yargs reads them: many runs here, on other machines, and what they come to. */
import type { Argv } from 'yargs';
import type { ExitCode } from './exit-codes.ts';
import type { OptionTable } from './scan-arguments.ts';
import type { CommandShapes } from './usage.ts';

type Done = (code: ExitCode) => void;

const RESULT_OPTIONS = {
  out: { type: 'string', requiresArg: true, describe: 'folder of results (default experiments/<id>)' },
  csv: { type: 'boolean', describe: 'the tables as CSV too' },
  json: { type: 'boolean', describe: 'one JSON document instead of text' },
} as const satisfies OptionTable;

const EXPERIMENT_OPTIONS = {
  workers: { type: 'string', requiresArg: true, describe: 'threads (default: as many as there are cores)' },
  shard: {
    type: 'string',
    requiresArg: true,
    describe: 'one block of the runs, i/n, for `gather` (Slurm, GNU parallel)',
  },
  queue: { type: 'string', requiresArg: true, describe: 'postgres://host/database: other machines take part' },
  join: { type: 'boolean', describe: 'with --queue: only make runs, for whoever collects them' },
  resume: { type: 'boolean', describe: 'go on with results that were interrupted' },
  ...RESULT_OPTIONS,
} as const satisfies OptionTable;

const EXPERIMENT = {
  name: 'FILE',
  what: 'file',
  least: 1,
  most: 1,
  expected: 'an experiment file, or the name of a shipped one',
  takesInput: false,
} as const;
const SHARDS = {
  name: 'DIR',
  what: 'folder of shards',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  expected: 'folders that `experiment --shard` wrote',
  takesInput: false,
} as const;

/** What each takes, for faults in our own words. */
export const EXPERIMENT_SHAPES = {
  experiment: { options: EXPERIMENT_OPTIONS, operand: EXPERIMENT },
  gather: { options: RESULT_OPTIONS, operand: SHARDS },
} as const satisfies CommandShapes;

export const withExperiment = (y: Argv, done: Done): Argv =>
  y.command(
    'experiment <file>',
    'many runs and what they say together: ensembles, ablations, sensitivity, fits',
    (c) =>
      c
        .positional('file', { type: 'string', demandOption: true, describe: 'an experiment file, or a shipped one' })
        .options(EXPERIMENT_OPTIONS)
        .example('$0 experiment smoke', 'a few short runs, in seconds')
        .example('$0 experiment mine.yaml --workers 4', 'on four threads; the results are the same on one')
        .example('$0 experiment ablation --resume', 'go on after Ctrl-C or a crash')
        .example('$0 experiment ablation --queue postgres://db/me', 'with whoever joins: the same and --join, anywhere')
        .epilogue('Files and results are described in docs/experiments.md. Exit code 1: some runs failed.'),
    async ({ file, workers, shard, queue, join, resume, out, csv, json }) => {
      const { experiment } = await import('./commands/experiment.ts');
      const flags = { join: join === true, resume: resume === true, csv: csv === true, json: json === true };
      done(await experiment({ file, workers, shard, queue, out, ...flags }));
    },
  );

export const withGather = (y: Argv, done: Done): Argv =>
  y.command(
    'gather <folders..>',
    'the shards of an experiment to its results; names what is missing',
    (c) =>
      c
        .positional('folders', { type: 'string', array: true, demandOption: true, describe: 'folders of shards' })
        .options(RESULT_OPTIONS)
        .example('$0 experiment ablation --shard 1/4 --out shards', 'on the first of four machines')
        .example('$0 gather shards', 'when all four are finished')
        .epilogue('Exit code 1: a shard is missing, or some runs failed. See docs/experiments.md.'),
    async ({ folders, out, csv, json }) => {
      const { gather } = await import('./commands/gather.ts');
      done(gather({ folders, out, csv: csv === true, json: json === true }));
    },
  );
