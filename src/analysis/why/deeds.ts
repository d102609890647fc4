/** Which control events are what a verb of a question asks for, and how large each is. */
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Currency } from '../../units/quantity.ts';
import type { Verb } from './why-query.ts';

export interface Deed {
  readonly agent: string;
  /** Undefined or empty: of the institution as a whole. */
  readonly instrument?: string;
  readonly currency?: Currency;
  /** Whole units: its size is its value of a basis point. */
  readonly face?: number;
  /** Where there is no face: the size itself, and in which unit; `minor` of the currency, or of that of the line. */
  readonly size: number;
  readonly unit: string;
  /** What parts of one deed share; by default what the event follows from. */
  readonly groupBy?: string;
}

/** Undefined: nothing that the verb asks for. Buying and selling in the market stands in the records. */
export function deedOf(event: MarketEvent, verb: Verb): Deed | undefined {
  switch (verb) {
    case 'buys':
    case 'sells':
      return event.type === 'BidAllotted' ? allotted(event, verb === 'buys') : undefined;
    case 'bids':
      return event.type === 'BidSubmitted' ? bid(event) : undefined;
    case 'breaches':
      return breach(event);
    case 'stops':
      if (event.type !== 'StopLossTriggered') return undefined;
      return {
        ...event,
        size: event.loss / event.threshold,
        unit: 'times what is allowed',
        groupBy: String(event.seq),
      };
    case 'defaults':
      return failure(event);
    case 'quotes':
      return undefined;
  }
}

const bid = ({ agent, instrument, face, auction }: MarketEvent & { type: 'BidSubmitted' }): Deed => ({
  agent,
  instrument,
  face,
  size: 0,
  unit: 'face',
  groupBy: auction,
});

/** Whoever holds the auction takes the other side. */
function allotted(event: MarketEvent & { type: 'BidAllotted' }, buys: boolean): Deed {
  const { instrument, face, side, counterparty } = event;
  const agent = (side === 'buy') === buys ? event.agent : counterparty;
  return { agent, instrument, face, size: 0, unit: 'face', groupBy: event.auction };
}

function breach(event: MarketEvent): Deed | undefined {
  if (event.type === 'RiskLimitBreached') {
    const { agent, utilisation, limit, seq } = event;
    return { agent, size: utilisation / limit, unit: 'times the threshold', groupBy: String(seq) };
  }
  if (event.type !== 'MarginCalled') return undefined;
  const { agent, currency, amount, seq } = event;
  return { agent, currency, size: amount, unit: 'minor', groupBy: String(seq) };
}

function failure(event: MarketEvent): Deed | undefined {
  if (event.type === 'PaymentFailed') {
    const { agent, currency, amount, seq } = event;
    return { agent, currency, size: amount, unit: 'minor', groupBy: String(seq) };
  }
  if (event.type !== 'DeliveryFailed') return undefined;
  const { agent, instrument, amount, seq } = event;
  return { agent, instrument, size: amount, unit: 'minor', groupBy: String(seq) };
}
