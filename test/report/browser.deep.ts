/**
 * Reports as they are read: written by the program, opened from the disk with scripts switched off, on a desk, a telephone, in
 * the dark and on paper; axe finds nothing, nothing is fetched, nothing has to be scrolled sideways.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import packaged from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experimentReport } from '../../src/report/experiment/experiment-report.ts';
import { Workplace } from '../cli/program.ts';
import { EVERY_KIND } from './planted-experiment.ts';

const EXPERIMENT = `schemaVersion: 1
id: little
title: Little & <b>bold</b>
kind: ablation
scenario: small.yaml
until: 2026-01-20T08:00Z
seeds: 1001-1004
loops: [L6]
outcomes:
  tokyo: { measure: change, bond: JGB-30Y, date: 2026-01-19, what: "Tokyo <script>alert(1)</script>: 30-year on the first day" }
answers: [tokyo]
`;

const INSTALLED = [
  process.env.SPILLOVER_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MOST_BYTES = 1_500_000;

let place: Workplace;
let browser: Browser;
let unpacked: string;
let pages: Readonly<Record<string, string>>;

beforeAll(async () => {
  place = new Workplace();
  place.write('little.yaml', EXPERIMENT);
  const ended = async (...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await place.spillover(...args);
    expect(code, `${args.join(' ')}\n${stderr}${stdout}`).toBe(0);
  };
  await ended('run', 'small.yaml', '--seed', '7', '--until', '2026-01-20T08:00Z', '--out', 'a', '--snapshots', 'off');
  await ended(
    'run',
    'small.yaml',
    '--seed',
    '7',
    '--until',
    '2026-01-20T08:00Z',
    '--set',
    'loops.L6=off',
    '--out',
    'b',
    '--snapshots',
    'off',
  );
  await ended('report', 'a', '--assets', 'figures');
  await ended('report', 'a', '--compare', 'b', '--out', 'compared.html');
  await ended('experiment', 'little.yaml', '--out', 'little', '--workers', '1');
  await ended('report', 'little');
  place.write('planted.html', experimentReport(EVERY_KIND.ablation()).html);
  place.write('policy.html', experimentReport(EVERY_KIND.policy()).html);
  place.write('sobol.html', experimentReport(EVERY_KIND.sobol()).html);
  pages = {
    run: 'a/report.html',
    compared: 'compared.html',
    experiment: 'little/report.html',
    ablation: 'planted.html',
    policy: 'policy.html',
    sobol: 'sobol.html',
  };
  unpacked = mkdtempSync(join(tmpdir(), 'spillover-browser-'));
  const installed = INSTALLED.find((path) => path !== undefined && existsSync(path));
  browser = await chromium.launch(
    installed === undefined
      ? { executablePath: await packagedPath(), args: [...packaged.args, '--no-sandbox'] }
      : { executablePath: installed, args: ['--no-sandbox'] },
  );
});

async function packagedPath(): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = unpacked;
  try {
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

afterAll(async () => {
  await browser?.close();
  rmSync(unpacked, { recursive: true, force: true });
  place.remove();
});

interface Opened {
  readonly page: Page;
  /** What was asked for beside the file itself, and what the browser complained of. */
  readonly wrong: string[];
}

async function opened(name: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong: string[] = [];
  const url = pathToFileURL(join(place.path, pages[name] as string)).href;
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) wrong.push(request.url());
  });
  page.on('console', (message) => wrong.push(message.text()));
  await page.goto(url);
  return { page, wrong };
}

const NAMES = ['run', 'compared', 'experiment', 'ablation', 'policy', 'sobol'] as const;

/** One sheet of styles for all: two pages in the dark are enough. */
const IN_THE_DARK = ['run', 'ablation'];
const schemesOf = (name: string): ('light' | 'dark')[] => (IN_THE_DARK.includes(name) ? ['light', 'dark'] : ['light']);

describe.each(NAMES)('%s', (name) => {
  test.each(schemesOf(name))('axe finds nothing, %s, with everything unfolded', async (colorScheme) => {
    const { page } = await opened(name, { bypassCSP: true, colorScheme });
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    await page.addScriptTag({ content: AXE });
    const found = await page.evaluate(
      "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' ')))",
    );
    expect(found).toEqual([]);
    await page.context().close();
  });

  test('it is readable with scripts off, fetches nothing and needs no sideways scrolling in 320 pixels', async () => {
    const { page, wrong } = await opened(name, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    expect(wrong).toEqual([]);
    expect(await page.locator('p.answer').first().innerText()).toMatch(/\w/);
    expect(await page.locator('svg.fig').count()).toBeGreaterThan(0);
    await page.context().close();
    const { page: measured } = await opened(name, { viewport: { width: 320, height: 700 } });
    expect(await measured.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await measured.context().close();
  });

  test('it is under a megabyte and a half, and prints', async () => {
    expect(place.bytes(pages[name] as string).length).toBeLessThan(MOST_BYTES);
    const { page } = await opened(name, {});
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });
});

test('a drawing that leaves the page stands alone: it has its own colours and says where it is from', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(place.path, 'figures/closes.svg')).href);
  const stroke = await page.evaluate("getComputedStyle(document.querySelector('path.c')).stroke");
  expect(stroke).toBe('rgb(165, 24, 42)');
  expect(place.read('figures/closes.svg')).toContain('spillover, model output: small-world, seed 7,');
  expect(JSON.parse(place.read('figures/manifest.json')).files).toContain('closes.csv');
  await context.close();
});

test('words of an experiment file are text', () => {
  const html = place.read('little/report.html');
  expect(html).not.toContain('<script');
  expect(html).toContain('Little &amp; &lt;b&gt;bold&lt;/b&gt;');
});

test('the same folder gives the same bytes', async () => {
  const { code, stderr } = await place.spillover('report', 'a', '--out', 'again.html');
  expect(code, stderr).toBe(0);
  expect(place.bytes('again.html').equals(place.bytes('a/report.html'))).toBe(true);
});

test('what cannot be reported on is said: no such folder, a run beside an experiment, a folder of other files', async () => {
  const ends = await Promise.all([
    place.spillover('report', 'nothing'),
    place.spillover('report', 'a', '--compare', 'little'),
    place.spillover('report', 'a', '--assets', 'a'),
  ]);
  expect(ends.map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(ends[0]?.stderr).toContain('there is no run nothing');
  expect(ends[1]?.stderr).toContain('a run and an experiment cannot be compared');
  expect(ends[2]?.stderr).toContain('holds other files');
});
