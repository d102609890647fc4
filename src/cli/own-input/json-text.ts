/**
 * JSON text → plain data, with the place of every fault; `JSON.parse` drops repeated keys, bends large numbers and counts
 * places in characters from the start.
 *
 * Numbers must be whole and in plain digits: the files that come through here carry amounts, and decimals as texts. Keys never
 * reach a prototype. A file may have millions of values, so their places are looked up only once something is wrong, in a
 * second reading that knows what to look for.
 */
import { byPlace, type LocatedError, type Path, type Problem } from '../../scenario/located-error.ts';
import { pathText } from '../../scenario/source-tree.ts';

const DEPTH_MOST = 32;
const FAULTS_MOST = 100;
/** Longer pieces are cut in messages. */
const SHOWN = 60;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A fault of the text itself. */
interface Fault extends Span {
  readonly path: Path;
  readonly message: string;
  readonly expected: string;
}

/** What the second reading looks for, and what it found. */
interface Wanted {
  readonly children: Map<string | number, Wanted>;
  value?: Span;
  key?: Span;
}

/** Ends the reading: what follows cannot be understood. */
class Unreadable extends Error {}

/** Without escapes, as nearly all are. */
const PLAIN_STRING = /"[^"\\\p{Cc}]*"/uy;
const WORD = /[\w.+-]*/y;
const [QUOTE, BACKSLASH, COMMA, COLON] = ['"', '\\', ',', ':'].map((c) => c.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = ['[', ']', '{', '}'].map((c) => c.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];

export class JsonText {
  private readonly text: string;
  private readonly file: string;
  private at = 0;
  private faults: Fault[] = [];
  private readonly path: (string | number)[] = [];
  private value: unknown;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  /** The data and what is wrong with the text; no data where the text cannot be read to its end. */
  read(): { readonly data: { readonly value: unknown } | undefined; readonly errors: LocatedError[] } {
    const isReadable = this.document(undefined);
    const errors = this.located(this.faults);
    return { data: isReadable ? { value: this.value } : undefined, errors };
  }

  /** Problems of the data, put in their places. */
  locate(problems: readonly Problem[]): LocatedError[] {
    const root: Wanted = { children: new Map() };
    const wanted = problems.map(({ path }) => {
      const way = [root];
      for (const step of path) {
        const { children } = way.at(-1) as Wanted;
        const next: Wanted = children.get(step) ?? { children: new Map() };
        children.set(step, next);
        way.push(next);
      }
      return way;
    });
    this.document(root);
    return this.located(
      problems.map((problem, index) => ({ ...problem, ...placeOn(wanted[index] as Wanted[], problem) })),
    );
  }

  private document(wanted: Wanted | undefined): boolean {
    this.at = 0;
    this.faults = [];
    this.path.length = 0;
    try {
      this.skipBlanks();
      if (this.at >= this.text.length) this.stop('the file is empty', 'JSON');
      this.value = this.item(wanted);
      this.skipBlanks();
      if (this.at < this.text.length) this.stop('something follows the end of the data', 'the end of the file');
      return true;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return false;
    }
  }

  private item(wanted: Wanted | undefined): unknown {
    const from = this.at;
    const value = this.anyValue(wanted);
    if (wanted !== undefined) wanted.value = { from, to: this.at };
    return value;
  }

  private anyValue(wanted: Wanted | undefined): unknown {
    const code = this.text.charCodeAt(this.at);
    if (code === QUOTE) return this.string();
    if (code === OPEN_MAP) return this.mapping(wanted);
    if (code === OPEN_LIST) return this.list(wanted);
    return this.word();
  }

  private mapping(wanted: Wanted | undefined): Record<string, unknown> {
    this.descend();
    const result: Record<string, unknown> = {};
    for (let count = 0; this.next(CLOSE_MAP, count > 0); count += 1) {
      const from = this.at;
      if (this.text.charCodeAt(this.at) !== QUOTE) this.stop('expected a key in double quotes', 'a key, or "}"');
      const key = this.string();
      const keySpan = { from, to: this.at };
      this.skipBlanks();
      if (this.text.charCodeAt(this.at) !== COLON) this.stop(`expected ":" after the key "${key}"`, '":"');
      this.at += 1;
      this.skipBlanks();
      this.path.push(key);
      const repeated = Object.hasOwn(result, key);
      if (repeated) this.complain(keySpan, `the key "${key}" stands here twice`, 'every key once');
      const child = repeated ? undefined : wanted?.children.get(key);
      if (child !== undefined) child.key = keySpan;
      const value = this.item(child);
      if (key === '__proto__') Object.defineProperty(result, key, { value, enumerable: true });
      else result[key] = value;
      this.path.pop();
    }
    return result;
  }

  private list(wanted: Wanted | undefined): unknown[] {
    this.descend();
    const result: unknown[] = [];
    while (this.next(CLOSE_LIST, result.length > 0)) {
      this.path.push(result.length);
      result.push(this.item(wanted?.children.get(result.length)));
      this.path.pop();
    }
    return result;
  }

  private descend(): void {
    if (this.path.length >= DEPTH_MOST) this.stop(`nested deeper than ${DEPTH_MOST} levels`, 'a flatter file');
    this.at += 1;
  }

  /** Moves to the next item and says that there is one, or passes the closing bracket. */
  private next(close: number, hasItems: boolean): boolean {
    this.skipBlanks();
    const code = this.text.charCodeAt(this.at);
    if (code === close) {
      this.at += 1;
      return false;
    }
    if (!hasItems) return true;
    const expected = `"," or "${String.fromCharCode(close)}"`;
    if (code !== COMMA) this.stop(`expected ${expected}`, expected);
    this.at += 1;
    this.skipBlanks();
    if (this.text.charCodeAt(this.at) === close) this.stop('nothing follows the comma', 'another item, or no comma');
    return true;
  }

  private string(): string {
    const from = this.at;
    PLAIN_STRING.lastIndex = from;
    if (PLAIN_STRING.test(this.text)) {
      this.at = PLAIN_STRING.lastIndex;
      return this.text.slice(from + 1, this.at - 1);
    }
    for (let at = from + 1; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return this.unescaped(from);
      }
      if (code < 0x20) {
        this.at = at;
        this.stop('a text ends in its own line and holds no control characters', 'the closing quote');
      }
      if (code === BACKSLASH) at += 1;
    }
    return this.stop('a text is not closed', 'a closing quote');
  }

  private unescaped(from: number): string {
    try {
      return JSON.parse(this.text.slice(from, this.at)) as string;
    } catch {
      this.complain({ from, to: this.at }, 'a text with an escape that JSON does not know', '\\n, \\" or \\u0041');
      return '';
    }
  }

  private word(): unknown {
    const from = this.at;
    WORD.lastIndex = from;
    const word = WORD.exec(this.text)?.[0] ?? '';
    this.at += word.length;
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (/^-?\d/.test(word)) return this.number(word, from);
    if (word === '') {
      this.stop(from < this.text.length ? 'no JSON can begin like this' : 'the data is not complete', 'a value');
    }
    this.complain(
      { from, to: this.at },
      `"${cut(word)}" is no JSON value`,
      'a value: "text", 12, true, [ … ] or { … }',
    );
    return null;
  }

  private number(word: string, from: number): number {
    const span = { from, to: this.at };
    const value = Number(word);
    const plain = /^-?(?:0|[1-9]\d*)$/.test(word);
    if (!plain)
      this.complain(
        span,
        `${cut(word)} is no whole number in plain digits`,
        'digits, such as 1200; decimals are texts: "99.40"',
      );
    else if (!Number.isSafeInteger(value))
      this.complain(span, `${cut(word)} is beyond 2^53 and cannot be counted exactly`, 'a smaller number');
    if (!plain) return Number.NaN;
    return value === 0 ? 0 : value;
  }

  private skipBlanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private complain(span: Span, message: string, expected: string): void {
    if (this.faults.length < FAULTS_MOST) this.faults.push({ ...span, path: [...this.path], message, expected });
  }

  private stop(message: string, expected: string): never {
    this.faults.push({ from: this.at, to: this.at + 1, path: [...this.path], message, expected });
    throw new Unreadable();
  }

  private located(faults: readonly (Omit<Fault, 'message'> & Problem)[]): LocatedError[] {
    let [line, lineStart] = [1, 0];
    const inOrder = [...faults].sort((a, b) => a.from - b.from);
    const errors = inOrder.map(({ from, to, path, message, expected, nearest }) => {
      for (
        let end = this.text.indexOf('\n', lineStart);
        end >= 0 && end < from;
        end = this.text.indexOf('\n', lineStart)
      ) {
        [line, lineStart] = [line + 1, end + 1];
      }
      const place = { file: this.file, line, column: from - lineStart + 1, path: pathText(path, this.value) };
      const found = shortened(this.text.slice(from, Math.min(to, from + 4 * SHOWN)));
      return { ...place, found, expected, message, ...(nearest === undefined ? {} : { nearest }) };
    });
    return errors.sort(byPlace);
  }
}

/** The value itself, its key, or, where it is missing, the bracket that it should stand behind. */
function placeOn(way: readonly Wanted[], { path, atKey }: Problem): Span {
  const there = way.findLastIndex(({ value }) => value !== undefined);
  const { key, value = { from: 0, to: 1 } } = way[Math.max(0, there)] as Wanted;
  if (there < path.length) return { from: value.from, to: value.from + 1 };
  return atKey === true && key !== undefined ? key : value;
}

const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

function shortened(text: string): string {
  const line = (text.split('\n', 1)[0] as string).replace(/[\p{Cc}\p{Cs}]/gu, ' ').trimEnd();
  return line.length > SHOWN || line.length < text.trimEnd().length ? `${line.slice(0, SHOWN)}…` : line;
}
