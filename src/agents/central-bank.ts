/**
 * Central banks: set the rate the scenario states, and stand behind the market with unscheduled purchases when it has
 * been disorderly for days. Whether and when they do is a hazard, never a date; the size is a share of turnover.
 *
 * Money they spend is created: their account carries the other side. Source: `docs/odd.md` §7.15
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import { MINOR_PER_UNIT } from '../units/amount-text.ts';
import { minor, NO_CAUSE, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, Random, View } from './contract.ts';
import { countDisorder, DAYS_BEFORE_ACTION, type DisorderMemory, HAZARD_PER_DAY, watchedLine } from './disorder.ts';
import { bondMarketField, shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const PACE = 0.5;

const mandate = z.strictObject({
  market: bondMarketField('market that it is central bank of'),
  readiness: shareField('scales the daily hazard of an unscheduled purchase; 0 = never', 1),
  purchase: shareField('face bought per operation as a share of the long line’s daily turnover', 1),
});
type Mandate = z.infer<typeof mandate>;

interface Memory extends DisorderMemory {
  readonly wanted: Record<string, number>;
  because: Seq;
}

export const centralBank: AgentKind<Mandate, Memory> = {
  kind: 'centralBank',
  mandate,
  start: () => ({ disorderlyDays: 0, wanted: {}, because: NO_CAUSE }),
  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('CloseMarked')),

  remember(memory, event, view) {
    const line = watchedLine(view, view.self.mandate.market);
    if (line === undefined) return memory;
    if (event.type === 'CloseMarked') countDisorder(memory, event, line);
    if (event.type === 'OperationAnnounced') {
      memory.because = event.seq;
      memory.wanted[line.id] = view.position(line) + Math.round(view.self.mandate.purchase * line.calmDailyLots);
    }
    return memory;
  },

  decide(view, memory, event, random) {
    const line = watchedLine(view, view.self.mandate.market);
    if (line === undefined) return [];
    if (event.type === 'CloseMarked' && event.instrument === line.id) return considerPurchase(view, memory, random);
    const wanted = memory.wanted[line.id];
    if (event.type !== 'ClockTicked' || wanted === undefined || wanted <= view.position(line)) return [];
    return workToward(view, line, wanted, {
      dayShare: PACE,
      halfSpreads: 3,
      sigmas: 0.5,
      flag: 'policy',
      because: memory.because,
    });
  },

  headroom(view, memory) {
    const line = watchedLine(view, view.self.mandate.market);
    if (line === undefined) return [];
    const missing = Math.max(0, DAYS_BEFORE_ACTION - memory.disorderlyDays);
    return [{ limit: 'disorder', instrument: line.id, distanceBp: missing * 4 * line.calmSigmaBp }];
  },
};

function considerPurchase(view: View<Mandate>, memory: Memory, random: Random): Command[] {
  const { market, readiness, purchase } = view.self.mandate;
  const line = watchedLine(view, market);
  if (line === undefined || memory.disorderlyDays < DAYS_BEFORE_ACTION) return [];
  if (random('operation').uniform() >= HAZARD_PER_DAY * readiness) return [];
  const amount = minor(Math.round(purchase * line.calmDailyLots) * line.lotFace * MINOR_PER_UNIT[line.currency]);
  const event = {
    type: 'OperationAnnounced',
    agent: view.self.id,
    operation: 'unscheduledPurchase',
    market,
    instrument: line.id,
    amount,
  } as const;
  return [{ type: 'Declare', event }];
}
