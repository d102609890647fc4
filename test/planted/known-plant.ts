/** A planted bug and how it is noticed. */
import type { Plant } from './planting.ts';

export interface KnownPlant extends Plant {
  /** Stands in the title or the message of a test that must fail: the assertion that is about this bug. */
  readonly says: string;
}
