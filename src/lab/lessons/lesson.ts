/**
 * A lesson is data: a sentence that was written, a guess, the worlds that are run, what is told of them, and the claim as a
 * predicate. The page runs it with the worker, a script with the engine: both measure the same frames.
 */
import type { LoopName } from '../../agents/loops.ts';
import type { Frame, Manifest, MixName } from '../protocol.ts';
import type { CardId } from '../state/cards.ts';
import type { BondMarketName } from '../theme/countries.ts';
import type { Article } from './articles.ts';

/** One world: what differs from the scenario. */
export interface Variant {
  /** `base` is as it is and comes first. */
  readonly name: string;
  readonly loopsOff?: readonly LoopName[];
  readonly mix?: Readonly<Partial<Record<MixName, number>>>;
  /** A fork of the base at a moment. */
  readonly card?: { readonly id: CardId; readonly value: number; readonly at: string };
}

/** What was measured of one world. */
export interface Measured {
  readonly manifest: Manifest;
  readonly from: Frame;
  readonly until: Frame;
  /** Half way, where a lesson asks for it. */
  readonly midway?: Frame;
  /** Billion dollars of US bonds that volatility-targeting funds sold on balance; absent where no lesson asks. */
  readonly usBondsSoldBn?: number;
}
export type Worlds = Readonly<Record<string, Measured>>;

export type Predict =
  | { readonly kind: 'choice'; readonly options: number }
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly step: number };

/** A sentence of the reveal: key of the string after `lesson.N.`, and its numbers. */
export interface RevealLine {
  readonly key: 'reveal' | 'reveal.2';
  readonly values: Readonly<Record<string, string>>;
}

export interface Lesson {
  readonly number: number;
  readonly hook: { readonly article: Article['id']; readonly quote: string };
  readonly predict: Predict;
  readonly run?: {
    readonly scenario: string;
    readonly from: string;
    readonly midway?: string;
    readonly until: string;
    readonly variants: readonly Variant[];
    readonly countsSales?: boolean;
  };
  /** Views that the lesson needs; the others are left out. */
  readonly show: readonly ('v1' | 'v2' | 'v3' | 'v4')[];
  readonly why?: BondMarketName;
  /** What can be changed next: opened beside the lesson. */
  readonly change: 'whatif' | 'explore' | 'sources' | 'agents' | 'depth';
  readonly minutes: number;
  reveal(worlds: Worlds): readonly RevealLine[];
  /** The claim, true of one seed's worlds or not; over many seeds in at least this share of them. */
  readonly claim?: { readonly leastShare: number; holds(worlds: Worlds): boolean };
}

// ── Measures ──────────────────────────────────────────────────────────────────────────────────────────────────────

const lineIndex = ({ lines }: Manifest, id: string): number => lines.findIndex((line) => line.id === id);

/** Change of a line's level between the two moments, bp. */
export function moveOf({ manifest, from, until }: Measured, id: string): number {
  const index = lineIndex(manifest, id);
  return (until.levelBp[index] as number) - (from.levelBp[index] as number);
}

export function moveMidway({ manifest, from, midway }: Measured, id: string): number {
  const index = lineIndex(manifest, id);
  return midway === undefined ? Number.NaN : (midway.levelBp[index] as number) - (from.levelBp[index] as number);
}

/** One of the worlds that were run. */
export const worldOf = (worlds: Worlds, name: string): Measured => {
  const world = worlds[name];
  if (world === undefined) throw new Error(`the world "${name}" was not run`);
  return world;
};

export const bpText = (value: number): string => {
  const text = Math.abs(value).toFixed(Math.abs(value) < 10 ? 1 : 0);
  return value < 0 && Number(text) !== 0 ? `−${text}` : `+${text}`;
};
