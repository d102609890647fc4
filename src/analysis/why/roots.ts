/**
 * What an event without causes is: the only things a world begins from (`docs/ARCHITECTURE.md`, causes).
 *
 * Everything else that has none is an orphan, and there are none: a test walks back from every order of fifty runs.
 */
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';

/** The scenario's opening, calendar and announcements; a fork's patch; nature's news; the chance that moves clients. */
export type RootKind = 'opening' | 'calendar' | 'announcement' | 'intervention' | 'news' | 'noise';

const ROOTS: Readonly<Partial<Record<EventType, RootKind>>> = {
  InstrumentListed: 'opening',
  AgentJoined: 'opening',
  CashOpened: 'opening',
  HoldingOpened: 'opening',
  SessionOpened: 'calendar',
  SessionClosed: 'calendar',
  ClockTicked: 'calendar',
  CloseMarked: 'calendar',
  AuctionAnnounced: 'announcement',
  IndexRatioSet: 'calendar',
  RegisterClosed: 'calendar',
  BondRedeemed: 'calendar',
  CurrencySettled: 'calendar',
  FiscalShockAnnounced: 'announcement',
  ElectionCalled: 'announcement',
  ElectionHeld: 'announcement',
  OfficialSpoke: 'announcement',
  PolicyRateSet: 'announcement',
  GeopoliticalShockStruck: 'announcement',
  IssuancePlanRevised: 'announcement',
  BalanceSheetPlanRevised: 'announcement',
  MacroReleased: 'announcement',
  MandateChanged: 'intervention',
  LoopSwitched: 'intervention',
  AuctionCancelled: 'intervention',
  OfferRevised: 'intervention',
  CurrencyInterventionOrdered: 'intervention',
  NewsArrived: 'news',
  NoiseDrawn: 'noise',
};

/** Undefined for what follows from something, and for an orphan. */
export const rootKindOf = ({ type, causes }: MarketEvent): RootKind | undefined =>
  causes.length === 0 ? ROOTS[type] : undefined;
