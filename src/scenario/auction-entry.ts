/**
 * A government auction in a scenario file. Times default to the clock of the Ministry of Finance in Tokyo: offer at
 * 10:30, bids until 11:50, result at 12:35 (mof.go.jp, auction notices of 2023–24).
 */
import { z } from 'zod';
import { isBusinessDay, isWeekend, nextBusinessDay } from '../market/business-days.ts';
import { localDate } from '../market/zones.ts';
import { type DayNumber, isoDate, weekday } from '../units/civil-date.ts';
import { type BondMarket, lots, type SimTime } from '../units/quantity.ts';
import { HOUR_MS, later, MINUTE_MS, startOfDay } from '../units/time.ts';
import { wholeLots } from './face-lots.ts';
import type { Names, Path, Problem } from './located-error.ts';
import { nearestName } from './nearest-name.ts';
import { annotations, dateField, idField, timeField } from './plain-fields.ts';
import { amountField, shareField } from './quantity-fields.ts';
import type { AuctionFacts, InstrumentFacts, MarketFacts } from './scenario.ts';

/** Beyond half of the offer nothing would be left to be sold by price; Tokyo's ceilings are 10 to 20 % (assumed). */
const MOST_NON_PRICE_PERCENT = 50;

export const auctionEntry = z.strictObject({
  id: idField('name of the auction'),
  bond: z.string().describe('id of the line that is sold'),
  format: z.enum(['jgb_price_conventional']).describe('how bids are ranked, priced and allotted'),
  offered: amountField('face offered in all, non-price-competitive part included'),
  nonPriceCeiling: shareField(
    'most of the offer that primary dealers may take at the average price',
    MOST_NON_PRICE_PERCENT,
  ).optional(),
  date: dateField('business date; gives the Tokyo clock to every time that is not stated').optional(),
  announced: timeField('when the offer became known').optional(),
  bidsClose: timeField('last moment for bids').optional(),
  result: timeField('publication of the result').optional(),
  ...annotations,
});
export type AuctionEntry = z.infer<typeof auctionEntry>;

const TOKYO_AHEAD_MS = 9 * HOUR_MS;
/** The only format so far sells Japan's bonds. */
const MARKET = 'jgb';
const CLOCK = { announced: 10 * 60 + 30, bidsClose: 11 * 60 + 50, result: 12 * 60 + 35 } as const;

export interface AuctionContext {
  readonly path: Path;
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
  readonly markets: ReadonlyMap<BondMarket, MarketFacts>;
  /** Ids that the file states but that could not be read. */
  readonly broken: Names;
  readonly checkTime: (at: SimTime, path: Path) => void;
  readonly complain: (problem: Problem) => void;
}

export function buildAuction(entry: AuctionEntry, context: AuctionContext): AuctionFacts | undefined {
  const { path, complain } = context;
  const times = timesOf(entry, context);
  const line = lineOf(entry, context);
  if (line === undefined || times === undefined) return undefined;
  const offered = wholeLots(entry.offered, line, { path: [...path, 'offered'], complain });
  if (offered === undefined) return undefined;
  if (offered === 0)
    complain({ path: [...path, 'offered'], message: 'nothing is offered', expected: 'an amount above zero' });
  if (offered > line.outstanding)
    complain({
      path: [...path, 'offered'],
      message: `more than all that is outstanding of ${line.id}`,
      expected: 'at most what is outstanding',
    });
  const nonPriceI = lots(Math.floor((offered * (entry.nonPriceCeiling ?? 0)) / 1000));
  return {
    id: entry.id,
    instrument: line.id,
    format: entry.format,
    issuer: line.bond?.issuer ?? '',
    offered,
    nonPriceI,
    ...times,
  };
}

function lineOf(
  entry: AuctionEntry,
  { path, instruments, broken, complain }: AuctionContext,
): InstrumentFacts | undefined {
  const line = instruments.get(entry.bond);
  const at = [...path, 'bond'];
  if (line === undefined) {
    if (broken.has(entry.bond)) return undefined;
    const nearest = nearestName(entry.bond, instruments.keys());
    complain({
      path: at,
      message: `no instrument "${entry.bond}" is stated${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
      expected: 'the id of a bond',
      ...(nearest === undefined ? {} : { nearest }),
    });
    return undefined;
  }
  if (line.market === 'jgb' && line.bond?.tenorMilliYears !== 40_000) return line;
  const why =
    line.market === 'jgb'
      ? '40-year bonds are sold by yield-competitive Dutch auction, which scenarios cannot state yet'
      : `${entry.format} sells Japanese government bonds`;
  complain({ path: at, message: why, expected: 'a JGB of 2 to 30 years' });
  return undefined;
}

function timesOf(
  entry: AuctionEntry,
  context: AuctionContext,
): Pick<AuctionFacts, 'announcedAt' | 'bidsCloseAt' | 'resultAt'> | undefined {
  const { path, checkTime, complain } = context;
  const { date } = entry;
  const at = (key: keyof typeof CLOCK): SimTime | undefined =>
    entry[key] ?? (date === undefined ? undefined : later(startOfDay(date), CLOCK[key] * MINUTE_MS - TOKYO_AHEAD_MS));
  const [announcedAt, bidsCloseAt, resultAt] = [at('announced'), at('bidsClose'), at('result')];
  if (announcedAt === undefined || bidsCloseAt === undefined || resultAt === undefined) {
    complain({
      path: [...path, 'date'],
      message: 'missing key "date" (or announced, bidsClose and result)',
      expected: 'the day of the auction',
    });
    return undefined;
  }
  const place = (key: keyof typeof CLOCK): Path => [...path, entry[key] === undefined ? 'date' : key];
  checkDays(entry, { bidsClose: bidsCloseAt, result: resultAt }, context);
  // an offer may have been known before the run begins; bids and result belong to it
  checkTime(bidsCloseAt, place('bidsClose'));
  checkTime(resultAt, place('result'));
  if (!(announcedAt < bidsCloseAt && bidsCloseAt < resultAt))
    complain({
      path: place('bidsClose'),
      message: 'an auction is announced, then closes, then gives its result',
      expected: 'announced < bidsClose < result',
    });
  return { announcedAt, bidsCloseAt, resultAt };
}

/** Bids and result belong to the day of the auction, on which its market must be open. */
function checkDays(
  entry: AuctionEntry,
  times: Readonly<Record<'bidsClose' | 'result', SimTime>>,
  { path, markets, complain }: AuctionContext,
): void {
  const extra = markets.get(MARKET)?.extraHolidays;
  const said = new Set<DayNumber>();
  for (const key of ['bidsClose', 'result'] as const) {
    const day = localDate('tokyo', times[key]);
    const at = [...path, entry[key] === undefined ? 'date' : key];
    const why = closedBecause(MARKET, day, extra);
    if (why !== undefined && !said.has(day)) {
      const open = isoDate(nextBusinessDay(MARKET, day, extra));
      const message = `${isoDate(day)} is ${why}: the ${MARKET} market is closed; did you mean ${open}?`;
      complain({ path: at, message, expected: 'a business day', nearest: open });
    } else if (why === undefined && entry.date !== undefined && day !== entry.date)
      complain({
        path: at,
        message: `${isoDate(day)} in Tokyo is not the date of the auction, ${isoDate(entry.date)}`,
        expected: `a time of ${isoDate(entry.date)}`,
      });
    said.add(day);
  }
}

function closedBecause(market: BondMarket, day: DayNumber, extra: readonly DayNumber[] = []): string | undefined {
  if (isWeekend(day)) return weekday(day) === 6 ? 'a Saturday' : 'a Sunday';
  if (extra.includes(day)) return 'one of the scenario’s extraHolidays';
  return isBusinessDay(market, day) ? undefined : `a holiday of the ${market} market’s calendar`;
}
