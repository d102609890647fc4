/**
 * What is wrong with how a command was called, in words of the commands, with the name that was probably meant.
 *
 * All of it is looked for before the arguments are read, since their reader speaks of its own notions.
 */
import { nearestName } from '../scenario/nearest-name.ts';
import { type ArgumentProblem, badArgument, reportBadInput } from './bad-input.ts';
import { commandText } from './command-text.ts';
import type { ExitCode } from './exit-codes.ts';
import { type Flag, type OptionTable, type ScannedArguments, scanArguments, wantsJson } from './scan-arguments.ts';

/** What a command works on: the words that belong to no flag. */
export interface Operand {
  /** As help shows it: SCENARIO. */
  readonly name: string;
  /** In words, after "which": scenario, run, file. */
  readonly what: string;
  readonly expected: string;
  readonly least: 0 | 1 | 2;
  readonly most: number;
  /** True where `-` stands for standard input. */
  readonly takesInput: boolean;
  /** What comes after the first, where that is something else. */
  readonly second?: { readonly name: string; readonly what: string; readonly expected: string };
}

export interface CommandShape {
  readonly options: OptionTable;
  /** Undefined: it works on nothing. */
  readonly operand: Operand | undefined;
}

export type CommandShapes = Readonly<Record<string, CommandShape>>;

/** What the reader of arguments found wrong. */
export class UsageProblem extends Error {}

const EVERYWHERE: OptionTable = { help: { type: 'boolean' }, version: { type: 'boolean' } };
/** Short forms. */
const SHORT: Readonly<Record<string, string>> = { '-h': 'help' };

export type CheckedArguments =
  | { readonly ok: true /** The command first, whatever stood before it. */; readonly args: readonly string[] }
  | { readonly ok: false; readonly code: ExitCode };

/** Whether command, flags and operands are what the commands take; what is wrong has been said. */
export function checkArguments(args: readonly string[], commands: CommandShapes): CheckedArguments {
  const everyOption: OptionTable = Object.assign({}, ...Object.values(commands).map(({ options }) => options));
  const shapeOf = (name: string): CommandShape | undefined =>
    Object.hasOwn(commands, name) ? commands[name] : undefined;
  const scanned = scanArguments(args, (name) => (name === undefined ? everyOption : (shapeOf(name)?.options ?? {})));
  const { command, commandAt: at } = scanned;
  const shape = command === undefined ? { options: everyOption, operand: undefined } : shapeOf(command);
  const problem =
    shape === undefined
      ? unknown({ what: 'command', found: command as string, known: Object.keys(commands) })
      : (flagProblem(scanned, shape.options) ?? operandProblem(scanned, shape));
  if (problem !== undefined) return { ok: false, code: reportBadInput(badArgument(problem), wantsJson(args)) };
  return { ok: true, args: command === undefined ? args : [command, ...args.slice(0, at), ...args.slice(at + 1)] };
}

/** A fault that the reader of arguments found itself. */
export function usageFault(message: string, args: readonly string[]): ExitCode {
  const command = args[0] ?? '';
  const [first = ''] = message.split('\n');
  const expected = `what \`${helpText(command.startsWith('-') ? '' : command)}\` says`;
  return reportBadInput(
    badArgument({ argument: 'usage', found: args.join(' '), message: first, expected }),
    wantsJson(args),
  );
}

const helpText = (command: string): string => commandText(...(command === '' ? [] : [command]), '--help');

function flagProblem({ command, flags }: ScannedArguments, options: OptionTable): ArgumentProblem | undefined {
  const known = { ...options, ...EVERYWHERE };
  const argument = command === undefined ? 'spillover' : `spillover ${command}`;
  for (const [at, flag] of flags.entries()) {
    const name = SHORT[flag.text] ?? (flag.text.startsWith('--') ? flag.name : flag.text);
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) {
      const names = Object.keys(known).map((each) => `--${each}`);
      return { ...unknown({ what: 'flag', found: flag.text, known: names }), argument };
    }
    const wrong = option.type === 'boolean' ? valueGiven(flag) : valueMissing(flag);
    if (wrong !== undefined) return wrong;
    if (option.array !== true && flags.findIndex((other) => other.name === flag.name) < at) {
      const message = `${flag.text} is given twice`;
      return { argument, found: flag.text, message, expected: `one ${flag.text}` };
    }
  }
  return undefined;
}

function valueGiven({ text, value }: Flag): ArgumentProblem | undefined {
  if (value === undefined) return undefined;
  return { argument: text, found: value, message: `takes no value, found "${value}"`, expected: `${text} alone` };
}

function valueMissing({ text, value }: Flag): ArgumentProblem | undefined {
  if (value !== undefined && value !== '') return undefined;
  const message = value === undefined ? 'needs a value' : 'the value is empty';
  const expected = `${text} VALUE, or ${text}=VALUE where it begins with a dash`;
  return { argument: text, found: value ?? 'nothing', message, expected };
}

function operandProblem(scanned: ScannedArguments, { options, operand }: CommandShape): ArgumentProblem | undefined {
  const { command, flags, operands } = scanned;
  if (command === undefined || flags.some(({ name }) => name in EVERYWHERE || `-${name}` in SHORT)) return undefined;
  const extra = operands[operand?.most ?? 0];
  if (extra !== undefined) return tooMany(command, extra, operand, options);
  if (operand === undefined) return undefined;
  const { name, what, expected, least, takesInput, second } = operand;
  const argument = name;
  if (operands.length < least) {
    const missing = operands.length === 0 ? operand : (second ?? operand);
    const words = [command, name, ...(second === undefined ? [] : [second.name])].join(' ');
    const asked = { argument: missing.name, message: `which ${missing.what}?` };
    return { ...asked, found: 'nothing', expected: `${missing.expected}: ${words}` };
  }
  if (operands.includes('')) return { argument, found: '', message: `the name of the ${what} is empty`, expected };
  if (takesInput || !operands.includes('-')) return undefined;
  return { argument, found: '-', message: `standard input is not a ${what}`, expected };
}

function tooMany(command: string, extra: string, operand: Operand | undefined, options: OptionTable): ArgumentProblem {
  const takes = operand === undefined ? 'nothing but flags' : `one ${operand.name}`;
  const message = `takes ${takes}; "${extra}" is one too many`;
  const near = extra.startsWith('-') ? undefined : nearestName(extra, Object.keys(options));
  const nearest = near === undefined ? undefined : `--${near}`;
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  return { argument: `spillover ${command}`, found: extra, message: message + hint, expected: takes, nearest };
}

interface Unknown {
  readonly what: string;
  readonly found: string;
  readonly known: readonly string[];
}

function unknown({ what, found, known }: Unknown): ArgumentProblem {
  const nearest = nearestOf(found, known);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = `there is no ${what} "${found}"${hint}`;
  return { argument: what, found, message, expected: `one of: ${known.join(', ')}`, nearest };
}

/** Dashes are no part of a name: `-seed` is near `--seed`. */
function nearestOf(found: string, known: readonly string[]): string | undefined {
  const bare = (name: string): string => name.replace(/^-+/, '');
  const near = nearestName(bare(found), known.map(bare));
  return known.find((name) => bare(name) === near);
}
