/** The README's picture is drawn from the model as it is. After a change: `npx vitest run --mode deep test/docs/picture -u`. */
import { expect, test } from 'vitest';
import { japanPicture } from './japan-picture.ts';
import { japanUntil, SEED } from './japan-run.ts';

test('docs/japan-2026.svg shows what the model does today', async () => {
  const { closes, digest } = japanUntil('2026-01-21T22:00:00Z');
  const caption = `One run of sims/japan-2026.yaml, seed ${SEED}; New York was shut on the 19th. Digest up to then ${digest}`;
  await expect(japanPicture(closes, caption)).toMatchFileSnapshot('../../docs/japan-2026.svg');
});
