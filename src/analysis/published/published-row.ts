/**
 * What was published about an episode, one row a number: `sims/published/*.csv`, told in `sims/published/README.md`.
 *
 * These are outcomes. They are for looking back at a run and for nothing else: no institution, market, engine or scenario
 * may know them, nor what chooses parameters (a test holds the imports).
 */

export const COLUMNS = [
  'episode',
  'date',
  'since',
  'time',
  'observation',
  'subject',
  'against',
  'relation',
  'value',
  'value_to',
  'unit',
  'status',
  'source',
  'page',
  'note',
] as const;
export type Column = (typeof COLUMNS)[number];

/** How the number is meant: `is`, near it, past it, or a range. */
export const RELATIONS = ['is', 'about', 'above', 'below', 'between'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Printed somewhere, computed from printed numbers, or neither. */
export const STATUSES = ['published', 'derived', 'general-knowledge'] as const;
export type Status = (typeof STATUSES)[number];

const MONEY = ['JPY', 'USD', 'GBP', 'KRW'] as const;

interface ObservationTerms {
  readonly units: readonly string[];
  /** True: it is of two lines, the second in `against`. */
  readonly isOfTwo?: true;
  /** Why no single run has such a number. */
  readonly cannot?: string;
}

/** Everything that may stand in `observation`. */
export const OBSERVATIONS = {
  close: { units: ['pct', 'price'] },
  high: { units: ['pct', 'price'] },
  level: { units: ['pct', 'price'], cannot: 'of a moment of the day; of a run the open, high, low and close are kept' },
  change: { units: ['bp'] },
  change_price: { units: ['price'] },
  change_pct: { units: ['pct'] },
  slope_change: { units: ['bp'], isOfTwo: true },
  ratio: { units: ['times'], isOfTwo: true },
  retraced: { units: ['share'] },
  average_yield: { units: ['pct'] },
  stop_yield: { units: ['pct'] },
  average_price: { units: ['price'] },
  stop_price: { units: ['price'] },
  tail: { units: ['yen', 'bp'] },
  cover: { units: ['times'] },
  purchased: { units: MONEY },
  turnover: { units: MONEY },
  interdealer_turnover: { units: MONEY },
  spread: { units: ['bp'] },
  volatility: { units: ['bp'] },
  correlation: { units: ['times'], isOfTwo: true },
  value_lost: { units: MONEY, cannot: 'a run does not value what is outstanding' },
  index: { units: ['points'], cannot: 'it needs more lines than a run has, off the run too' },
  holding: { units: MONEY, cannot: 'at market value and with official reserves, which no institution of a run holds' },
  forced_share_of_fall: { units: ['share'], cannot: 'it takes a second run in which the forced sellers hold still' },
  spillover: { units: ['times'], isOfTwo: true, cannot: 'it takes a second run without the shock' },
} as const satisfies Readonly<Record<string, ObservationTerms>>;
export type Observation = keyof typeof OBSERVATIONS;

export const termsOf = (observation: Observation): ObservationTerms => OBSERVATIONS[observation];

export interface PublishedRow {
  readonly episode: string;
  /** Business date in the market's own city; null: of no day, but of days like those of the run. */
  readonly date: string | null;
  /** A change, a high or a sum runs from the close of this date; null: of the date alone. */
  readonly since: string | null;
  /** ISO 8601 with a zone, where it is of a moment. */
  readonly time: string | null;
  readonly observation: Observation;
  /** A line as scenarios name it, a market, or in words what is measured. */
  readonly subject: string;
  readonly against: string | null;
  readonly relation: Relation;
  readonly value: number;
  /** Of a range. */
  readonly valueTo: number | null;
  readonly unit: string;
  readonly status: Status;
  /** Ids of the list of sources in `docs/odd.md`, §9; empty where the page is not on it, or there is none. */
  readonly source: string;
  readonly page: string;
  /** Other versions of a contested number, and the ruling. */
  readonly note: string;
}

/** A line as scenarios name it: `JGB-30Y`, `FX-USDJPY`, `BITCOIN`. */
export const isLineName = (subject: string): boolean => /^[A-Z][A-Z0-9-]*$/.test(subject);

/**
 * The episode that a scenario belongs to: the one of its own name, else the longest with which its name begins, so that
 * `japan-2026-no-geopolitics` is looked at beside `japan-2026`.
 */
export function episodeOf(scenario: string, episodes: readonly string[]): string | undefined {
  const own = episodes.filter((episode) => scenario === episode || scenario.startsWith(`${episode}-`));
  return own.sort((a, b) => b.length - a.length)[0];
}
