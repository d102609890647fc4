/** The seller of fact 11 sells what it is told, evenly over four hours of its day, and nothing before or after. */
import { expect, test } from 'vitest';
import { execution } from '../../src/experiments/validation/execution.ts';
import type { SimTime } from '../../src/units/quantity.ts';
import { lots } from '../../src/units/quantity.ts';
import { parseIsoTime, TICK_MS } from '../../src/units/time.ts';
import { JGB_30Y } from '../agents/fake-lines.ts';
import { FakeView } from '../agents/fake-view.ts';

test('given a tenth of a day’s turnover, when five hours pass, then all of it is sold and no more', () => {
  const view = new FakeView({
    id: 'seller',
    kind: 'regionalBank',
    mandate: { market: 'jgb' as const, line: JGB_30Y.id, amount: 0.1 },
  });
  let held = 5000;
  let memory = execution.start(view, undefined as never);
  const wanted = Math.round(0.1 * JGB_30Y.calmDailyLots);
  const sold: number[] = [];
  for (let tick = -3; tick < 60; tick++) {
    view.at = ((parseIsoTime('2026-01-20T00:00:00Z') as number) + tick * TICK_MS) as SimTime;
    view.holding(JGB_30Y, held);
    memory = execution.remember(memory, undefined as never, view);
    const [take] = execution.decide(view, memory, undefined as never, undefined as never);
    const quantity = take?.type === 'Take' ? take.quantity : lots(0);
    held -= quantity;
    sold.push(quantity);
  }
  expect(sold.slice(0, 3)).toEqual([0, 0, 0]);
  expect(sold.reduce((sum, each) => sum + each, 0)).toBe(wanted);
  expect(Math.max(...sold) - Math.min(...sold.slice(3, 51))).toBeLessThanOrEqual(1);
  expect(sold.slice(51).every((each) => each === 0)).toBe(true);
});
