/**
 * The first promise: the same bits in Node 22, 24 and 26, in Chromium and in Firefox, on the main thread and in a worker.
 *
 * Every file in `entries/` is run in each. With SPILLOVER_REQUIRE_ALL=1 a runtime that is missing is a failure.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleEntry, type Lines } from './bundle.ts';
import { chromiumRuntime } from './chromium.ts';
import { firefoxRuntime } from './firefox.ts';
import { otherNode, pinnedNode } from './node.ts';
import { REQUIRE_ALL, type Runtime, THREADS, type Thread } from './runtime.ts';

const reference = pinnedNode();
const runtimes = [reference, otherNode(24), otherNode(26), chromiumRuntime(), firefoxRuntime()];
const entries = readdirSync(join(import.meta.dirname, 'entries'));

afterAll(async () => {
  for (const runtime of runtimes) await runtime.close();
});

const places = runtimes.flatMap((runtime) => THREADS.map((thread) => ({ runtime, thread })));

/** One test in each place; a runtime that is missing says so in the test's name. */
function everywhere(title: string, body: (runtime: Runtime, thread: Thread) => Promise<void>): void {
  for (const { runtime, thread } of places) {
    const { name, missing } = runtime;
    const full = `${name}, ${thread}: ${title}${missing ? ` (missing: ${missing})` : ''}`;
    test.skipIf(missing !== undefined && !REQUIRE_ALL)(full, async () => {
      expect(missing).toBeUndefined();
      await body(runtime, thread);
    });
  }
}

describe('the places', () => {
  const HERE = 'JSON.stringify([navigator.userAgent, typeof document, typeof importScripts])';
  everywhere('is what it is called', async ({ name, agent, evaluate }, thread) => {
    const [userAgent, page, worker] = (await evaluate(HERE, thread)) as string[];
    const inBrowser = !name.startsWith('Node');
    expect(userAgent).toContain(agent);
    expect(page).toBe(inBrowser && thread === 'main thread' ? 'object' : 'undefined');
    expect(worker).toBe(inBrowser && thread === 'worker' ? 'function' : 'undefined');
  });
});

describe.each(entries)('%s', (entry) => {
  let expression: string;
  let expected: Lines;

  beforeAll(async () => {
    expression = await bundleEntry(entry);
    expected = (await reference.evaluate(expression, 'main thread')) as Lines;
  });

  test('it gives at least one line, each a name and hex digits', () => {
    expect(expected).not.toEqual([]);
    for (const [name, hex] of expected)
      expect([name, hex]).toEqual([expect.any(String), expect.stringMatching(/^[0-9a-f]{8,}$/)]);
  });

  everywhere('the same bits as the pinned Node', async (runtime, thread) => {
    expect(await runtime.evaluate(expression, thread)).toEqual(expected);
  });
});
