/**
 * What the page and its worker say to each other: plain data, one message a question and one an answer.
 *
 * The page never sees the engine. It opens a run and gets a `Manifest` with the names of lines, institutions, kinds and
 * markets; everything after that speaks of them by index into those lists. The worker computes ahead by itself and says
 * with `progress` how far it has come; the page asks for moments (`goTo`) and may ask for one that is not yet computed: the
 * answer comes when it is. Playing is asking for one moment after another.
 *
 * Bulk travels as typed arrays whose buffers are transferred (`transfers`), never as lists of objects. A number that is
 * not known is NaN. Words are the page's: what happened comes as a type, a rule and numbers with their units, with an
 * English sentence of the engine's beside it (`text`) for what the page has no words of its own for.
 *
 * Times are simulated milliseconds since 1970 UTC. Levels are yields in basis points; of what has no yield minus 10,000 ×
 * ln(price), so that up is cheaper everywhere. Risk is the value of a basis point.
 */
import type { AgentKindName } from '../agents/kind-names.ts';
import type { LoopName } from '../agents/loops.ts';
import type { Currency, Market } from '../units/quantity.ts';

// ── Opening a run ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Strengths that the mix sliders set, as multiples of the scenario's own numbers; absent = 1. */
export const MIX = {
  /** What risk-parity funds own, equity and bonds together. */
  riskParityShare: { least: 0, most: 3 },
  /** How little collateral the LDI pools open with: 2 = half the buffer. */
  ldiLeverage: { least: 0.5, most: 3 },
  /** Dealers' risk limits. */
  dealerLimit: { least: 0.25, most: 4 },
  /** The loss at which foreign holders sell. */
  foreignStop: { least: 0.5, most: 3 },
  /** The banks' value-at-risk limits, regional and mega. */
  bankLimit: { least: 0.5, most: 3 },
  /** What megabanks and life insurers keep ready to buy a dip with. */
  dipBudget: { least: 0, most: 4 },
} as const;
export type MixName = keyof typeof MIX;
export type Mix = Readonly<Partial<Record<MixName, number>>>;

/** One number of the scenario by its dotted path, as `--set` takes it. */
export interface LabSetting {
  readonly path: string;
  readonly valueText: string;
}

/** Everything that a run of the lab is a pure function of, forks apart. */
export interface RunChoice {
  /** A shipped scenario by its name, or the text of a file. */
  readonly scenario: { readonly name: string } | { readonly text: string; readonly file: string };
  readonly seed: number;
  readonly loops?: Readonly<Partial<Record<LoopName, boolean>>>;
  readonly mix?: Mix;
  readonly settings?: readonly LabSetting[];
}

/** 0 is the run itself; forks get the numbers after it. */
export type BranchId = number;
export const BRANCHES_MOST = 3;

export interface Line {
  /** `JGB-30Y`, `FX-USDJPY`. */
  readonly id: string;
  readonly market: Market;
  readonly currency: Currency;
  readonly kind: 'bond' | 'linker' | 'future' | 'currency' | 'other';
  /** Original tenor; 0 where there is none. */
  readonly tenorYears: number;
  /** Level at the run's opening. */
  readonly openLevelBp: number;
  /** Face of a lot in whole units of the currency (of a pair, of its base). */
  readonly lotFace: number;
  /** What a calm day moves it by. */
  readonly calmSigmaBp: number;
}

export interface InstitutionFacts {
  readonly id: string;
  readonly kind: AgentKindName;
  /** Opening holdings by line index, face in whole units. */
  readonly holdings: readonly (readonly [line: number, face: number])[];
  /** Its mandate as the scenario states it: key and value as text. */
  readonly mandate: readonly (readonly [key: string, value: string])[];
}

export interface Manifest {
  readonly engineVersion: string;
  readonly scenario: string;
  readonly title: string;
  /** 32 hex digits, equal to `run.json`'s `scenario_digest` of the command line for the same scenario. */
  readonly scenarioDigest: string;
  readonly seed: number;
  readonly opensAt: number;
  readonly endsAt: number;
  readonly lines: readonly Line[];
  readonly institutions: readonly InstitutionFacts[];
  /** Kinds that occur, in the fixed order of the glossary: rows of the flow map. */
  readonly kinds: readonly AgentKindName[];
  /** Columns of the flow map; bond markets first. */
  readonly markets: readonly Market[];
  readonly loops: Readonly<Record<LoopName, boolean>>;
  /** The calendar as known at the opening. Forks may change it. */
  readonly auctions: readonly PlannedAuction[];
  /** The patch's cards that make sense in this scenario (`state/cards.ts`). */
  readonly cards: readonly string[];
}

export interface PlannedAuction {
  readonly id: string;
  readonly line: number;
  readonly bidsCloseAt: number;
  readonly resultAt: number;
}

// ── A moment ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A branch at a moment. Arrays by line have the manifest's order of lines. */
export interface Frame {
  readonly branch: BranchId;
  readonly at: number;
  /** Of the last event or record up to `at`. */
  readonly seq: number;
  /** Digest of the branch up to `at`, 32 hex digits: what the command line prints for `--until` this moment. */
  readonly digest: string;
  /** By line: level, and what it has changed by since the opening of the run. */
  readonly levelBp: Float64Array;
  readonly changeBp: Float64Array;
  /**
   * By line: the same change in the run without the scenario's announcements: same seed, same calendar, same luck. NaN while
   * that run has not come so far.
   */
  readonly noShockBp: Float64Array;
  /** By line: best offer level less best bid level; NaN where a side is empty. */
  readonly spreadBp: Float64Array;
  /** By line: face in whole units that moves the mid by a basis point, the mean of both sides; NaN out of session. */
  readonly depthFace: Float64Array;
  /** By line: whether its venue is in session. */
  readonly isOpen: Uint8Array;
  readonly limits: Limits;
  readonly flows: Flows;
  /** Of the watched line. */
  readonly ladder: Ladder;
  /** The most telling thing of the last half hour, for the caption; absent: nothing worth one. */
  readonly caption?: Mark;
}

/** How far institutions' limits are, a row each; those nearest to a forced trade first, those whose end is a choice (`yield floor`,
 * `disorder`) last. */
export interface Limits {
  /** Index of the institution. */
  readonly institution: Uint16Array;
  /** Index into `LIMIT_NAMES`. */
  readonly limit: Uint8Array;
  /** Line in whose level the distance is measured. */
  readonly line: Uint16Array;
  /** Rise of that line's level that reaches the limit; negative: a fall reaches it. 0 where it is passed. */
  readonly distanceBp: Float64Array;
  /** How much of the limit is used: 1 = reached. */
  readonly used: Float64Array;
  /** 1 where the institution has traded because of a limit within the last half hour: SELLING, or buying back a short. */
  readonly isActing: Uint8Array;
}

/** What a limit is of; the sentence in market units is the page's ("sells if the 30-year JGB rises another 4 bp"). */
export const LIMIT_NAMES = [
  'stop',
  'stop-loss',
  'collateral buffer',
  'rebalancing band',
  'value at risk',
  'risk limit',
  'disorder',
  'yield floor',
  'other',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Net trades of the last half hour, kind by market: row-major, `kind * markets.length + market`. */
export interface Flows {
  /** Orders that a limit or a fund's own rule left no choice about (`FORCED_FLAGS`): bought less sold, thousands of US
   *  dollars of risk a basis point. */
  readonly forced: Float64Array;
  /** Flagged `policy`: central banks and ministries. */
  readonly policy: Float64Array;
  /** Everything, market making included. */
  readonly all: Float64Array;
  /** Of the forced part: index into `FORCED_FLAGS` of its largest share. */
  readonly because: Uint8Array;
  /** Seq of the control event that most of the forced (else of all) trades follow from: what *Why?* asks about; 0: none. */
  readonly seq: Float64Array;
}
/** `mandate`: volatility targeting. */
export const FORCED_FLAGS = ['riskLimit', 'margin', 'stopLoss', 'mandate'] as const;

/** The watched line's book: levels outward from the best, face in whole units. */
export interface Ladder {
  readonly line: number;
  /** Buyers' side: highest price (lowest level) first. */
  readonly bidLevelBp: Float64Array;
  readonly bidFace: Float64Array;
  readonly offerLevelBp: Float64Array;
  readonly offerFace: Float64Array;
}

// ── What happened ─────────────────────────────────────────────────────────────────────────────────────────────────

export const LANES = ['policy', 'auction', 'limit', 'trade', 'fork'] as const;
export type Lane = (typeof LANES)[number];

export interface LabNumber {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Something that happened, told as data. */
export interface Happening {
  readonly seq: number;
  readonly at: number;
  /** An event type of the glossary (`AuctionResultPublished`), or of a record (`OrderFilled`). */
  readonly type: string;
  /** Index of the institution; -1: nobody's, or an authority that the scenario does not model. */
  readonly institution: number;
  /** Index of the line; -1: of a market or of none. */
  readonly line: number;
  readonly market?: Market;
  /** The rule that a decision followed. */
  readonly rule?: string;
  readonly numbers: readonly LabNumber[];
  /** The scenario's own words, where it has any. Plain text, never markup. */
  readonly headline?: string;
  /** English, plain text. */
  readonly text: string;
}

/** A happening on the timeline. */
export interface Mark extends Happening {
  readonly lane: Lane;
  /** For captions and clusters: larger says more. */
  readonly weight: number;
}

/** Why it happened: at most seven rows, the effect first, the root last. */
export interface WhyChain {
  readonly rows: readonly WhyRow[];
  /** Rows that were left out between two that are shown, by index of the row after the gap. */
  readonly skipped: readonly (readonly [row: number, count: number])[];
  /** Whether *Prove it* can leave the row's event out. */
  readonly provable: readonly boolean[];
}

/**
 * How the row above comes from this one. `recorded`: the engine wrote down that it follows from it. `lookedAt`: whoever acted looks
 * at markets every five minutes, and this is what had moved. `movedBy`: of the trades in which the line moved, the largest. Only
 * *Prove it* says what would have been.
 */
export type WhyLink = 'effect' | 'recorded' | 'lookedAt' | 'movedBy';

export interface WhyRow extends Happening {
  readonly link: WhyLink;
  /** Set on the last row, and wherever a side branch ends. */
  readonly root?: 'opening' | 'calendar' | 'announcement' | 'intervention' | 'news' | 'noise';
  /** What else it follows from beside the row below: "2 causes: A, B". */
  readonly alsoFrom: readonly Happening[];
}

/** The same run without one event, on the same luck. */
export interface Proof {
  /** What was left out; the nearest provable cause where the one asked about could not be. */
  readonly leftOut: Happening;
  readonly done: string;
  /** Compared at this moment. */
  readonly at: number;
  /** By line: change since the opening without it. */
  readonly changeBp: Float64Array;
  /** By line: with less without, bp; positive: it raised the level. */
  readonly effectBp: Float64Array;
  /** By kind and market: net risk with less without, thousands of US dollars a basis point, since the event. */
  readonly effectFlow: Float64Array;
  /** Seq of the first event that is another; 0: nothing is. */
  readonly firstDifference: number;
  readonly digest: string;
}

/** Who could have traded because of a limit and did not, nearest first. */
export interface WhyNot {
  readonly at: number;
  readonly limits: Limits;
}

// ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * A moment of a branch. `tick` steps the five-minute clock; `mark` goes to the mark after or before the one with `seq` (else
 * after or before `at`).
 */
export type Moment =
  | { readonly at: number }
  | { readonly tick: 1 | -1; readonly at: number }
  | { readonly mark: 1 | -1; readonly at: number; readonly seq?: number; readonly lane?: Lane };

export type Ask =
  /** Starts anew: forks go, the worker computes from the opening. → `opened`, then `progress` of itself */
  | { readonly ask: 'open'; readonly choice: RunChoice }
  /** → `frame` */
  | { readonly ask: 'goTo'; readonly branch: BranchId; readonly moment: Moment; readonly watch?: number }
  /** → `why` */
  | { readonly ask: 'why'; readonly branch: BranchId; readonly seq: number }
  /** → `proof`, after seconds; a newer `prove` ends an older one */
  | { readonly ask: 'prove'; readonly branch: BranchId; readonly seq: number; readonly at: number }
  /** Of an institution, of everybody with a limit in a line's market, or of everybody. → `whyNot` */
  | {
      readonly ask: 'whyNot';
      readonly branch: BranchId;
      readonly at: number;
      readonly institution?: number;
      readonly line?: number;
    }
  /** `patch` is the text of a patch file (docs/scenarios.md); `state/cards.ts` writes those of the cards. → `forked` */
  | {
      readonly ask: 'fork';
      readonly branch: BranchId;
      readonly at: number;
      readonly patch: string;
      readonly name: string;
    }
  | { readonly ask: 'dropBranch'; readonly branch: BranchId }
  /** Levels along time, a row a line. → `path` */
  | {
      readonly ask: 'path';
      readonly branch: BranchId;
      readonly lines: readonly number[];
      readonly from: number;
      readonly to: number;
    }
  /** Depth along time of one line. → `depth` */
  | {
      readonly ask: 'depth';
      readonly branch: BranchId;
      readonly line: number;
      readonly from: number;
      readonly to: number;
    }
  /** The balance sheet of one institution. → `holdings` */
  | { readonly ask: 'holdings'; readonly branch: BranchId; readonly institution: number; readonly at: number }
  /** Every number of the scenario with what stands behind it. → `sources` */
  | { readonly ask: 'sources' }
  /** The run so far as CSV files: events, yields, flows. → `tables` */
  | { readonly ask: 'tables'; readonly branch: BranchId };

/** To the worker. Answers carry the number of the question. */
export type LabRequest = Ask & { readonly id: number };

// ── Answers ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type Answer =
  | { readonly answer: 'opened'; readonly manifest: Manifest }
  | { readonly answer: 'frame'; readonly frame: Frame; readonly mark?: Mark }
  | { readonly answer: 'why'; readonly why: WhyChain }
  | { readonly answer: 'proof'; readonly proof: Proof }
  | { readonly answer: 'whyNot'; readonly whyNot: WhyNot }
  | { readonly answer: 'forked'; readonly branch: BranchFacts; readonly marks: readonly Mark[] }
  | { readonly answer: 'dropped' }
  | { readonly answer: 'path'; readonly path: Path }
  | { readonly answer: 'depth'; readonly depth: DepthHistory }
  | { readonly answer: 'holdings'; readonly holdings: Holdings }
  | { readonly answer: 'sources'; readonly sources: readonly SourcedNumber[] }
  | { readonly answer: 'tables'; readonly files: readonly { readonly name: string; readonly text: string }[] }
  /** Bad input, located where it is text; or what was asked does not exist. Nothing has changed. */
  | { readonly answer: 'refused'; readonly message: string; readonly faults: readonly TextFault[] };

export type LabAnswer = Answer & { readonly id: number };

/** Said by the worker of itself. */
export type LabNotice =
  /** How far a branch is computed, and the marks since the last notice. `isDone`: to the scenario's end. */
  | {
      readonly notice: 'progress';
      readonly branch: BranchId;
      readonly reachedAt: number;
      readonly isDone: boolean;
      readonly marks: readonly Mark[];
    }
  /** The digest at the end of the recorded opening has been computed here too. */
  | { readonly notice: 'verified'; readonly at: number; readonly digest: string; readonly isSame: boolean }
  /** Our bug: what to report. The worker is of no use any more. */
  | { readonly notice: 'fault'; readonly text: string };

export type FromWorker = LabAnswer | LabNotice;

export interface BranchFacts {
  readonly id: BranchId;
  readonly parent: BranchId;
  readonly name: string;
  /** Up to here it is its parent, event by event. */
  readonly at: number;
}

export interface TextFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  readonly nearest?: string;
  readonly message: string;
}

/** Row-major: `changeBp[line * at.length + tick]`. */
export interface Path {
  readonly branch: BranchId;
  readonly lines: readonly number[];
  readonly at: Float64Array;
  readonly changeBp: Float32Array;
  readonly noShockBp: Float32Array;
}

/** Row-major: `face[tick * binsPerTick + bin]`; bin b stands `lowestBp + b * binBp` and up from the opening level. */
export interface DepthHistory {
  readonly branch: BranchId;
  readonly line: number;
  readonly at: Float64Array;
  readonly midBp: Float32Array;
  readonly depthFace: Float32Array;
  readonly lowestBp: number;
  readonly binBp: number;
  readonly binsPerTick: number;
  readonly face: Float32Array;
}

export interface Holdings {
  readonly institution: number;
  readonly at: number;
  readonly line: Uint16Array;
  /** Face in whole units; negative: short. */
  readonly face: Float64Array;
  /** Thousands of US dollars a basis point. */
  readonly risk: Float64Array;
  /** Cash by currency, whole units. */
  readonly cash: readonly (readonly [currency: Currency, amount: number])[];
}

export interface SourcedNumber {
  readonly path: string;
  readonly value: string;
  readonly source?: string;
  readonly isAssumed: boolean;
  /** Sources that differ, and the ruling. */
  readonly versions?: readonly { readonly value: string; readonly source: string }[];
  readonly why?: string;
  readonly note?: string;
}

// ── The recorded opening ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * A stretch of a real run, made by the engine when the file was built and put into it, so that the page has something to
 * draw before the worker has computed anything. The worker verifies its digest when it gets there.
 */
export interface RecordedOpening {
  /** Without mandates: those come with the worker's. */
  readonly manifest: Manifest;
  readonly marks: readonly Mark[];
  /** Of the last frame. */
  readonly seq: number;
  readonly digest: string;
  /** Of each frame, and the seq of its caption's mark or 0; differences from frame to frame. */
  readonly at: readonly number[];
  readonly captions: readonly number[];
  /** Line whose book is recorded. */
  readonly watched: number;
  /** Numbers by name and place in their list, a column each: `worker/opening-record.ts` makes frames of them. */
  readonly columns: Readonly<Record<string, readonly RecordedColumn[]>>;
}

/** Whole numbers, each the difference to the one before; null where a number is not known. */
export type RecordedColumn = readonly (number | null)[];
