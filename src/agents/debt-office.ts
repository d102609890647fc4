/**
 * Debt offices: they issue by calendar, and after days of disorder buy back some of their own long bonds.
 *
 * The auctions themselves stand in the scenario's calendar and are held by the market; the office's account carries what
 * is outstanding (negative) and takes in the proceeds. Source: `docs/odd.md` §7.15 (MoF issuance, buy-backs).
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import { MINOR_PER_UNIT } from '../units/amount-text.ts';
import { minor, NO_CAUSE, type Seq } from '../units/quantity.ts';
import type { AgentKind, Command, Random, View } from './contract.ts';
import { countDisorder, DAYS_BEFORE_ACTION, type DisorderMemory, HAZARD_PER_DAY, watchedLine } from './disorder.ts';
import { bondMarketField, shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const PACE = 0.2;

const mandate = z.strictObject({
  market: bondMarketField('market that it issues in'),
  readiness: shareField('scales the daily hazard of a buy-back in disorder; 0 = never', 0.5),
  buyback: shareField('face bought back per operation as a share of the long line’s daily turnover', 0.3),
});
type Mandate = z.infer<typeof mandate>;

interface Memory extends DisorderMemory {
  readonly wanted: Record<string, number>;
  because: Seq;
  /** Cover of the last auction, thousandths; 0 before the first. */
  lastCoverPermille: number;
}

export const debtOffice: AgentKind<Mandate, Memory> = {
  kind: 'debtOffice',
  mandate,
  start: () => ({ disorderlyDays: 0, wanted: {}, because: NO_CAUSE, lastCoverPermille: 0 }),
  watches: (stream) => merge(stream.of('ClockTicked'), stream.of('CloseMarked'), stream.of('AuctionResultPublished')),

  remember(memory, event, view) {
    const line = watchedLine(view, view.self.mandate.market);
    if (event.type === 'AuctionResultPublished') memory.lastCoverPermille = event.coverPermille;
    if (line === undefined) return memory;
    if (event.type === 'CloseMarked') countDisorder(memory, event, line);
    if (event.type === 'OperationAnnounced') {
      memory.because = event.seq;
      memory.wanted[line.id] = view.position(line) + Math.round(view.self.mandate.buyback * line.calmDailyLots);
    }
    return memory;
  },

  decide(view, memory, event, random) {
    const line = watchedLine(view, view.self.mandate.market);
    if (line === undefined) return [];
    if (event.type === 'CloseMarked' && event.instrument === line.id) return considerBuyback(view, memory, random);
    const wanted = memory.wanted[line.id];
    if (event.type !== 'ClockTicked' || wanted === undefined || wanted <= view.position(line)) return [];
    return workToward(view, line, wanted, {
      dayShare: PACE,
      halfSpreads: 2,
      sigmas: 0.2,
      flag: 'policy',
      because: memory.because,
    });
  },

  headroom: () => [],
};

function considerBuyback(view: View<Mandate>, memory: Memory, random: Random): Command[] {
  const { market, readiness, buyback } = view.self.mandate;
  const line = watchedLine(view, market);
  if (line === undefined || memory.disorderlyDays < DAYS_BEFORE_ACTION) return [];
  if (random('buyback').uniform() >= HAZARD_PER_DAY * readiness) return [];
  const amount = minor(Math.round(buyback * line.calmDailyLots) * line.lotFace * MINOR_PER_UNIT[line.currency]);
  const event = {
    type: 'OperationAnnounced',
    agent: view.self.id,
    operation: 'buyback',
    market,
    instrument: line.id,
    amount,
  } as const;
  return [{ type: 'Declare', event }];
}
