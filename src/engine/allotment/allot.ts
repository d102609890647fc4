/** Every held format by its name: bids in, awards with their money and the printed numbers out. Pure. */
import type { HeldFormat } from '../../events/auction-terms.ts';
import type { AuctionCase, Outcome } from './outcome.ts';
import { allotGiltByPrice, allotJgbByPrice } from './price-auctions.ts';
import {
  allotAtFixedRate,
  allotBuybackByMof,
  allotEnhancedLiquidity,
  allotPurchaseByBoe,
  allotPurchaseByBoj,
} from './spread-auctions.ts';
import { allotJgbByYield, allotKtbByYield, allotUstByYield } from './yield-auctions.ts';

const ALLOT: Readonly<Record<HeldFormat, (auction: AuctionCase) => Outcome>> = {
  jgb_price_conventional: allotJgbByPrice,
  jgb_yield_dutch: allotJgbByYield,
  jgb_lea: allotEnhancedLiquidity,
  mof_buyback: allotBuybackByMof,
  boj_purchase: allotPurchaseByBoj,
  boj_fixed_rate: allotAtFixedRate,
  boe_reverse: allotPurchaseByBoe,
  ust_single_price: allotUstByYield,
  dmo_multiple_price: allotGiltByPrice,
  ktb_differential: allotKtbByYield,
  // their rules are not modelled: offers compete as at the Bank of Japan
  fed_purchase: allotPurchaseByBoj,
  ust_buyback: allotPurchaseByBoj,
  bok_purchase: allotPurchaseByBoj,
  ktb_buyback: allotPurchaseByBoj,
};

export const allot = (auction: AuctionCase): Outcome => ALLOT[auction.format](auction);
