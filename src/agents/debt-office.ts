/**
 * Debt offices: they issue by calendar, and after days of disorder buy back some of their own long bonds.
 *
 * The auctions themselves stand in the scenario's calendar and are held by the market; the office's account carries what
 * is outstanding (negative) and takes in the proceeds. The rules of a buy-back are Japan's; those of
 * the others are not modelled. Source: `docs/odd.md` §7.15 (MoF issuance, buy-backs).
 */
import { merge } from 'rxjs';
import { z } from 'zod';
import { FORMAT_TERMS, type HeldFormat } from '../events/auction-terms.ts';
import { type BondMarket, face } from '../units/quantity.ts';
import type { AgentKind, Command, Random, View } from './contract.ts';
import { countDisorder, DAYS_BEFORE_ACTION, type DisorderMemory, HAZARD_PER_DAY, watchedLine } from './disorder.ts';
import { bondMarketField, shareField } from './mandate-fields.ts';

const mandate = z.strictObject({
  market: bondMarketField('market that it issues in'),
  readiness: shareField('scales the daily hazard of a buy-back in disorder; 0 = never', 0.5),
  buyback: shareField('face bought back per operation as a share of the long line’s daily turnover', 0.3),
});
type Mandate = z.infer<typeof mandate>;

interface Memory extends DisorderMemory {
  /** Cover of its last issue, thousandths; 0 before the first. */
  lastCoverPermille: number;
}

export const debtOffice: AgentKind<Mandate, Memory> = {
  kind: 'debtOffice',
  mandate,
  start: () => ({ disorderlyDays: 0, lastCoverPermille: 0 }),
  watches: (stream) => merge(stream.of('CloseMarked'), stream.of('AuctionResultPublished')),

  remember(memory, event, view) {
    if (event.type === 'AuctionResultPublished' && event.counterparty === view.self.id && isIssue(event.format))
      memory.lastCoverPermille = event.coverPermille;
    const line = watchedLine(view, view.self.mandate.market);
    if (line !== undefined && event.type === 'CloseMarked') countDisorder(memory, event, line);
    return memory;
  },

  decide(view, memory, event, random) {
    const line = watchedLine(view, view.self.mandate.market);
    return event.type === 'CloseMarked' && event.instrument === line?.id ? considerBuyback(view, memory, random) : [];
  },

  headroom: () => [],
};

const BUYBACK: Readonly<Record<BondMarket, HeldFormat>> = {
  jgb: 'mof_buyback',
  ust: 'ust_buyback',
  gilt: 'mof_buyback',
  ktb: 'ktb_buyback',
};

const isIssue = (format: string): boolean => FORMAT_TERMS[format as HeldFormat].direction === 'issue';

function considerBuyback(view: View<Mandate>, memory: Memory, random: Random): Command[] {
  const { market, readiness, buyback } = view.self.mandate;
  const line = watchedLine(view, market);
  if (line === undefined || memory.disorderlyDays < DAYS_BEFORE_ACTION) return [];
  if (random('buyback').uniform() >= HAZARD_PER_DAY * readiness) return [];
  const amount = face(Math.round(buyback * line.calmDailyLots) * line.lotFace);
  return amount === 0
    ? []
    : [{ type: 'Operate', operation: 'buyback', format: BUYBACK[market], instrument: line, face: amount }];
}
