/**
 * Which entry of a fork's patch an event comes from, so that it can be left out, and what goes with it.
 *
 * An event of a patch follows from nothing and says what the entry says; of several that say the same at one instant the
 * last before the event is meant. An auction that is not held can be neither revised nor cancelled.
 */
import { valueText } from '../../engine/intervention-desk.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Announcement, Deed, Intervention } from '../../scenario/scenario.ts';

export interface PatchEntry {
  /** Of the entry itself and of those that speak of what it held, ascending. */
  readonly indices: readonly number[];
  /** What is not done, in words. */
  readonly text: string;
}

export function patchEntryOf(event: MarketEvent, interventions: readonly Intervention[]): PatchEntry | undefined {
  const index = interventions.findLastIndex((each) => isFrom(each, event));
  const deed = interventions[index]?.deed;
  if (deed === undefined) return undefined;
  const others = deed.kind === 'hold' ? changesOf(deed.auction.id, interventions) : [];
  return { indices: [index, ...others].sort((a, b) => a - b), text: textOf(deed) };
}

/** Entries that revise or cancel an auction or operation. */
export const changesOf = (auction: string, interventions: readonly Intervention[]): number[] =>
  interventions.flatMap(({ deed }, index) =>
    (deed.kind === 'revise' || deed.kind === 'cancel') && deed.auction === auction ? index : [],
  );

/** An announcement of the scenario or of a patch, by its moment and all that it says. */
export function isAnnouncementOf({ at, event }: Announcement, logged: MarketEvent): boolean {
  if (at !== logged.at || event.type !== logged.type) return false;
  const fields = logged as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(event).every(([name, value]) => fields[name] === value);
}

function isFrom({ at, after, deed }: Intervention, event: MarketEvent): boolean {
  // An auction is announced at its own time.
  if (deed.kind === 'hold') return event.type === 'AuctionAnnounced' && event.auction === deed.auction.id;
  return at === event.at && (after ?? 0) < event.seq && says(event, deed);
}

function says(event: MarketEvent, deed: Exclude<Deed, { kind: 'hold' }>): boolean {
  switch (deed.kind) {
    case 'announce':
      return isAnnouncementOf(deed.announcement, event);
    case 'cancel':
      return event.type === 'AuctionCancelled' && event.auction === deed.auction;
    case 'revise':
      return event.type === 'OfferRevised' && event.auction === deed.auction && event.offered === deed.offered;
    case 'trade': {
      const { agent, instrument, side, lots, until } = deed;
      const order = { agent, instrument, side, lots, until };
      if (event.type !== 'CurrencyInterventionOrdered') return false;
      return (Object.keys(order) as (keyof typeof order)[]).every((name) => event[name] === order[name]);
    }
    case 'setMandate':
      return (
        event.type === 'MandateChanged' &&
        event.agent === deed.agent &&
        event.path === deed.path &&
        event.value === valueText(deed.value)
      );
    case 'switchLoop':
      return event.type === 'LoopSwitched' && event.loop === deed.loop && event.to === (deed.isOn ? 'on' : 'off');
  }
}

function textOf(deed: Deed): string {
  switch (deed.kind) {
    case 'announce':
      return `the patch’s announcement ${deed.announcement.id} is not made`;
    case 'hold':
      return `the patch’s ${deed.auction.id} is not held`;
    case 'cancel':
      return `${deed.auction} is not cancelled`;
    case 'revise':
      return `the offer of ${deed.auction} is not revised`;
    case 'trade':
      return `${deed.agent} is not told to ${deed.side} ${deed.instrument}`;
    case 'setMandate':
      return `${deed.path} of ${deed.agent} is not set to ${valueText(deed.value)}`;
    case 'switchLoop':
      return `the loop ${deed.loop} is not switched ${deed.isOn ? 'on' : 'off'}`;
  }
}
