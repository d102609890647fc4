/**
 * Text of auction cases → cases that the market's functions take, or everything that is wrong with them.
 *
 * First every value on its own, then what values say of each other: names used once, issues that have a reference,
 * set-asides within the offering, sums that can be counted, prices that lie on one ladder.
 */
import { LADDER_TICKS_MAX } from '../../market/auctions/auction.ts';
import { knownMilli } from '../../market/auctions/auction-decimals.ts';
import { AUCTION_FORMATS, type AuctionCase, type AuctionFormat } from '../../market/auctions/auction-formats.ts';
import { byPlace, type LocatedError, type Path } from '../../scenario/located-error.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { describe } from '../../scenario/zod-problems.ts';
import type { BadInput } from '../bad-input.ts';
import { AMOUNT_MOST, INPUT_FIELDS } from './auction-fields.ts';
import { Complaints, checkMapping, type Fields, isMapping, oneOf, valueThat } from './field-checks.ts';
import { JsonText } from './json-text.ts';

export interface ReadCase {
  readonly auction: AuctionCase;
  /** What a file of reference cases expects of the result, if it says so. */
  readonly expect?: Readonly<Record<string, unknown>>;
}

export type AuctionReading =
  | { readonly ok: true; readonly cases: readonly ReadCase[]; readonly isList: boolean }
  | BadInput;

const CASE_FIELDS: Fields = {
  id: { check: valueThat('a text', (value) => typeof value === 'string' && value !== '') },
  type: { check: oneOf(AUCTION_FORMATS) },
  input: { check: valueThat('a mapping', isMapping) },
  expect: { check: valueThat('a mapping', isMapping), optional: true },
};

export function readAuctions(given: string, file: string): AuctionReading {
  const text = given.replace(/^\uFEFF/, '');
  const source = new JsonText(text, file);
  const { data, errors } = source.read();
  const bad = (all: readonly LocatedError[]): BadInput => ({ ok: false, errors: all, textOf: () => text });
  if (data === undefined) return bad(errors);
  const isList = Array.isArray(data.value);
  const values: readonly unknown[] = isList ? (data.value as unknown[]) : [data.value];
  const to = new Complaints();
  for (const [index, value] of values.entries()) checkCase(value, isList ? [index] : [], to);
  checkNames(values, [], to, 'case');
  if (errors.length + to.count > 0) return bad(onePerPlace([...errors, ...source.locate(to.problems)], to));
  return { ok: true, cases: (values as (AuctionCase & Pick<ReadCase, 'expect'>)[]).map(readCase), isList };
}

/** A value that is no value at all is one fault, not also a wrong amount; the last one says how many are not shown. */
function onePerPlace(errors: readonly LocatedError[], { count, problems }: Complaints): LocatedError[] {
  const places = new Map<string, LocatedError>();
  for (const error of errors) {
    const place = `${error.line}:${error.column}:${error.path}`;
    if (!places.has(place)) places.set(place, error);
  }
  const all = [...places.values()].sort(byPlace);
  const [last, more] = [all.at(-1), count - problems.length];
  if (last === undefined || more === 0) return all;
  return [...all.slice(0, -1), { ...last, message: `${last.message} (and ${more} more faults)` }];
}

const readCase = ({ expect, ...auction }: AuctionCase & Pick<ReadCase, 'expect'>): ReadCase =>
  expect === undefined ? { auction } : { auction, expect };

function checkCase(value: unknown, path: Path, to: Complaints): void {
  checkMapping(value, CASE_FIELDS, path, to);
  if (!isMapping(value) || !isMapping(value.input)) return;
  const fields = INPUT_FIELDS[value.type as AuctionFormat] as Fields | undefined;
  if (typeof value.type !== 'string' || !Object.hasOwn(INPUT_FIELDS, value.type) || fields === undefined) return;
  const before = to.count;
  checkMapping(value.input, fields, [...path, 'input'], to);
  for (const list of ['bids', 'offers']) {
    const rows = value.input[list];
    if (Array.isArray(rows)) checkNames(rows, [...path, 'input', list], to, list.slice(0, -1));
  }
  // What values say of each other means something only where each of them does.
  if (to.count === before) new CaseCheck(value.input as unknown as LooseInput, [...path, 'input'], to).check();
}

/** A name that stands twice in a list would hide one of the two in the result. */
function checkNames(rows: readonly unknown[], path: Path, to: Complaints, what: string): void {
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const id = isMapping(row) ? row.id : undefined;
    if (typeof id !== 'string') continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    else {
      const message = `the ${what} "${id.slice(0, 60)}" is already number ${first + 1} of the list`;
      to.add({ path: [...path, index, 'id'], message, expected: 'every id once' });
    }
  }
}

interface LooseRow {
  readonly id: string;
  readonly amount: number;
  readonly bidder?: string;
  readonly issue?: string;
  readonly price?: string;
  readonly yield?: string;
  readonly spread?: string;
  readonly won?: number;
}

/** Any format's input, its values checked one by one. */
interface LooseInput {
  readonly offering?: number;
  readonly bids?: readonly LooseRow[];
  readonly offers?: readonly LooseRow[];
  readonly ref?: Readonly<Record<string, string>>;
  readonly bench?: Readonly<Record<string, string>>;
  readonly market?: Readonly<Record<string, string>>;
  readonly spread?: Readonly<Record<string, string>>;
  readonly net_long?: Readonly<Record<string, number>>;
}

const SET_ASIDE = ['npi', 'nc', 'noncomp', 'gemm_nc', 'other_nc'] as const;

class CaseCheck {
  private readonly input: LooseInput;
  private readonly path: Path;
  private readonly to: Complaints;
  private readonly list: 'bids' | 'offers';
  private readonly rows: readonly LooseRow[];

  constructor(input: LooseInput, path: Path, to: Complaints) {
    this.input = input;
    this.path = path;
    this.to = to;
    this.list = input.bids === undefined ? 'offers' : 'bids';
    this.rows = input[this.list] ?? [];
  }

  check(): void {
    this.sums();
    this.setAsides();
    this.references();
    this.ladder();
    this.bidders();
  }

  private sums(): void {
    for (const key of ['amount', 'won'] as const) {
      const over = firstBeyond(this.rows, key, AMOUNT_MOST);
      if (over === undefined) continue;
      const message = `up to here ${key === 'won' ? 'what was won adds' : 'amounts add'} up to more than 2^52`;
      this.add([this.list, over, key], message, "amounts in the issuer's award step");
    }
    const { offering } = this.input;
    if (offering === undefined) return;
    const over = firstBeyond(this.rows, 'won', offering);
    if (over !== undefined)
      this.add(
        [this.list, over, 'won'],
        `up to here more was won than the ${offering} offered`,
        'what the auction gave',
      );
  }

  private setAsides(): void {
    const { offering } = this.input;
    if (offering === undefined) return;
    let taken = 0;
    for (const key of SET_ASIDE) {
      taken += ((this.input as Record<string, unknown>)[key] as number | undefined) ?? 0;
      if (taken <= offering) continue;
      this.add([key], `${taken} set aside of ${offering} offered`, `at most ${offering} together`);
      return;
    }
  }

  private references(): void {
    for (const key of ['ref', 'bench', 'market'] as const) {
      const table = this.input[key];
      if (table === undefined) continue;
      for (const [index, { issue = '' }] of this.rows.entries()) {
        if (!Object.hasOwn(table, issue))
          this.unknown([this.list, index, 'issue'], issue, Object.keys(table), `no ${key} for the issue`);
      }
    }
    const { bench, spread } = this.input;
    if (bench === undefined || spread === undefined) return;
    for (const issue of Object.keys(bench)) {
      if (!Object.hasOwn(spread, issue))
        this.add(['bench', issue], `no spread for the issue "${issue}"`, 'one in "spread"');
    }
    for (const issue of Object.keys(spread)) {
      if (!Object.hasOwn(bench, issue))
        this.unknown(['spread', issue], issue, Object.keys(bench), 'no bench for the issue');
    }
  }

  /** The market counts bids rung by rung between the lowest and the highest. */
  private ladder(): void {
    const [first] = this.rows;
    const key = (['price', 'yield', 'spread'] as const).find((name) => first?.[name] !== undefined);
    if (key === undefined) return;
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [index, row] of this.rows.entries()) {
      const milli = knownMilli(row[key]);
      [lowest, highest] = [Math.min(lowest, milli), Math.max(highest, milli)];
      if (highest - lowest < LADDER_TICKS_MAX) continue;
      this.add(
        [this.list, index, key],
        `lies more than ${Math.floor(LADDER_TICKS_MAX / 1000)} from another bid`,
        `a ${key} near the others`,
      );
      return;
    }
  }

  private bidders(): void {
    const { net_long } = this.input;
    if (net_long === undefined) return;
    const known = new Set(this.rows.map(({ bidder = '' }) => bidder));
    for (const bidder of Object.keys(net_long)) {
      if (!known.has(bidder)) this.unknown(['net_long', bidder], bidder, [...known], 'no bid is by');
    }
  }

  private unknown(path: Path, found: string, known: readonly string[], what: string): void {
    const nearest = this.to.isFull ? undefined : nearestName(found, known);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const shown = known.slice(0, 20).join(', ');
    const problem = {
      path: [...this.path, ...path],
      message: `${what} ${describe(found)}${hint}`,
      expected: `one of: ${shown}`,
    };
    this.to.add(nearest === undefined ? problem : { ...problem, nearest });
  }

  private add(path: Path, message: string, expected: string): void {
    this.to.add({ path: [...this.path, ...path], message, expected });
  }
}

/** The row at which the sum passes `most`. */
function firstBeyond(rows: readonly LooseRow[], key: 'amount' | 'won', most: number): number | undefined {
  let sum = 0;
  const index = rows.findIndex((row) => {
    sum += row[key] ?? 0;
    return sum > most;
  });
  return index < 0 ? undefined : index;
}
