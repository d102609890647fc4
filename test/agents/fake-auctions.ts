/**
 * Auctions and operations as their announcement describes them, one of each format with its real steps, for tests of bidders.
 * Amounts are round: a pro-rata share of eight dealers is an eighth.
 */
import type { AuctionView } from '../../src/agents/contract.ts';
import type { HeldFormat } from '../../src/events/auction-terms.ts';
import { face } from '../../src/units/quantity.ts';
import { TUESDAY_NOON } from './fake-view.ts';

const JGB = { faceStep: 100_000_000, leastFace: 100_000_000 } as const;

interface Terms {
  readonly instruments: readonly string[];
  readonly offered: number;
  readonly bidStepMilli: number;
  readonly faceStep: number;
  readonly leastFace: number;
  readonly dealersCeiling?: number;
  readonly isUnscheduled?: boolean;
  readonly fixedSpreadMilli?: number;
}

const TERMS: Readonly<Record<HeldFormat, Terms>> = {
  jgb_price_conventional: {
    ...JGB,
    instruments: ['JGB-20Y'],
    offered: 600e9,
    bidStepMilli: 50,
    dealersCeiling: 120e9,
  },
  jgb_yield_dutch: { ...JGB, instruments: ['JGB-40Y'], offered: 400e9, bidStepMilli: 5 },
  jgb_lea: { ...JGB, instruments: ['JGB-10Y', 'JGB-20Y', 'JGB-30Y', 'JGB-40Y'], offered: 480e9, bidStepMilli: 1 },
  mof_buyback: { ...JGB, instruments: ['JGB-20Y', 'JGB-30Y'], offered: 80e9, bidStepMilli: 10 },
  boj_purchase: { ...JGB, instruments: ['JGB-20Y'], offered: 160e9, bidStepMilli: 1 },
  boj_fixed_rate: { ...JGB, instruments: ['JGB-20Y'], offered: 160e9, bidStepMilli: 1, fixedSpreadMilli: 0 },
  boe_reverse: {
    instruments: ['GILT-30Y'],
    offered: 5e9,
    bidStepMilli: 1,
    faceStep: 1_000_000,
    leastFace: 5_000_000,
  },
  ust_single_price: { instruments: ['UST-10Y'], offered: 40e9, bidStepMilli: 1, faceStep: 100, leastFace: 100 },
  dmo_multiple_price: {
    instruments: ['GILT-10Y'],
    offered: 4e9,
    bidStepMilli: 1,
    faceStep: 1_000,
    leastFace: 1_000,
    dealersCeiling: 600e6,
  },
  ktb_differential: { instruments: ['KTB-10Y'], offered: 2e12, bidStepMilli: 5, faceStep: 1e9, leastFace: 1e9 },
  fed_purchase: { instruments: ['UST-10Y'], offered: 8e9, bidStepMilli: 1, faceStep: 100, leastFace: 100 },
  ust_buyback: { instruments: ['UST-10Y'], offered: 2e9, bidStepMilli: 1, faceStep: 100, leastFace: 100 },
  bok_purchase: { instruments: ['KTB-10Y'], offered: 2e12, bidStepMilli: 1, faceStep: 1e9, leastFace: 1e9 },
  ktb_buyback: { instruments: ['KTB-10Y'], offered: 2e12, bidStepMilli: 1, faceStep: 1e9, leastFace: 1e9 },
};

/** The usual auction of a format, with what the test changes of it. */
export function auctionOf(format: HeldFormat, changed: Partial<Terms> & { readonly id?: string } = {}): AuctionView {
  const terms = { ...TERMS[format], ...changed };
  const { instruments, bidStepMilli, fixedSpreadMilli } = terms;
  return {
    id: changed.id ?? format,
    format,
    counterparty: 'authority',
    instruments,
    offered: face(terms.offered),
    bidsCloseAt: TUESDAY_NOON,
    resultAt: TUESDAY_NOON,
    bidStepMilli,
    faceStep: face(terms.faceStep),
    leastFace: face(terms.leastFace),
    isUnscheduled: terms.isUnscheduled ?? false,
    dealersCeiling: face(terms.dealersCeiling ?? 0),
    ...(fixedSpreadMilli === undefined ? {} : { fixedSpreadMilli }),
  };
}
