/**
 * One source file as the rules see it: what it imports, which names it uses without declaring them, which members it
 * asks for, and the few pieces of syntax that matter.
 *
 * It reads the syntax tree and not the text, so that comments, strings and regular expressions may speak of anything.
 */
import { parseSync } from 'vite';

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Names asked for; empty for a whole module. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface Mention {
  readonly name: string;
  readonly line: number;
}

export interface Source {
  readonly imports: readonly Import[];
  /** Names used but declared nowhere in the file. */
  readonly free: readonly Mention[];
  /** `.name` and `['name']` of any object but `Math`. */
  readonly members: readonly Mention[];
  /** Members of `Math`; `*` where it is passed on whole. */
  readonly math: readonly Mention[];
  /** `async`, `await`, `for await` and `import()`. */
  readonly async: readonly Mention[];
  /** `**` whose exponent is no literal. */
  readonly exponents: readonly Mention[];
  /** Strings, those of imports too. */
  readonly texts: readonly Mention[];
  readonly errors: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const list = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);
const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value) : '');

export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const reader = new Reader(text);
  reader.visit(program as unknown as Node, undefined, '');
  return reader.source(errors.map(({ message }) => message));
}

class Reader {
  /** Where each line begins. */
  readonly lineStarts: number[] = [0];
  readonly imports: Import[] = [];
  readonly used: Mention[] = [];
  readonly declared = new Set<string>();
  readonly members: Mention[] = [];
  readonly math: Mention[] = [];
  readonly async: Mention[] = [];
  readonly exponents: Mention[] = [];
  readonly texts: Mention[] = [];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  source(errors: readonly string[]): Source {
    const free = this.used.filter(({ name }) => !this.declared.has(name));
    return { ...this, free, errors };
  }

  visit(node: Node, parent: Node | undefined, key: string): void {
    this.note(node, parent, key);
    for (const [childKey, value] of Object.entries(node)) {
      for (const child of list(value)) this.visit(child, node, childKey);
    }
  }

  note(node: Node, parent: Node | undefined, key: string): void {
    this.noteImport(node);
    this.noteSyntax(node);
    for (const pattern of [
      ...list(node.params),
      ...list(DECLARES.has(node.type) ? (node.id ?? node.param) : undefined),
    ]) {
      this.declare(pattern);
    }
    if (
      node.type === 'ImportSpecifier' ||
      node.type === 'ImportDefaultSpecifier' ||
      node.type === 'ImportNamespaceSpecifier'
    ) {
      this.declare(node.local as Node);
    }
    if (node.type === 'MemberExpression') this.noteMember(node);
    if (typeof node.value === 'string' && isLiteral(node)) this.texts.push(this.mention(node.value, node));
    if (node.type === 'Identifier' && isReference(node, parent, key)) {
      const mention = this.mention(nameOf(node), node);
      if (mention.name !== 'Math') this.used.push(mention);
      else if (!(parent?.type === 'MemberExpression' && key === 'object')) this.math.push({ ...mention, name: '*' });
    }
  }

  noteImport(node: Node): void {
    const add = (source: unknown, typeOnly: boolean, names: readonly string[] = []): void => {
      if (!isNode(source) || typeof source.value !== 'string') return;
      this.imports.push({ specifier: source.value, typeOnly, names, line: this.lineOf(node) });
    };
    if (node.type === 'ImportDeclaration') {
      add(
        node.source,
        node.importKind === 'type',
        list(node.specifiers).map(({ imported }) => nameOf(imported)),
      );
    } else if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      add(
        node.source,
        node.exportKind === 'type',
        list(node.specifiers).map(({ local }) => nameOf(local)),
      );
    } else if (node.type === 'ImportExpression' || node.type === 'TSImportType') {
      add(node.source ?? node.argument, node.type === 'TSImportType');
    } else if (node.type === 'NewExpression' && nameOf(node.callee) === 'URL') {
      // new URL('./worker.ts', import.meta.url): a worker's file is a dependency as well.
      const [file, base] = list(node.arguments);
      if (file !== undefined && isMetaUrl(base)) add(file, false);
    }
  }

  noteSyntax(node: Node): void {
    if (node.async === true || node.type === 'AwaitExpression' || node.await === true)
      this.async.push(this.mention('async', node));
    if (node.type === 'ImportExpression') this.async.push(this.mention('import()', node));
    const power = node.operator === '**' || node.operator === '**=';
    if (power && !isLiteral(node.right)) this.exponents.push(this.mention(String(node.operator), node));
  }

  noteMember(node: Node): void {
    const property = node.property as Node;
    const named = node.computed !== true || typeof property.value === 'string';
    const mention = this.mention(named ? nameOf(property) : '*', node);
    (nameOf(node.object) === 'Math' ? this.math : this.members).push(mention);
  }

  declare(pattern: Node): void {
    if (pattern.type === 'Identifier') this.declared.add(nameOf(pattern));
    const inner = [
      pattern.value,
      pattern.left,
      pattern.argument,
      pattern.parameter,
      pattern.elements,
      pattern.properties,
    ];
    if (pattern.type !== 'Identifier') for (const child of inner.flatMap(list)) this.declare(child);
  }

  mention(name: string, node: Node): Mention {
    return { name, line: this.lineOf(node) };
  }

  lineOf(node: Node): number {
    let [low, high] = [0, this.lineStarts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] as number) <= node.start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const DECLARES = new Set([
  'VariableDeclarator',
  'FunctionDeclaration',
  'FunctionExpression',
  'ClassDeclaration',
  'CatchClause',
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
]);

/** Places where an identifier is a label for something and not the use of a name. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ['property'],
  Property: ['key'],
  PropertyDefinition: ['key'],
  MethodDefinition: ['key'],
  AccessorProperty: ['key'],
  TSPropertySignature: ['key'],
  TSMethodSignature: ['key'],
  ImportSpecifier: ['imported', 'local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
  ExportSpecifier: ['exported'],
  ExportAllDeclaration: ['exported'],
  TSQualifiedName: ['right'],
  TSNamedTupleMember: ['label'],
  TSImportType: ['qualifier'],
  TSTypeParameter: ['name'],
  MetaProperty: ['meta', 'property'],
  LabeledStatement: ['label'],
  BreakStatement: ['label'],
  ContinueStatement: ['label'],
};

function isReference(node: Node, parent: Node | undefined, key: string): boolean {
  if (parent === undefined || !LABELS[parent.type]?.includes(key)) return nameOf(node) !== 'this';
  return parent.computed === true;
}

function isMetaUrl(node: Node | undefined): boolean {
  return (
    node?.type === 'MemberExpression' &&
    (node.object as Node).type === 'MetaProperty' &&
    nameOf(node.property) === 'url'
  );
}

function isLiteral(node: unknown): boolean {
  if (!isNode(node)) return false;
  return node.type === 'Literal' || (node.type === 'UnaryExpression' && isLiteral(node.argument));
}
