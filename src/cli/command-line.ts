/**
 * The commands, their arguments and their help, as yargs reads them; every command answers with its exit code.
 *
 * A command is loaded when it is called, so that help and a mistyped flag are answered at once.
 */
import yargs, { type Argv } from 'yargs';
import { ExitCode } from './exit-codes.ts';
import { EXPERIMENT_SHAPES, withExperiment, withGather } from './experiment-commands.ts';
import { LAB_SHAPE, withLab } from './lab-command.ts';
import { ENGINE_VERSION } from './program.ts';
import { QUERY_SHAPE, withQuery } from './query-command.ts';
import { SEED_DEFAULT } from './run/seed-argument.ts';
import type { OptionTable } from './scan-arguments.ts';
import { type CommandShapes, checkArguments, UsageProblem, usageFault } from './usage.ts';

const MOMENT = 'stop at a time, a date (00:00 UTC) or a seq';
const JSON_OPTION = { json: { type: 'boolean', describe: 'one JSON document instead of text' } } as const;

const RUN_OPTIONS = {
  seed: { type: 'string', requiresArg: true, default: SEED_DEFAULT, describe: 'root of all luck: 0 … 2^53-1' },
  until: { type: 'string', requiresArg: true, describe: MOMENT },
  set: { type: 'string', array: true, requiresArg: true, default: [], describe: 'change the scenario: path=value' },
  out: { type: 'string', requiresArg: true, describe: 'run folder (default runs/<scenario>-<seed>)' },
  'no-log': { type: 'boolean', describe: 'keep no event log, and no folder unless --out names one' },
  snapshots: { type: 'string', requiresArg: true, describe: 'minutes between snapshots, or off (default: hourly)' },
  agents: { type: 'string', requiresArg: true, describe: 'a module with other behaviour for kinds of institution' },
  resume: { type: 'string', requiresArg: true, describe: 'go on with an interrupted run, in its folder' },
  ...JSON_OPTION,
} as const satisfies OptionTable;
const REPLAY_OPTIONS = {
  at: { type: 'string', requiresArg: true, describe: MOMENT },
  'from-start': { type: 'boolean', describe: 'read the log from its first event, whatever snapshots there are' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const SHOW_OPTIONS = {
  at: { type: 'string', requiresArg: true, describe: MOMENT },
  agent: { type: 'string', requiresArg: true, describe: 'an institution, a group or a kind, one by one' },
  published: { type: 'boolean', describe: 'beside what was published of the episode, misses included' },
  headroom: { type: 'boolean', describe: 'how far limits are, however much of the run is repeated for it' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const FORK_OPTIONS = {
  at: { type: 'string', requiresArg: true, describe: 'leave the run at a time, a date (00:00 UTC) or a seq' },
  patch: { type: 'string', requiresArg: true, describe: 'a file that says what is changed (docs/fork.md)' },
  set: { type: 'string', array: true, requiresArg: true, default: [], describe: 'from there on: path=value' },
  out: { type: 'string', requiresArg: true, describe: 'run folder (default runs/<scenario>-fork-<seed>)' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const EXPORT_OPTIONS = {
  table: { type: 'string', array: true, requiresArg: true, default: ['all'], describe: 'name of a table, or all' },
  format: { type: 'string', requiresArg: true, default: 'parquet', describe: 'parquet, csv or jsonl' },
  out: { type: 'string', requiresArg: true, describe: 'folder for the files (default RUN/tables)' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const REPORT_OPTIONS = {
  out: { type: 'string', requiresArg: true, describe: 'file (default report.html in the folder that it is of)' },
  compare: { type: 'string', requiresArg: true, describe: 'another run or experiment: what is different' },
  assets: {
    type: 'string',
    requiresArg: true,
    describe: 'folder for the data (CSV) and drawing (SVG) of every figure',
  },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const WHY_OPTIONS = {
  prove: { type: 'boolean', describe: 'run it again without the event, on the same luck, and print what is different' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const VALIDATE_OPTIONS = {
  seeds: { type: 'string', requiresArg: true, describe: 'run these now, such as 201-204, in place of the record' },
  record: { type: 'string', requiresArg: true, describe: 'another record.json than the committed one' },
  rerun: { type: 'string', requiresArg: true, describe: 'repeat so many recorded runs and compare their digests' },
  workers: { type: 'string', requiresArg: true, describe: 'threads (default: as many as there are cores)' },
  out: { type: 'string', requiresArg: true, describe: 'folder for what is printed, as files (default validation)' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const AUCTION_OPTIONS = {
  explain: { type: 'boolean', describe: 'who gets what, and why, in words' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const MATCH_OPTIONS = {
  stats: { type: 'boolean', describe: 'what it cost, on stderr: speed, heap, collection; and refusals' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

const FILE = { name: 'FILE', what: 'file', least: 1 } as const;
const INPUT = { ...FILE, most: 1, expected: 'a file, or - for stdin', takesInput: true } as const;
const SCENARIO = {
  name: 'SCENARIO',
  what: 'scenario',
  least: 0, // --resume names it
  most: 1,
  expected: 'a scenario file, or a name that `spillover sims` lists',
  takesInput: false,
} as const;
const RUN = {
  name: 'RUN',
  what: 'run',
  least: 1,
  most: 1,
  expected: 'a run folder, or a log',
  takesInput: false,
} as const;
const RUN_OR_EXPERIMENT = {
  ...RUN,
  name: 'RUN|EXPERIMENT',
  what: 'run or experiment',
  expected: 'a run folder, a log, or the folder of an experiment',
} as const;
const RUN_AND_QUESTION = {
  ...RUN,
  least: 2,
  most: Number.POSITIVE_INFINITY,
  second: {
    name: 'SEQ|QUESTION',
    what: 'seq or question',
    expected: 'a seq, or such as "risk-parity sells UST 2026-01-20"',
  },
} as const;
const FILES = {
  ...FILE,
  most: Number.POSITIVE_INFINITY,
  expected: 'scenario or experiment files',
  takesInput: false,
} as const;

/** What each command takes, for faults in our own words. */
const SHAPES: CommandShapes = {
  run: { options: RUN_OPTIONS, operand: SCENARIO },
  show: { options: SHOW_OPTIONS, operand: RUN },
  replay: { options: REPLAY_OPTIONS, operand: RUN },
  fork: { options: FORK_OPTIONS, operand: RUN },
  export: { options: EXPORT_OPTIONS, operand: RUN },
  query: QUERY_SHAPE,
  report: { options: REPORT_OPTIONS, operand: RUN_OR_EXPERIMENT },
  why: { options: WHY_OPTIONS, operand: RUN_AND_QUESTION },
  ...EXPERIMENT_SHAPES,
  validate: { options: VALIDATE_OPTIONS, operand: undefined },
  check: { options: JSON_OPTION, operand: FILES },
  price: { options: JSON_OPTION, operand: INPUT },
  match: { options: MATCH_OPTIONS, operand: INPUT },
  auction: { options: AUCTION_OPTIONS, operand: INPUT },
  lab: LAB_SHAPE,
  sims: { options: JSON_OPTION, operand: undefined },
};

type Done = (code: ExitCode) => void;

/** Carries out what the arguments ask for. Throws `EnvironmentFault`. */
export async function carryOut(args: readonly string[]): Promise<ExitCode> {
  const checked = checkArguments(args, SHAPES);
  if (!checked.ok) return checked.code;
  let code: ExitCode = ExitCode.done;
  const done: Done = (result) => {
    code = result;
  };
  try {
    await withCommands(program(checked.args), done).parseAsync();
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    return usageFault(error.message, args);
  }
  return code;
}

function program(args: readonly string[]): Argv {
  return yargs([...args])
    .scriptName('spillover')
    .locale('en')
    .version(ENGINE_VERSION)
    .alias('help', 'h')
    .parserConfiguration({
      'boolean-negation': false, // --no-log is a flag of its own
      'greedy-arrays': false, // --set takes one value each time
      'parse-numbers': false,
      'dot-notation': false,
    })
    .exitProcess(false)
    .strict()
    .usage(
      '$0 <command>\n\nSovereign-bond contagion as a reproducible simulation. Results on stdout, progress on stderr.',
    )
    .demandCommand(1, 'which command?')
    .epilogue('Exit codes: 0 done, 1 a check failed, 2 bad input, 3 our bug, 4 disk or permission, 130 interrupted.')
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .fail((message: string | null, error: Error | undefined) => {
      // Throwing is what keeps the command from being carried out.
      if (error !== undefined && error !== null && error.name !== 'YError') throw error;
      throw new UsageProblem(message ?? error?.message ?? 'no such command');
    });
}

function withCommands(y: Argv, done: Done): Argv {
  const commands = [
    withRun,
    withExperiment,
    withGather,
    withShow,
    withReplay,
    withFork,
    withExport,
    withQuery,
    withReport,
    withWhy,
    withValidate,
    withAuction,
    withMatch,
    withPrice,
    withLab,
  ];
  return commands
    .reduce((program, command) => command(program, done), y)
    .command(
      'check <files..>',
      'validate scenario and experiment files: all faults at once, each in its place',
      (c) =>
        c
          .positional('files', {
            type: 'string',
            array: true,
            demandOption: true,
            describe: 'scenario or experiment files',
          })
          .options(JSON_OPTION)
          .example('$0 check mine.yaml', 'what is wrong with it, if anything')
          .example('$0 check sims/*.yaml --json', 'for a program'),
      async (a) => {
        const { check } = await import('./commands/check.ts');
        done(check({ files: a.files, json: a.json === true }));
      },
    )
    .command(
      'sims',
      'list the shipped scenarios and experiments',
      (c) => c.options(JSON_OPTION).example('$0 sims', 'what can be run by name'),
      async (a) => {
        const { sims } = await import('./commands/sims.ts');
        done(sims({ json: a.json === true }));
      },
    );
}

const withRun = (y: Argv, done: Done): Argv =>
  y.command(
    'run [scenario]',
    'run a scenario; print what it came to; keep its events',
    (c) =>
      c
        .positional('scenario', { type: 'string', describe: 'a scenario file, or the name of a shipped one' })
        .options(RUN_OPTIONS)
        .example('$0 run japan-2026', 'ten days of Japan, January 2026')
        .example('$0 run japan-2026 --seed 7 --until 2026-01-21', 'other luck, the first days')
        .example('$0 run japan-2026 --set loops.L2=off', 'the same luck without volatility targeting')
        .example('$0 run mine.yaml --no-log --json', 'a scenario of your own, numbers only')
        .example('$0 run --resume runs/japan-2026-1', 'go on after Ctrl-C'),
    async ({ scenario, seed, until, set, out, snapshots, agents, resume, json, 'no-log': noLog }) => {
      const { run } = await import('./commands/run.ts');
      const asked = { scenario, seed, until, set, out, snapshots, agents, resume };
      done(await run({ ...asked, noLog: noLog === true, json: json === true }));
    },
  );

const withShow = (y: Argv, done: Done): Argv =>
  y.command(
    'show <run>',
    'a run at a moment: curves, books, institutions, auctions, flows',
    (c) =>
      c
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder, or a log' })
        .options(SHOW_OPTIONS)
        .example('$0 show runs/japan-2026-1', 'how it ended')
        .example('$0 show runs/japan-2026-1 --at 2026-01-20T15:00+09:00', 'the Tokyo close of the worst day')
        .example(
          '$0 show runs/japan-2026-1 --agent smfg',
          'what it holds, what it traded, its limits; or dealers-jgb, or ldi',
        )
        .example('$0 show runs/japan-2026-1 --published', 'beside the closes and auctions of those days')
        .epilogue(
          'How far limits are follows from what institutions remember, which is in no log: it is told where a snapshot is near ' +
            'or the run is short, and with --headroom in any case.',
        ),
    async (a) => {
      const { show } = await import('./commands/show.ts');
      const { run, at, agent } = a;
      done(
        await show({
          run,
          at,
          agent,
          published: a.published === true,
          headroom: a.headroom === true,
          json: a.json === true,
        }),
      );
    },
  );

const withReplay = (y: Argv, done: Done): Argv =>
  y.command(
    'replay <run>',
    'rebuild the state of a run from its log alone, verified',
    (c) =>
      c
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder, or a log' })
        .options(REPLAY_OPTIONS)
        .example('$0 replay runs/japan-2026-1', 'the last state: curves, books, accounts')
        .example('$0 replay runs/japan-2026-1 --at 2026-01-20T12:35+09:00', 'as an auction result comes out'),
    async (a) => {
      const { replay } = await import('./commands/replay.ts');
      done(await replay({ run: a.run, at: a.at, fromStart: a['from-start'] === true, json: a.json === true }));
    },
  );

const withFork = (y: Argv, done: Done): Argv =>
  y.command(
    'fork <run>',
    'leave a run at a moment, change something; what is different',
    (c) =>
      c
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder' })
        .options(FORK_OPTIONS)
        .example(
          '$0 fork runs/japan-2026-1 --at 2026-01-21 --set loops.L2=off',
          'without volatility targeting from then on',
        )
        .example('$0 fork runs/japan-2026-1 --at 2026-01-21T08:00+09:00 --patch purchase.yaml', 'a patch: docs/fork.md')
        .example('$0 fork runs/japan-2026-1 --at 105704 --set agents.smfg.target=¥30tn', 'after an event or order'),
    async (a) => {
      const { fork } = await import('./commands/fork.ts');
      const { run, at, patch, set, out } = a;
      done(await fork({ run, at, patch, set, out, json: a.json === true }));
    },
  );

const withExport = (y: Argv, done: Done): Argv =>
  y.command(
    'export <run>',
    'write the tables of a run as Parquet, CSV or JSON lines',
    (c) =>
      c
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder, or a log' })
        .options(EXPORT_OPTIONS)
        .example('$0 export runs/japan-2026-1', 'all tables as Parquet, in runs/japan-2026-1/tables')
        .example('$0 export runs/japan-2026-1 --table daily --format csv --out data', 'one table, elsewhere')
        .example('$0 export runs/japan-2026-1 --table bars --table flows', 'columns are in docs/tables.md'),
    async (a) => {
      const { exportTables } = await import('./commands/export.ts');
      const { run, table, format, out } = a;
      done(await exportTables({ run, table, format, out, json: a.json === true }));
    },
  );

const withReport = (y: Argv, done: Done): Argv =>
  y.command(
    'report <of>',
    'one HTML file to read and to print: figures, tables, limits',
    (c) =>
      c
        .positional('of', { type: 'string', demandOption: true, describe: 'a run folder, a log, or an experiment' })
        .options(REPORT_OPTIONS)
        .example('$0 report runs/japan-2026-1', 'writes runs/japan-2026-1/report.html')
        .example('$0 report experiments/ablation --assets figures', 'with data and drawing of every figure as files')
        .example('$0 report runs/japan-2026-1 --compare runs/japan-2026-fork-1', 'what a fork changed'),
    async (a) => {
      const { report } = await import('./commands/report.ts');
      const { of, out, compare, assets } = a;
      done(await report({ of, out, compare, assets, json: a.json === true }));
    },
  );

const withWhy = (y: Argv, done: Done): Argv =>
  y.command(
    'why <run> <question..>',
    'what an event follows from; what is different without it',
    (c) =>
      c
        .positional('run', { type: 'string', demandOption: true, describe: 'a run folder, or a log' })
        .positional('question', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'a seq, or: <agent or kind> <verb> <market or bond> [date or time]',
        })
        .options(WHY_OPTIONS)
        .example('$0 why runs/japan-2026-1 105704', 'an event or an order by its seq')
        .example('$0 why runs/japan-2026-1 "risk-parity sells UST 2026-01-20"', 'the largest such deed of that day')
        .example(
          '$0 why runs/japan-2026-1 dealer breaches jgb',
          'verbs: buys sells bids quotes breaches stops defaults',
        )
        .example('$0 why runs/japan-2026-1 105704 --prove', 'the same luck without that event'),
    async (a) => {
      const { why } = await import('./commands/why.ts');
      const asked = a.question.join(' ');
      done(await why({ run: a.run, asked, prove: a.prove === true, json: a.json === true }));
    },
  );

const withValidate = (y: Argv, done: Done): Argv =>
  y.command(
    'validate',
    'acceptance tests and stylised facts, with bands and intervals',
    (c) =>
      c
        .options(VALIDATE_OPTIONS)
        .example('$0 validate', 'what the committed record says')
        .example('$0 validate --rerun 3', 'and three of its runs again, drawn by date')
        .example('$0 validate --seeds 1-4', 'four seeds of your own; goes on after Ctrl-C')
        .epilogue('Exit code 1: a test does not hold, or fewer than 14 of 20 facts. Pages: docs/validation.'),
    async ({ seeds, record, rerun, workers, out, json }) => {
      const { validate } = await import('./commands/validate.ts');
      done(await validate({ seeds, record, rerun, workers, out, json: json === true }));
    },
  );

const withAuction = (y: Argv, done: Done): Argv =>
  y.command(
    'auction <file>',
    'allot auctions and operations of your own as their issuers do',
    (c) =>
      c
        .positional('file', { type: 'string', demandOption: true, describe: 'cases in JSON, or - for stdin' })
        .options(AUCTION_OPTIONS)
        .example('$0 auction mine.json', 'results in the form of docs/auctions.md')
        .example('$0 auction mine.json --explain', 'for a class'),
    async (a) => {
      const { auction } = await import('./commands/auction.ts');
      const file = a.file === '' ? '-' : a.file;
      done(await auction({ file, explain: a.explain === true, json: a.json === true }));
    },
  );

const withMatch = (y: Argv, done: Done): Argv =>
  y.command(
    'match <file>',
    'the order book on your own orders: fills as CSV',
    (c) =>
      c
        .positional('file', { type: 'string', demandOption: true, describe: 'orders as CSV, or - for stdin' })
        .options(MATCH_OPTIONS)
        .example('$0 match orders.csv', 'op,id,side,type,price_ticks,qty_lots[,display_lots][,owner]')
        .example('$0 match - --stats < orders.csv', 'with what it cost'),
    async (a) => {
      const { match } = await import('./commands/match.ts');
      done(await match({ file: a.file === '' ? '-' : a.file, stats: a.stats === true, json: a.json === true }));
    },
  );

const withPrice = (y: Argv, done: Done): Argv =>
  y.command(
    'price <file>',
    'bonds of your own: yield or price, accrued interest, risk',
    (c) =>
      c
        .positional('file', { type: 'string', demandOption: true, describe: 'bonds as CSV, or - for stdin' })
        .options(JSON_OPTION)
        .example('$0 price bonds.csv', 'id,market,coupon_pct,maturity,settlement,convention,yield_pct,clean_price')
        .example('$0 price - --json < bonds.csv', 'for a program; columns are in docs/price.md'),
    async (a) => {
      const { price } = await import('./commands/price.ts');
      done(await price({ file: a.file === '' ? '-' : a.file, json: a.json === true }));
    },
  );
