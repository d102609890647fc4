/** What a scenario says of a dealer, and what a dealer remembers. */
import { z } from 'zod';
import type { Seq, Side } from '../../units/quantity.ts';
import type { AuctionMemory } from '../auction-memory.ts';
import type { CentralBankBelief } from '../central-bank-belief.ts';
import type { FiscalBelief } from '../fiscal-belief.ts';
import type { Unsettled } from '../half-spread.ts';
import { dv01Field, marketField, shareField } from '../mandate-fields.ts';
import type { WorldBelief } from '../world-belief.ts';
import type { OptionMemory } from './dealer-options.ts';

/** Share of a day's turnover that it shows at the best. */
const QUOTE_SHARE = 0.008;

export const dealerMandate = z.strictObject({
  market: marketField('market that it makes'),
  riskLimit: dv01Field('parallel risk of calm days that it may carry, money per bp'),
  quoteShare: shareField('lots shown at the best as a share of a line’s daily turnover', QUOTE_SHARE),
  primaryDealers: z.int().min(1).max(50).default(8).describe('how many share the duty to bid at auctions'),
});
export type DealerMandate = z.infer<typeof dealerMandate>;

export interface DealerMemory extends OptionMemory, Unsettled {
  readonly belief: FiscalBelief;
  readonly world: WorldBelief;
  readonly results: AuctionMemory;
  readonly banks: readonly CentralBankBelief[];
  /** By instrument id. */
  readonly flatLots: Record<string, number>;
  /** What had been sold to its quotes when it last learnt from it. */
  readonly heardLots: Record<string, number>;
  /** What it has learnt from flows and from the market, beyond its own view, bp. */
  readonly drift: Record<string, number>;
  overLimit: boolean;
  /** The side that it does not quote at present, if there is one. */
  withdrawn: Side | undefined;
  /** The breach that its sales carry out; 0 before the first. */
  because: Seq;
}
