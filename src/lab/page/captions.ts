/**
 * Captions: one sentence, present tense, at most eighteen words, of what has just happened. While it plays there is a new one
 * every four seconds at most, since that is also what a screen reader hears.
 */
import { DAY_MS } from '../../units/time.ts';
import type { Manifest, Mark } from '../protocol.ts';
import type { Say } from '../strings/say.ts';
import { bondName } from '../views/bond-lines.ts';
import { institutionName } from './names.ts';
import { numberOf, tailText } from './tell.ts';

export const CAPTION_GAP_MS = 4000;

const WORDS_MOST = 18;

/** As long as a caption may be. */
export function brief(headline: string): string {
  const words = headline.split(/\s+/);
  return words.length <= WORDS_MOST
    ? `${headline}.`
    : `${words.slice(0, WORDS_MOST).join(' ')} …`.replace(/[,;]? …$/, '…');
}

/** Undefined: nothing that is worth one. */
export function captionOf(mark: Mark, manifest: Manifest, say: Say): string | undefined {
  const who = institutionName(manifest, mark.institution, say);
  const bond = bondName(manifest, mark.line, say);
  switch (mark.type) {
    case 'AuctionResultPublished':
      return auctionCaption(mark, bond, say);
    case 'QuotesWithdrawn':
      return say('caption.dealersFull.one', { bond });
    case 'RiskLimitBreached':
      return say('caption.limits', { who });
    case 'StopLossTriggered':
      return say('caption.stop', { who });
    case 'MarginCalled':
      return say('caption.margin', { who });
    case 'LeverageAdjusted':
      return `${say('tell.LeverageAdjusted.cut', leverageValues(mark, who))}.`;
    default:
      return mark.headline === undefined ? undefined : brief(mark.headline);
  }
}

/** A tail that is long for its format: ten times the yen or the basis point that a calm sale leaves. */
const LONG_TAIL: Readonly<Record<string, number>> = { bp: 1 };
const LONG_TAIL_YEN = 0.1;

export function isWeak(mark: Mark): boolean {
  const tail = numberOf(mark, 'tail');
  return tail !== undefined && tail.value >= (LONG_TAIL[tail.unit] ?? LONG_TAIL_YEN);
}

function auctionCaption(mark: Mark, bond: string, say: Say): string {
  const tail = numberOf(mark, 'tail');
  const cover = (numberOf(mark, 'cover')?.value ?? 0).toFixed(1);
  if (tail === undefined || !isWeak(mark)) return say('caption.auction.fair', { bond, cover });
  return say('caption.auction.weak', { tail: tailText(tail) });
}

const leverageValues = (mark: Mark, who: string) => {
  const share = (name: string): string => `${Math.round(100 * (numberOf(mark, name)?.value ?? 0))} %`;
  return { who, from: share('leverage before'), to: share('leverage after') };
};

/** The newest mark that is worth a caption, no older than a day; heavier ones of the same five minutes first. */
export function captionMark(marks: readonly Mark[], at: number): Mark | undefined {
  let best: Mark | undefined;
  for (let index = marks.length - 1; index >= 0; index--) {
    const mark = marks[index] as Mark;
    if (mark.at > at) continue;
    if (at - mark.at > DAY_MS || (best !== undefined && best.at - mark.at > 30 * 60_000)) break;
    if (mark.type === 'BidsInvited' || mark.type === 'AuctionAnnounced') continue;
    if (best === undefined || mark.weight > best.weight) best = mark;
  }
  return best;
}
