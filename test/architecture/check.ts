/**
 * Holds a tree of sources against the rules and lists every breach. Pure: the tree is paths and texts, so that planted
 * breaches go through exactly what the real tree goes through.
 */
import { posix } from 'node:path';
import { findCycles } from './cycles.ts';
import * as rules from './rules.ts';
import { type Import, readSource, type Source } from './source.ts';

/** Path inside `src` → text. */
export type SourceTree = Readonly<Record<string, string>>;

export const RULES = [
  'syntax',
  'place',
  'name',
  'barrel',
  'length',
  'specifier',
  'order',
  'views-only',
  'published',
  'cycle',
  'package',
  'machine',
  'dom',
  'clock',
  'random',
  'timer',
  'async',
  'console',
  'locale',
  'math',
  'exponent',
] as const;
export type Rule = (typeof RULES)[number];

export interface Breach {
  readonly rule: Rule;
  readonly file: string;
  readonly line: number;
  readonly found: string;
}

type Report = (rule: Rule, line: number, found: string) => void;

export function check(tree: SourceTree): Breach[] {
  const breaches: Breach[] = [];
  const edges = new Map<string, string[]>();
  for (const [file, text] of Object.entries(tree)) {
    const report: Report = (rule, line, found) => breaches.push({ rule, file, line, found });
    checkFile(file, text, report);
    const source = readSource(file, text);
    for (const message of source.errors) report('syntax', 1, message);
    edges.set(file, checkImports(file, source, report));
    checkNames(file, source, report);
    if (!liesIn(file, rules.PUBLISHED.readers)) {
      for (const { name, line } of source.texts) if (rules.PUBLISHED.text.test(name)) report('published', line, name);
    }
    if (rules.DETERMINISTIC.includes(folderOf(file))) checkDeterminism(source, report);
  }
  for (const cycle of findCycles(edges)) {
    breaches.push({ rule: 'cycle', file: cycle[0] as string, line: 1, found: [...cycle, cycle[0]].join(' → ') });
  }
  return breaches;
}

/** `market/book.ts` → `market`; a file beside the folders is its own place. */
const folderOf = (file: string): string => file.split('/')[0] as string;
const liesIn = (file: string, folders: readonly string[]): boolean =>
  folders.some((folder) => file.startsWith(`${folder}/`));

function checkFile(file: string, text: string, report: Report): void {
  const folder = folderOf(file);
  if (file !== rules.SURFACE && !(rules.FOLDERS as readonly string[]).includes(folder)) report('place', 1, folder);
  if (posix.basename(file).startsWith('index.')) report('barrel', 1, file);
  for (const part of file.split('/')) {
    const stem = part.replace(/(\.d)?\.ts$/, '');
    const last = stem.split('-').at(-1) as string;
    if (rules.BANNED_WORDS.test(last)) report('name', 1, part);
    else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) report('name', 1, `${part} is not kebab-case`);
  }
  const lines = text.trimEnd().split('\n').length;
  if (lines > rules.LINES_MAX) report('length', lines, `${lines} lines`);
}

/** Returns the files of the tree that `file` imports. */
function checkImports(file: string, source: Source, report: Report): string[] {
  const targets: string[] = [];
  for (const wanted of source.imports) {
    const { line } = wanted;
    const specifier = wanted.specifier.replace(/\?.*$/, '');
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(file), specifier);
      const asset = liesIn(file, rules.PAGE);
      if ((target.startsWith('..') || !target.endsWith('.ts')) && !asset) report('specifier', line, specifier);
      else if (!target.startsWith('..')) {
        checkOrder(file, target, wanted, report);
        targets.push(target);
      }
    } else if (specifier.startsWith('node:')) {
      if (!liesIn(file, rules.MACHINE)) report('machine', line, specifier);
    } else {
      checkPackage(file, specifier, wanted, report);
    }
  }
  return targets;
}

function checkOrder(file: string, target: string, wanted: Import, report: Report): void {
  const order: readonly string[] = rules.FOLDERS;
  const [from, to] = [folderOf(file), folderOf(target)];
  const found = `${from} imports ${target}`;
  const toHost = liesIn(target, ['experiments/host']);
  if (liesIn(target, [rules.PUBLISHED.code]) && !liesIn(file, rules.PUBLISHED.readers))
    report('published', wanted.line, found);
  else if (target === rules.SURFACE) report('order', wanted.line, found);
  else if (toHost && !liesIn(file, rules.MACHINE)) report('order', wanted.line, found);
  else if (from === to) return;
  else if (to === 'cli' || to === 'lab') report('order', wanted.line, found);
  else if (file !== rules.SURFACE && order.indexOf(to) > order.indexOf(from)) report('order', wanted.line, found);
  else if (from === 'agents' && to === 'market' && !wanted.typeOnly) report('views-only', wanted.line, found);
}

function checkPackage(file: string, specifier: string, { line, names }: Import, report: Report): void {
  const folders = rules.PACKAGES[specifier];
  if (folders === undefined || !liesIn(file, folders)) report('package', line, specifier);
  if (specifier !== 'rxjs' || !rules.DETERMINISTIC.includes(folderOf(file))) return;
  for (const name of names) {
    if (rules.TIMED_RXJS.has(name)) report('timer', line, `rxjs ${name}`);
    if (rules.PROMISING_RXJS.has(name)) report('async', line, `rxjs ${name}`);
  }
}

function checkNames(file: string, { free }: Source, report: Report): void {
  const [onMachine, onPage] = [liesIn(file, rules.MACHINE), liesIn(file, rules.PAGE)];
  for (const { name, line } of free) {
    const ofPage = rules.PAGE_NAMES.has(name) || rules.PAGE_CLASS.test(name);
    // A page names its own global object; files, processes and the network it has no more than the others.
    const isArithmetic = name === rules.WASM.name && file === rules.WASM.file;
    if (rules.MACHINE_NAMES.has(name) && !onMachine && !(onPage && name === 'globalThis') && !isArithmetic)
      report('machine', line, name);
    if (ofPage && !onPage) report('dom', line, name);
  }
}

function checkDeterminism(source: Source, report: Report): void {
  for (const { name, line } of source.free) {
    for (const [rule, names] of Object.entries(rules.BANNED_NAMES)) {
      if (names.has(name)) report(rule as keyof typeof rules.BANNED_NAMES, line, name);
    }
  }
  for (const { name, line } of source.members) {
    if (name === 'localeCompare' || name.startsWith('toLocale')) report('locale', line, name);
  }
  for (const { name, line } of source.math) {
    if (name === 'random') report('random', line, 'Math.random');
    else if (!rules.EXACT_MATH.has(name)) report('math', line, `Math.${name}`);
  }
  for (const { name, line } of source.async) report('async', line, name);
  for (const { name, line } of source.exponents) report('exponent', line, name);
}
