/** Which things that happen stand on the timeline, in which lane, and how much each says. */
import { ORDER_FLAGS } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Lane, Manifest } from '../protocol.ts';
import { FORCED_FLAGS } from '../protocol.ts';
import type { Trade } from './tick-reader.ts';

export interface Placed {
  readonly lane: Lane;
  readonly weight: number;
}

/** Share of a calm day's turnover within five minutes from which a trade is large: forced, and of free will. */
const LARGE_FORCED = 0.004;
const LARGE_FREE = 0.02;
const NOT_TOLD = new Set(['marketMaking']);

/** Undefined: not on the timeline. The opening itself is not. */
export function laneOf(event: MarketEvent, { opensAt }: Manifest): Placed | undefined {
  if (event.at === opensAt) return undefined;
  switch (event.type) {
    case 'FiscalShockAnnounced':
    case 'ElectionCalled':
    case 'ElectionHeld':
    case 'GeopoliticalShockStruck':
    case 'PolicyRateSet':
      return { lane: 'policy', weight: 9 };
    case 'OfficialSpoke':
    case 'IssuancePlanRevised':
    case 'BalanceSheetPlanRevised':
    case 'OperationAnnounced':
    case 'CurrencyInterventionOrdered':
      return { lane: 'policy', weight: 8 };
    case 'MacroReleased':
      return { lane: 'policy', weight: 4 };
    case 'LoopSwitched':
    case 'MandateChanged':
    case 'AuctionCancelled':
    case 'OfferRevised':
      return { lane: 'fork', weight: 7 };
    case 'BidsInvited':
      return { lane: 'auction', weight: 5 };
    case 'AuctionResultPublished':
      return { lane: 'auction', weight: 8 };
    case 'StopLossTriggered':
    case 'MarginCalled':
    case 'RiskLimitBreached':
      return { lane: 'limit', weight: 7 };
    case 'LeverageAdjusted':
      return { lane: 'limit', weight: event.to < event.from ? 8 : 4 };
    case 'QuotesWithdrawn':
      return { lane: 'limit', weight: 6 };
    case 'QuotesRestored':
      return { lane: 'limit', weight: 2 };
    default:
      return undefined;
  }
}

export function laneOfTrade({ flag, line, lots, owner }: Trade, calmDailyLots: number): Placed | undefined {
  const name = ORDER_FLAGS[flag] as string;
  if (owner < 0 || line < 0 || NOT_TOLD.has(name) || calmDailyLots <= 0) return undefined;
  const isForced = (FORCED_FLAGS as readonly string[]).includes(name);
  const share = lots / calmDailyLots;
  if (share < (isForced ? LARGE_FORCED : LARGE_FREE)) return undefined;
  return { lane: 'trade', weight: (isForced ? 5 : 3) + Math.min(2, share / LARGE_FREE / 4) };
}
