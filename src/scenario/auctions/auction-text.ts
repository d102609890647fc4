/**
 * An auction or operation written back as an entry of a file: every default filled in, calendars as their operations.
 */
import { FORMAT_TERMS } from '../../events/auction-terms.ts';
import { amountText, basisPointText, MINOR_PER_UNIT, shareText } from '../../units/amount-text.ts';
import { isoDate } from '../../units/civil-date.ts';
import type { Face } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { CURRENCY_OF_MARKET } from '../market-entry.ts';
import type { AuctionFacts } from '../scenario.ts';
import { FORMAT_FACTS } from './held-formats.ts';

type Plain = Record<string, unknown>;

export const isPurchase = ({ format }: AuctionFacts): boolean => FORMAT_TERMS[format].direction === 'purchase';

export function auctionText(auction: AuctionFacts): Plain {
  const { option } = auction;
  return {
    id: auction.id,
    ...linesText(auction),
    format: auction.format,
    offered: faceText(auction.offered, auction),
    ...withoutCompetition(auction),
    ...(FORMAT_FACTS[auction.format].option === undefined
      ? {}
      : { option: option === undefined ? 'off' : `${option.limitPct}%` }),
    ...(option === undefined ? {} : { optionCloses: isoTime(option.closesAt), optionResult: isoTime(option.resultAt) }),
    ...(auction.bandMilli === undefined ? {} : { band: spreadText(auction.bandMilli) }),
    ...timesText(auction),
  };
}

export function operationText(auction: AuctionFacts): Plain {
  const { format, spreadMilli, fixedYieldMilli } = auction;
  const spreadKey = format === 'boe_reverse' ? 'reserveSpread' : 'fixedSpread';
  return {
    id: auction.id,
    ...linesText(auction),
    format,
    ...wantedText(auction),
    by: auction.counterparty,
    ...(spreadMilli === undefined ? {} : { [spreadKey]: spreadText(spreadMilli) }),
    ...(fixedYieldMilli === undefined ? {} : { fixedYield: spreadText(fixedYieldMilli) }),
    ...(auction.isUnscheduled === undefined ? {} : { unscheduled: true }),
    ...timesText(auction),
  };
}

function wantedText(auction: AuctionFacts): Plain {
  if (auction.format === 'boj_fixed_rate') return {};
  if (auction.money === undefined) return { amount: faceText(auction.offered, auction) };
  return { money: amountText(CURRENCY_OF_MARKET[FORMAT_FACTS[auction.format].market], auction.money) };
}

const linesText = ({ instruments }: AuctionFacts): Plain =>
  instruments.length === 1 ? { bond: instruments[0] } : { bonds: instruments };

function withoutCompetition(auction: AuctionFacts): Plain {
  const { format, offered, dealersCeiling, nonCompetitive } = auction;
  const { keys, step } = FORMAT_FACTS[format];
  // the smallest ceiling that gives this face: rounding down to the award step again changes nothing
  const ceiling = shareText(Math.ceil(((dealersCeiling / step) * 1000) / (offered / step)));
  return {
    ...(keys.includes('nonPriceCeiling') ? { nonPriceCeiling: ceiling } : {}),
    ...(keys.includes('gemmShare') ? { gemmShare: ceiling } : {}),
    ...(nonCompetitive === 0 ? {} : { nonCompetitive: faceText(nonCompetitive, auction) }),
  };
}

const timesText = (auction: AuctionFacts): Plain => ({
  announced: isoTime(auction.announcedAt),
  bidsClose: isoTime(auction.bidsCloseAt),
  result: isoTime(auction.resultAt),
  settles: isoDate(auction.settlement),
});

export function faceText(amount: Face, { format }: AuctionFacts): string {
  const currency = CURRENCY_OF_MARKET[FORMAT_FACTS[format].market];
  return amountText(currency, amount * MINOR_PER_UNIT[currency]);
}

/** Thousandths of a percent as basis points. */
const spreadText = (milliPct: number): string => basisPointText(milliPct * 100);
