/** The built lab in a browser, opened from the disk as a reader would, with everything noted that it asks for or complains of. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import packaged from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { buildLab } from '../../src/lab/build/build-lab.ts';

const INSTALLED = [
  process.env.SPILLOVER_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export interface OpenLab {
  readonly page: Page;
  /** Addresses outside the file, errors and warnings. */
  readonly wrong: string[];
}

export class LabBrowser {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly html: string;

  private constructor(browser: Browser, folder: string, html: string) {
    this.#browser = browser;
    this.#folder = folder;
    this.html = html;
  }

  static async start(): Promise<LabBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'spillover-lab-'));
    const installed = INSTALLED.find((path) => path !== undefined && existsSync(path));
    const browser = await chromium.launch(
      installed === undefined
        ? { executablePath: await packagedPath(folder), args: [...packaged.args, '--no-sandbox'] }
        : { executablePath: installed, args: ['--no-sandbox'] },
    );
    // A file that is built already, such as one that is to be released.
    const built = process.env.SPILLOVER_LAB;
    const html = built === undefined ? (await buildLab()).html : readFileSync(built, 'utf8');
    writeFileSync(join(folder, 'lab.html'), html);
    // The page alone: the engine takes a processor of its own, and most of the page does not wait for it.
    writeFileSync(
      join(folder, 'still.html'),
      html.replace(/(<script type="text\/plain" id="lab-worker">)[\s\S]*?(<\/script>)/, '$1$2'),
    );
    return new LabBrowser(browser, folder, html);
  }

  /** @param file `still` has no engine. */
  async open(file: 'lab' | 'still', options: BrowserContextOptions = {}): Promise<OpenLab> {
    const context = await this.#browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('request', (request) => {
      if (!/^(file|blob|data):/.test(request.url())) wrong.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
    });
    page.on('pageerror', ({ message }) => wrong.push(message));
    await page.goto(pathToFileURL(join(this.#folder, `${file}.html`)).href);
    await page.waitForSelector('.v1 .label');
    return { page, wrong };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function packagedPath(folder: string): Promise<string> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
