/**
 * A run beside the numbers that were published about its episode: what the run has of them, by how much it misses, and what
 * cannot be compared at all, with the reason. Pure: works on what any log gives.
 *
 * A single run is one draw. What stands here judges no model; it says where to look.
 */
import { type ComparedRun, modelValue } from './model-value.ts';
import { type Observation, type PublishedRow, type Relation, type Status, termsOf } from './published-row.ts';

interface Asked {
  readonly measure: Observation;
  readonly subject: string;
  readonly against: string | null;
  /** Null: of the whole run. */
  readonly date: string | null;
  readonly since: string | null;
  readonly relation: Relation;
  readonly published: number;
  readonly published_to: number | null;
  readonly unit: string;
  readonly status: Status;
  readonly source: string;
  readonly note: string;
}

export interface ComparedNumber extends Asked {
  readonly model: number;
  /** Model less published; of a range or a bound, how far outside it, 0 within. Levels in percent differ by basis points. */
  readonly difference: number;
  readonly difference_unit: string;
}

export interface NotCompared extends Asked {
  readonly why: string;
}

export interface PublishedComparison {
  readonly episode: string;
  readonly compared: readonly ComparedNumber[];
  readonly not_compared: readonly NotCompared[];
}

/** @param rows Of one episode; both lists keep their order. */
export function comparePublished(
  episode: string,
  rows: readonly PublishedRow[],
  run: ComparedRun,
): PublishedComparison {
  const compared: ComparedNumber[] = [];
  const notCompared: NotCompared[] = [];
  for (const row of rows) {
    const value = termsOf(row.observation).cannot ?? modelValue(row, run);
    if (typeof value === 'string') notCompared.push({ ...askedOf(row), why: value });
    else compared.push({ ...askedOf(row), model: value, ...differenceOf(row, value) });
  }
  return { episode, compared, not_compared: notCompared };
}

const askedOf = (row: PublishedRow): Asked => ({
  measure: row.observation,
  subject: row.subject,
  against: row.against,
  date: row.date,
  since: row.since,
  relation: row.relation,
  published: row.value,
  published_to: row.valueTo,
  unit: row.unit,
  status: row.status,
  source: row.source,
  note: row.note,
});

const PER_CENT_IN_BP = 100;
/** Levels in percent, whose differences are basis points; a change of an index in percent stays one. */
const LEVELS: readonly Observation[] = ['close', 'high', 'average_yield', 'stop_yield'];
const DECIMALS: Readonly<Record<string, number>> = { bp: 1, price: 3, yen: 3, times: 3, share: 3, pct: 3 };

function differenceOf(row: PublishedRow, model: number): Pick<ComparedNumber, 'difference' | 'difference_unit'> {
  const isLevel = row.unit === 'pct' && LEVELS.includes(row.observation);
  const unit = isLevel ? 'bp' : row.unit;
  const miss = missOf(row, model) * (isLevel ? PER_CENT_IN_BP : 1);
  const rounded = Number(miss.toFixed(DECIMALS[unit] ?? 0));
  return { difference: rounded === 0 ? 0 : rounded, difference_unit: unit };
}

function missOf({ relation, value, valueTo }: PublishedRow, model: number): number {
  const below = Math.min(0, model - value);
  switch (relation) {
    case 'is':
    case 'about':
      return model - value;
    case 'above':
      return below;
    case 'below':
      return Math.max(0, model - value);
    case 'between':
      return below + Math.max(0, model - (valueTo ?? value));
  }
}
