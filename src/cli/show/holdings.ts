/** Who holds what at a moment, trade date: every institution with its lines, and sums by kind and market. */
import { AGENT_KIND_NAMES } from '../../agents/kind-names.ts';
import type { FlowTotal } from '../../analysis/flow-totals.ts';
import type { QuoteBoard } from '../../analysis/quote-board.ts';
import { toPlaces } from '../../analysis/rounding.ts';
import type { Roster } from '../../analysis/why/roster.ts';
import type { World } from '../../engine/world.ts';
import type { Currency, Market } from '../../units/quantity.ts';

export interface Holding {
  readonly market: Market;
  readonly bond: string;
  readonly currency: Currency;
  readonly face: number;
  /** Null before the line's first session. */
  readonly dv01: number | null;
}

export interface Holder {
  readonly agent: string;
  readonly agent_kind: string;
  readonly holdings: readonly Holding[];
}

/** In the order of the log; issuers are short of what they owe. Nobody before the opening. */
export function holdersOf(world: World, board: QuoteBoard, roster: Roster): Holder[] {
  if (!world.isOpened) return [];
  return roster.agents.map((agent, place) => ({
    agent,
    agent_kind: roster.kindOf(agent) ?? 'unknown',
    holdings: holdingsOf(world, board, place),
  }));
}

function holdingsOf(world: World, board: QuoteBoard, agent: number): Holding[] {
  const { ledger } = world.parts;
  return board.listings.flatMap((listing, instrument): Holding[] => {
    const { market, instrument: bond, currency, lotFace } = listing;
    const face = ledger.units(agent, instrument) * (ledger.lines[instrument]?.unitFace ?? 0);
    if (face === 0) return [];
    const quote = board.quote(instrument);
    const dv01 = quote === undefined ? null : toPlaces((face / lotFace) * quote.dv01PerLot, 2);
    return [{ market, bond, currency, face, dv01 }];
  });
}

/** As flows are told, so that both are read alike: what a kind has in a market, with nothing bought or sold. */
export function totalHoldings(holders: readonly Holder[]): FlowTotal[] {
  const sums = new Map<string, FlowTotal>();
  for (const { agent_kind, holdings } of holders) {
    for (const { market, currency, dv01 } of holdings) {
      const key = `${agent_kind} ${market} ${currency}`;
      const net = toPlaces((sums.get(key)?.net_dv01 ?? 0) + (dv01 ?? 0), 2);
      const none = { buy_dv01: 0, sell_dv01: 0, forced_sell_dv01: 0, forced_share: null };
      sums.set(key, { agent_kind, market, currency, net_dv01: net, ...none });
    }
  }
  const kinds: readonly string[] = AGENT_KIND_NAMES;
  const rank = ({ agent_kind }: FlowTotal): number => {
    const at = kinds.indexOf(agent_kind);
    return at < 0 ? kinds.length : at;
  };
  return [...sums.values()].sort((a, b) => rank(a) - rank(b));
}
