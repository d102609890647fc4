/**
 * What trading in each market is recorded to follow from: the mechanical matrix of spill-over, out of one log.
 *
 * Every fill is counted for the institution that took liquidity, by value of a basis point, makers of markets left out. Its
 * order follows from a control event; from there causes are walked back to the first that happened in a market (a price, a
 * close, an auction, an announcement, news) or that is none (the clock, the wishes of clients). Several causes count in equal
 * parts; the clock counts only where there is nothing else. This is provenance: it does not say what would have been without.
 */
import { Field, flagOf, type OrderFlag, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { BOND_MARKETS, type BondMarket } from '../../units/quantity.ts';
import type { QuoteBoard } from '../quote-board.ts';

/** The four markets, currencies and other assets, then what is no market. */
export const ORIGINS = [...BOND_MARKETS, 'elsewhere', 'clock', 'clients'] as const;
export type Origin = (typeof ORIGINS)[number];

export interface ProvenanceRow {
  readonly market: BondMarket;
  /** Percent of what was taken in the market, by origin in the order of `ORIGINS`. */
  readonly shares: readonly number[];
  /** Local currency per basis point. */
  readonly taken_dv01: number;
  /** Percent that follows from other markets. */
  readonly from_others: number;
}

type Weights = readonly number[];

const pure = (origin: Origin): Weights => ORIGINS.map((each) => Number(each === origin));
const PURE = Object.fromEntries(ORIGINS.map((origin) => [origin, pure(origin)])) as Readonly<Record<Origin, Weights>>;

/** What happens in a market by itself: causes are not followed beyond it. */
const IN_A_MARKET: ReadonlySet<string> = new Set([
  'PriceTicked',
  'CloseMarked',
  'AuctionAnnounced',
  'BidsInvited',
  'AuctionResultPublished',
  'OptionInvited',
  'OptionResultPublished',
  'OperationAnnounced',
]);
const MARKET_MAKING: OrderFlag = 'marketMaking';

export class ProvenanceShares {
  readonly #board: QuoteBoard;
  readonly #weights = new Map<number, Weights>();
  readonly #taken = new Map<BondMarket, number[]>();

  /** @param board Hears everything first. */
  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  control(event: MarketEvent): void {
    const weights = this.#weightsOf(event);
    if (weights !== PURE.clock) this.#weights.set(event.seq, weights);
  }

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      if (flagOf(words[at + Field.terms] as number) === MARKET_MAKING) continue;
      const index = words[at + Field.instrument] as number;
      const { market } = this.#board.listing(index);
      if (!isBondMarket(market)) continue;
      const dv01 = (words[at + Field.quantity] as number) * (this.#board.quote(index)?.dv01PerLot ?? 0);
      this.#add(market, this.#weights.get(words[at + Field.cause] as number) ?? PURE.clock, dv01);
    }
  }

  /** Markets in which somebody took liquidity. */
  rows(): ProvenanceRow[] {
    return BOND_MARKETS.flatMap((market) => {
      const taken = this.#taken.get(market);
      const whole = taken?.reduce((sum, each) => sum + each, 0) ?? 0;
      if (taken === undefined || whole === 0) return [];
      const shares = taken.map((each) => (100 * each) / whole);
      const foreign = ORIGINS.map((origin, at) => (isForeign(origin, market) ? (shares[at] as number) : 0));
      return [{ market, shares, taken_dv01: whole, from_others: foreign.reduce((sum, each) => sum + each, 0) }];
    });
  }

  #weightsOf(event: MarketEvent): Weights {
    if (event.type === 'NoiseDrawn') return PURE.clients;
    if (IN_A_MARKET.has(event.type) || 'headline' in event || event.type === 'NewsArrived') return this.#placeOf(event);
    const known = event.causes.flatMap((cause) => {
      const weights = this.#weights.get(cause);
      return weights === undefined ? [] : [weights];
    });
    const [first] = known;
    if (first === undefined) return PURE.clock;
    return known.length === 1 ? first : first.map((_, at) => meanAt(known, at));
  }

  #placeOf(event: MarketEvent): Weights {
    const line = 'instrument' in event && event.instrument !== '' ? event.instrument : undefined;
    const several = 'instruments' in event ? event.instruments[0] : undefined;
    const name = line ?? several;
    const market = name === undefined ? ('market' in event ? event.market : undefined) : this.#marketOf(name);
    if (market === undefined) return PURE.clock;
    return isBondMarket(market) ? PURE[market] : PURE.elsewhere;
  }

  #marketOf(name: string): string {
    return this.#board.listing(this.#board.indexOf(name)).market;
  }

  #add(market: BondMarket, weights: Weights, dv01: number): void {
    const sums = this.#taken.get(market) ?? ORIGINS.map(() => 0);
    for (const [at, weight] of weights.entries()) sums[at] = (sums[at] as number) + weight * dv01;
    this.#taken.set(market, sums);
  }
}

const meanAt = (all: readonly Weights[], at: number): number =>
  all.reduce((sum, weights) => sum + (weights[at] as number), 0) / all.length;

const isBondMarket = (market: string): market is BondMarket => (BOND_MARKETS as readonly string[]).includes(market);

const isForeign = (origin: Origin, market: BondMarket): boolean =>
  origin === 'elsewhere' || (origin !== market && isBondMarket(origin));
