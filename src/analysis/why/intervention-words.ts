/** What the patch of a fork changed, in one sentence each. */
import type { InterventionEvent } from '../../events/intervention-events.ts';
import { isoTime } from '../../units/time.ts';
import { fact, listText, type WordsOf } from './wording.ts';

export const INTERVENTION_WORDS: WordsOf<InterventionEvent['type']> = {
  MandateChanged: ({ agent, path, value }, w) => ({
    text: `patch: the mandate of ${w.agent(agent)} has ${path} ${value} from here on`,
    rule: 'patch',
  }),
  LoopSwitched: ({ loop, to }) => ({ text: `patch: feedback loop ${loop} is ${to} from here on`, rule: 'patch' }),
  AuctionCancelled: ({ auction, instruments }) => ({
    text: `patch: ${auction} in ${listText(instruments)} was cancelled`,
    rule: 'patch',
  }),
  OfferRevised: ({ auction, instruments, offered }, w) => ({
    text: `patch: the offer of ${auction} in ${listText(instruments)} was revised to ${w.face(instruments[0] ?? '', offered)}`,
    rule: 'patch',
    numbers: [fact('offered', offered, 'face')],
  }),
  CurrencyInterventionOrdered: ({ agent, instrument, side, lots, until }, w) => ({
    text: `patch: ${w.agent(agent)} was ordered to ${side} ${w.lots(instrument, lots)} of ${instrument} until ${isoTime(until)}`,
    rule: 'patch',
    numbers: [w.lotsFact('amount', instrument, lots)],
  }),
};
