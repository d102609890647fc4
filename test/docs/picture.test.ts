/** A cheap look at whether the README's picture is of today's model: the first day of it, Tokyo and Seoul. */
import { expect, test } from 'vitest';
import { read } from './constants.ts';
import { barTitle, DATES, japanPicture } from './japan-picture.ts';
import { type Close, japanUntil } from './japan-run.ts';

test('the first day in docs/japan-2026.svg is that of a run now', () => {
  const { closes } = japanUntil('2026-01-19T06:30:00Z');
  const first = closes.filter(({ date, market }) => date === DATES[0] && (market === 'jgb' || market === 'ktb'));
  expect(first.length).toBe(9);
  const picture = read('docs/japan-2026.svg');
  const hint = 'the picture is out of date: npx vitest run --mode deep test/docs/picture -u';
  for (const close of first) expect(picture, hint).toContain(`<title>${barTitle(close)}</title>`);
});

test('a bar begins at zero and ends at its number; falls hang down', () => {
  const of = (bond: string, changeBp: number): Close => ({
    date: '2026-01-20',
    market: 'jgb',
    bond,
    tenorYears: 30,
    changeBp,
  });
  const svg = japanPicture([of('JGB-30Y', 20), of('JGB-40Y', -10)], 'a test');
  // 30 bp of scale on 210 pixels from 74: zero lies at 214.
  expect(svg).toContain('y="74" width="10" height="140" fill="#b3261e"><title>JGB-30Y, 20 January: +20.0 bp</title>');
  expect(svg).toContain('y="214" width="10" height="70" fill="#b3261e"><title>JGB-40Y, 20 January: −10.0 bp</title>');
});
