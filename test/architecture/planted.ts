/** A small tree that keeps every rule, and for each rule some ways in which somebody will break it one day. */
import type { Rule, SourceTree } from './check.ts';
import { LINES_MAX } from './rules.ts';

export const HONEST: SourceTree = {
  'units/quantity.ts': 'export type Lots = number;\nexport const square = (x: number): number => x ** 2 + x ** -1;\n',
  'math/streams.ts': "import alea from 'seedrandom';\nexport const draw = (): number => new alea.alea('7').double();\n",
  'events/stream.ts': [
    "import { Subject } from 'rxjs';",
    "import type { Lots } from '../units/quantity.ts';",
    'export const prices$ = new Subject<Lots>();',
  ].join('\n'),
  'market/book.ts': [
    '// Never Date.now(), Math.random() or console.log here: not even `await fetch()`; import { x } from "node:fs".',
    "import type { Lots } from '../units/quantity.ts';",
    'export interface BookView { readonly best: Lots; readonly document: string; readonly process: number }',
    'const window = 20;',
    'export function halfLife(process: number, location = 1): string {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what this line is about
    '  const { document } = { document: `no ${process} in a ${"console.log(1)"} template` };',
    '  const pattern = /Math.exp[/]|async/;',
    '  const view = { Date: 1, fetch: 2 };',
    "  return document + pattern.source + view.Date + view.fetch + Math.floor(window * location) + Math.sqrt(2) + 'Intl';",
    '}',
  ].join('\n'),
  'agents/dealer.ts': [
    "import type { BookView } from '../market/book.ts';",
    "import { filter } from 'rxjs';",
    "import { z } from 'zod';",
    'export const mandate = z.object({});',
    'export const decide = (view: BookView): number => view.best;',
    'export const watches = filter;',
  ].join('\n'),
  'engine/clock.ts': 'export const ticks = 288;\n',
  'engine/run.ts': [
    "import { halfLife } from '../market/book.ts';",
    "import { ticks } from './clock.ts';",
    'export const run = (): string => halfLife(ticks);',
  ].join('\n'),
  'analysis/bars.ts': 'export const bars = (at: number): string => new Date(at).toISOString();\n',
  'experiments/plan.ts': 'export const plan = async (): Promise<number> => 1;\n',
  'experiments/host/threads.ts': [
    "import { Worker } from 'node:worker_threads';",
    "export const start = (): Worker => new Worker(new URL('./one-run.ts', import.meta.url));",
    'export const cores = process.env.CORES;',
  ].join('\n'),
  'experiments/host/one-run.ts': "import { run } from '../../engine/run.ts';\nconsole.log(run());\n",
  'cli/main.ts': [
    "import { readFileSync } from 'node:fs';",
    "import { start } from '../experiments/host/threads.ts';",
    "const { bars } = await import('../analysis/bars.ts');",
    'process.stdout.write(String(readFileSync) + start + bars(0));',
  ].join('\n'),
  'lab/page.ts':
    "import './page.css';\nimport text from '../../sims/japan-2026.yaml?raw';\ndocument.body.append(text);\n",
  'spillover.ts': "export { run } from './engine/run.ts';\nexport type { BookView } from './market/book.ts';\n",
};

interface Planted {
  readonly rule: Rule;
  readonly breach: string;
  readonly file: string;
  readonly text: string;
}

const plant = (rule: Rule, breach: string, file: string, text: string): Planted => ({ rule, breach, file, text });

export const PLANTED: readonly Planted[] = [
  plant('syntax', 'a file that does not parse', 'market/new.ts', 'export const = 1;'),
  plant('place', 'a folder of its own', 'plugins/new.ts', ''),
  plant('place', 'a file beside the folders', 'start.ts', ''),
  plant('barrel', 'a barrel', 'market/index.ts', "export { halfLife } from './book.ts';"),
  plant('name', 'a file of utilities', 'market/utils.ts', ''),
  plant('name', 'a file of types', 'market/order-types.ts', ''),
  plant('name', 'a folder of helpers', 'market/helpers/round.ts', ''),
  plant('name', 'a manager', 'engine/run-manager.ts', ''),
  plant('name', 'a service', 'agents/service.ts', ''),
  plant('name', 'a common folder', 'engine/common/clock.ts', ''),
  plant('name', 'a name in camel case', 'engine/runLoop.ts', ''),
  plant('length', 'a file that has grown too long', 'engine/new.ts', '// line\n'.repeat(LINES_MAX + 1)),
  plant('specifier', 'an import without its extension', 'market/new.ts', "import '../units/quantity';"),
  plant('specifier', 'an import that leaves src', 'engine/new.ts', "import '../../package.json';"),

  plant('order', 'a later folder', 'events/new.ts', "import { halfLife } from '../market/book.ts';"),
  plant('order', 'a type of a later folder', 'events/new.ts', "import type { BookView } from '../market/book.ts';"),
  plant(
    'order',
    'an inline type of a later folder',
    'events/new.ts',
    "export type V = import('../market/book.ts').BookView;",
  ),
  plant('order', 'a later folder, exported on', 'units/new.ts', "export { run } from '../engine/run.ts';"),
  plant('order', 'a later folder, everything exported on', 'units/new.ts', "export * from '../engine/run.ts';"),
  plant('order', 'a later folder, imported when needed', 'experiments/new.ts', "await import('../report/page.ts');"),
  plant('order', 'a later folder as a worker', 'report/new.ts', "new URL('../cli/main.ts', import.meta.url);"),
  plant('order', 'the page inside the command line', 'cli/new.ts', "import '../lab/page.ts';"),
  plant('order', 'the command line inside the page', 'lab/new.ts', "import '../cli/main.ts';"),
  plant('order', 'the public surface from within', 'report/new.ts', "import '../spillover.ts';"),
  plant('order', 'threads from the pure part of experiments', 'experiments/new.ts', "import './host/threads.ts';"),
  plant('order', 'threads inside the page', 'lab/new.ts', "import '../experiments/host/threads.ts';"),
  plant('order', 'a program in the public surface', 'spillover.ts', "export {} from './cli/main.ts';"),
  plant(
    'views-only',
    'an agent with a hand on the market',
    'agents/new.ts',
    "import { halfLife } from '../market/book.ts';",
  ),
  plant(
    'views-only',
    'an agent that loads the market',
    'agents/new.ts',
    "import { type BookView } from '../market/book.ts';",
  ),
  plant(
    'published',
    'an institution that knows how it ended',
    'agents/new.ts',
    "import { readPublished } from '../analysis/published/read-published.ts';",
  ),
  plant(
    'published',
    'an engine that knows a type of it',
    'engine/new.ts',
    "import type { PublishedRow } from '../analysis/published/published-row.ts';",
  ),
  plant(
    'published',
    'parameters chosen by it',
    'experiments/new.ts',
    "import { comparePublished } from '../analysis/published/compare-published.ts';",
  ),
  plant(
    'published',
    'a scenario that names the file',
    'scenario/new.ts',
    "export const file = 'sims/published/japan-2026.csv';",
  ),
  plant(
    'published',
    'a machine that looks for the folder',
    'experiments/host/new.ts',
    "import { join } from 'node:path';\nexport const folder = join('sims', 'published');",
  ),
  plant('cycle', 'two files that import each other', 'engine/clock.ts', "export { run } from './run.ts';"),
  plant('cycle', 'two files that import each other’s types', 'engine/clock.ts', "import type { run } from './run.ts';"),
  plant('cycle', 'a file that imports itself', 'units/quantity.ts', "import './quantity.ts';"),

  plant('package', 'rxjs in the market', 'market/new.ts', "import { map } from 'rxjs';"),
  plant('package', 'a corner of rxjs', 'events/new.ts', "import { map } from 'rxjs/operators';"),
  plant('package', 'immer in an agent', 'agents/new.ts', "import { produce } from 'immer';"),
  plant('package', 'yaml in the engine', 'engine/new.ts', "import { parse } from 'yaml';"),
  plant('package', 'zod in the market', 'market/new.ts', "import { z } from 'zod';"),
  plant('package', 'a second source of chance', 'agents/new.ts', "import alea from 'seedrandom';"),
  plant('package', 'a package nobody decided on', 'report/new.ts', "import 'lodash';"),
  plant('package', 'a module of Node without its prefix', 'cli/new.ts', "import 'fs';"),

  plant('machine', 'a file system in a report', 'report/new.ts', "import { readFileSync } from 'node:fs';"),
  plant('machine', 'a file system, imported when needed', 'analysis/new.ts', "await import('node:fs');"),
  plant('machine', 'threads in the pure part of experiments', 'experiments/new.ts', "import 'node:worker_threads';"),
  plant('machine', 'the environment in the engine', 'engine/new.ts', 'export const debug = process.env.DEBUG;'),
  plant('machine', 'a buffer in the log', 'events/new.ts', 'export const b = Buffer.from([1]);'),
  plant('machine', 'the network in an analysis', 'analysis/new.ts', "export const load = () => fetch('x');"),
  plant('machine', 'the network in the page', 'lab/new.ts', "export const load = () => fetch('x');"),
  plant(
    'machine',
    'WebAssembly beside the file for it',
    'events/new.ts',
    'export const w = new WebAssembly.Module(x);',
  ),
  plant('machine', 'a way around', 'engine/new.ts', "export const now = globalThis['Date'].now();"),
  plant('dom', 'the page in the engine', 'engine/new.ts', "document.title = 'x';"),
  plant('dom', 'an element in a report', 'report/new.ts', 'export const width = (e: HTMLDivElement) => e.clientWidth;'),
  plant('dom', 'a canvas on the command line', 'cli/new.ts', 'new OffscreenCanvas(1, 1);'),

  plant('clock', 'the clock', 'engine/new.ts', 'export const now = Date.now();'),
  plant('clock', 'the clock as a type', 'events/new.ts', 'export interface Event { readonly at: Date }'),
  plant('clock', 'a stop watch', 'market/new.ts', 'export const now = performance.now();'),
  plant('random', 'unseeded chance', 'agents/new.ts', 'export const u = Math.random();'),
  plant('random', 'unseeded chance in brackets', 'agents/new.ts', "export const u = Math['random']();"),
  plant('random', 'chance from the system', 'math/new.ts', 'export const id = crypto.randomUUID();'),
  plant('timer', 'a timer', 'engine/new.ts', 'setTimeout(() => {}, 1);'),
  plant('timer', 'a microtask', 'events/new.ts', 'queueMicrotask(() => {});'),
  plant('timer', 'an operator with a clock of its own', 'agents/new.ts', "import { debounceTime } from 'rxjs';"),
  plant('async', 'an async function', 'engine/new.ts', 'export const run = async () => 1;'),
  plant('async', 'a promise in a type', 'engine/new.ts', 'export type Result = Promise<number>;'),
  plant('async', 'a stream as a promise', 'engine/new.ts', "import { lastValueFrom } from 'rxjs';"),
  plant('async', 'waiting at the top', 'scenario/new.ts', 'await 1;'),
  plant('console', 'a forgotten print', 'market/new.ts', "console.log('here');"),
  plant('locale', 'a number in the local manner', 'events/new.ts', 'export const s = (1e6).toLocaleString();'),
  plant('locale', 'names sorted in the local manner', 'agents/new.ts', "export const n = 'a'.localeCompare('b');"),
  plant('locale', 'a formatter', 'scenario/new.ts', 'export const f = new Intl.NumberFormat();'),
  plant('math', 'an engine-dependent exponential', 'bonds/new.ts', 'export const e = Math.exp(1);'),
  plant('math', 'an engine-dependent power', 'bonds/new.ts', 'export const e = Math.pow(1.01, 30);'),
  plant('math', 'hypot', 'math/new.ts', 'export const h = Math.hypot(3, 4);'),
  plant('math', 'functions taken out of Math', 'math/new.ts', 'export const { log } = Math;'),
  plant(
    'exponent',
    'a power that is not written out',
    'bonds/new.ts',
    'export const d = (y: number, n: number) => (1 + y) ** n;',
  ),
  plant(
    'exponent',
    'a power in place',
    'bonds/new.ts',
    'export function f(y: number, n: number) { y **= n; return y; }',
  ),
];
