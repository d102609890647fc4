/** R18: logs by strangers, rightly sealed and wrong inside, are refused behind their header. */
import { checkForged, type FrameContent, frameContent } from '../events/forged-log.ts';
import { dice } from '../events/random-run.ts';
import type { SoakRow } from './soak-row.ts';

const LOGS_PER_CONTENT = 1_000;

export function forgedRow(): SoakRow {
  let kept: { readonly seed: number; readonly content: FrameContent } | undefined;
  const reasons = new Set<string>();
  return {
    id: 'R18',
    title: 'forged logs, refused behind their header',
    check(number) {
      const seed = Math.floor(number / LOGS_PER_CONTENT);
      if (kept?.seed !== seed) kept = { seed, content: frameContent(seed) };
      reasons.add(checkForged(kept.content, dice(number), `case ${number}`));
    },
    figures: () => `${reasons.size} reasons`,
  };
}
