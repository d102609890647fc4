/** The experiment file as a whole, a form for each kind: for reading, and for editors' completion. */
import { z } from 'zod';
import { LOOP_NAMES } from '../../agents/loops.ts';
import { idField, textField } from '../../scenario/plain-fields.ts';
import { armName, columnName, seedList, timeText } from './fields.ts';
import { outcomeEntry } from './outcome-entry.ts';
import { rangeEntry, startedRangeEntry, valuesEntry } from './parameter-entry.ts';

/** Long tables that can be kept of every run. */
export const LONG_TABLES = ['daily', 'auctions', 'operations', 'flows', 'metrics'] as const;
export type LongTable = (typeof LONG_TABLES)[number];

export const LUCKS = ['common', 'independent'] as const;
export type Luck = (typeof LUCKS)[number];

const MOST_RUNS = 100_000;
const settings = z
  .record(z.string(), z.unknown())
  .describe('changes of the scenario: path as --set takes it, and value');
const seeds = seedList('seeds of the runs').optional();
const replicates = z
  .int()
  .min(1)
  .max(MOST_RUNS)
  .describe('how many seeds, derived from `root` by a keyed hash')
  .optional();

const header = {
  schemaVersion: z.literal(1).describe('version of this format'),
  id: idField('name of the experiment, as in its file name'),
  title: textField('what is asked, in a line'),
  note: textField('anything a reader should know').optional(),
  scenario: textField('name of a shipped scenario, or a path from this file'),
  set: settings.default({}),
  until: timeText('last moment of the runs; without it the scenario’s end').optional(),
  seeds,
  replicates,
  root: z.int().min(0).describe('what derived seeds are derived from').default(1),
  luck: z
    .literal([...LUCKS])
    .describe('common: the same seeds in every arm; independent: seeds follow from the settings too')
    .default('common'),
  timeLimit: z.int().min(1).max(86_400).describe('seconds after which a run counts as hanging').default(600),
  tables: z
    .array(z.literal([...LONG_TABLES]))
    .describe('long tables that are kept of every run')
    .default([...LONG_TABLES]),
  outcomes: z.record(columnName, outcomeEntry).describe('what is measured of each run, by the name of its column'),
  answers: z.array(columnName).describe('outcomes that a reader is shown first').default([]),
};

const armEntry = z.strictObject({
  id: armName.describe('name of the arm, and of its folder'),
  what: textField('in a line, for the report').optional(),
  set: settings.default({}),
  seeds,
  replicates,
});

const branchEntry = z.strictObject({
  id: armName.describe('name of the branch, and of its folder'),
  what: textField('in a line, for the report').optional(),
  set: settings.default({}).describe('changes from the moment of the fork on'),
  interventions: z
    .array(z.unknown())
    .meta({ description: 'what is changed: the entries of a patch (docs/fork.md)', entriesOf: 'patch' })
    .default([]),
  seeds,
  replicates,
});

const statistic = z
  .literal(['mean', 'median', 'sd', 'p05', 'p25', 'p75', 'p95', 'rms'])
  .describe('how the replicates of an evaluation become one number')
  .default('mean');

const momentEntry = z.strictObject({
  outcome: columnName.describe('which outcome'),
  statistic,
  target: z.number().describe('what it should be, in the unit of the outcome'),
  tolerance: z.number().positive().describe('a miss of so much has a loss of 1'),
  heldOut: z.boolean().default(false).describe('true: reported, and no part of the fit'),
  source: textField('where the target comes from').optional(),
  assumed: z.literal(true).optional().describe('true: the target is our assumption'),
});

const parameters = <Entry extends z.ZodType>(entry: Entry) =>
  z.record(columnName, entry).describe('numbers of the scenario that are varied, by name');

export const KINDS = {
  ensemble: z.strictObject({ ...header, kind: z.literal('ensemble').describe('one world, many seeds') }),
  ablation: z.strictObject({
    ...header,
    kind: z.literal('ablation').describe('the same seeds with something left out'),
    loops: z
      .array(z.literal([...LOOP_NAMES]))
      .default([])
      .describe('feedback loops, each switched off in an arm of its own'),
    arms: z.array(armEntry).default([]).describe('further arms'),
    armSeeds: seedList('seeds of all arms but the base').optional(),
    armReplicates: replicates,
  }),
  policy: z.strictObject({
    ...header,
    kind: z.literal('policy').describe('forks of the same runs compared'),
    at: timeText('moment of the fork'),
    branches: z
      .array(branchEntry)
      .min(1)
      .describe('what is done from there; the run that goes on as it was is the base'),
    dials: z.array(columnName).length(2).describe('two outcomes that a policy is judged by').optional(),
  }),
  grid: z.strictObject({
    ...header,
    kind: z.literal('grid').describe('every combination of values'),
    parameters: parameters(valuesEntry),
  }),
  morris: z.strictObject({
    ...header,
    kind: z.literal('morris').describe('elementary effects: which parameters matter at all'),
    parameters: parameters(rangeEntry),
    trajectories: z.int().min(2).max(1000).default(10),
    levels: z.literal([4, 6, 8, 10]).default(4),
  }),
  sobol: z.strictObject({
    ...header,
    kind: z.literal('sobol').describe('shares of variance: first and total order'),
    parameters: parameters(rangeEntry),
    baseSamples: z.int().min(2).max(20_000).describe('N; there are N (k + 2) points').default(64),
  }),
  calibrate: z.strictObject({
    ...header,
    kind: z.literal('calibrate').describe('simulated moments: parameters that bring statistics to their targets'),
    parameters: parameters(startedRangeEntry),
    moments: z.record(columnName, momentEntry).describe('statistics and their targets, by name'),
    evaluations: z.int().min(1).max(10_000).describe('points tried at most').default(100),
    population: z.int().min(4).max(200).optional().describe('points a generation; by default 4 + 3 ln k'),
    spread: z.number().positive().max(1).default(0.25).describe('of the first generation, as a share of the bounds'),
  }),
} as const;

export type ExperimentKind = keyof typeof KINDS;
export type ExperimentFile = { [Kind in ExperimentKind]: z.infer<(typeof KINDS)[Kind]> }[ExperimentKind];
export type FileOf<Kind extends ExperimentKind> = z.infer<(typeof KINDS)[Kind]>;

export const experimentFile = z.discriminatedUnion(
  'kind',
  Object.values(KINDS) as [(typeof KINDS)['ensemble'], ...(typeof KINDS)[ExperimentKind][]],
);
