/**
 * The one file, opened from disk in Chromium and in Firefox: nothing is asked of anybody, the worker of the file gives the
 * digests of the command line, and any moment is the same wherever one comes from.
 *
 * Times are printed and never asserted.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { HOUR_MS, parseIsoTime } from '../../src/units/time.ts';
import { seededDraws } from '../market/seeded-draws.ts';
import type { Page } from '../runtimes/browser.ts';
import { chromiumRuntime } from '../runtimes/chromium.ts';
import { firefoxRuntime } from '../runtimes/firefox.ts';
import { REQUIRE_ALL } from '../runtimes/runtime.ts';
import { type LabOnDisk, labOnDisk } from './built-lab.ts';

const KB = 1024;
const SEEKS = 50;
const SEED = 7;
const UNTIL = parseIsoTime('2026-01-19T04:00:00Z') as SimTime;

let lab: LabOnDisk;
const browsers = [chromiumRuntime(), firefoxRuntime()];
const text = readFileSync(join(import.meta.dirname, '../../sims/japan-2026.yaml'), 'utf8');

beforeAll(async () => {
  lab = await labOnDisk();
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  lab?.remove();
});

describe('the file', () => {
  test('is small enough to be sent by mail', () => {
    const { file, page, worker } = lab.sizes;
    process.stdout.write(`lab: ${(file / KB).toFixed(1)} KB gzipped ${JSON.stringify(lab.sizes)}\n`);
    expect(file).toBe(gzipSync(lab.html, { level: 9 }).length);
    expect(file / KB).toBeLessThanOrEqual(350);
    expect(page + worker).toBeLessThan(file);
  });

  test('has one script that runs, which its policy names by its hash, and no address', () => {
    const scripts = [...lab.html.matchAll(/<script(?![^>]*type="(?:text\/plain|application\/json)")[^>]*>/g)];
    expect(scripts.map(([tag]) => tag)).toEqual(['<script>']);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(lab.html)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]{44}' 'wasm-unsafe-eval';/);
    expect(policy).not.toMatch(/unsafe-(inline|hashes)|https?:|\*/);
  });
});

/** In the page: a second worker of the file's own blocks, and what it answers to questions in their order. */
const ASKING = `
  const part = (id) => document.getElementById(id).textContent;
  const blob = new Blob([part('lab-yaml'), part('lab-worker')], { type: 'text/javascript' });
  const worker = new Worker(URL.createObjectURL(blob));
  worker.postMessage({ shelf: JSON.parse(part('lab-shelf')) });
  let count = 0;
  const waiting = new Map();
  worker.onmessage = ({ data }) => {
    if (data.notice === 'fault') throw new Error(data.text);
    if (data.id !== undefined) waiting.get(data.id)(data);
  };
  const ask = (question) => new Promise((resolve) => {
    waiting.set(++count, resolve);
    worker.postMessage({ ...question, id: count });
  });
`;

const seeking = (moments: readonly number[]): string => `(async () => { ${ASKING}
  await ask({ ask: 'open', choice: { scenario: { name: 'japan-2026' }, seed: ${SEED} } });
  await ask({ ask: 'goTo', branch: 0, moment: { at: ${UNTIL} } });
  const seen = [];
  for (const at of ${JSON.stringify(moments)}) {
    const began = performance.now();
    const { frame } = await ask({ ask: 'goTo', branch: 0, moment: { at } });
    seen.push([frame.digest, performance.now() - began]);
  }
  const pasted = await ask({ ask: 'open', choice: { scenario: { text: 'schemaVersion: 1\\nagents: [', file: 'mine.yaml' }, seed: 1 } });
  worker.terminate();
  return JSON.stringify({ seen, pasted });
})()`;

interface Seen {
  readonly seen: readonly (readonly [digest: string, ms: number])[];
  readonly pasted: { readonly answer: string; readonly faults: readonly { readonly line: number }[] };
}

function expectedDigests(moments: readonly number[]): ReadonlyMap<number, string> {
  const read = readScenario(text, 'japan-2026.yaml', AGENT_KINDS);
  if (!read.ok) throw new Error('the shipped scenario is unreadable');
  const run = new Simulation({ scenario: read.scenario, seed: seed(SEED) });
  const digests = new Map<number, string>();
  for (const at of [...moments].sort((a, b) => a - b)) {
    run.advance(at as SimTime);
    digests.set(at, run.digest);
  }
  return digests;
}

describe.each(browsers)('$name', (browser) => {
  const { missing } = browser;
  const there = missing === undefined || REQUIRE_ALL;
  const title = (words: string): string => (missing === undefined ? words : `${words} (missing: ${missing})`);
  let page: Page;

  beforeAll(async () => {
    if (!there) return;
    expect(missing).toBeUndefined();
    page = await browser.openFile(lab.path);
  });

  test.skipIf(!there)(title('shows the four markets at once, from the recorded opening'), async () => {
    const words = String(await page.evaluate('document.body.innerText'));
    for (const market of ['JGB', 'UST', 'Gilt', 'KTB']) expect(words).toContain(market);
    expect(await page.evaluate("performance.getEntriesByName('first-chart').length")).toBe(1);
  });

  test.skipIf(!there)(title('asks nobody for anything'), async () => {
    const asked = (await page.evaluate(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(blob|data):/.test(name))",
    )) as string[];
    expect(asked).toEqual([]);
    await expect(page.evaluate("fetch('https://example.org/').then(() => 'went out')")).rejects.toThrow();
  });

  test.skipIf(!there)(title(`${SEEKS} moments at random have the digests of the straight run in Node`), async () => {
    const draws = seededDraws(SEED);
    const opens = UNTIL - 5 * HOUR_MS;
    const moments = Array.from({ length: SEEKS }, () => draws.whole(opens, UNTIL));
    const { seen, pasted } = JSON.parse(String(await page.evaluate(seeking(moments)))) as Seen;
    const expected = expectedDigests(moments);
    expect(seen.map(([digest]) => digest)).toEqual(moments.map((at) => expected.get(at)));
    const times = seen.map(([, ms]) => ms).sort((a, b) => a - b);
    const [median, worst] = [times[SEEKS / 2], times[Math.ceil(SEEKS * 0.95) - 1]];
    process.stdout.write(`${browser.name}: seek p50 ${median?.toFixed(0)} ms, p95 ${worst?.toFixed(0)} ms\n`);
    expect(pasted).toMatchObject({ answer: 'refused' });
    expect(pasted.faults[0]?.line).toBeGreaterThan(0);
  });
});
