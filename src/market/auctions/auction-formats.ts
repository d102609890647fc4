/**
 * Every format by the name that files, tables and the command line use (`docs/auctions.md`): from a case as people write it
 * to its result as it is printed.
 */
import { type GiltCase, printGilt } from './auction-gilt.ts';
import { type JgbConventionalCase, printJgbConventional } from './auction-jgb-case.ts';
import { type JgbDutchCase, printJgbDutch } from './auction-jgb-dutch.ts';
import { type JgbLiquidityCase, printJgbLiquidity } from './auction-jgb-liquidity.ts';
import { type KtbCase, printKtb } from './auction-ktb.ts';
import { type JgbNonPrice2Case, type PaofCase, printJgbNonPrice2, printPaof } from './auction-option.ts';
import { printUst, type UstCase } from './auction-ust.ts';
import { type BoeReverseCase, printBoeReverse } from './operation-boe-reverse.ts';
import { type BojFixedRateCase, printBojFixedRate } from './operation-boj-fixed-rate.ts';
import { type BojPurchaseCase, printBojPurchase } from './operation-boj-purchase.ts';
import { type BuybackCase, printBuyback } from './operation-mof-buyback.ts';

/** What each format is given. */
export interface AuctionInputs {
  readonly jgb_price_conventional: JgbConventionalCase;
  readonly jgb_yield_dutch: JgbDutchCase;
  readonly jgb_lea: JgbLiquidityCase;
  readonly jgb_nonprice_2: JgbNonPrice2Case;
  readonly mof_buyback: BuybackCase;
  readonly boj_purchase: BojPurchaseCase;
  readonly boj_fixed_rate: BojFixedRateCase;
  readonly boe_reverse: BoeReverseCase;
  readonly ust_single_price: UstCase;
  readonly dmo_multiple_price: GiltCase;
  readonly dmo_paof: PaofCase;
  readonly ktb_differential: KtbCase;
}

export type AuctionFormat = keyof AuctionInputs;
export type AuctionCase = {
  [F in AuctionFormat]: { readonly id: string; readonly type: F; readonly input: AuctionInputs[F] };
}[AuctionFormat];

export type AuctionPrinted = Readonly<Record<string, unknown>>;

const PRINT: { readonly [F in AuctionFormat]: (input: AuctionInputs[F]) => object } = {
  jgb_price_conventional: printJgbConventional,
  jgb_yield_dutch: printJgbDutch,
  jgb_lea: printJgbLiquidity,
  jgb_nonprice_2: printJgbNonPrice2,
  mof_buyback: printBuyback,
  boj_purchase: printBojPurchase,
  boj_fixed_rate: printBojFixedRate,
  boe_reverse: printBoeReverse,
  ust_single_price: printUst,
  dmo_multiple_price: printGilt,
  dmo_paof: printPaof,
  ktb_differential: printKtb,
};

export const AUCTION_FORMATS = Object.keys(PRINT) as readonly AuctionFormat[];

/** Input as its reader let it pass (`src/cli/own-input/auction-input.ts`); anything else is our bug. */
export const printAuction = ({ type, input }: AuctionCase): AuctionPrinted =>
  (PRINT[type] as (input: unknown) => AuctionPrinted)(input);
