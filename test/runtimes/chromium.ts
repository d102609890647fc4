/**
 * Chromium: the installed one, else the one that comes inside a registry package (Linux x64), unpacked into a folder of
 * this run, since that package takes whatever already lies in the temporary folder.
 */
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { type BrowserRuntime, browserRuntime, firstThatExists, type OpenBrowser } from './browser.ts';

const INSTALLED = [
  process.env.SPILLOVER_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** Offline, and as root where that is who runs the tests. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function chromiumRuntime(): BrowserRuntime {
  const installed = firstThatExists(INSTALLED);
  const packagedRuns = process.platform === 'linux' && process.arch === 'x64';
  const runtime = browserRuntime('Chromium', 'Chrome/', (folder) => openChromium(installed, folder));
  if (installed !== undefined || packagedRuns) return runtime;
  return { ...runtime, missing: 'no Chromium, Chrome or Edge in its usual place; set SPILLOVER_CHROMIUM' };
}

async function openChromium(installed: string | undefined, folder: string): Promise<OpenBrowser> {
  const browser = await chromium.launch(
    installed === undefined
      ? { executablePath: await unpack(folder), args: [...packaged.args, ...QUIET] }
      : { executablePath: installed, args: QUIET },
  );
  return { page: await browser.newPage(), close: () => browser.close() };
}

async function unpack(folder: string): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
