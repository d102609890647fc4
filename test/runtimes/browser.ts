/**
 * What Chromium and Firefox share: a page opened from disk, as the lab is, which evaluates an expression itself or in a
 * classic worker made from a blob.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Runtime } from './runtime.ts';

export interface Page {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
}

export interface OpenBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

export const firstThatExists = (paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path));

/** A runtime whose page may also be another file than the blank one: the lab's. */
export interface BrowserRuntime extends Runtime {
  /** Once, before anything is evaluated. */
  openFile(path: string): Promise<Page>;
}

/** `open` gets a folder of its own for whatever the browser unpacks or writes. */
export function browserRuntime(
  name: string,
  agent: string,
  open: (folder: string) => Promise<OpenBrowser>,
): BrowserRuntime {
  const folder = mkdtempSync(join(tmpdir(), 'spillover-browser-'));
  let browser: OpenBrowser | undefined;
  const openPage = async (): Promise<Page> => {
    if (browser === undefined) {
      const blank = join(folder, 'blank.html');
      writeFileSync(blank, '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>blank</title>');
      browser = await open(folder);
      await browser.page.goto(pathToFileURL(blank).href);
    }
    return browser.page;
  };
  return {
    name,
    agent,
    async openFile(path) {
      browser ??= await open(folder);
      await browser.page.goto(pathToFileURL(path).href);
      return browser.page;
    },
    async evaluate(expression, thread) {
      const page = await openPage();
      return JSON.parse(String(await page.evaluate(thread === 'worker' ? inWorker(expression) : expression)));
    },
    async close() {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function inWorker(expression: string): string {
  const source = JSON.stringify(`postMessage(${expression});`);
  return `new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob([${source}], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error('worker: ' + event.message));
  })`;
}
