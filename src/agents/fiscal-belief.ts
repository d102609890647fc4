/**
 * What an institution thinks the issuer's finances cost: a premium in bp of 10-year yield, and how afraid it is.
 *
 * News moves a *target*; the premium follows in market hours (`docs/odd.md` §7.3: an event sets a
 * target instead of being re-added each step). Words of officials lower target and fear, rising yields confirm the
 * doubt of whoever doubts already (loop L1). Premium and fear are states with sources of news, never switches.
 */
import type { BeliefRevised, EventOf, Unplaced } from '../events/vocabulary.ts';
import type { Draws } from '../math/draws.ts';
import { pow } from '../math/pow.ts';
import { type Market, milliBpOf, NO_CAUSE, permilleOf, type Seq } from '../units/quantity.ts';
import type { Command, OpeningBeliefs, View } from './contract.ts';
import { decayPerTick, ticksPerDay } from './trading-day.ts';

/** bp of 10-year yield for a lasting rise of the deficit by 1 % of output: Kameda 2014 gives 26–34. */
const BP_PER_GDP_POINT = 30;
/** Trading days in which half of the way to the target is gone. */
const DIGESTION_HALF_LIFE_DAYS = 0.6;
/** Of what a morning would make up his mind on, with a sale of such bonds ahead; the rest he puts off. */
const BEFORE_A_SALE = 0.5;
/** Trading days in which half of what was put off is made up for. */
const MAKING_UP_HALF_LIFE_DAYS = 0.2;
/** Trading days in which half of an unconfirmed target fades (20–60 plausible). */
const FORGETTING_HALF_LIFE_DAYS = 40;
/** Trading days in which calmed fear comes back half. */
const FEAR_HALF_LIFE_DAYS = 3;
/** Share of the premium, and of the fear, that fully credible words take away. */
const WORDS_ON_PREMIUM = 0.31;
const WORDS_ON_FEAR = 0.96;
/** Premium that fully credible alarming words call up where there was none: what a calming speech takes away (assumed). */
const ALARM_BP = 5;
/** What one speaker has said before counts half as much each time it is said again. */
const REPEATED_WORDS = 0.5;
/** A day of a fully unexplained premium moves the target of whoever doubts by this share of the gap. */
const LEARNING_FROM_YIELDS_PER_DAY = 0.05;
/** Gap beyond which a doubter learns no faster, bp of 10-year yield: what yields show in a crisis is not all the issuer's. */
const LEARNING_CAP_BP = 20;

export interface FiscalBelief {
  readonly market: Market;
  /** π: probability that a "temporary" measure stays. */
  readonly persistence: number;
  readonly digestionPerTick: number;
  readonly forgettingPerTick: number;
  readonly fearPerTick: number;
  readonly learningPerTick: number;
  readonly makingUpPerTick: number;
  /** Scales what words do to this institution. */
  readonly trustInWords: number;
  targetBp: number;
  premiumBp: number;
  /** What would be in the premium already if there were no sale to wait for. */
  putOffBp: number;
  /** 1 = as at rest, lower = reassured. */
  fear: number;
  doubts: boolean;
  /** How often each speaker had said the like before the last time, by stance and name: words wear out. */
  readonly spoken: Record<string, number>;
  /** The belief's last revision, 0 before the first. */
  because: Seq;
}

/** A belief as it is at the opening: at rest unless something was believed before. `speed` 1 is the common half-life. */
export function openingBelief(market: Market, draws: Draws, speed: number, before: OpeningBeliefs): FiscalBelief {
  const belief = restingBelief(market, draws, speed);
  belief.targetBp = before.premiumBp;
  belief.premiumBp = before.premiumBp;
  // Drawn in any case, so that what was believed before changes nobody's other luck.
  const doubts = draws.uniform() < before.doubt;
  belief.doubts = doubts || before.premiumBp > 0;
  return belief;
}

/** Middle of what characters are drawn from. */
const MIDDLE = { persistence: 0.46, trustInWords: 1 } as const;

/** The same belief of somebody who judges so far as others do, 0…1. */
export function likeOthers(belief: FiscalBelief, share: number): FiscalBelief {
  if (share === 0) return belief;
  const toward = (own: number, middle: number): number => own + share * (middle - own);
  return {
    ...belief,
    persistence: toward(belief.persistence, MIDDLE.persistence),
    trustInWords: toward(belief.trustInWords, MIDDLE.trustInWords),
  };
}

/** A belief at rest. `speed` 1 is the common half-life of digestion. */
export function restingBelief(market: Market, draws: Draws, speed = 1): FiscalBelief {
  const persistence = MIDDLE.persistence + 0.12 * (2 * draws.uniform() - 1);
  const halfLife = (DIGESTION_HALF_LIFE_DAYS * (0.6 + 0.8 * draws.uniform())) / speed;
  return {
    market,
    persistence,
    digestionPerTick: 1 - decayPerTick(market, halfLife),
    forgettingPerTick: 1 - decayPerTick(market, FORGETTING_HALF_LIFE_DAYS),
    fearPerTick: 1 - decayPerTick(market, FEAR_HALF_LIFE_DAYS),
    learningPerTick: LEARNING_FROM_YIELDS_PER_DAY / ticksPerDay(market),
    makingUpPerTick: 1 - decayPerTick(market, MAKING_UP_HALF_LIFE_DAYS),
    trustInWords: 0.5 + draws.uniform(),
    targetBp: 0,
    premiumBp: 0,
    putOffBp: 0,
    fear: 1,
    doubts: false,
    spoken: {},
    because: NO_CAUSE,
  };
}

export type BelievableNews = EventOf<
  'FiscalShockAnnounced' | 'OfficialSpoke' | 'IssuancePlanRevised' | 'BeliefRevised'
>;

/** The revision that news calls for, or undefined where it says nothing to this institution. */
export function revisionOf(
  belief: FiscalBelief,
  agent: string,
  news: BelievableNews,
  wordsCount: boolean,
): Unplaced<BeliefRevised> | undefined {
  if (news.type === 'BeliefRevised' || news.market !== belief.market) return undefined;
  const target = newTargetBp(belief, news, wordsCount);
  if (target === belief.targetBp) return undefined;
  return {
    type: 'BeliefRevised',
    agent,
    market: belief.market,
    premium: milliBpOf(target),
    persistence: permilleOf(belief.persistence),
  };
}

/** The same as a command, for whoever holds the belief: nothing, or the declaration of a revision. */
export function reviseOn(view: View, belief: FiscalBelief, news: BelievableNews): Command[] {
  const event = revisionOf(belief, view.self.id, news, view.loop('B2'));
  return event === undefined ? [] : [{ type: 'Declare', event }];
}

function newTargetBp(belief: FiscalBelief, news: Exclude<BelievableNews, BeliefRevised>, wordsCount: boolean): number {
  switch (news.type) {
    case 'FiscalShockAnnounced': {
      const gdpPoints = news.gdpShare / 100_000;
      const stays = news.durationMilliYears === 0 ? 1 : belief.persistence;
      const vagueness = 1 + 0.3 * (1 - news.clarity / 1000);
      return belief.targetBp + BP_PER_GDP_POINT * gdpPoints * (news.likelihood / 1000) * stays * vagueness;
    }
    case 'OfficialSpoke': {
      if (!wordsCount) return belief.targetBp;
      const credibility = believed(belief, news);
      const weight = WORDS_ON_PREMIUM * credibility * belief.trustInWords;
      return news.stance === 'calming'
        ? belief.targetBp * (1 - Math.min(0.9, weight))
        : belief.targetBp * (1 + weight) + ALARM_BP * credibility * belief.trustInWords;
    }
    case 'IssuancePlanRevised':
      // A cut of supply is read as a sign of discipline; a tenth of the premium per announcement, either way.
      return wordsCount ? belief.targetBp * (news.amount < 0 ? 0.9 : 1.1) : belief.targetBp;
  }
}

/** Own revision takes hold: the target jumps, the premium will follow. */
export function holdRevision(belief: FiscalBelief, event: BeliefRevised): void {
  belief.targetBp = event.premium / 1000;
  belief.doubts = belief.doubts || belief.targetBp > 0;
  belief.because = event.seq;
}

/** How far this speaker is believed, 0…1, the words counted that the same has spent before. */
function believed({ spoken }: FiscalBelief, event: EventOf<'OfficialSpoke'>): number {
  return (event.credibility / 1000) * pow(REPEATED_WORDS, spoken[voiceOf(event)] ?? 0);
}

const voiceOf = ({ stance, speaker }: EventOf<'OfficialSpoke'>): string => `${stance} ${speaker}`;

/** Words act on fear at once, and the part of the premium they take away goes with them. */
export function hearWords(belief: FiscalBelief, event: EventOf<'OfficialSpoke'>): void {
  if (event.market !== belief.market) return;
  const before = belief.spoken[voiceOf(event)];
  belief.spoken[voiceOf(event)] = before === undefined ? 0 : before + 1;
  const credibility = believed(belief, event);
  if (event.stance === 'calming') {
    belief.fear *= 1 - WORDS_ON_FEAR * credibility;
    belief.premiumBp *= 1 - Math.min(0.9, WORDS_ON_PREMIUM * credibility * belief.trustInWords);
  } else {
    belief.fear = Math.min(1, belief.fear + credibility);
  }
}

export interface Tick {
  /** The premium that yields show, for those who learn from them. */
  readonly pricedBp: number;
  readonly learns: boolean;
  /** A sale of such bonds is ahead (`sale-ahead.ts`). */
  readonly waits: boolean;
}

/** One tick of market hours. */
export function digest(belief: FiscalBelief, { pricedBp, learns, waits }: Tick): void {
  belief.targetBp -= belief.forgettingPerTick * belief.targetBp;
  if (learns && belief.doubts) {
    const gap = clamp(pricedBp - belief.targetBp, -LEARNING_CAP_BP, LEARNING_CAP_BP);
    belief.targetBp += belief.learningPerTick * gap;
  }
  const step = belief.digestionPerTick * (belief.targetBp - belief.premiumBp);
  belief.premiumBp += step;
  if (waits) putOff(belief, (1 - BEFORE_A_SALE) * step);
  else makeUp(belief);
  belief.fear += belief.fearPerTick * (1 - belief.fear);
}

function putOff(belief: FiscalBelief, bp: number): void {
  belief.premiumBp -= bp;
  belief.putOffBp += bp;
}

/** Never beyond the target, which may have fallen meanwhile. */
function makeUp(belief: FiscalBelief): void {
  if (belief.putOffBp === 0) return;
  const left = belief.targetBp - belief.premiumBp;
  const due = left * belief.putOffBp <= 0 ? 0 : clamp(belief.putOffBp, -Math.abs(left), Math.abs(left));
  belief.premiumBp += belief.makingUpPerTick * due;
  belief.putOffBp = (1 - belief.makingUpPerTick) * due;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
