/**
 * What the words after `spillover` are: the command, flags with their values, and operands.
 *
 * Splits as the reader of arguments does (yargs-parser 22), so that a fault can be told in our words before it reads them.
 */

export type OptionTable = Readonly<Record<string, { readonly type: 'string' | 'boolean' } & Record<string, unknown>>>;

export interface Flag {
  readonly name: string;
  /** As it was written, without its value: `--seed`. */
  readonly text: string;
  /** Undefined where there is none. */
  readonly value: string | undefined;
}

export interface ScannedArguments {
  readonly command: string | undefined;
  /** Its place among the arguments; −1 where there is none. */
  readonly commandAt: number;
  readonly flags: readonly Flag[];
  readonly operands: readonly string[];
}

const NEGATIVE_NUMBER = /^-(?:\d+(?:\.\d+)?|\.\d+)$/;

/** True where the results are to be a document, and so whatever goes wrong. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((word) => word === '--json' || word.startsWith('--json='));
}

/** @param optionsOf The options of a command; of all commands before it is known which one. */
export function scanArguments(
  args: readonly string[],
  optionsOf: (command: string | undefined) => OptionTable,
): ScannedArguments {
  const flags: Flag[] = [];
  const words: string[] = [];
  let commandAt = -1;
  for (let at = 0; at < args.length; at++) {
    const text = args[at] as string;
    if (text === '--') {
      if (words.length === 0 && at + 1 < args.length) commandAt = at + 1;
      words.push(...args.slice(at + 1));
      break;
    }
    if (!isFlag(text)) {
      if (words.length === 0) commandAt = at;
      words.push(text);
      continue;
    }
    const equals = text.indexOf('=');
    const word = equals < 0 ? text : text.slice(0, equals);
    const name = word.replace(/^--?/, '');
    const next = args[at + 1];
    const takesNext =
      equals < 0 && optionsOf(words[0])[name]?.type === 'string' && next !== undefined && !isDashed(next);
    flags.push({ name, text: word, value: equals >= 0 ? text.slice(equals + 1) : takesNext ? next : undefined });
    if (takesNext) at++;
  }
  const [command, ...operands] = words;
  return { command, commandAt, flags, operands };
}

const isDashed = (text: string): boolean => text.startsWith('-') && !NEGATIVE_NUMBER.test(text);

/** A lone dash is an operand: standard input. */
const isFlag = (text: string): boolean => text !== '-' && isDashed(text);
