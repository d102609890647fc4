/**
 * YAML text → plain data, and the place in the text of every key and value.
 *
 * The text may come from anybody: size, number of tokens, depth and expansion of aliases are bounded before anything
 * is built, and nothing here throws. Keys are compared through a Map and `__proto__` is refused, so that data can
 * never reach a prototype. Merge keys, tags and several documents are refused: a scenario means what it shows.
 */
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  type Scalar,
} from 'yaml';
import type { LocatedError, Path, Problem } from './located-error.ts';

export const MAX_TEXT_LENGTH = 2_000_000;
const MAX_TOKENS = 300_000;
/** Of the data; the parser's own stack grows by up to three per level. */
const MAX_DEPTH = 50;
const MAX_NODES = 100_000;
/** Longer pieces are cut in messages. */
const SHOWN = 60;

export interface SourceNode {
  readonly from: number;
  readonly to: number;
  /** Where its key stands, for a value in a mapping. */
  readonly key?: { readonly from: number; readonly to: number };
  readonly children: ReadonlyMap<string | number, SourceNode>;
}

export interface SourceTree {
  readonly root: SourceNode;
  readonly value: unknown;
  readonly problems: readonly LocatedError[];
  locate(problem: Problem): LocatedError;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a child is visited for. */
interface Parent {
  readonly depth: number;
  readonly key?: Span;
  readonly children: Map<string | number, SourceNode>;
}

export class SourceReader {
  readonly #text: string;
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #anchors = new Map<string, Node>();
  readonly #problems: LocatedError[] = [];
  #nodes = 0;

  constructor(text: string, file: string) {
    this.#text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.#file = file;
  }

  /** The data, or only errors where the text is no YAML document at all. */
  read(): SourceTree | { readonly root: undefined; readonly problems: readonly LocatedError[] } {
    const document = this.#document();
    if (document === undefined) return { root: undefined, problems: this.#problems };
    for (const [i, error] of document.errors.entries()) {
      // one wrong indent is told once, not again for every line after it
      if (error.message === document.errors[i - 1]?.message) continue;
      this.#complain(
        { from: error.pos[0], to: error.pos[1] },
        '',
        `not valid YAML: ${error.message}`,
        'valid YAML 1.2',
      );
    }
    if (document.contents === null && this.#problems.length === 0)
      this.#complain({ from: 0, to: 0 }, '', 'the file is empty', 'a scenario');
    if (this.#problems.length > 0 || document.contents === null) return { root: undefined, problems: this.#problems };
    const { node, value } = this.#visit(document.contents, [], 0, undefined);
    return { root: node, value, problems: this.#problems, locate: (problem) => this.#locate(node, value, problem) };
  }

  #document(): Document | undefined {
    if (this.#text.length > MAX_TEXT_LENGTH) {
      this.#complain(
        { from: 0, to: 0 },
        '',
        `the file has ${this.#text.length} characters; at most ${MAX_TEXT_LENGTH} are read`,
        'a smaller file',
      );
      return undefined;
    }
    const tokens = this.#tokens();
    if (tokens === undefined) return undefined;
    const composer = new Composer({
      uniqueKeys: false,
      version: '1.2',
      schema: 'core',
      logLevel: 'silent',
      lineCounter: this.#lines,
    });
    const documents = [...composer.compose(tokens, true, this.#text.length)];
    const second = documents[1];
    if (second !== undefined)
      this.#complain(
        { from: second.range[0], to: second.range[0] },
        '',
        'a second document begins here',
        'one document a file',
      );
    return documents[0];
  }

  /** Concrete syntax, refused as soon as it nests too deep or grows too long. */
  #tokens(): CST.Token[] | undefined {
    const parser = new Parser(this.#lines.addNewLine);
    this.#lines.addNewLine(0);
    const tokens: CST.Token[] = [];
    let count = 0;
    for (const lexeme of new Lexer().lex(this.#text)) {
      for (const token of parser.next(lexeme)) tokens.push(token);
      const deep = parser.stack.length > 3 * MAX_DEPTH;
      if (!deep && ++count <= MAX_TOKENS) continue;
      const what = deep ? `nested deeper than ${MAX_DEPTH} levels` : `more than ${MAX_TOKENS} tokens`;
      this.#complain({ from: parser.offset, to: parser.offset }, '', what, 'a flatter, smaller file');
      return undefined;
    }
    for (const token of parser.end()) tokens.push(token);
    return tokens;
  }

  #visit(node: Node | null, path: Path, depth: number, key: Span | undefined): { node: SourceNode; value: unknown } {
    const span = spanOf(node, key);
    const leaf: SourceNode = { ...span, ...(key === undefined ? {} : { key }), children: new Map() };
    const refuse = (message: string, expected: string): { node: SourceNode; value: unknown } => {
      this.#complain(span, pathText(path), message, expected);
      return { node: leaf, value: null };
    };
    if (++this.#nodes > MAX_NODES)
      return this.#nodes === MAX_NODES + 1
        ? refuse(`more than ${MAX_NODES} values once aliases are expanded`, 'fewer values')
        : { node: leaf, value: null };
    if (depth > MAX_DEPTH) return refuse(`nested deeper than ${MAX_DEPTH} levels`, 'a flatter file');
    if (node === null) return { node: leaf, value: null };
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined)
        return refuse(`no anchor &${node.source} stands before this`, 'the name of an earlier anchor');
      const aliased = this.#visit(target, path, depth + 1, undefined);
      return { node: { ...leaf, children: aliased.node.children }, value: aliased.value };
    }
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    if (node.tag !== undefined) return refuse(`the tag ${node.tag} is not used in scenarios`, 'a value without a tag');
    if (isScalar(node)) return { node: leaf, value: this.#scalar(node, path, span) };
    const children = new Map<string | number, SourceNode>();
    if (isSeq(node))
      return {
        node: { ...leaf, children },
        value: node.items.map((item, i) => this.#child(item as Node, [...path, i], { depth, children })),
      };
    return isMap(node)
      ? { node: { ...leaf, children }, value: this.#mapping(node, path, depth, children) }
      : refuse('not a value', 'a mapping, a list or a plain value');
  }

  #child(node: Node | null, path: Path, { depth, key, children }: Parent): unknown {
    const child = this.#visit(node, path, depth + 1, key);
    children.set(path.at(-1) as string | number, child.node);
    return child.value;
  }

  #mapping(
    node: { items: readonly { key: unknown; value: unknown }[] },
    path: Path,
    depth: number,
    children: Map<string | number, SourceNode>,
  ): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null;
      const span = spanOf(keyNode, undefined);
      const name = keyName(keyNode);
      if (name === undefined || /\p{Cs}/u.test(name))
        this.#complain(span, pathText(path), 'a key must be a plain name', 'a name');
      else if (name === '__proto__') this.#complain(span, pathText(path), `"${name}" cannot be a key`, 'another name');
      else if (name === '<<')
        this.#complain(span, pathText(path), 'merge keys (<<) are not part of YAML 1.2', 'the keys written out');
      else if (children.has(name))
        this.#complain(span, pathText([...path, name]), `duplicate key "${name}"`, 'each key once');
      else value[name] = this.#child(pair.value as Node | null, [...path, name], { depth, key: span, children });
    }
    return value;
  }

  #scalar(node: Scalar, path: Path, span: Span): unknown {
    const { value } = node;
    if (typeof value === 'string' && /\p{Cs}/u.test(value))
      this.#complain(span, pathText(path), 'half of a surrogate pair is no character', 'well-formed Unicode');
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      this.#complain(span, pathText(path), 'an integer beyond 2^53 cannot be counted exactly', 'a smaller number');
    if (typeof value === 'number' && !Number.isFinite(value))
      this.#complain(span, pathText(path), 'not a finite number', 'a finite number');
    return Object.is(value, -0) ? 0 : value;
  }

  #complain(span: Span, path: string, message: string, expected: string): void {
    this.#problems.push(this.#error(span, path, { message, expected }));
  }

  #error(span: Span, path: string, what: { message: string; expected: string; nearest?: string }): LocatedError {
    const { line, col } = this.#lines.linePos(Math.min(span.from, this.#text.length));
    const place = { file: this.#file, line: Math.max(1, line), column: Math.max(1, col), path };
    const { message, expected, nearest } = what;
    return {
      ...place,
      found: shortened(this.#text.slice(span.from, span.to)),
      expected,
      ...(nearest === undefined ? {} : { nearest }),
      message,
    };
  }

  /** The deepest node that exists on the path; a quantity written with its source is pointed at in its value. */
  #locate(root: SourceNode, value: unknown, problem: Problem): LocatedError {
    let node = root;
    for (const step of problem.path) {
      const next = node.children.get(step);
      if (next === undefined) break;
      node = next;
    }
    const inner =
      node.children.get('ruling') ?? (node.children.has('versions') ? undefined : node.children.get('value'));
    const span =
      problem.atKey === true || (node.children.size > 0 && inner === undefined)
        ? (node.key ?? { from: node.from, to: node.from })
        : (inner ?? node);
    return this.#error(span, pathText(problem.path, value), problem);
  }
}

function spanOf(node: Node | null, key: Span | undefined): Span {
  const range = node?.range;
  if (range === undefined || range === null) return key ?? { from: 0, to: 0 };
  // an empty value has no extent: point at its key
  return range[0] === range[1] && key !== undefined ? key : { from: range[0], to: range[1] };
}

const keyName = (node: Node | null): string | undefined =>
  isScalar(node) && node.tag === undefined
    ? typeof node.value === 'string'
      ? node.value
      : (node.source ?? String(node.value))
    : undefined;

function shortened(text: string): string {
  const line = text.split('\n', 1)[0] as string;
  const clean = line.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trimEnd();
  return clean.length > SHOWN || line.length < text.trimEnd().length ? `${clean.slice(0, SHOWN)}…` : clean;
}

/** `agents.smfg.holdings.JGB-2Y`; a list item by its id where it has one. */
export function pathText(path: Path, root?: unknown): string {
  let value = root;
  const steps = path.map((step) => {
    value = child(value, step);
    const id = typeof step === 'number' ? child(value, 'id') : undefined;
    return typeof id === 'string' && id.length <= SHOWN ? id : String(step);
  });
  return steps.join('.');
}

function child(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Record<string | number, unknown>)[step]
    : undefined;
}
