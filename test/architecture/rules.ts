/**
 * The rules of the house as tables: which folder may see which, and what it may reach for (docs/ARCHITECTURE.md).
 *
 * A folder imports only from folders listed before it. Adding a dependency means adding it here, with the folders that
 * may know it.
 */

export const FOLDERS = [
  'units',
  'math',
  'bonds',
  'events',
  'market',
  'agents',
  'scenario',
  'engine',
  'analysis',
  'experiments',
  'report',
  'cli',
  'lab',
] as const;

/** Same input, same bytes, on every engine: nothing in here may look around. */
export const DETERMINISTIC: readonly string[] = FOLDERS.slice(0, FOLDERS.indexOf('engine') + 1);

/** Where files, processes and the network are allowed. */
export const MACHINE = ['cli', 'experiments/host', 'lab/build'];
export const PAGE = ['lab'];

/** The public surface of the library: a list of what the folders offer to any host, so neither program is in it. */
export const SURFACE = 'spillover.ts';

/** What was published of an episode is for looking back at a run: who may read it, and where its reader lies. */
export const PUBLISHED = {
  readers: ['analysis', 'report', 'cli'],
  code: 'analysis/published',
  text: /^published$|\bsims\/published\b/,
} as const;

export const LINES_MAX = 500;

export const BANNED_WORDS = /^(utils?|helpers?|common|types?|managers?|services?)$/;

/** Package → the folders that may import it. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  seedrandom: ['math'],
  'seedrandom/lib/alea.js': ['math'],
  rxjs: ['events', 'agents', 'engine', 'cli', 'lab'],
  immer: ['market', 'scenario', 'engine', 'lab'],
  zod: ['agents', 'scenario', 'experiments'],
  yaml: ['scenario', 'cli'],
  yargs: ['cli'],
  '@duckdb/node-api': ['cli'],
  'cli-progress': ['cli'],
  hyparquet: ['cli'],
  'hyparquet-writer': ['analysis', 'cli'],
  'simple-statistics': ['analysis', 'experiments'],
  'ml-matrix': ['analysis', 'experiments'],
  pg: ['experiments/host'],
  'pg-boss': ['experiments/host'],
  'd3-scale': ['report', 'lab'],
  'd3-shape': ['report', 'lab'],
  'd3-sankey': ['lab'],
  uplot: ['lab'],
  vite: ['lab/build'],
};

/** Correctly rounded or exact by the language's standard, so the same bits everywhere. */
export const EXACT_MATH = new Set(
  'abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'.split(' '),
);

const words = (text: string): Set<string> => new Set(text.split(' '));

/** Names that no deterministic folder may use unless it declares them itself. */
export const BANNED_NAMES = {
  clock: words('Date performance Temporal'),
  random: words('crypto'),
  timer: words(
    'setTimeout setInterval setImmediate queueMicrotask clearTimeout clearInterval requestAnimationFrame requestIdleCallback',
  ),
  async: words('Promise AsyncIterable AsyncIterator AsyncGenerator'),
  console: words('console'),
  locale: words('Intl'),
} as const;

export const MACHINE_NAMES = words(
  'process Buffer require module __dirname __filename global globalThis eval Function fetch XMLHttpRequest WebSocket EventSource WebAssembly',
);
/** Arithmetic and nothing else is done with it there: integers and their vectors, with the same bits in every engine. */
export const WASM = { name: 'WebAssembly', file: 'math/wasm.ts' } as const;

export const PAGE_NAMES = words(
  'document window self navigator location localStorage sessionStorage indexedDB caches customElements matchMedia ' +
    'getComputedStyle requestAnimationFrame cancelAnimationFrame alert postMessage Worker SharedWorker BroadcastChannel ' +
    'Document Window Element Node NodeList DOMParser ShadowRoot DocumentFragment MutationObserver ResizeObserver ' +
    'IntersectionObserver CustomEvent MouseEvent KeyboardEvent PointerEvent UIEvent CanvasRenderingContext2D OffscreenCanvas Image',
);
export const PAGE_CLASS = /^(HTML|SVG)\w*Element$/;

/** What of rxjs reads a clock or a scheduler of its own, or turns a stream into a promise. */
export const TIMED_RXJS = words(
  'timer interval delay delayWhen debounce debounceTime throttleTime auditTime sampleTime bufferTime windowTime timeout ' +
    'timeoutWith timeInterval timestamp asyncScheduler asapScheduler animationFrameScheduler animationFrames',
);
export const PROMISING_RXJS = words('firstValueFrom lastValueFrom');
