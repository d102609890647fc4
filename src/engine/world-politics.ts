/**
 * What a shock of world politics is worth in each market: a premium in calm days, asked for within hours of trading and
 * fading over days. In the market that it struck it counts whole; elsewhere as the world's news does (`docs/odd.md` §7.4).
 * Public, so that whoever looks for the causes of a move does not take it for news of a government's finances.
 */
import type { Instrument } from '../agents/contract.ts';
import { decayPerTick } from '../agents/trading-day.ts';
import type { EventOf } from '../events/vocabulary.ts';
import type { Market } from '../units/quantity.ts';
import { WORLD_SHARE } from './nature.ts';

/** What the gravest shock of a decade is worth, calm daily moves. */
const DAYS_AT_FULL_SEVERITY = 5;
const DIGESTION_HALF_LIFE_DAYS = 0.1;
const FADING_HALF_LIFE_DAYS = 5;

export class WorldPolitics {
  private readonly markets: readonly Market[];
  private readonly target: Float64Array;
  private readonly premium: Float64Array;

  constructor(instruments: readonly Instrument[]) {
    this.markets = [...new Set(instruments.filter((line) => line.isBond).map(({ market }) => market))].sort();
    this.target = new Float64Array(this.markets.length);
    this.premium = new Float64Array(this.markets.length);
  }

  arrays(): Float64Array[] {
    return [this.target, this.premium];
  }

  hear({ market: struck, severity }: EventOf<'GeopoliticalShockStruck'>): void {
    for (const [at, market] of this.markets.entries()) {
      const share = market === struck ? 1 : WORLD_SHARE[market] * WORLD_SHARE[struck];
      this.target[at] = (this.target[at] as number) + (share * DAYS_AT_FULL_SEVERITY * severity) / 1000;
    }
  }

  /** One tick of a market that is open. */
  tick(market: Market): void {
    const at = this.markets.indexOf(market);
    if (at < 0) return;
    const target = (this.target[at] as number) * decayPerTick(market, FADING_HALF_LIFE_DAYS);
    const premium = this.premium[at] as number;
    this.target[at] = target;
    this.premium[at] = target + decayPerTick(market, DIGESTION_HALF_LIFE_DAYS) * (premium - target);
  }

  /** bp of the line's level; a future on bonds carries it as they do. */
  premiumBp(line: Instrument): number {
    const at = this.markets.indexOf(line.market);
    return at < 0 ? 0 : line.calmSigmaBp * (this.premium[at] as number);
  }
}
