/**
 * What can be left out of a run to see what would have been, and how: scenario events, a patch's entries, decisions and draws.
 *
 * What the scenario or a patch states is taken out of it, a decision issues no commands, a draw becomes its mean. Nothing else can be:
 * a price tick is what orders came to, and leaving it out would be another market rather than another world.
 */
import type { Without } from '../../engine/without.ts';
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import type { Chain } from './causal-chain.ts';
import { changesOf, isAnnouncementOf, patchEntryOf } from './patch-entry.ts';

export interface Removal {
  /** Without what the scenario itself states; its `interventions` are as they were. */
  readonly scenario: Scenario;
  /** Indices of the interventions to leave out: read anew without them, since a mandate is read as a whole. */
  readonly interventions: readonly number[];
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
export function removalOf(
  event: MarketEvent,
  { events }: Pick<Chain, 'events'>,
  scenario: Scenario,
): Removal | undefined {
  if (event.type === 'NoiseDrawn' || event.type === 'NewsArrived') {
    const without = { kind: 'draw', seq: event.seq } as const;
    return { scenario, interventions: [], without, text: 'the draw is replaced by its mean' };
  }
  if (DECISIONS.has(event.type) && 'agent' in event) {
    const without = { kind: 'decision', agent: event.agent, at: event.at, wokenBy: wokenBy(event, events) } as const;
    const text = `the decision of ${event.agent} that it belongs to issues no commands`;
    return { scenario, interventions: [], without, text };
  }
  return statedBy(event, scenario);
}

/** Of the scenario or of a patch. An auction that carries out an operation is of neither: its decision can be left out. */
function statedBy(event: MarketEvent, scenario: Scenario): Removal | undefined {
  const { interventions = [] } = scenario;
  const without = undefined;
  const announced = scenario.announcements.find((candidate) => isAnnouncementOf(candidate, event));
  if (announced !== undefined) {
    const announcements = scenario.announcements.filter((candidate) => candidate !== announced);
    const text = `the announcement ${announced.id} is not made`;
    return { scenario: { ...scenario, announcements }, interventions: [], without, text };
  }
  const auction = event.type === 'AuctionAnnounced' ? event.auction : undefined;
  if (auction !== undefined && scenario.auctions.some(({ id }) => id === auction)) {
    const auctions = scenario.auctions.filter(({ id }) => id !== auction);
    const text = `the auction ${auction} is not held`;
    return { scenario: { ...scenario, auctions }, interventions: changesOf(auction, interventions), without, text };
  }
  const entry = patchEntryOf(event, interventions);
  return entry === undefined ? undefined : { scenario, interventions: entry.indices, without, text: entry.text };
}

/**
 * Before this moment a run without it is the run itself, so that it may go on from a snapshot. Undefined: they differ from the
 * opening on, since a calendar's auction is known long before it is announced.
 */
export function sameBefore(
  { scenario, interventions }: Removal,
  base: Scenario,
  event: MarketEvent,
): SimTime | undefined {
  if (scenario.auctions.length !== base.auctions.length) return undefined;
  const stated = interventions.map((index) => base.interventions?.[index]?.at ?? base.opensAt);
  return Math.min(event.at, ...stated) as SimTime;
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
