/**
 * The command line: reads arguments, hands them to a command, and turns whatever happens into an exit code.
 *
 * Results go to stdout and nothing else does. What no command expects is our bug: it is told with its place and exits 3.
 */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { check } from './commands/check.ts';
import { replay } from './commands/replay.ts';
import { run } from './commands/run.ts';
import { sims } from './commands/sims.ts';
import { environmentFaultIn } from './environment-fault.ts';
import { ExitCode } from './exit-codes.ts';
import { ENGINE_VERSION } from './program.ts';
import { SEED_DEFAULT } from './seed-argument.ts';
import { complain, watchOutput } from './terminal.ts';
import { checkArguments, type OptionTable, usageFault } from './usage.ts';

const JSON_OPTION = { json: { type: 'boolean', describe: 'one JSON document instead of text' } } as const;

const RUN_OPTIONS = {
  seed: { type: 'string', requiresArg: true, default: SEED_DEFAULT, describe: 'root of all luck: 0 … 2^53-1' },
  until: { type: 'string', requiresArg: true, describe: 'stop at a time, a date (00:00 UTC) or a seq' },
  set: { type: 'string', array: true, requiresArg: true, default: [], describe: 'change the scenario: path=value' },
  out: { type: 'string', requiresArg: true, describe: 'run folder (default runs/<scenario>-<seed>)' },
  'no-log': { type: 'boolean', describe: 'keep no event log, and no folder unless --out names one' },
  agents: { type: 'string', requiresArg: true, describe: 'a module with other behaviour for kinds of institution' },
  resume: { type: 'string', requiresArg: true, describe: 'go on with an interrupted run, in its folder' },
  ...JSON_OPTION,
} as const satisfies OptionTable;
const REPLAY_OPTIONS = {
  at: { type: 'string', requiresArg: true, describe: 'stop at a time, a date (00:00 UTC) or a seq' },
  ...JSON_OPTION,
} as const satisfies OptionTable;

/** Options of each command, for the nearest name. */
const COMMANDS: Readonly<Record<string, OptionTable>> = {
  run: RUN_OPTIONS,
  replay: REPLAY_OPTIONS,
  check: JSON_OPTION,
  sims: JSON_OPTION,
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const refused = checkArguments(args, COMMANDS);
  if (refused !== undefined) return refused;
  let code: ExitCode = ExitCode.done;
  const done = (result: ExitCode): void => {
    code = result;
  };
  await yargs([...args])
    .scriptName('spillover')
    .locale('en')
    .version(ENGINE_VERSION)
    .parserConfiguration({ 'boolean-negation': false, 'greedy-arrays': false, 'parse-numbers': false, 'dot-notation': false })
    .exitProcess(false)
    .strict()
    .usage('$0 <command>\n\nSovereign-bond contagion as a reproducible simulation. Results on stdout, progress on stderr.')
    .command(
      'run [scenario]',
      'run a scenario; print what it came to; keep its events',
      (y) =>
        y
          .positional('scenario', { type: 'string', describe: 'a scenario file, or the name of a shipped one' })
          .options(RUN_OPTIONS)
          .example('$0 run japan-2026', 'ten days of Japan, January 2026')
          .example('$0 run japan-2026 --seed 7 --until 2026-01-21', 'other luck, the first two trading days')
          .example('$0 run japan-2026 --set loops.L2=off', 'the same luck without volatility targeting')
          .example('$0 run mine.yaml --no-log --json', 'a scenario of your own, numbers only')
          .example('$0 run --resume runs/japan-2026-1', 'go on after Ctrl-C'),
      async (a) => done(await run({ ...a, noLog: a['no-log'] === true, json: a.json === true } as never)),
    )
    .command(
      'replay <run>',
      'rebuild the state of a run from its log alone, verified',
      (y) =>
        y
          .positional('run', { type: 'string', demandOption: true, describe: 'a run folder, or a log' })
          .options(REPLAY_OPTIONS)
          .example('$0 replay runs/japan-2026-1', 'the last state: curves, books, accounts')
          .example('$0 replay runs/japan-2026-1 --at 2026-01-20T12:35+09:00', 'just before an auction result'),
      async (a) => done(await replay({ run: a.run, at: a.at, json: a.json === true })),
    )
    .command(
      'check <files..>',
      'validate scenario files: all faults at once, each in its place',
      (y) =>
        y
          .positional('files', { type: 'string', array: true, demandOption: true, describe: 'scenario files' })
          .options(JSON_OPTION)
          .example('$0 check mine.yaml', 'what is wrong with it, if anything')
          .example('$0 check sims/*.yaml --json', 'for a program'),
      (a) => done(check({ files: a.files, json: a.json === true })),
    )
    .command(
      'sims',
      'list the shipped scenarios',
      (y) => y.options(JSON_OPTION).example('$0 sims', 'what can be run by name'),
      (a) => done(sims({ json: a.json === true })),
    )
    .demandCommand(1, 'which command?')
    .epilogue('Exit codes: 0 done, 2 bad input, 3 our bug, 4 disk or permission, 130 interrupted.')
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .fail((message, error) => {
      // Throwing is what keeps the command from being carried out.
      throw error !== undefined && error !== null && error.name !== 'YError' ? error : new UsageProblem(message ?? error?.message);
    })
    .parseAsync();
  return code;
}

class UsageProblem extends Error {}

async function start(): Promise<void> {
  watchOutput();
  const args = hideBin(process.argv);
  try {
    process.exitCode = await main(args);
  } catch (error) {
    if (error instanceof UsageProblem) {
      process.exitCode = usageFault(error.message, args);
      return;
    }
    const fault = environmentFaultIn(error);
    if (fault === undefined) complain(`our bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    else complain(fault.message);
    process.exitCode = fault === undefined ? ExitCode.ourBug : ExitCode.environment;
  }
}

await start();
