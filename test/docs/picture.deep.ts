/** The README's picture is drawn from the model as it is. After a change: `npx vitest run --mode deep test/docs/picture -u`. */
import { expect, test } from 'vitest';
import { read } from './constants.ts';
import { barTitle, DATES, japanPicture } from './japan-picture.ts';
import { japanUntil, SEED } from './japan-run.ts';

const { closes, digest } = japanUntil('2026-01-21T22:00:00Z');

test('docs/japan-2026.svg shows what the model does today', async () => {
  const caption = `One run of sims/japan-2026.yaml, seed ${SEED}; New York was shut on the 19th. Digest up to then ${digest}`;
  await expect(japanPicture(closes, caption)).toMatchFileSnapshot('../../docs/japan-2026.svg');
});

test('the first day in it, Tokyo and Seoul, is that of the run', () => {
  const first = closes.filter(({ date, market }) => date === DATES[0] && (market === 'jgb' || market === 'ktb'));
  expect(first.length).toBe(9);
  const picture = read('docs/japan-2026.svg');
  const hint = 'the picture is out of date: npx vitest run --mode deep test/docs/picture -u';
  for (const close of first) expect(picture, hint).toContain(`<title>${barTitle(close)}</title>`);
});
