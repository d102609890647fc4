/**
 * The first five seconds: a stretch of a real run at high speed, told in five sentences, that stops by itself with a question.
 * The sentences are chosen by what happened in the run: nothing is said that it does not show.
 */
import type { Frame, Mark, RecordedOpening } from '../protocol.ts';
import type { Say } from '../strings/say.ts';
import type { BondMarketName } from '../theme/countries.ts';
import { askWhyMarket, largestSeller } from '../views/ask-market.ts';
import { benchmarkOf, bondName, marketsShown } from '../views/bond-lines.ts';
import { isWeak } from './captions.ts';
import type { Lab } from './lab.ts';
import { type CaptionText, frameOf } from './lab-state.ts';
import type { Recording } from './recording.ts';
import { numberOf, tailText } from './tell.ts';

export interface Beat {
  /** Seconds since the start. */
  readonly second: number;
  /** Moment of the run that is reached then. */
  readonly at: number;
  readonly text: string;
}

const SECONDS = [0, 1, 2.5, 3.5, 5] as const;
const FIVE_MINUTES = 300_000;

/** When the four markets together had moved most: the story stops there, at a moment that its clock names. */
function widestMoment(recording: Recording): number {
  const { first, opening } = recording;
  const { manifest } = opening;
  const lines = marketsShown(manifest).flatMap((market) => benchmarkOf(manifest, market) ?? []);
  let [best, most] = [first.at, Number.NEGATIVE_INFINITY];
  for (const frame of recording.frames) {
    const moved = lines.reduce(
      (sum, { index }) => sum + (frame.levelBp[index] as number) - (first.levelBp[index] as number),
      0,
    );
    if (moved > most) [best, most] = [frame.at, moved];
  }
  return best;
}

/** The five sentences of a recording, each true of it. */
export function beatsOf(recording: Recording, say: Say): Beat[] {
  const { manifest, marks } = recording.opening;
  const { first } = recording;
  const last = recording.frameAt(widestMoment(recording)) ?? recording.last;
  const auction = marks.find(
    ({ type, at, line }) =>
      type === 'AuctionResultPublished' && at >= first.at && manifest.lines[line]?.market === 'jgb',
  );
  const soldAt = auction?.at ?? first.at;
  const full = marks.find(({ type, at, market }) => type === 'QuotesWithdrawn' && market === 'jgb' && at >= first.at);
  const middle = Math.max(soldAt, full?.at ?? soldAt) + 6 * FIVE_MINUTES;
  const [up, years] = riseOf(manifest, first, last);
  const texts: (readonly [number, string])[] = [
    [first.at, startText(manifest, auction, say)],
    [
      soldAt + FIVE_MINUTES,
      auction === undefined ? '' : resultText(auction, bondName(manifest, auction.line, say), say),
    ],
    [middle, full === undefined ? '' : say('caption.dealersFull')],
    [
      Math.max(middle, (middle + last.at) / 2),
      up === undefined ? '' : riseText(up, years, { manifest, first, last }, say),
    ],
    [last.at, endText(marks, first, last, say)],
  ];
  return texts
    .map(([at, text], index) => ({ second: SECONDS[index] as number, at: roundDown(at), text }))
    .filter(({ text }) => text !== '');
}

const roundDown = (at: number): number => Math.floor(at / FIVE_MINUTES) * FIVE_MINUTES;

function startText({ lines }: RecordedOpening['manifest'], auction: Mark | undefined, say: Say): string {
  const years = auction === undefined ? undefined : lines[auction.line]?.tenorYears;
  return years === undefined ? say('caption.quiet') : say('caption.auction.today', { years });
}

function resultText(auction: Mark, bond: string, say: Say): string {
  const tail = numberOf(auction, 'tail');
  if (tail !== undefined && isWeak(auction)) return say('caption.auction.weak', { tail: tailText(tail) });
  return say('caption.auction.fair', { bond, cover: (numberOf(auction, 'cover')?.value ?? 0).toFixed(1) });
}

/** The foreign market that rose most, and its maturity. */
function riseOf(
  manifest: RecordedOpening['manifest'],
  first: Frame,
  last: Frame,
): readonly [BondMarketName | undefined, number] {
  const rises = marketsShown(manifest)
    .filter((market) => market !== 'jgb')
    .map((market) => {
      const line = benchmarkOf(manifest, market);
      const bp = line === undefined ? 0 : (last.levelBp[line.index] as number) - (first.levelBp[line.index] as number);
      return { market, bp, years: line?.tenorYears ?? 0 };
    })
    .sort((a, b) => (a.market === 'ust' && a.bp > 1 ? -1 : b.market === 'ust' && b.bp > 1 ? 1 : b.bp - a.bp));
  const [most] = rises;
  return most === undefined || most.bp < 1 ? [undefined, 0] : [most.market, most.years];
}

function riseText(
  market: BondMarketName,
  years: number,
  { manifest, first, last }: { manifest: RecordedOpening['manifest']; first: Frame; last: Frame },
  say: Say,
): string {
  const line = benchmarkOf(manifest, market);
  const bp = line === undefined ? 0 : (last.levelBp[line.index] as number) - (first.levelBp[line.index] as number);
  return say('caption.rise', { bonds: say(`bonds.${market}`), years, bp: Math.round(bp) });
}

function endText(marks: readonly Mark[], first: Frame, last: Frame, say: Say): string {
  const fromAmerica = marks.some(
    ({ lane, market, at }) => lane === 'policy' && market === 'ust' && at >= first.at && at <= last.at,
  );
  return say(fromAmerica ? 'caption.someNews' : 'caption.noNews');
}

/** Plays it; returns how to stop. With reduced motion it is as many stills. */
export function playReel(lab: Lab, recording: Recording, beats: readonly Beat[], done: () => void): () => void {
  const { store, control } = lab;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const started = performance.now();
  let isStopped = false;
  const pass = (now: number): void => {
    if (isStopped) return;
    const second = (now - started) / 1000;
    const index = beats.findLastIndex((beat) => beat.second <= second);
    const beat = beats[Math.max(0, index)] as Beat;
    const next = beats[index + 1];
    const share = next === undefined || isStill ? 0 : (second - beat.second) / (next.second - beat.second);
    const at = roundDown(beat.at + share * ((next?.at ?? beat.at) - beat.at));
    const frame = recording.frameAt(at);
    if (frame !== undefined && frame !== frameOf(store.get())) control.showFrames(at, new Map([[0, frame]]));
    const caption: CaptionText = { at: beat.at, text: beat.text };
    if (store.get().caption?.text !== caption.text) store.set({ caption });
    if (next === undefined) {
      isStopped = true;
      done();
    } else requestAnimationFrame(pass);
  };
  requestAnimationFrame(pass);
  return () => {
    isStopped = true;
  };
}

/** What the strip says when the reel has stopped: the question, and that one may watch on. */
export function questionCaption(lab: Lab, beats: readonly Beat[], again: () => void): CaptionText {
  const { say, store, control } = lab;
  const last = beats.at(-1) as Beat;
  const market = (['ust', 'gilt', 'ktb', 'jgb'] as const).find(
    (each) => largestSeller(store.get(), each) !== undefined,
  );
  const label =
    market === 'ust' || market === undefined ? say('why.us') : say('why.market', { bonds: say(`bonds.${market}`) });
  return {
    at: last.at,
    text: last.text,
    actions: [
      { label, press: () => askWhyMarket(lab, market ?? 'ust'), isStrong: true },
      {
        label: say('watch.more'),
        press: () => {
          store.set({ caption: undefined });
          control.play();
        },
      },
      { label: say('reel.replay'), press: again },
    ],
  };
}
