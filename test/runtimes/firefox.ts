/** Firefox as installed (Debian: firefox-esr), driven over WebDriver BiDi. */
import { launch } from 'puppeteer-core';
import { type BrowserRuntime, browserRuntime, firstThatExists, type OpenBrowser } from './browser.ts';

const PATIENCE_MS = 600_000;

const INSTALLED = [
  process.env.SPILLOVER_FIREFOX,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:/Program Files/Mozilla Firefox/firefox.exe',
];

export function firefoxRuntime(): BrowserRuntime {
  const executablePath = firstThatExists(INSTALLED);
  const runtime = browserRuntime('Firefox', 'Firefox/', (folder) => openFirefox(executablePath as string, folder));
  if (executablePath !== undefined) return runtime;
  return { ...runtime, missing: 'no Firefox in its usual place; set SPILLOVER_FIREFOX' };
}

async function openFirefox(executablePath: string, folder: string): Promise<OpenBrowser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    protocolTimeout: PATIENCE_MS,
    env: { ...process.env, HOME: folder, TMPDIR: folder },
    extraPrefsFirefox: { 'security.fileuri.strict_origin_policy': true, 'dom.max_script_run_time': 0 },
  });
  return { page: await browser.newPage(), close: () => browser.close() };
}
