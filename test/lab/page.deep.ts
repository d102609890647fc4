/**
 * The lab as it is read and used: axe finds nothing in any part, theme, language or size; 320 pixels are enough; nothing leaves the
 * file; the first lesson is done with the keyboard alone.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LabBrowser } from './open-lab.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SECTIONS = ['watch', 'learn', 'explore', 'sources', 'model', 'teach'];
const LESSON_STEPS = 8;

let browser: LabBrowser;

beforeAll(async () => {
  browser = await LabBrowser.start();
});
afterAll(() => browser?.close());

async function violations(page: Page): Promise<unknown> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' ')))",
  );
}

const goTo = (page: Page, section: number): Promise<void> =>
  page.click(`.masthead nav button:nth-child(${section + 1})`);

describe('axe finds nothing', () => {
  const looks = [
    { name: 'on a desk', options: { colorScheme: 'light', viewport: { width: 1440, height: 900 } } },
    { name: 'in the dark', options: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } } },
    { name: 'on a telephone, in Japanese', options: { locale: 'ja-JP', viewport: { width: 390, height: 844 } } },
  ] as const;

  test.each(looks)('$name', async ({ options }) => {
    const { page } = await browser.open('still', { bypassCSP: true, ...options });
    await page.addScriptTag({ content: AXE });
    for (const [at, section] of SECTIONS.entries()) {
      await goTo(page, at);
      expect(await violations(page), section).toEqual([]);
    }
    await page.context().close();
  });

  test('with tables open, in dialogs, on the wall, and in every step of a lesson', async () => {
    const { page } = await browser.open('still', { bypassCSP: true, viewport: { width: 1440, height: 900 } });
    await page.addScriptTag({ content: AXE });
    for (const view of ['.v1', '.v2', '.v3', '.v5']) await page.click(`${view} footer button.plain:text("Table")`);
    expect(await violations(page), 'tables').toEqual([]);
    for (const key of ['?', 'Escape', 'p']) {
      await page.keyboard.press(key);
      expect(await violations(page), key).toEqual([]);
    }
    await page.keyboard.press('p');
    await goTo(page, 1);
    await page.click('.lessons li:nth-child(2) button');
    for (let step = 1; step <= LESSON_STEPS; step++) {
      expect(await violations(page), `step ${step}`).toEqual([]);
      await page.keyboard.press('Enter');
    }
    await page.context().close();
  });
});

test('320 pixels are enough for every part, in both languages', async () => {
  const { page, wrong } = await browser.open('still', { viewport: { width: 320, height: 640 } });
  for (const _language of ['en', 'ja']) {
    for (const [at, section] of SECTIONS.entries()) {
      await goTo(page, at);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide, section).toBeLessThanOrEqual(320);
    }
    await goTo(page, 0);
    await page.click('#language');
  }
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('the story stops by itself with a question, and its last sentence has been told', async () => {
  const { page } = await browser.open('still', { reducedMotion: 'no-preference' });
  await page.waitForSelector('.caption-actions button.strong', { timeout: 60_000 });
  expect(await page.textContent('.caption-actions button.strong')).toMatch(/^Why did .* fall\?$/);
  const moved = await page.$$eval('.tile i', (tiles) => tiles.map(({ textContent }) => textContent));
  expect(moved.some((text) => /[1-9]/.test(text ?? ''))).toBe(true);
  await page.context().close();
});

test('a table under a picture holds what its CSV holds', async () => {
  const { page } = await browser.open('still', { acceptDownloads: true });
  const coming = page.waitForEvent('download');
  await page.click('.v1 footer button.plain:text("CSV")');
  const stream = await (await coming).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const [title, note, head, ...rows] = Buffer.concat(chunks).toString('utf8').trim().split('\n');
  expect(title).toMatch(/^# /);
  expect(note).toContain('model output, not data');
  expect(head).toBe('market,maturity_years,yield_pct,change_bp,no_shock_bp');
  await page.click('.v1 footer button.plain:text("Table")');
  const shown = await page.$$eval('.v1 .twin tbody tr', (lines) => lines.map((line) => line.firstChild?.textContent));
  expect(shown).toEqual(rows.map((row) => row.split(',')[0]));
  await page.context().close();
});

test('the first lesson is done with the keyboard alone, and nothing leaves the file', async () => {
  const { page, wrong } = await browser.open('lab', { viewport: { width: 1440, height: 900 } });
  const focusOn = async (text: RegExp): Promise<void> => {
    for (let presses = 0; presses < 90; presses++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate('document.activeElement?.textContent ?? ""');
      if (text.test(String(found))) return;
    }
    throw new Error(`no way to ${text} by Tab`);
  };
  const step = (): Promise<string | null> => page.textContent('.lesson h2');
  await focusOn(/^Learn$/);
  await page.keyboard.press('Enter');
  await focusOn(/A weak auction/);
  await page.keyboard.press('Enter');
  await expect.poll(step).toBe('What was written');
  await page.keyboard.press('Enter');
  await expect.poll(step).toBe('Guess first');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await page.isChecked('.options input[type=radio]')).toBe(true);
  await focusOn(/^Next$/);
  await page.keyboard.press('Enter');
  await expect.poll(step).toBe('Run');
  await page.waitForSelector('.step button.strong:enabled', { timeout: 120_000 });
  await focusOn(/^Run it$/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => /same luck/.test(document.querySelector('.step [role=status]')?.textContent ?? ''),
    null,
    {
      timeout: 300_000,
    },
  );
  await focusOn(/^Next$/);
  await page.keyboard.press('Enter');
  expect(await page.isVisible('.covered')).toBe(true);
  await page.keyboard.press('Enter');
  expect(await page.textContent('.answer')).toMatch(/10 years [+−]?[\d.]+ bp/);
  for (const name of ['Why?', 'Change one thing', 'Talk', 'What the model leaves out']) {
    await focusOn(/^Next$/);
    await page.keyboard.press('Enter');
    await expect.poll(step).toBe(name);
  }
  expect(wrong).toEqual([]);
  await page.context().close();
});
