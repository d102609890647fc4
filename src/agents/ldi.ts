/**
 * Liability-driven pension funds: long gilts on repo, with a buffer that a rise of yields eats.
 *
 * Headroom b in bp is what is left of the buffer. Below the trigger a fund must cut risk until the buffer is whole
 * again; pooled funds wait days for their many sponsors, segregated ones get money in one to three. Forced sales are
 * bounded by execution, not by need (`docs/odd.md` §7.9). With the buffers of 2026 none of it happens.
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import { type Minor, minor, NO_CAUSE, type Seq, type SimTime } from '../units/quantity.ts';
import { DAY_MS, dayOf, later } from '../units/time.ts';
import { offerTowardWish } from './auction-wishes.ts';
import type { AgentKind, Command, Instrument, Opening, View } from './contract.ts';
import { basisPointsField, marketField } from './mandate-fields.ts';
import { isOfMarket } from './routing.ts';
import { workToward } from './working-order.ts';

/** Headroom that a fund rebuilds to, bp; how much of its book one day's call may cut. */
const REBUILD_TO_BP = 110;
const CUT_PER_DAY = 0.2;
/** How far beyond the market it sells. */
const TOLERANCE = { halfSpreads: 1.5, sigmas: 0.15 } as const;
/** All funds together trade at most this share of turnover; each takes its part of it. */
const PACE = 0.4;

const mandate = z.strictObject({
  market: marketField('market of its liabilities and gilts'),
  buffer: basisPointsField('rise of yields that its collateral covers on the first day'),
  trigger: basisPointsField('headroom below which it must cut', 50),
  sponsors: z.enum(['pooled', 'segregated']).default('segregated').describe('who brings new collateral, and how fast'),
  shareOfSector: z.number().gt(0).max(1).default(0.1).describe('its part of what the sector can sell in a day'),
});
type Mandate = z.infer<typeof mandate>;

interface Memory {
  readonly openLevelBp: Record<string, number>;
  readonly recapDays: number;
  /** Buffer in bp of the present book, before the move since it was set. */
  bufferBp: number;
  /** Holdings that the last call left it with, by instrument id; empty while nothing must go. */
  wanted: Record<string, number>;
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
    const openLevelBp: Record<string, number> = {};
    for (const line of opening.instruments(opening.self.mandate.market)) openLevelBp[line.id] = line.openLevelBp;
    const draws = random('character');
    const pooled = opening.self.mandate.sponsors === 'pooled';
    const recapDays = pooled ? 5 + Math.floor(6 * draws.uniform()) : 1 + Math.floor(3 * draws.uniform());
    const bufferBp = Math.max(10, opening.self.mandate.buffer + 20 * draws.normal());
    return { openLevelBp, recapDays, bufferBp, wanted: {}, because: NO_CAUSE, capitalAt: 0 as SimTime, calledOn: 0 };
  },

  watches: (stream, self) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('BidsInvited'),
      stream.of('PriceTicked').pipe(filter((event) => isOfMarket(event, self.mandate.market))),
    ),

  remember(memory, event, view) {
    switch (event.type) {
      case 'MarginCalled':
        memory.because = event.seq;
        memory.calledOn = dayOf(event.at);
        memory.wanted = cutBook(view, memory);
        break;
      case 'CapitalRequested':
        memory.capitalAt = event.expectedAt;
        break;
      case 'CapitalReceived':
        memory.capitalAt = 0 as SimTime;
        memory.bufferBp += Math.max(0, REBUILD_TO_BP - headroomBp(view, memory));
        memory.wanted = {};
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
            distanceBp: headroomBp(view, memory) - view.self.mandate.trigger,
          },
        ];
  },
};

type Own = View<Mandate>;

const lines = (view: Own): readonly Instrument[] =>
  view.instruments(view.self.mandate.market).filter((line) => line.isBond);

/** What is left of the buffer, bp: what it was, less the risk-weighted rise since the first day. */
function headroomBp(view: Own, memory: Memory): number {
  let lost = 0;
  let risk = 0;
  for (const line of lines(view)) {
    const dv01 = view.position(line) * view.dv01(line);
    lost += dv01 * (view.levelBp(line) - (memory.openLevelBp[line.id] ?? 0));
    risk += dv01;
  }
  return memory.bufferBp - (risk <= 0 ? 0 : lost / risk);
}

/** One call a day for what it takes to be whole again, and a request to the sponsors where none is under way. */
function checkBuffer(view: Own, memory: Memory): Command[] {
  const headroom = headroomBp(view, memory);
  if (headroom >= view.self.mandate.trigger || memory.calledOn === dayOf(view.at)) return [];
  const agent = view.self.id;
  const amount = moneyFor(view, REBUILD_TO_BP - headroom);
  const currency = lines(view)[0]?.currency ?? 'GBP';
  const called: Command = { type: 'Declare', event: { type: 'MarginCalled', agent, currency, amount } };
  if (memory.capitalAt > 0) return [called];
  const expectedAt = later(view.at, memory.recapDays * DAY_MS);
  return [called, { type: 'Declare', event: { type: 'CapitalRequested', agent, currency, amount, expectedAt } }];
}

/** What a cushion of so many basis points of the present book is worth. */
function moneyFor(view: Own, basisPoints: number): Minor {
  const risk = lines(view).reduce((sum, line) => sum + view.position(line) * view.dv01(line), 0);
  return minor(Math.max(1, Math.round(risk * Math.max(1, basisPoints))));
}

function receive(view: Own, memory: Memory): Command {
  const amount = moneyFor(view, REBUILD_TO_BP - headroomBp(view, memory));
  const currency = lines(view)[0]?.currency ?? 'GBP';
  return { type: 'Declare', event: { type: 'CapitalReceived', agent: view.self.id, currency, amount } };
}

/** A smaller book on the same collateral, by at most a fifth per call. */
function cutBook(view: Own, memory: Memory): Record<string, number> {
  const share = Math.max(1 - CUT_PER_DAY, headroomBp(view, memory) / REBUILD_TO_BP);
  return Object.fromEntries(lines(view).map((line) => [line.id, Math.floor(view.position(line) * share)]));
}

function sellDown(view: Own, memory: Memory): Command[] {
  const { because } = memory;
  const dayShare = PACE * view.self.mandate.shareOfSector;
  return lines(view).flatMap((line) => {
    const wanted = memory.wanted[line.id];
    if (wanted === undefined || wanted >= view.position(line)) return [];
    return workToward(view, line, wanted, { dayShare, ...TOLERANCE, flag: 'margin', because });
  });
}
