/**
 * The smallest face that an auction awards, by market, and the steps of operations that count otherwise.
 *
 * Bids and awards are whole multiples of it. Sources: Ministry of Finance and Bank of Japan, ¥100m (auction notices;
 * printed results in 億円); 31 CFR 356.12(a) and 356.21, $100; DMO results of 2020, £1,000 (inferred from totals such as
 * £3,124.999m); Bank of England, Asset Purchase Facility notices, awards rounded to £0.1m; Bank of Korea, KTB tenders, ₩1bn.
 */
import { type BondMarket, type Face, face } from '../../units/quantity.ts';

export const AWARD_STEP_FACE: Readonly<Record<BondMarket, Face>> = {
  jgb: face(100_000_000),
  ust: face(100),
  gilt: face(1_000),
  ktb: face(1_000_000_000),
};

/** Reverse auctions of the Bank of England; a multiple of the gilt's own step. */
export const BOE_AWARD_STEP_FACE: Face = face(100_000);
