/**
 * Central banks: set the rate the scenario states, and stand behind the market with unscheduled purchases when it has
 * been disorderly for days. Whether and when they do is a hazard, never a date; the size is a share of turnover.
 *
 * A purchase is an operation that others offer into. The Bank of England refuses what lies below its reserve; the Bank of
 * Japan takes offers by competition or at a rate that it states; the others, whose rules are not modelled, as the Bank of
 * Japan does by competition. Money they spend is created: their account carries the other side. Source: `docs/odd.md` §7.15
 */
import { z } from 'zod';
import type { HeldFormat } from '../events/auction-terms.ts';
import { type BondMarket, face } from '../units/quantity.ts';
import type { AgentKind, Command, OperateCommand, Random, View } from './contract.ts';
import { countDisorder, DAYS_BEFORE_ACTION, type DisorderMemory, HAZARD_PER_DAY, watchedLine } from './disorder.ts';
import { basisPointsField, bondMarketField, shareField } from './mandate-fields.ts';

/** Thousandths of a percent in a basis point. */
const MILLI_PER_BP = 10;

const fields = z.strictObject({
  market: bondMarketField('market that it is central bank of'),
  readiness: shareField('scales the daily hazard of an unscheduled purchase; 0 = never', 1),
  purchase: shareField('face bought per operation as a share of the long line’s daily turnover', 1),
  fixedRate: z.boolean().default(false).describe('buys at a stated rate whatever is offered (Japan only)'),
  fixedSpread: basisPointsField('yield over the last close at which it then buys', 0),
  reserveSpread: basisPointsField('yield over the market below which it refuses offers (Britain only)', 0),
});
type Mandate = z.infer<typeof fields>;

/** Purchases in competition. */
const PURCHASE: Readonly<Record<BondMarket, HeldFormat>> = {
  jgb: 'boj_purchase',
  ust: 'fed_purchase',
  gilt: 'boe_reverse',
  ktb: 'bok_purchase',
};

const milliOf = (spreadBp: number): number => Math.round(spreadBp * MILLI_PER_BP);

/** What would be left unread is refused, in its place. */
const mandate = fields.superRefine(({ market, fixedRate, fixedSpread, reserveSpread }, ctx) => {
  const refuse = (key: keyof Mandate, message: string, expected: string): void =>
    ctx.addIssue({ code: 'custom', path: [key], message, params: { expected } });
  if (fixedRate && market !== 'jgb') refuse('fixedRate', 'only the Bank of Japan buys at a stated rate', 'false');
  if (fixedSpread !== 0 && !fixedRate)
    refuse('fixedSpread', 'it buys at no stated rate', '0bp, or fixedRate: true beside it');
  if (reserveSpread !== 0 && market !== 'gilt')
    refuse('reserveSpread', 'only the Bank of England has a reserve', '0bp');
  for (const [key, spreadBp] of [['fixedSpread', fixedSpread] as const, ['reserveSpread', reserveSpread] as const])
    if (Math.abs(milliOf(spreadBp) - spreadBp * MILLI_PER_BP) > 1e-6)
      refuse(key, 'finer than offers are', 'a multiple of 0.1bp');
});

export const centralBank: AgentKind<Mandate, DisorderMemory> = {
  kind: 'centralBank',
  mandate,
  start: () => ({ disorderlyDays: 0 }),
  watches: (stream) => stream.of('CloseMarked'),

  remember(memory, event, view) {
    const line = watchedLine(view, view.self.mandate.market);
    if (line !== undefined && event.type === 'CloseMarked') countDisorder(memory, event, line);
    return memory;
  },

  decide(view, memory, event, random) {
    const line = watchedLine(view, view.self.mandate.market);
    return event.type === 'CloseMarked' && event.instrument === line?.id ? considerPurchase(view, memory, random) : [];
  },

  headroom(view, memory) {
    const line = watchedLine(view, view.self.mandate.market);
    if (line === undefined) return [];
    const missing = Math.max(0, DAYS_BEFORE_ACTION - memory.disorderlyDays);
    const used = Math.min(1, memory.disorderlyDays / DAYS_BEFORE_ACTION);
    return [{ limit: 'disorder', instrument: line.id, distanceBp: missing * 4 * line.calmSigmaBp, used }];
  },
};

function considerPurchase(view: View<Mandate>, memory: DisorderMemory, random: Random): Command[] {
  const { market, readiness, purchase } = view.self.mandate;
  const line = watchedLine(view, market);
  if (line === undefined || memory.disorderlyDays < DAYS_BEFORE_ACTION) return [];
  if (random('operation').uniform() >= HAZARD_PER_DAY * readiness) return [];
  const amount = face(Math.round(purchase * line.calmDailyLots) * line.lotFace);
  if (amount === 0) return [];
  return [
    {
      type: 'Operate',
      operation: 'unscheduledPurchase',
      instrument: line,
      face: amount,
      ...methodOf(view.self.mandate),
    },
  ];
}

function methodOf(mandate: Mandate): Pick<OperateCommand, 'format' | 'spreadMilli'> {
  const stated = (format: HeldFormat, spreadBp: number) => ({
    format,
    spreadMilli: milliOf(spreadBp),
  });
  if (mandate.market === 'gilt') return stated('boe_reverse', mandate.reserveSpread);
  if (mandate.market === 'jgb' && mandate.fixedRate) return stated('boj_fixed_rate', mandate.fixedSpread);
  return { format: PURCHASE[mandate.market] };
}
