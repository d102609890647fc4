/**
 * Liability-driven pension funds: long gilts on repo, with collateral that a rise of yields eats (loop L3).
 *
 * Headroom b in bp is what is left of it. Below the trigger a fund must cut risk until the buffer is whole again: pooled
 * funds wait days for their many sponsors and sell, segregated ones get money in one to three and sell little. Sales are
 * bounded by the balance sheet and by execution (`docs/odd.md` §7.9). With the buffers of 2026 none of it happens.
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import { type Minor, minor, NO_CAUSE, type Seq, type SimTime } from '../units/quantity.ts';
import { dayOf } from '../units/time.ts';
import { offerTowardWish } from './auction-wishes.ts';
import { backing } from './backstop.ts';
import { bookRisk, type Collateral, headroomBp, mark, openCollateral } from './collateral.ts';
import type { AgentKind, Command, Instrument, Opening, View } from './contract.ts';
import { basisPointsField, marketField } from './mandate-fields.ts';
import { isOfMarket } from './routing.ts';
import { ticksPerDay, weekdaysLater } from './trading-day.ts';
import { workToward } from './working-order.ts';

/** Headroom that a fund rebuilds to, bp. */
const REBUILD_TO_BP = 110;
/** Most that a day's call takes from its own book: a segregated fund's sponsor is a telephone call away. */
const CUT_PER_DAY = { pooled: 0.2, segregated: 0.03 } as const;
/** With so little left a pooled fund's lenders press it, and it cuts this share of its book in a day. */
const CLOSE_TO_NOTHING_BP = 15;
const CUT_AT_THE_END = 0.35;
/** How far beyond the market it sells. */
const TOLERANCE = { halfSpreads: 1.5, sigmas: 0.5 } as const;
/** Most that one fund sells of a line in a day, share of the line's turnover: more finds no other side. */
const PARTICIPATION = 0.15;
/** Margin is due on the day: what a call cuts is sold within three hours. */
const SOLD_WITHIN_DAYS = 1 / 3;
/** A desk that fell behind its even pace catches up at this multiple of it. */
const CATCHING_UP = 3;

const mandate = z.strictObject({
  market: marketField('market of its liabilities and gilts'),
  buffer: basisPointsField('rise of yields that its collateral covers on the first day'),
  trigger: basisPointsField('headroom below which it must cut', 50),
  sponsors: z.enum(['pooled', 'segregated']).default('segregated').describe('who brings new collateral, and how fast'),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly recapDays: number;
  readonly collateral: Collateral;
  /** Holdings that the last call left it with, by instrument id; empty while nothing must go. */
  wanted: Record<string, number>;
  /** Lots of each line that go in a day, and the ticks of trading since that was decided. */
  cutLots: Record<string, number>;
  ticksSinceCut: number;
  because: Seq;
  /** When asked-for collateral arrives; 0 = none is on its way. */
  capitalAt: SimTime;
  /** Day of the last margin call, so that there is one a day. */
  calledOn: number;
}

export const ldi: AgentKind<Mandate, Memory> = {
  kind: 'ldi',
  mandate,

  start(opening: Opening<Mandate>, random) {
    const draws = random('character');
    const pooled = opening.self.mandate.sponsors === 'pooled';
    const recapDays = pooled ? 5 + Math.floor(6 * draws.uniform()) : 1 + Math.floor(3 * draws.uniform());
    const bufferBp = opening.self.mandate.buffer;
    const held = opening.instruments(opening.self.mandate.market).filter((line) => line.isBond);
    const collateral = openCollateral(held, (line) => opening.position(line) * opening.dv01(line), bufferBp);
    return {
      recapDays,
      collateral,
      wanted: {},
      cutLots: {},
      ticksSinceCut: 0,
      because: NO_CAUSE,
      capitalAt: 0 as SimTime,
      calledOn: 0,
    };
  },

  watches: (stream, self) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('BidsInvited'),
      stream.of('PriceTicked').pipe(filter((event) => isOfMarket(event, self.mandate.market))),
    ),

  remember(memory, event, view) {
    switch (event.type) {
      case 'PriceTicked':
        mark(view, lines(view), memory.collateral);
        break;
      case 'ClockTicked':
        if (view.isOpen(view.self.mandate.market)) passTick(view, memory);
        break;
      case 'MarginCalled':
        memory.because = event.seq;
        memory.calledOn = dayOf(event.at);
        cutBook(view, memory);
        break;
      case 'CapitalRequested':
        memory.capitalAt = event.expectedAt;
        break;
      case 'CapitalReceived':
        memory.capitalAt = 0 as SimTime;
        memory.collateral.amount += event.amount;
        memory.wanted = {};
        memory.cutLots = {};
        break;
      default:
        break;
    }
    return memory;
  },

  decide(view, memory, event) {
    if (!view.loop('L3') || !view.isOpen(view.self.mandate.market)) return [];
    if (event.type === 'PriceTicked') return checkBuffer(view, memory);
    if (event.type === 'BidsInvited')
      return offerTowardWish(view, event, { ...memory, market: view.self.mandate.market, tolerance: TOLERANCE });
    if (event.type === 'ClockTicked' && memory.capitalAt > 0 && view.at >= memory.capitalAt)
      return [receive(view, memory)];
    if (event.type === 'ClockTicked') return sellDown(view, memory);
    return [];
  },

  headroom(view, memory) {
    const line = lines(view).at(-1);
    return line === undefined
      ? []
      : [
          {
            limit: 'collateral buffer',
            instrument: line.id,
            distanceBp: headroom(view, memory) - view.self.mandate.trigger,
            used: usedBuffer(view, memory),
          },
        ];
  },
};

type Own = View<Mandate>;

const lines = (view: Own): readonly Instrument[] =>
  view.instruments(view.self.mandate.market).filter((line) => line.isBond);

const headroom = (view: Own, memory: Memory): number => headroomBp(view, lines(view), memory.collateral);

/** Of what lies between the buffer of a whole book and the trigger. */
function usedBuffer(view: Own, memory: Memory): number {
  const { buffer, trigger } = view.self.mandate;
  const whole = Math.max(1, Math.max(buffer, REBUILD_TO_BP) - trigger);
  return Math.max(0, 1 - (headroom(view, memory) - trigger) / whole);
}

/** Money that would make the buffer of the present book whole, minor units. */
const missingMoney = (view: Own, memory: Memory): number =>
  bookRisk(view, lines(view)) * (REBUILD_TO_BP - headroom(view, memory));

/** The same as an amount that can be called: at least a basis point of the book. */
const callFor = (view: Own, memory: Memory): Minor =>
  minor(Math.max(1, Math.round(Math.max(bookRisk(view, lines(view)), missingMoney(view, memory)))));

/** One call a day for what it takes to be whole again, and a request to the sponsors where none is under way. */
function checkBuffer(view: Own, memory: Memory): Command[] {
  if (headroom(view, memory) >= view.self.mandate.trigger || memory.calledOn === dayOf(view.at)) return [];
  const agent = view.self.id;
  const amount = callFor(view, memory);
  const currency = lines(view)[0]?.currency ?? 'GBP';
  const called: Command = { type: 'Declare', event: { type: 'MarginCalled', agent, currency, amount } };
  if (memory.capitalAt > 0) return [called];
  const expectedAt = weekdaysLater(view.at, memory.recapDays);
  return [called, { type: 'Declare', event: { type: 'CapitalRequested', agent, currency, amount, expectedAt } }];
}

function receive(view: Own, memory: Memory): Command {
  const currency = lines(view)[0]?.currency ?? 'GBP';
  const amount = callFor(view, memory);
  return { type: 'Declare', event: { type: 'CapitalReceived', agent: view.self.id, currency, amount } };
}

/** A day after it cut, it cuts again until the buffer is whole: the trigger starts it and does not end it. */
function passTick(view: Own, memory: Memory): void {
  memory.ticksSinceCut += 1;
  const isCutting = Object.keys(memory.wanted).length > 0;
  if (isCutting && memory.ticksSinceCut >= ticksPerDay(view.self.mandate.market)) cutBook(view, memory);
}

const cutPerDay = ({ self }: Own, left: number): number =>
  self.mandate.sponsors === 'pooled' && left < CLOSE_TO_NOTHING_BP
    ? CUT_AT_THE_END
    : CUT_PER_DAY[self.mandate.sponsors];

/** A book that the collateral would cover, as far as a day's call may cut, by selling what sells most easily. */
function cutBook(view: Own, memory: Memory): void {
  memory.wanted = {};
  memory.cutLots = {};
  memory.ticksSinceCut = 0;
  const left = headroom(view, memory);
  const share = Math.min(cutPerDay(view, left), 1 - left / REBUILD_TO_BP);
  const saleable = (line: Instrument): number => Math.min(view.position(line), PARTICIPATION * line.calmDailyLots);
  const saleableRisk = lines(view).reduce((sum, line) => sum + saleable(line) * view.dv01(line), 0);
  if (share <= 0 || saleableRisk <= 0) return;
  const part = Math.min(1, (share * bookRisk(view, lines(view))) / saleableRisk);
  for (const line of lines(view)) {
    memory.cutLots[line.id] = part * saleable(line);
    memory.wanted[line.id] = Math.floor(view.position(line) - part * saleable(line));
  }
}

/** In the market, evenly over some hours; what a backstop will take waits for it (`auction-wishes.ts` offers it there). */
function sellDown(view: Own, memory: Memory): Command[] {
  const { because } = memory;
  if (headroom(view, memory) >= REBUILD_TO_BP) return [];
  const day = ticksPerDay(view.self.mandate.market);
  return lines(view).flatMap((line) => {
    const cut = memory.cutLots[line.id] ?? 0;
    const due = cut * Math.min(1, memory.ticksSinceCut / (SOLD_WITHIN_DAYS * day)) * (1 - backing(view, line));
    const target = Math.floor((memory.wanted[line.id] ?? view.position(line)) + cut - due);
    if (target >= view.position(line)) return [];
    const dayShare = (CATCHING_UP * cut) / SOLD_WITHIN_DAYS / line.calmDailyLots;
    return workToward(view, line, target, { dayShare, ...TOLERANCE, flag: 'margin', because });
  });
}
