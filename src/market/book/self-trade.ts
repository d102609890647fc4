/**
 * What happens when an order meets a resting one of its own owner: four rules, one chosen for each book.
 *
 * The names are those of exchanges' manuals (CME Globex "self-match prevention", Nasdaq "anti-internalization"): cancel
 * the resting order and go on; end the incoming one; both; or let them trade. Orders of nobody trade with everybody.
 */
export const SELF_TRADE_RULES = ['cancelResting', 'cancelIncoming', 'cancelBoth', 'allow'] as const;
export type SelfTradeRule = (typeof SELF_TRADE_RULES)[number];

/** A rule as the matching loop compares it. */
export const SelfTrade = { cancelResting: 0, cancelIncoming: 1, cancelBoth: 2, allow: 3 } as const;
