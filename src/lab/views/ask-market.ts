/** "Why did US bonds fall?": of whoever sold most there lately, forced sales before others. */
import type { Lab } from '../page/lab.ts';
import { frameOf, type LabState } from '../page/lab-state.ts';
import type { BondMarketName } from '../theme/countries.ts';

/** Index of the kind that sold most, and the event that its trades follow from; undefined where nobody sold. */
export function largestSeller(
  state: LabState,
  market: BondMarketName,
): { readonly kind: number; readonly seq: number } | undefined {
  const { manifest } = state;
  const { forced, all, seq } = frameOf(state).flows;
  const column = manifest.markets.indexOf(market);
  if (column === -1) return undefined;
  const cells = manifest.kinds.map((_, kind) => kind * manifest.markets.length + column);
  const least = (flow: Float64Array): number | undefined =>
    cells
      .filter((cell) => (flow[cell] as number) < 0 && (seq[cell] as number) > 0)
      .sort((a, b) => (flow[a] as number) - (flow[b] as number))[0];
  const cell = least(forced) ?? least(all);
  if (cell === undefined) return undefined;
  return { kind: Math.floor(cell / manifest.markets.length), seq: seq[cell] as number };
}

export function askWhyMarket(lab: Lab, market: BondMarketName): void {
  const { say, store, control } = lab;
  const what = say('why.market', { bonds: say(`bonds.${market}`) });
  const seller = largestSeller(store.get(), market);
  if (seller === undefined)
    store.set({
      side: 'why',
      question: { what, branch: store.get().shown, seq: 0, chain: undefined, refusal: say('v2.quiet') },
    });
  else void control.why(seller.seq, what);
}
