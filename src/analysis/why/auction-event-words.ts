/** Auctions and operations in words: who offered what, who bid how, and what came out of it. */
import { FORMAT_TERMS, type HeldFormat } from '../../events/auction-terms.ts';
import type { EventOf } from '../../events/vocabulary.ts';
import { isoTime } from '../../units/time.ts';
import { toPlaces } from '../rounding.ts';
import { fact, listText, type NumberFact, permilleText, type Wording, type WordsOf } from './wording.ts';

type AuctionType =
  | 'AuctionAnnounced'
  | 'BidsInvited'
  | 'BidSubmitted'
  | 'BidRefused'
  | 'BidAllotted'
  | 'AuctionResultPublished'
  | 'OptionInvited'
  | 'OptionResultPublished';

/** Lines named one by one; of more than this their number. */
const NAMED_LINES_MOST = 3;

export const AUCTION_WORDS: WordsOf<AuctionType> = {
  AuctionAnnounced: ({ auction, instruments, format, counterparty, offered, resultAt }, w) => ({
    text: `${auction} was announced: ${counterparty} ${dealText(format, faceOf(instruments, offered, w))} of ${linesText(instruments)} (${format}), result ${isoTime(resultAt)}`,
    rule: format,
    numbers: [fact('offered', offered, 'face')],
  }),
  BidsInvited: ({ auction, instruments, offered }, w) => ({
    text: `bidding at ${auction} was about to close: ${faceOf(instruments, offered, w)} of ${linesText(instruments)}`,
    numbers: [fact('offered', offered, 'face')],
  }),
  BidSubmitted: ({ auction, agent, through, book, instrument, bidMilli, face }, w) => ({
    text: `${w.agent(agent)} bid ${w.face(instrument, face)} of ${instrument} at ${auction}${book === 'competitive' ? ` at ${bidMilli / 1000}` : ', taking the average'} (${book}${through === '' ? '' : `, through ${through}`})`,
    rule: book,
    numbers: [fact('bid', bidMilli / 1000, 'as the format is bid in'), fact('face', face, 'face')],
  }),
  BidRefused: ({ auction, agent, reason }, w) => ({
    text: `a bid of ${w.agent(agent)} at ${auction} was refused: ${reason}`,
    rule: reason,
  }),
  BidAllotted: (event, w) => ({
    text: `${w.agent(event.agent)} ${event.side === 'buy' ? 'was allotted' : 'sold'} ${w.face(event.instrument, event.face)} of ${event.instrument} at ${event.auction} for ${w.moneyOf(event.instrument, event.paid)} (${event.book})`,
    rule: event.book,
    numbers: [
      fact('face', event.face, 'face'),
      fact('bid', event.bidMilli / 1000, 'as the format is bid in'),
      fact('paid', event.paid, w.minorUnit(event.instrument)),
    ],
  }),
  AuctionResultPublished: (event, w) => ({
    text: `the result of ${event.auction}: bids ${faceOf(event.instruments, event.bids, w)}, accepted ${faceOf(event.instruments, event.accepted, w)}${coverText(event)}${tailText(event)}, dealers ${permilleText(event.dealerShare)}`,
    rule: event.format,
    numbers: resultNumbers(event),
  }),
  OptionInvited: ({ auction, instrument, priceMicro, limitPct, closesAt }) => ({
    text: `winners of ${auction} might take ${limitPct}% more of ${instrument} at ${toPlaces(priceMicro / 1e6, 4)} until ${isoTime(closesAt)}`,
    numbers: [fact('price', priceMicro / 1e6, 'per 100'), fact('limit', limitPct, '% of what was won')],
  }),
  OptionResultPublished: ({ auction, instrument, taken, unused }, w) => ({
    text: `of the option after ${auction} ${w.face(instrument, taken)} of ${instrument} were taken, ${w.face(instrument, unused)} were not`,
    numbers: [fact('taken', taken, 'face'), fact('unused', unused, 'face')],
  }),
};

/** At a stated rate there is no amount: what counts as wanted is all that is outstanding. */
function dealText(format: string, amount: string): string {
  if (format === 'boj_fixed_rate') return 'buys whatever is offered';
  return `${isPurchase(format) ? 'buys' : 'sells'} ${amount}`;
}

const isPurchase = (format: string): boolean =>
  format in FORMAT_TERMS && FORMAT_TERMS[format as HeldFormat].direction === 'purchase';

const linesText = (instruments: readonly string[]): string =>
  instruments.length > NAMED_LINES_MOST ? `any of ${instruments.length} lines` : listText(instruments);

/** All lines of an auction are of one currency. */
const faceOf = ([instrument = '']: readonly string[], face: number, w: Wording): string => w.face(instrument, face);

/** Nothing is covered where nothing was accepted, nor where everything is bought at a stated rate. */
const coverText = ({ coverPermille }: EventOf<'AuctionResultPublished'>): string =>
  coverPermille === 0 ? '' : `, cover ${coverPermille / 1000}`;

function tailText({ tailMilli, tailUnit }: EventOf<'AuctionResultPublished'>): string {
  return tailUnit === 'none' ? '' : `, tail ${tailMilli / 1000} ${tailUnit}`;
}

function resultNumbers(event: EventOf<'AuctionResultPublished'>): NumberFact[] {
  const tail = event.tailUnit === 'none' ? [] : [fact('tail', event.tailMilli / 1000, event.tailUnit)];
  return [
    fact('bids', event.bids, 'face'),
    fact('accepted', event.accepted, 'face'),
    fact('cover', event.coverPermille / 1000, 'times'),
    ...tail,
    fact('share of dealers', event.dealerShare / 10, '%'),
  ];
}
