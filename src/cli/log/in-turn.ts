/** Several who read a log, as one: each event and batch is given to all of them, in their order, before the next. */
import type { LogVisitor } from '../../events/log-reader.ts';

export const inTurn = (...visitors: readonly LogVisitor[]): LogVisitor => ({
  control: (event) => {
    for (const visitor of visitors) visitor.control(event);
  },
  batch: (batch) => {
    for (const visitor of visitors) visitor.batch(batch);
  },
});
