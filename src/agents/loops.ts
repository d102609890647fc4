/**
 * The feedback loops of the model (`docs/odd.md` §7), each of which a scenario may switch off.
 *
 * "Off" means: the reaction that closes the loop is left out; the first-round effect of news stays.
 */
export const LOOPS = {
  L1: 'fiscal–vigilante: rising yields confirm doubt about the issuer',
  L2: 'volatility targeting: volatility cuts leverage across markets',
  L3: 'margin: losses call cash, and whoever has none sells',
  L4: 'repatriation: the hedged pick-up brings money home',
  L5: 'stop-loss: losses beyond a threshold are cut',
  L6: 'liquidity: dealers near their limit withdraw and sell, value traders wait and ask for more',
  L7: 'central-bank credibility: purchases that are not believed raise the premium and weaken the currency, and C moves',
  L8: 'auction tail: a result worse than usual makes everybody ask more for the sector',
  L9: 'carry and cross-asset margin: a yen shock unwinds what it funded',
  B1: 'dip buying at fair value once volatility has fallen',
  B2: 'words and issuance plans lower the premium and the fear',
  B3: 'deep markets absorb: elastic value traders',
} as const;
/** A feedback loop of the model: `L1` … `L9`, `B1` … `B3`. */
export type LoopName = keyof typeof LOOPS;
export const LOOP_NAMES = Object.keys(LOOPS) as LoopName[];
