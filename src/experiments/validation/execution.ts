/**
 * One seller of a given size, so that impact can be measured: it takes the place of `regionalBank` in the arms of fact 11, and of
 * `run … --agents src/experiments/validation/execution.ts`.
 *
 * From nine in the morning of its day in Tokyo it sells alike at every tick for four hours of trading, a point below the bid if need be.
 * It watches nothing and answers to nothing.
 */
import { z } from 'zod';
import type { AgentKind } from '../../agents/contract.ts';
import { marketField, shareField } from '../../agents/mandate-fields.ts';
import { lots, priceTicks } from '../../units/quantity.ts';
import { parseIsoTime } from '../../units/time.ts';

const BEGINS = '2026-01-20T00:00:00Z';
/** Four hours in which the line trades. */
const TICKS = 48;

const mandate = z.strictObject({
  market: marketField('market of the line'),
  line: z.string().describe('line that is sold'),
  amount: shareField('what is sold, as a share of the line’s calm turnover of a day', 0),
});

interface Memory {
  /** Ticks of the schedule that have passed, and what was held before it; undefined: it has not begun. */
  passed: number;
  held?: number;
}

export const execution: AgentKind<z.infer<typeof mandate>, Memory> = {
  kind: 'regionalBank',
  mandate,
  start: () => ({ passed: 0 }),
  watches: (stream) => stream.of('ClockTicked'),
  remember(memory, _event, view) {
    const line = view.instrument(view.self.mandate.line);
    if (view.at < (parseIsoTime(BEGINS) as number) || !view.isOpen(line.venue)) return memory;
    memory.held ??= view.position(line);
    memory.passed = Math.min(TICKS, memory.passed + 1);
    return memory;
  },
  decide(view, { passed, held }) {
    const line = view.instrument(view.self.mandate.line);
    const bid = view.bidTicks(line);
    if (held === undefined || bid === 0 || !view.isOpen(line.venue)) return [];
    const due = Math.round((view.self.mandate.amount * line.calmDailyLots * passed) / TICKS);
    const quantity = due - (held - view.position(line));
    if (quantity <= 0) return [];
    const limit = priceTicks(Math.max(1, bid - line.ticksPerPoint));
    return [{ type: 'Take', instrument: line, side: 'sell', limit, quantity: lots(quantity), flag: 'voluntary' }];
  },
  headroom: () => [],
};
