/** An intervention written back as an entry of a file: every default filled in, each setting by itself. */
import { amountText } from '../../units/amount-text.ts';
import { isoTime, MINUTE_MS } from '../../units/time.ts';
import { auctionText, faceText, isPurchase, operationText } from '../auctions/auction-text.ts';
import { lotsToMinor } from '../face-lots.ts';
import type { Announcement, AuctionFacts, InstrumentFacts, Intervention, Scenario } from '../scenario.ts';

type Plain = Record<string, unknown>;

export function interventionTexts(
  { auctions, instruments, interventions = [] }: Scenario,
  announcementText: (announcement: Announcement) => Plain,
): Plain[] {
  const known = new Map(auctions.map((facts) => [facts.id, facts]));
  for (const { deed } of interventions) if (deed.kind === 'hold') known.set(deed.auction.id, deed.auction);
  const lines = new Map(instruments.map((line) => [line.id, line]));
  return interventions.map((intervention) => ({
    at: isoTime(intervention.at),
    ...(intervention.after === undefined ? {} : { after: intervention.after }),
    ...deedText(intervention, { known, lines, announcementText }),
  }));
}

interface Known {
  readonly known: ReadonlyMap<string, AuctionFacts>;
  readonly lines: ReadonlyMap<string, InstrumentFacts>;
  readonly announcementText: (announcement: Announcement) => Plain;
}

function deedText({ at, deed }: Intervention, { known, lines, announcementText }: Known): Plain {
  switch (deed.kind) {
    case 'announce':
      return announcementText(deed.announcement);
    case 'hold':
      if (!isPurchase(deed.auction)) return auctionText(deed.auction);
      return { ...operationText(deed.auction), unscheduled: deed.auction.isUnscheduled === true };
    case 'cancel':
      return { cancel: deed.auction };
    case 'revise':
      return { revise: deed.auction, offered: faceText(deed.offered, known.get(deed.auction) as AuctionFacts) };
    case 'trade': {
      const line = lines.get(deed.instrument) as InstrumentFacts;
      const amount = amountText(line.base ?? line.currency, lotsToMinor(deed.lots, line));
      const { instrument: trade, side, agent: by, until } = deed;
      return { trade, side, amount, by, over: `${(until - at) / MINUTE_MS}min` };
    }
    case 'setMandate':
      return { set: { [`agents.${deed.agent}.${deed.path}`]: deed.value } };
    case 'switchLoop':
      return { set: { [`loops.${deed.loop}`]: deed.isOn ? 'on' : 'off' } };
  }
}
