/** What the page knows and shows, as plain data. Frames and marks come from the worker, everything else from whoever looks. */
import type { Lesson, Worlds } from '../lessons/lesson.ts';
import type {
  BranchFacts,
  BranchId,
  Frame,
  Manifest,
  Mark,
  Proof,
  RunChoice,
  SourcedNumber,
  WhyChain,
} from '../protocol.ts';
import type { LinkFork } from '../state/link.ts';
import type { Language } from '../strings/say.ts';

export const SECTIONS = ['watch', 'learn', 'explore', 'sources', 'model', 'teach'] as const;
export type Section = (typeof SECTIONS)[number];

export const VIEW_NAMES = ['v1', 'v2', 'v3', 'v4', 'v5'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** Seconds for an hour of the market, slowest first. */
export const SPEEDS = [8, 4, 2, 1, 0.5] as const;

export type ThemeChoice = 'auto' | 'light' | 'dark' | 'projector';
export type Side = 'agents' | 'why' | 'whyNot';

/** A run that is shown: the first is what happened, the others are forks of it. */
export interface ShownBranch extends BranchFacts {
  readonly letter: 'A' | 'B' | 'C';
  readonly reachedAt: number;
  readonly isDone: boolean;
  readonly marks: readonly Mark[];
  readonly frame: Frame | undefined;
  /** What a link says of a fork. */
  readonly what?: LinkFork['what'];
}

export interface Question {
  /** In words: after "Why". */
  readonly what: string;
  readonly branch: BranchId;
  readonly seq: number;
  readonly chain: WhyChain | undefined;
  readonly refusal?: string | undefined;
  readonly proof?: Proof | 'under way' | undefined;
}

/** What the strip says instead of the newest happening. */
export interface CaptionText {
  readonly at: number;
  readonly text: string;
  readonly isEnglish?: boolean;
  readonly actions?: readonly { readonly label: string; readonly press: () => void; readonly isStrong?: boolean }[];
}

export interface LabState {
  readonly section: Section;
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly areLettersOn: boolean;
  readonly isBlank: boolean;
  readonly manifest: Manifest;
  /** What the run was opened with. */
  readonly choice: RunChoice;
  /** At the opening, percent by market, as the scenario states them. */
  readonly policyRatePct: Readonly<Record<string, number>>;
  /** The moment shown. */
  readonly at: number;
  /** Changes are measured from this frame: the start of the story. */
  readonly base: Frame;
  readonly branches: readonly ShownBranch[];
  readonly shown: BranchId;
  /** The last fork less what happened. */
  readonly isDifference: boolean;
  /** Earlier moments of the shown run, at most five, for trails. */
  readonly trail: readonly Frame[];
  readonly isPlaying: boolean;
  readonly speed: (typeof SPEEDS)[number];
  readonly showsLevels: boolean;
  readonly large: ViewName | undefined;
  readonly side: Side;
  readonly question: Question | undefined;
  /** Whose balance sheet is open; index of the institution. */
  readonly opened: number | undefined;
  /** Line of the depth view. */
  readonly watched: number;
  readonly caption: CaptionText | undefined;
  readonly notice: string | undefined;
  /** The engine is broken: what it said. */
  readonly fault: string | undefined;
  /** Whether the engine has come to the digest that the recording ends with. */
  readonly isVerified: boolean | undefined;
  /** On a telephone one view at a time. */
  readonly zoom: 'day' | 'all';
  readonly tab: 'v1' | 'v2' | 'v3' | 'whatif';
  readonly lesson: LessonProgress | undefined;
  /** Every number of the scenario; undefined until the engine has told them. */
  readonly sources: readonly SourcedNumber[] | undefined;
}

export const LESSON_STEPS = ['hook', 'predict', 'run', 'reveal', 'why', 'change', 'talk', 'left'] as const;
export type LessonStep = (typeof LESSON_STEPS)[number];

export interface LessonProgress {
  readonly lesson: Lesson;
  readonly step: LessonStep;
  /** Number of the option, or the number itself. */
  readonly guess: number | undefined;
  /** Hands for each option, as the teacher counted them. */
  readonly hands: readonly number[];
  /** `1 of 3` while worlds are run. */
  readonly running: { readonly number: number; readonly count: number } | undefined;
  readonly worlds: Worlds | undefined;
  readonly isRevealed: boolean;
  readonly fault: string | undefined;
}

export const branchOf = (state: LabState, id: BranchId): ShownBranch =>
  state.branches.find((branch) => branch.id === id) ?? (state.branches[0] as ShownBranch);

export const shownBranch = (state: LabState): ShownBranch => branchOf(state, state.shown);

/** The frame that is drawn; the base until there is one. */
export const frameOf = (state: LabState): Frame => shownBranch(state).frame ?? state.base;
