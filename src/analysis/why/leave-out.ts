/**
 * What can be left out of a run to see what would have been, and how: scenario events, decisions and draws.
 *
 * A scenario event is taken out of the scenario, a decision issues no commands, a draw becomes its mean. Nothing else can be:
 * a price tick is what orders came to, and leaving it out would be another market rather than another world.
 */
import type { Without } from '../../engine/without.ts';
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';
import type { Announcement, Scenario } from '../../scenario/scenario.ts';
import type { Seq } from '../../units/quantity.ts';
import type { Chain } from './causal-chain.ts';

export interface Removal {
  readonly scenario: Scenario;
  readonly without: Without | undefined;
  /** What was done to the world, in words. */
  readonly text: string;
}

const DECISIONS: ReadonlySet<EventType> = new Set<EventType>([
  'BeliefRevised',
  'DecisionTaken',
  'RiskLimitBreached',
  'StopLossTriggered',
  'MarginCalled',
  'CapitalRequested',
  'CapitalReceived',
  'QuotesWithdrawn',
  'QuotesRestored',
  'LeverageAdjusted',
  'OperationAnnounced',
  'BidSubmitted',
]);

/** Undefined: it cannot be left out. */
export function removalOf(event: MarketEvent, { events }: Chain, scenario: Scenario): Removal | undefined {
  if (event.type === 'NoiseDrawn' || event.type === 'NewsArrived') {
    return { scenario, without: { kind: 'draw', seq: event.seq }, text: 'the draw is replaced by its mean' };
  }
  if (DECISIONS.has(event.type) && 'agent' in event) {
    const without = { kind: 'decision', agent: event.agent, at: event.at, wokenBy: wokenBy(event, events) } as const;
    return { scenario, without, text: `the decision of ${event.agent} that it belongs to issues no commands` };
  }
  if (event.type === 'AuctionAnnounced') {
    const auctions = scenario.auctions.filter(({ id }) => id !== event.auction);
    // One that carries out an operation stands in no scenario: the decision to hold it can be left out instead.
    if (auctions.length === scenario.auctions.length) return undefined;
    return {
      scenario: { ...scenario, auctions },
      without: undefined,
      text: `the auction ${event.auction} is not held`,
    };
  }
  const announced = scenario.announcements.find((candidate) => isOf(candidate, event));
  if (announced === undefined) return undefined;
  const announcements = scenario.announcements.filter((candidate) => candidate !== announced);
  return {
    scenario: { ...scenario, announcements },
    without: undefined,
    text: `the announcement ${announced.id} is not made`,
  };
}

export interface Removable {
  readonly event: MarketEvent;
  readonly removal: Removal;
}

/** The one in the fewest steps back from the target, the target itself first; of several the latest. */
export function nearestRemovable(chain: Chain, scenario: Scenario): Removable | undefined {
  const followsFrom = new Map(chain.nodes.map(({ seq, follows_from }) => [seq, follows_from]));
  let layer: readonly Seq[] = [chain.target];
  const seen = new Set<Seq>();
  while (layer.length > 0) {
    for (const seq of [...layer].sort((a, b) => b - a)) {
      const event = chain.events.get(seq);
      const removal = event === undefined ? undefined : removalOf(event, chain, scenario);
      if (event !== undefined && removal !== undefined) return { event, removal };
      seen.add(seq);
    }
    const next = layer.flatMap((seq) => followsFrom.get(seq) ?? []);
    layer = [...new Set(next)].filter((seq) => !seen.has(seq));
  }
  return undefined;
}

/**
 * The event that woke the institution for this decision: what the first of its declarations at that instant follows from.
 * Undefined where an earlier event is being carried out, which does not say what it was woken by.
 */
function wokenBy(event: MarketEvent & { readonly agent: string }, events: Chain['events']): Seq | undefined {
  let first: MarketEvent = event;
  for (;;) {
    // The latest: what is carried out came before what woke it.
    const cause = first.causes.at(-1);
    const before = cause === undefined ? undefined : events.get(cause);
    if (before === undefined || before.at !== event.at) return undefined;
    const isOwn = DECISIONS.has(before.type) && 'agent' in before && before.agent === event.agent;
    if (!isOwn) return before.seq;
    first = before;
  }
}

function isOf({ at, event }: Announcement, logged: MarketEvent): boolean {
  if (at !== logged.at || event.type !== logged.type) return false;
  const fields = logged as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(event).every(([name, value]) => fields[name] === value);
}
