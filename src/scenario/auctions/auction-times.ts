/**
 * When an auction or operation takes place: what its file states, else the clock of its format on its day.
 *
 * Bids, result and option belong to one business date of the market; it settles on a business day, not before the result.
 * Bids may close while the screen is shut, as those of the Ministry of Finance do over lunch: institutions send bids, not
 * orders.
 */
import type { HeldFormat } from '../../events/auction-terms.ts';
import { isBusinessDay, isWeekend, nextBusinessDay } from '../../market/calendar/business-days.ts';
import { cityOf } from '../../market/calendar/sessions.ts';
import { atLocalTime, localDate } from '../../market/calendar/zones.ts';
import { type DayNumber, isoDate, weekday } from '../../units/civil-date.ts';
import type { BondMarket, SimTime } from '../../units/quantity.ts';
import type { Path } from '../located-error.ts';
import type { AuctionFacts, InstrumentFacts } from '../scenario.ts';
import type { AuctionContext } from './auction-context.ts';
import { type AuctionMoment, FORMAT_FACTS } from './held-formats.ts';

/** Treasuries of a month's end settle ten days after their sale, tranches sold at short notice sooner. */
const LONGEST_SETTLEMENT_DAYS = 31;

export type StatedTimes = Readonly<Partial<Record<AuctionMoment, SimTime | undefined>>> & {
  readonly date?: DayNumber | undefined;
  readonly settles?: DayNumber | undefined;
};

export type AuctionTimes = Pick<AuctionFacts, 'announcedAt' | 'bidsCloseAt' | 'resultAt' | 'settlement'> & {
  readonly option?: { readonly closesAt: SimTime; readonly resultAt: SimTime };
};

export interface TimesAsked {
  readonly format: HeldFormat;
  readonly stated: StatedTimes;
  readonly hasOption: boolean;
  readonly lines: readonly InstrumentFacts[];
}

const CITY_NAMES = { tokyo: 'Tokyo', newYork: 'New York', london: 'London', seoul: 'Seoul' } as const;

/** The moment at which the clock of a format shows the stated hour on that day. */
export function clockTime(format: HeldFormat, moment: AuctionMoment, date: DayNumber): SimTime {
  const { market, clock, option } = FORMAT_FACTS[format];
  const minutes = moment === 'optionCloses' || moment === 'optionResult' ? option?.[moment] : clock[moment];
  return atLocalTime(cityOf(market), date, minutes as number);
}

/** First business day on which the clock of the format announces after a moment. */
export function firstDate(format: HeldFormat, from: SimTime, extra: readonly DayNumber[] = []): DayNumber {
  const { market } = FORMAT_FACTS[format];
  const today = localDate(cityOf(market), from);
  const isToday = isBusinessDay(market, today, extra) && clockTime(format, 'announced', today) > from;
  return isToday ? today : nextBusinessDay(market, today, extra);
}

export function timesOf(asked: TimesAsked, context: AuctionContext): AuctionTimes | undefined {
  const { format, stated, hasOption } = asked;
  const { path, complain } = context;
  const at = (moment: AuctionMoment): SimTime | undefined =>
    stated[moment] ?? (stated.date === undefined ? undefined : clockTime(format, moment, stated.date));
  const [announcedAt, bidsCloseAt, resultAt] = [at('announced'), at('bidsClose'), at('result')];
  if (announcedAt === undefined || bidsCloseAt === undefined || resultAt === undefined) {
    complain({
      path: [...path, 'date'],
      message: 'missing key "date" (or announced, bidsClose and result)',
      expected: 'the day of the auction',
    });
    return undefined;
  }
  const option = hasOption ? optionTimes(asked, resultAt) : undefined;
  const moments = { bidsClose: bidsCloseAt, result: resultAt, ...option };
  checkDays(asked, moments, context);
  // an offer may have been known before the run begins; bids and result belong to it
  for (const [moment, when] of Object.entries(moments))
    context.checkTime(when, placeOf(moment as AuctionMoment, stated, path));
  checkOrder({ ...moments, announced: announcedAt }, stated, context);
  const settlement = settlementOf(asked, option?.optionResult ?? resultAt, context);
  if (option === undefined) return { announcedAt, bidsCloseAt, resultAt, settlement };
  return {
    announcedAt,
    bidsCloseAt,
    resultAt,
    settlement,
    option: { closesAt: option.optionCloses, resultAt: option.optionResult },
  };
}

/** On the clock of the day of the auction, where nothing is stated. */
function optionTimes(
  { format, stated }: TimesAsked,
  resultAt: SimTime,
): Record<'optionCloses' | 'optionResult', SimTime> {
  const day = stated.date ?? localDate(cityOf(FORMAT_FACTS[format].market), resultAt);
  return {
    optionCloses: stated.optionCloses ?? clockTime(format, 'optionCloses', day),
    optionResult: stated.optionResult ?? clockTime(format, 'optionResult', day),
  };
}

const placeOf = (moment: AuctionMoment, stated: StatedTimes, path: Path): Path => {
  if (stated[moment] !== undefined) return [...path, moment];
  if (stated.date !== undefined) return [...path, 'date'];
  return [...path, 'result'];
};

function checkOrder(
  moments: Readonly<Partial<Record<AuctionMoment, SimTime>>>,
  stated: StatedTimes,
  { path, complain }: AuctionContext,
): void {
  const order = (['announced', 'bidsClose', 'result', 'optionCloses', 'optionResult'] as const).filter(
    (moment) => moments[moment] !== undefined,
  );
  const late = order.find((moment, i) => {
    const next = order[i + 1];
    return next !== undefined && (moments[moment] as SimTime) >= (moments[next] as SimTime);
  });
  if (late === undefined) return;
  const next = order[order.indexOf(late) + 1] as AuctionMoment;
  const isOption = next === 'optionCloses' || next === 'optionResult';
  complain({
    path: placeOf(stated[next] === undefined && stated[late] !== undefined ? late : next, stated, path),
    message: isOption
      ? 'an option closes after the result of its auction, then gives its own'
      : 'an auction is announced, then closes, then gives its result',
    expected: order.join(' < '),
  });
}

/** Everything but the announcement belongs to one day, on which the market must be open. */
function checkDays(
  { format, stated }: TimesAsked,
  moments: Readonly<Partial<Record<AuctionMoment, SimTime>>>,
  { path, markets, complain }: AuctionContext,
): void {
  const { market } = FORMAT_FACTS[format];
  const city = cityOf(market);
  const said = new Set<DayNumber>();
  for (const [moment, when] of Object.entries(moments) as [AuctionMoment, SimTime][]) {
    const day = localDate(city, when);
    const at = placeOf(moment, stated, path);
    const closed = closedDay(market, day, markets.get(market)?.extraHolidays);
    if (closed !== undefined && !said.has(day)) complain({ path: at, ...closed });
    else if (closed === undefined && stated.date !== undefined && day !== stated.date && stated[moment] !== undefined)
      complain({
        path: at,
        message: `${isoDate(day)} in ${CITY_NAMES[city]} is not the date of the auction, ${isoDate(stated.date)}`,
        expected: `a time of ${isoDate(stated.date)}`,
      });
    said.add(day);
  }
}

/** What is wrong with a day on which the market is shut; undefined where it is open. */
export function closedDay(
  market: BondMarket,
  day: DayNumber,
  extra: readonly DayNumber[] = [],
): { message: string; expected: string; nearest: string } | undefined {
  const why = closedBecause(market, day, extra);
  if (why === undefined) return undefined;
  const open = isoDate(nextBusinessDay(market, day, extra));
  const message = `${isoDate(day)} is ${why}: the ${market} market is closed; did you mean ${open}?`;
  return { message, expected: 'a business day', nearest: open };
}

function closedBecause(market: BondMarket, day: DayNumber, extra: readonly DayNumber[]): string | undefined {
  if (isWeekend(day)) return weekday(day) === 6 ? 'a Saturday' : 'a Sunday';
  if (extra.includes(day)) return 'one of the scenario’s extraHolidays';
  return isBusinessDay(market, day) ? undefined : `a holiday of the ${market} market’s calendar`;
}

function settlementOf({ format, stated, lines }: TimesAsked, lastAt: SimTime, context: AuctionContext): DayNumber {
  const { path, markets, complain } = context;
  const { market } = FORMAT_FACTS[format];
  const extra = markets.get(market)?.extraHolidays ?? [];
  const last = localDate(cityOf(market), lastAt);
  const settlement = stated.settles ?? nextBusinessDay(market, last, extra);
  const at = [...path, stated.settles === undefined ? 'date' : 'settles'];
  const closed = closedDay(market, settlement, extra);
  if (stated.settles !== undefined && closed !== undefined) complain({ path: at, ...closed });
  else if (settlement < last)
    complain({
      path: at,
      message: `settles before its result, on ${isoDate(last)}`,
      expected: `a business day from ${isoDate(last)}`,
    });
  else if (settlement - last > LONGEST_SETTLEMENT_DAYS)
    complain({
      path: at,
      message: `settles more than ${LONGEST_SETTLEMENT_DAYS} days after its result`,
      expected: `a business day from ${isoDate(last)}`,
    });
  const gone = lines.find(({ bond }) => bond !== undefined && bond.maturity <= settlement);
  if (gone !== undefined)
    complain({
      path: at,
      message: `${gone.id} is redeemed on ${isoDate(gone.bond?.maturity as DayNumber)}, before this settles`,
      expected: 'a line that is still there',
    });
  return settlement;
}
