/**
 * Life insurers: slow, unlevered, driven by liabilities. They buy the dip only when yields pay what they need *and*
 * volatility has fallen for days, and bring foreign money home month by month when the hedged pick-up is high.
 *
 * Repatriation R = ρ·H·Λ((pick − p0)/s), pick = JGB 30y − (UST 10y − hedge cost), on the hedged stock
 * (`docs/odd.md` §7.12); gated by volatility. January 2026 shows none, and none is scripted.
 */
import { filter, merge } from 'rxjs';
import { z } from 'zod';
import { FORMAT_TERMS } from '../events/auction-terms.ts';
import type { EventOf } from '../events/vocabulary.ts';
import { logistic } from '../math/logistic.ts';
import { civilDate } from '../units/civil-date.ts';
import { NO_CAUSE, permilleOf, type Seq, type SimTime } from '../units/quantity.ts';
import { dayOf } from '../units/time.ts';
import { linesOnOffer } from './auction-bids.ts';
import { buyLots, offerTowardWish, settleWish } from './auction-wishes.ts';
import type { AgentKind, Command, Instrument, Random, View } from './contract.ts';
import {
  type BooksMemory,
  type Fallen,
  halfYearOf,
  impaired,
  lossPerLot,
  lossSale,
  mayAddRisk,
  takeLoss,
} from './insurer-books.ts';
import { basisPointsField, faceField, moneyField, shareField } from './mandate-fields.ts';
import { workToward } from './working-order.ts';

const PICKUP_MIDPOINT_BP = 230;
const PICKUP_SCALE_BP = 60;
const MONTHLY_SHARE = 0.009;
const TRADING_DAYS_PER_MONTH = 21;
/** Volatility of the 30-year above which it neither repatriates nor buys, as a multiple of calm. */
const GATE = 1.26;
/** Consecutive falls of volatility, in daily closes, before a dip is bought. */
const FALLING_DAYS = 5;
/** Share of an open duration gap that it closes in a year, whatever yields pay. */
const GAP_CLOSED_PER_YEAR = 0.25;
/** What a month's plan is worth: April and October begin a half-year, in March and September books are closed. */
const MONTH_FACTORS: Readonly<Record<number, number>> = { 3: 0.3, 4: 1.5, 9: 0.3, 10: 1.5 };
/** One year of duration on one yen of bonds, a basis point: the yen is its own smallest unit. */
const YEN_PER_FACE_AND_BP = 1e-4;
/** Basis over the difference of policy rates in the cost of hedging dollars, bp (assumed). */
const BASIS_BP = 20;

/** A day's wish for the 30-year may be met at the auction of any line from this tenor on. */
const SUPER_LONG_YEARS = 20;
/** How far beyond the market it trades. */
const TOLERANCE = { halfSpreads: 1, sigmas: 0.05 } as const;

/** Names of its two decisions on losses. */
const WRITE_DOWN = 'lifeInsurer.writeDown';
const LOSS_SALE = 'lifeInsurer.lossSale';
/** In the log money is in millions, so that thousandths of it stay whole numbers. */
const MILLION = 1e6;

const mandate = z.strictObject({
  hedgedForeign: faceField('foreign bonds held with currency hedge'),
  dipBudget: faceField('face that it is ready to add in super-longs in a year when yields pay'),
  floor30y: basisPointsField('30-year yield from which it adds'),
  durationGap: z
    .number()
    .min(-10)
    .max(10)
    .default(0)
    .describe('years by which its assets are shorter than what it owes; 0 or less: nothing must be bought'),
  solvency: shareField('own funds over what is required, at the opening', 0),
  solvencyPerBp: z
    .number()
    .min(-5)
    .max(5)
    .default(0)
    .describe('percentage points of that ratio for a basis point more of the 30-year'),
  solvencyFloor: shareField('ratio below which it adds no risk', 0),
  bookPrice: shareField('price of face at which its JGBs of twenty years and more stand in its books; 0%: unknown', 0),
  lossBudget: moneyField('losses on them that it may realise in a half-year; absent: it realises none', 0),
});
type Mandate = z.infer<typeof mandate>;

interface Memory extends BooksMemory {
  because: Seq;
  lastVolatilityBp: number;
  fallingDays: number;
  readonly wanted: Record<string, number>;
}

export const lifeInsurer: AgentKind<Mandate, Memory> = {
  kind: 'lifeInsurer',
  mandate,
  start: (opening) => ({
    because: NO_CAUSE,
    lastVolatilityBp: 0,
    fallingDays: 0,
    wanted: {},
    writtenDownTo: {},
    halfYear: halfYearOf(opening.at),
    lossTaken: 0,
  }),
  watches: (stream, self) =>
    merge(
      stream.of('ClockTicked'),
      stream.of('CloseMarked'),
      stream.of('BidsInvited'),
      stream.of('BidAllotted').pipe(filter((event) => event.agent === self.id)),
    ),

  remember(memory, event, view) {
    if (event.type === 'CloseMarked' && event.instrument === 'JGB-30Y') {
      const volatility = view.volatilityBp(view.instrument('JGB-30Y'), 'medium');
      memory.fallingDays = volatility < memory.lastVolatilityBp ? memory.fallingDays + 1 : 0;
      memory.lastVolatilityBp = volatility;
    }
    if (event.type === 'BidAllotted') settle(memory, event, view);
    if (event.type === 'DecisionTaken' && event.rule === WRITE_DOWN) {
      const [price = 0, loss = 0] = event.milliValues.map((milli) => milli / 1000);
      memory.writtenDownTo[event.instrument] = price;
      takeLoss(memory, event.at, loss * MILLION);
    } else if (event.type === 'DecisionTaken') {
      if (event.rule === LOSS_SALE) takeLoss(memory, event.at, ((event.milliValues[1] ?? 0) / 1000) * MILLION);
      memory.because = event.seq;
      const line = view.instrument(event.instrument);
      memory.wanted[line.id] = view.position(line) + Math.round((event.milliValues[0] ?? 0) / 1000);
    }
    return memory;
  },

  decide(view, memory, event, random) {
    if (event.type === 'CloseMarked' && event.instrument === 'JGB-30Y')
      return [...additions(view, memory), ...repatriation(view), ...losses(view, memory, random)];
    if (memory.because === NO_CAUSE) return [];
    if (event.type === 'BidsInvited') return bidAtAuction(view, memory, event);
    if (event.type !== 'ClockTicked') return [];
    return Object.entries(memory.wanted).flatMap(([id, wanted]) =>
      workToward(view, view.instrument(id), wanted, {
        dayShare: 0.05,
        ...TOLERANCE,
        flag: 'voluntary',
        because: memory.because,
      }),
    );
  },

  /** From there it buys, once volatility has fallen too. */
  headroom(view) {
    const line = view.instruments('jgb').find(({ id }) => id === 'JGB-30Y');
    if (line === undefined) return [];
    const { floor30y } = view.self.mandate;
    const levelBp = view.levelBp(line);
    return [
      {
        limit: 'yield floor',
        instrument: line.id,
        distanceBp: floor30y - levelBp,
        used: Math.max(0, levelBp / floor30y),
      },
    ];
  },
};

type Own = View<Mandate>;

const calm = (view: Own): boolean => {
  const line = view.instrument('JGB-30Y');
  return view.volatilityBp(line, 'medium') < GATE * line.calmSigmaBp;
};

const monthFactor = (at: SimTime): number => MONTH_FACTORS[civilDate(dayOf(at)).month] ?? 1;

/** What the day adds in super-longs: for its liabilities whatever they pay, and for yield once it is calm. */
function additions(view: Own, memory: Memory): Command[] {
  const line = view.instrument('JGB-30Y');
  const lotsToday = monthFactor(view.at) * (structuralLots(view, line) + dipLots(view, memory, line));
  const valueBp = view.levelBp(line) - view.self.mandate.floor30y;
  return decision(view, { rule: 'lifeInsurer.dip', instrument: line.id, lotsToday, term: 'aboveFloorBp', valueBp });
}

/** A day's share of the yearly budget, once yields pay and volatility has fallen for days. */
function dipLots(view: Own, memory: Memory, line: Instrument): number {
  const pays = view.levelBp(line) > view.self.mandate.floor30y;
  if (!view.loop('B1') || !pays || memory.fallingDays < FALLING_DAYS || !calm(view)) return 0;
  if (!mayAddRisk(view, line)) return 0;
  return view.self.mandate.dipBudget / line.lotFace / (12 * TRADING_DAYS_PER_MONTH);
}

/** Risk that is missing = gap in years × a basis point of its assets; bought in the 30-year over years. */
function structuralLots(view: Own, line: Instrument): number {
  const gap = Math.max(0, view.self.mandate.durationGap);
  if (gap === 0) return 0;
  let assets = 0;
  for (const each of view.instruments('jgb')) if (each.isBond) assets += view.position(each) * each.lotFace;
  const missingLots = (gap * assets * YEN_PER_FACE_AND_BP) / view.dv01(line);
  return (GAP_CLOSED_PER_YEAR * missingLots) / (12 * TRADING_DAYS_PER_MONTH);
}

/** bp that a 30-year JGB pays more than a hedged 10-year UST. */
export function hedgedPickupBp(view: View): number {
  const hedgeCost = view.policyRateBp('ust') - view.policyRateBp('jgb') + BASIS_BP;
  return view.levelBp(view.instrument('JGB-30Y')) - (view.levelBp(view.instrument('UST-10Y')) - hedgeCost);
}

function repatriation(view: Own): Command[] {
  if (!view.loop('L4') || !calm(view) || !view.instruments('ust').some((line) => line.id === 'UST-10Y')) return [];
  const line = view.instrument('UST-10Y');
  const pickup = hedgedPickupBp(view);
  const monthly =
    monthFactor(view.at) *
    MONTHLY_SHARE *
    view.self.mandate.hedgedForeign *
    logistic((pickup - PICKUP_MIDPOINT_BP) / PICKUP_SCALE_BP);
  const dollars = monthly / TRADING_DAYS_PER_MONTH / view.fxRate('USD', 'JPY');
  const lotsToday = Math.min(view.position(line), dollars / line.lotFace);
  return decision(view, {
    rule: 'lifeInsurer.repatriation',
    instrument: line.id,
    lotsToday: -lotsToday,
    term: 'hedgedPickupBp',
    valueBp: pickup,
  });
}

/** What must be written down, then what is sold at a loss within the budget. */
function losses(view: Own, memory: Memory, random: Random): Command[] {
  if (view.self.mandate.bookPrice <= 0) return [];
  const draws = random('impairment');
  const fallen = impaired(view, memory, () => draws.uniform());
  if (fallen !== undefined) return [written(view, fallen)];
  const sale = lossSale(view, memory);
  if (sale === undefined || Math.round(sale.lots) < 1) return [];
  const sold = Math.round(sale.lots);
  const milliValues = [-sold, (sold * lossPerLot(sale.fallen)) / MILLION].map(permilleOf);
  const { id } = sale.fallen.line;
  return [books(view, LOSS_SALE, id, { terms: ['lots', 'lossMillions'], milliValues })];
}

function written(view: Own, fallen: Fallen): Command {
  const loss = (view.position(fallen.line) * lossPerLot(fallen)) / MILLION;
  const milliValues = [fallen.price, loss, fallen.book].map(permilleOf);
  return books(view, WRITE_DOWN, fallen.line.id, { terms: ['price', 'lossMillions', 'bookPrice'], milliValues });
}

function books(
  view: Own,
  rule: string,
  instrument: string,
  numbers: { terms: string[]; milliValues: number[] },
): Command {
  return { type: 'Declare', event: { type: 'DecisionTaken', agent: view.self.id, rule, instrument, ...numbers } };
}

interface Wish {
  readonly rule: string;
  readonly instrument: string;
  /** Positive buys, negative sells. */
  readonly lotsToday: number;
  /** What the rule looked at, bp. */
  readonly term: string;
  readonly valueBp: number;
}

function decision(view: Own, { rule, instrument, lotsToday, term, valueBp }: Wish): Command[] {
  if (Math.abs(Math.round(lotsToday)) < 1) return [];
  const milliValues = [permilleOf(lotsToday), permilleOf(valueBp)];
  const event = {
    type: 'DecisionTaken',
    agent: view.self.id,
    rule,
    instrument,
    terms: ['lots', term],
    milliValues,
  } as const;
  return [{ type: 'Declare', event }];
}

const isSuperLong = ({ market, isBond, tenorYears }: Instrument): boolean =>
  market === 'jgb' && isBond && tenorYears >= SUPER_LONG_YEARS;

/** What is left of the day's wish for super-longs, in the line on offer; foreign bonds go where somebody buys them. */
function bidAtAuction(view: Own, memory: Memory, invited: EventOf<'BidsInvited'>): Command[] {
  const { because, wanted } = memory;
  const auction = view.auction(invited.auction);
  if (FORMAT_TERMS[auction.format].direction === 'purchase')
    return offerTowardWish(view, invited, { market: 'ust', wanted, because, tolerance: TOLERANCE });
  const thirty = view.instrument('JGB-30Y');
  const lots = (wanted[thirty.id] ?? 0) - view.position(thirty);
  const lines = linesOnOffer(view, invited, 'jgb').filter(isSuperLong);
  const line = lines.find(({ id }) => id === thirty.id) ?? lines[0];
  return line === undefined ? [] : buyLots(view, auction, line, { lots, because });
}

/** An award of a neighbouring super-long meets the wish for the 30-year as one of its own does. */
function settle(memory: Memory, award: EventOf<'BidAllotted'>, view: Own): void {
  settleWish(memory.wanted, award, view);
  const line = view.instrument(award.instrument);
  const wish = memory.wanted['JGB-30Y'];
  if (line.id === 'JGB-30Y' || !isSuperLong(line) || award.side === 'sell' || wish === undefined) return;
  const thirty = view.instrument('JGB-30Y');
  memory.wanted[thirty.id] = Math.max(view.position(thirty), wish - Math.round(award.face / thirty.lotFace));
}
