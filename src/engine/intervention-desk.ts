/**
 * Where a fork's patch meets the world: carries out each intervention at its moment, and works currency orders through
 * the book. What it changes is recorded first, as a fact that follows from nothing; it decides nothing by itself.
 *
 * An order in a currency is cut into equal slices over the ticks that are left, each a market order within half a calm
 * day's move of the mid [assumed: desks lift offers, and stop where nobody stands]; what does not fill is carried on.
 */
import type { Instrument, TakeCommand } from '../agents/contract.ts';
import { takeWithin } from '../agents/order-prices.ts';
import { keyedHash } from '../math/hash.ts';
import type { Deed, Intervention, Scenario } from '../scenario/scenario.ts';
import { assert } from '../units/assert.ts';
import { lots, type Seed, type Seq, type SimTime } from '../units/quantity.ts';
import { TICK_MS } from '../units/time.ts';
import { nextTick } from './agenda.ts';
import type { MarketView } from './agent-view.ts';
import type { AuctionHouse } from './auction-house.ts';
import { type EventQueue, Priority } from './event-queue.ts';
import type { Institution } from './institution.ts';
import type { Recorder } from './recorder.ts';
import { priceIn } from './surprises.ts';

const SLICE_SIGMAS = 0.5;

/** A currency order under way. */
interface WorkedOrder {
  readonly institution: Institution;
  readonly line: Instrument;
  readonly cause: Seq;
  readonly until: SimTime;
  /** Still to be traded: positive to buy. */
  left: number;
}

export type InterventionWork =
  | { readonly kind: 'intervene'; readonly intervention: Intervention }
  | { readonly kind: 'slice'; readonly order: WorkedOrder };

export interface InterventionParts {
  readonly scenario: Scenario;
  readonly seed: Seed;
  readonly recorder: Recorder;
  readonly market: MarketView;
  readonly auctions: AuctionHouse;
  readonly institutions: readonly Institution[];
  readonly queue: EventQueue<InterventionWork>;
  readonly trade: (institution: Institution, command: TakeCommand, cause: Seq) => void;
}

/** A currency order under way as plain data, with the tick of its next slice. */
export interface WorkedOrderState extends Pick<WorkedOrder, 'cause' | 'until' | 'left'> {
  readonly agent: string;
  readonly instrument: string;
  readonly at: SimTime;
}

export interface InterventionDeskState {
  readonly carriedOutAfter: readonly Seq[];
  readonly orders: readonly WorkedOrderState[];
}

/** How far a run has come: interventions up to there have been carried out. */
export interface Reached {
  readonly at: number;
  readonly seq: Seq;
}

export class InterventionDesk {
  /** Seq of the last event or record before each intervention that was carried out, in order. */
  readonly carriedOutAfter: Seq[] = [];
  private readonly parts: InterventionParts;
  /** Those that wait for a seq, the first to come last. */
  private readonly waiting: Intervention[];
  /** How many lie behind already. */
  private readonly carriedOut: number;

  constructor(parts: InterventionParts, reached: Reached) {
    this.parts = parts;
    const { opensAt, interventions = [] } = parts.scenario;
    assert(
      interventions.every(({ at }) => at >= opensAt),
      'something is changed before the opening',
    );
    const toCome = interventions.filter(({ at, after }) =>
      after === undefined ? at > reached.at : after > reached.seq,
    );
    this.carriedOut = interventions.length - toCome.length;
    this.waiting = toCome.filter(({ after }) => after !== undefined).reverse();
    for (const intervention of toCome) {
      if (intervention.after !== undefined) continue;
      parts.queue.push(intervention.at, Priority.intervention, 0, { kind: 'intervene', intervention });
    }
  }

  save(): InterventionDeskState {
    const orders = this.parts.queue
      .entries(({ kind }) => kind === 'slice')
      .flatMap(({ at, work }): WorkedOrderState[] => {
        if (work.kind !== 'slice') return [];
        const { institution, line, cause, until, left } = work.order;
        return [{ agent: institution.id, instrument: line.id, cause, until, left, at }];
      });
    return { carriedOutAfter: [...this.carriedOutAfter], orders };
  }

  restore({ carriedOutAfter, orders }: InterventionDeskState): void {
    assert(this.carriedOut === carriedOutAfter.length, 'a snapshot lies before what it has not carried out');
    this.carriedOutAfter.push(...carriedOutAfter);
    for (const { agent, instrument, at, ...order } of orders)
      this.pushSlice(at, {
        ...order,
        institution: this.institution(agent),
        line: this.parts.market.instrument(instrument),
      });
  }

  /**
   * Carries out what waits for a seq that has been reached, records not yet published included. What one records may be what
   * the next waits for: left for later, it would come when the caller next looks, which depends on how a run is cut.
   */
  carryOutAfter(reached: number): void {
    let upTo = reached;
    for (let next = this.waiting.at(-1); next !== undefined && upTo >= (next.after ?? 0); next = this.waiting.at(-1)) {
      this.waiting.pop();
      this.carryOut(next);
      upTo = this.parts.recorder.lastSeq;
    }
  }

  perform(work: InterventionWork): void {
    if (work.kind === 'intervene') this.carryOut(work.intervention);
    else this.tradeSlice(work.order);
  }

  private carryOut({ deed }: Intervention): void {
    const { recorder } = this.parts;
    recorder.flush();
    this.carriedOutAfter.push(recorder.lastSeq);
    switch (deed.kind) {
      case 'announce':
        priceIn(recorder.record(deed.announcement.event, []), this.parts.market.sources);
        break;
      case 'hold':
        this.parts.auctions.hold(deed.auction);
        break;
      case 'cancel':
        this.parts.auctions.cancel(deed.auction);
        break;
      case 'revise': {
        const { auction, offered, dealersCeiling, nonCompetitive } = deed;
        this.parts.auctions.revise(auction, { offered, dealersCeiling, nonCompetitive });
        break;
      }
      case 'trade':
        this.orderTrade(deed);
        break;
      case 'setMandate': {
        const { agent, path, value, mandate } = deed;
        this.institution(agent).view.adopt(mandate);
        recorder.record({ type: 'MandateChanged', agent, path, value: valueText(value) }, []);
        break;
      }
      case 'switchLoop':
        this.parts.market.switchLoop(deed.loop, deed.isOn);
        recorder.record({ type: 'LoopSwitched', loop: deed.loop, to: deed.isOn ? 'on' : 'off' }, []);
        break;
    }
  }

  private orderTrade({ agent, instrument, side, lots: quantity, until }: Extract<Deed, { kind: 'trade' }>): void {
    const event = { type: 'CurrencyInterventionOrdered', agent, instrument, side, lots: quantity, until } as const;
    const { seq } = this.parts.recorder.record(event, []);
    this.queueSlice({
      institution: this.institution(agent),
      line: this.parts.market.instrument(instrument),
      cause: seq,
      until,
      left: side === 'buy' ? quantity : -quantity,
    });
  }

  private queueSlice(order: WorkedOrder): void {
    const at = nextTick(this.parts.recorder.now);
    if (order.left !== 0 && at <= order.until) this.pushSlice(at, order);
  }

  private pushSlice(at: SimTime, order: WorkedOrder): void {
    const { queue, seed } = this.parts;
    queue.push(at, Priority.agent, keyedHash(seed, at, order.institution.id), { kind: 'slice', order });
  }

  private tradeSlice(order: WorkedOrder): void {
    const { institution, line, cause, until } = order;
    const { view } = institution;
    const { market, recorder, trade } = this.parts;
    const ticksLeft = Math.floor((until - recorder.now) / TICK_MS) + 1;
    const slice = Math.sign(order.left) * Math.ceil(Math.abs(order.left) / ticksLeft);
    const take = market.isOpen(line.venue) ? takeWithin(view, line, slice, SLICE_SIGMAS * line.calmSigmaBp) : undefined;
    if (take !== undefined) {
      const before = view.position(line);
      trade(institution, { type: 'Take', instrument: line, ...take, flag: 'policy' }, cause);
      order.left = lots(order.left - (view.position(line) - before));
    }
    this.queueSlice(order);
  }

  private institution(id: string): Institution {
    const found = this.parts.institutions.find((each) => each.id === id);
    assert(found !== undefined, `no institution is called ${id}`);
    return found;
  }
}

/** A value as `MandateChanged` tells it. */
export const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
