/**
 * No hidden inputs: time zone, language, folder, clock and chance of the machine do not enter a run.
 *
 * The bundles of `entries/` in processes of their own, three time zones times two languages, each in another folder, with
 * traps where a clock or a random number would be taken. That the traps spring and the zones arrive is tested too.
 */
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleEntry, type Lines } from './bundle.ts';
import { pinnedNode, pinnedNodeUnder } from './node.ts';
import type { Runtime } from './runtime.ts';

const ENTRIES = ['january.ts', 'synthetic.ts'] as const;
const ZONES = ['Asia/Tokyo', 'America/St_Johns', 'Pacific/Chatham'];
const LANGUAGES = ['tr_TR.UTF-8', 'de_CH.UTF-8'];

/** Whatever asks for the time, for chance or for the machine's language stops the run. */
const TRAPS = `
  const trap = (what) => () => { throw new Error('trapped: ' + what); };
  globalThis.Date = new Proxy(Date, {
    construct: trap('new Date'),
    apply: trap('Date()'),
    get: (real, key) => (key === 'now' || key === 'parse' || key === 'UTC' ? trap('Date.' + key) : real[key]),
  });
  Math.random = trap('Math.random');
  performance.now = trap('performance.now');
  for (const timer of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) globalThis[timer] = trap(timer);
  crypto.getRandomValues = trap('getRandomValues');
  String.prototype.localeCompare = trap('localeCompare');
  for (const type of [Number, Array, Object]) type.prototype.toLocaleString = trap('toLocaleString');
  for (const math of ['exp', 'log', 'log2', 'log10', 'log1p', 'expm1', 'pow', 'sin', 'cos', 'tan', 'tanh', 'cbrt', 'hypot'])
    Math[math] = trap('Math.' + math);
`;
const HERE = `JSON.stringify((({ timeZone, locale }) => [timeZone, locale, process.cwd()])(Intl.DateTimeFormat().resolvedOptions()))`;

const reference = pinnedNode();
const expected = new Map<string, Lines>();
const expressions = new Map<string, string>();
const opened: Runtime[] = [reference];
const under = (circumstances: Parameters<typeof pinnedNodeUnder>[0]): Runtime => {
  const runtime = pinnedNodeUnder(circumstances);
  opened.push(runtime);
  return runtime;
};

beforeAll(async () => {
  for (const entry of ENTRIES) {
    const expression = await bundleEntry(entry);
    expressions.set(entry, expression);
    expected.set(entry, (await reference.evaluate(expression, 'main thread')) as Lines);
  }
});
afterAll(async () => {
  for (const runtime of opened) await runtime.close();
});

const PLACES = ZONES.flatMap((TZ) => LANGUAGES.map((language) => ({ TZ, language })));

describe.each(PLACES)('$TZ, $language', (place) => {
  const { TZ, language } = place;
  // The shipped ones take longer: two of the six places, with another zone and another language.
  const entries = PLACES.indexOf(place) % 3 === 0 ? ENTRIES : ENTRIES.slice(1);
  const env = { TZ, LANG: language, LC_ALL: language };
  const cwd = tmpdir();

  test('is where it says it is', async () => {
    const [zone, locale, folder] = (await under({ env, cwd }).evaluate(HERE, 'main thread')) as string[];
    expect(zone).toBe(TZ);
    expect(locale?.replace('-', '_')).toBe(language.split('.')[0]);
    expect(folder).not.toBe(process.cwd());
  });

  test.each(entries)('%s gives the same digests, and asks for no clock and no chance', async (entry) => {
    const runtime = under({ env, cwd, prelude: TRAPS });
    expect(await runtime.evaluate(expressions.get(entry) as string, 'main thread')).toEqual(expected.get(entry));
  });
});

test.each([
  'new Date()',
  'Date()',
  'Date.now()',
  'Math.random()',
  'performance.now()',
  'Math.exp(1)',
  '(1).toLocaleString()',
])('the trap of %s springs', async (asked) => {
  const evaluated = under({ prelude: TRAPS }).evaluate(`JSON.stringify(${asked})`, 'main thread');
  await expect(evaluated).rejects.toThrow(/trapped/);
});
