/** What every control event has. The vocabulary is the union of its chapters (`vocabulary.ts`). */
import type { Seq, SimTime } from '../units/quantity.ts';

export interface Event<Type extends string> {
  readonly seq: Seq;
  readonly at: SimTime;
  readonly type: Type;
  /** Control events that this one follows from, oldest first. */
  readonly causes: readonly Seq[];
}
