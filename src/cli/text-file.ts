/** Reads a text that a person wrote: it is there and it is UTF-8, or it is bad input; a disk that fails is another matter. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearestName } from '../scenario/nearest-name.ts';
import { type BadInput, badArgument } from './bad-input.ts';
import { codeOf, EnvironmentFault } from './environment-fault.ts';

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

export type TextReading = { readonly ok: true; readonly text: string } | BadInput;

/** What `-` stands for, in messages. */
const STANDARD_INPUT = 'stdin';

/** A file, or standard input where the path is `-`; the name is for messages. Throws `EnvironmentFault`. */
export async function readFileOrInput(
  path: string,
  argument: string,
): Promise<TextReading & { readonly name: string }> {
  if (path !== '-') return { ...readText(path, argument), name: path };
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new EnvironmentFault('read', STANDARD_INPUT, cause);
  }
  return { ...textIn(Buffer.concat(chunks), STANDARD_INPUT), name: STANDARD_INPUT };
}

/** Throws `EnvironmentFault` where the file is there and cannot be read. */
export function readText(path: string, argument: string): TextReading {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === undefined || !NOT_THERE.has(code)) throw new EnvironmentFault('read', path, cause);
    const message = code === 'EISDIR' ? `${path} is a folder` : `there is no file ${path}`;
    const nearest = code === 'EISDIR' ? undefined : nearestNeighbour(path);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    return badArgument({ argument, found: path, message: message + hint, expected: 'a file', nearest });
  }
  return textIn(bytes, path);
}

function textIn(bytes: Buffer, path: string): TextReading {
  const wrongAt = firstWrongByte(bytes);
  if (wrongAt === undefined) return { ok: true, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  const before = bytes.subarray(0, wrongAt).toString('utf8');
  const lines = before.split('\n');
  const error = {
    file: path,
    line: lines.length,
    column: (lines.at(-1) as string).length + 1,
    path: '',
    found: `byte 0x${(bytes[wrongAt] as number).toString(16)}`,
    expected: 'text in UTF-8',
    message: 'the file is not text in UTF-8',
  };
  return { ok: false, errors: [error], textOf: () => bytes.toString('utf8') };
}

/** Offset of the first byte that is not UTF-8; undefined where all is. */
function firstWrongByte(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  // The longest good beginning, by halving: a beginning may end inside a character, hence the stream option.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  // What may still go on counts as good: the character that does not is left out.
  const complete = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, good), { stream: true });
  return Buffer.byteLength(complete);
}

function isUtf8(bytes: Uint8Array, mayGoOn = false): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: mayGoOn });
    return true;
  } catch {
    return false;
  }
}

function nearestNeighbour(path: string): string | undefined {
  try {
    const nearest = nearestName(basename(path), readdirSync(dirname(path)));
    return nearest === undefined ? undefined : join(dirname(path), nearest);
  } catch {
    return undefined; // no such folder either
  }
}
