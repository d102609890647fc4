/**
 * Comma-separated rows from a file or from stdin (`-`), read once and in pieces, so that memory does not grow with them.
 *
 * Fields may stand in double quotes (RFC 4180) but a row is a line: no field holds a line break. CR LF ends are
 * taken, empty lines are passed over, a byte order mark is dropped. What is no UTF-8, and a line too long to be a row, is
 * handed on as such, with its number.
 */
import { createReadStream } from 'node:fs';
import { attempt, EnvironmentFault } from '../environment-fault.ts';

export interface CsvLine {
  /** Counts from 1, the header and empty lines included. */
  readonly number: number;
  /** Undefined where the line is no text in UTF-8 or too long. */
  readonly text: string | undefined;
  readonly isTooLong?: true;
}

/** Longer lines are not kept: a file without line ends must not fill the memory. */
export const LINE_BYTES_MOST = 65_536;

const NEWLINE = 0x0a;
const PIECE_BYTES = 1 << 16;

/** Lines in order, some thousand at a time. Throws `EnvironmentFault`. */
export async function* csvLines(path: string): AsyncGenerator<readonly CsvLine[]> {
  const splitter = new LineSplitter();
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES });
  try {
    for await (const piece of source as AsyncIterable<Buffer>) yield splitter.take(piece);
  } catch (cause) {
    throw cause instanceof EnvironmentFault ? cause : new EnvironmentFault('read', path, cause);
  }
  yield attempt('read', path, () => splitter.end());
}

/** Why a line has no text. */
export const unreadable = ({ isTooLong }: CsvLine): { readonly message: string; readonly expected: string } =>
  isTooLong === true
    ? { message: 'the line is too long', expected: `at most ${LINE_BYTES_MOST} bytes` }
    : { message: 'the line is not text in UTF-8', expected: 'text in UTF-8' };

/** A row's fields; undefined where a quoted one is not closed or something follows it. */
export function fieldsOf(text: string): string[] | undefined {
  return text.includes('"') ? quotedFields(text) : text.split(',');
}

/** A field as it must be written to be read back. */
export const csvField = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function quotedFields(text: string): string[] | undefined {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (let separator: string | undefined = ','; separator === ','; ) {
    const match = field.exec(text);
    if (match === null) return undefined;
    fields.push(match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"'));
    separator = match[3];
  }
  return fields;
}

class LineSplitter {
  private readonly rest: Buffer[] = [];
  private restBytes = 0;
  /** The rest is of a line that has been handed on as too long. */
  private isPassing = false;
  private number = 1;

  /** The lines that end in this piece. */
  take(whole: Buffer): CsvLine[] {
    const piece = this.isPassing ? this.pastLine(whole) : whole;
    const end = piece.lastIndexOf(NEWLINE);
    const lines = end < 0 ? [] : this.linesBefore(piece, end);
    const left = piece.subarray(end + 1);
    if (this.isPassing || left.length === 0) return lines;
    this.rest.push(left);
    this.restBytes += left.length;
    if (this.restBytes <= LINE_BYTES_MOST) return lines;
    this.forgetRest();
    this.isPassing = true;
    return [...lines, { number: this.number++, text: undefined, isTooLong: true }];
  }

  /** What follows the end of a line that is being passed over. */
  private pastLine(piece: Buffer): Buffer {
    const end = piece.indexOf(NEWLINE);
    this.isPassing = end < 0;
    return piece.subarray(end < 0 ? piece.length : end + 1);
  }

  private linesBefore(piece: Buffer, end: number): CsvLine[] {
    const whole =
      this.rest.length === 0 ? piece.subarray(0, end) : Buffer.concat([...this.rest, piece.subarray(0, end)]);
    this.forgetRest();
    return this.linesOf(whole);
  }

  private forgetRest(): void {
    this.rest.length = 0;
    this.restBytes = 0;
  }

  /** The last line, where no line break ends it. */
  end(): CsvLine[] {
    return this.rest.length === 0 ? [] : this.linesOf(Buffer.concat(this.rest));
  }

  private linesOf(bytes: Buffer): CsvLine[] {
    const texts = textOf(bytes)?.split('\n') ?? badLinesOf(bytes);
    const lines: CsvLine[] = [];
    for (const raw of texts) {
      const number = this.number++;
      const unmarked = number === 1 && raw?.startsWith('\uFEFF') ? raw.slice(1) : raw;
      const text = unmarked?.endsWith('\r') ? unmarked.slice(0, -1) : unmarked;
      if (text !== undefined && text.length > LINE_BYTES_MOST) lines.push({ number, text: undefined, isTooLong: true });
      else if (text !== '') lines.push({ number, text });
    }
    return lines;
  }
}

function badLinesOf(bytes: Buffer): (string | undefined)[] {
  const lines: (string | undefined)[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const to = newline < 0 ? bytes.length : newline;
    lines.push(textOf(bytes.subarray(from, to)));
    from = to + 1;
  }
  return lines;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}
