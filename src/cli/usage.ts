/**
 * What is wrong with how a command was called, with the name that was probably meant.
 *
 * Unknown names are looked for before the arguments are read, since the reader names them without saying what is near.
 */
import { nearestName } from '../scenario/nearest-name.ts';
import { badArgument, reportBadInput } from './bad-input.ts';
import { commandText } from './command-text.ts';
import type { ExitCode } from './exit-codes.ts';

export type OptionTable = Readonly<Record<string, { readonly type: 'string' | 'boolean' } & Record<string, unknown>>>;

/** What the reader of arguments found wrong. */
export class UsageProblem extends Error {}

/** Known everywhere. */
const EVERYWHERE = ['help', 'version'];

/** Undefined where every command and flag is known. */
export function checkArguments(
  args: readonly string[],
  commands: Readonly<Record<string, OptionTable>>,
): ExitCode | undefined {
  const [command] = args;
  const json = args.includes('--json');
  if (command === undefined || command.startsWith('-')) return undefined;
  const options = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (options === undefined)
    return unknown({
      what: 'command',
      argument: 'command',
      found: command,
      known: Object.keys(commands),
      prefix: '',
      json,
    });
  const known = [...Object.keys(options), ...EVERYWHERE];
  const flags = flagsOf(args.slice(1), options);
  const stranger = flags.find(({ name }) => !known.includes(name));
  if (stranger !== undefined) {
    return unknown({ what: 'flag', argument: `spillover ${command}`, found: stranger.text, known, prefix: '--', json });
  }
  const again = flags.find(
    ({ name }, at) => options[name]?.array !== true && flags.findIndex((flag) => flag.name === name) < at,
  );
  return again === undefined ? undefined : usageFault(`${again.text} is given twice`, args);
}

/** A fault that the reader of arguments found itself. */
export function usageFault(message: string, args: readonly string[]): ExitCode {
  const command = args[0] ?? '';
  const help = command === '' || command.startsWith('-') ? commandText('--help') : commandText(command, '--help');
  const [first = ''] = message.split('\n');
  const fault = badArgument({
    argument: 'usage',
    found: args.join(' '),
    message: first,
    expected: `what \`${help}\` says`,
  });
  return reportBadInput(fault, args.includes('--json'));
}

interface Flag {
  readonly name: string;
  readonly text: string;
}

/** What stands where a flag can stand: the value of an option that takes one is none, nor is anything after `--`. */
function flagsOf(args: readonly string[], options: OptionTable): Flag[] {
  const flags: Flag[] = [];
  for (let at = 0; at < args.length && args[at] !== '--'; at++) {
    const text = args[at] as string;
    if (!/^--?[a-zA-Z]/.test(text)) continue;
    const [word = ''] = text.split('=');
    const name = word.startsWith('--') ? word.slice(2) : word;
    flags.push({ name, text: word });
    if (options[name]?.type === 'string' && !text.includes('=')) at++;
  }
  return flags;
}

interface Unknown {
  readonly what: string;
  readonly argument: string;
  readonly found: string;
  readonly known: readonly string[];
  readonly prefix: string;
  readonly json: boolean;
}

function unknown({ what, argument, found, known, prefix, json }: Unknown): ExitCode {
  const near = nearestName(found.replace(/^-+/, ''), known);
  const nearest = near === undefined ? undefined : prefix + near;
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const expected = `one of: ${known.map((name) => prefix + name).join(', ')}`;
  return reportBadInput(
    badArgument({ argument, found, message: `there is no ${what} "${found}"${hint}`, expected, nearest }),
    json,
  );
}
