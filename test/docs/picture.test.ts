/** How the README's picture is drawn; that it is of today's model, the deep tier says. */
import { expect, test } from 'vitest';
import { japanPicture } from './japan-picture.ts';
import type { Close } from './japan-run.ts';

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
