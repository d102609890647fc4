/** The rows of the soak, in the order of their numbers in the list of what must hold. */
import { bookRow } from './book-row.ts';
import { damageRow } from './damage-row.ts';
import { forgedRow } from './forged-row.ts';
import { killRow } from './kill-row.ts';
import type { RareCounts } from './rare-things.ts';
import { replayRow } from './replay-row.ts';
import { scenarioRow } from './scenario-row.ts';
import type { SoakRow } from './soak-row.ts';

export const soakRows = (rare: RareCounts): readonly SoakRow[] => [
  bookRow(rare),
  replayRow(rare),
  killRow(),
  damageRow(),
  scenarioRow(),
  forgedRow(),
];
