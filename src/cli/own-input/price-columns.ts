/**
 * Which column of a bond file is which: found by the names in its first line, in any order.
 *
 * A name that is not known is refused and not passed over: `ex_div` instead of `ex_div_date` would change prices silently.
 */
import { nearestName } from '../../scenario/nearest-name.ts';
import { fieldsOf } from './csv.ts';

export const PRICE_COLUMNS = [
  'id',
  'market',
  'coupon_pct',
  'maturity',
  'settlement',
  'convention',
  'yield_pct',
  'clean_price',
  'ex_div_date',
  'eom',
] as const;
export type PriceColumn = (typeof PRICE_COLUMNS)[number];
const OPTIONAL: ReadonlySet<string> = new Set<PriceColumn>(['ex_div_date', 'eom']);

/** What is written after the columns of the file. */
export const RESULT_COLUMNS = ['accrued', 'dirty_price', 'mod_duration', 'convexity', 'dv01'] as const;

const NEEDED = 'id,market,coupon_pct,maturity,settlement,convention,yield_pct,clean_price[,ex_div_date][,eom]';

/** Something wrong in one field of a line. */
export interface FieldFault {
  /** Position among the fields of its line, from 0. */
  readonly field: number;
  readonly found: string;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

export class PriceHeader {
  readonly names: readonly PriceColumn[];
  private readonly places: ReadonlyMap<string, number>;

  private constructor(names: readonly PriceColumn[]) {
    this.names = names;
    this.places = new Map(names.map((name, field) => [name, field]));
  }

  /** The header in a first line, or all that is wrong with it. */
  static in(text: string): PriceHeader | readonly FieldFault[] {
    const names = (fieldsOf(text) ?? [text]).map((name) => name.trim());
    const faults = names.flatMap((name, field) => faultIn(names, name, field));
    const meant = new Set(faults.map(({ nearest }) => nearest));
    const missing = PRICE_COLUMNS.filter((name) => !OPTIONAL.has(name) && !names.includes(name) && !meant.has(name));
    if (missing.length > 0) {
      const message = `the first line names no column ${missing.map((name) => `"${name}"`).join(', ')}`;
      faults.unshift({ field: 0, found: names[0] as string, message, expected: NEEDED });
    }
    return faults.length > 0 ? faults : new PriceHeader(names as PriceColumn[]);
  }

  /** Position of a column in every row; undefined where the file has none. */
  fieldOf(column: PriceColumn): number | undefined {
    return this.places.get(column);
  }
}

function faultIn(names: readonly string[], name: string, field: number): FieldFault[] {
  if (names.indexOf(name) < field) {
    return [{ field, found: name, message: `the column "${name}" is named twice`, expected: 'every column once' }];
  }
  if ((PRICE_COLUMNS as readonly string[]).includes(name)) return [];
  const nearest = nearestName(
    name,
    PRICE_COLUMNS.filter((known) => !names.includes(known)),
  );
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const fault = { field, found: name, message: `there is no column "${name}"${hint}`, expected: NEEDED };
  return [nearest === undefined ? fault : { ...fault, nearest }];
}
