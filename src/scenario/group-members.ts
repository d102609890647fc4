/**
 * A group of like institutions, written once: how its totals are shared and its mandates vary from member to member.
 *
 * Sizes rise in equal steps from the smallest to the largest member. Whole lots and minor units are shared exactly, by
 * largest remainders. In a mandate, `{ sharedBySize: ¥40tn }` is the group's total, `{ evenlyFrom: 4%, evenlyTo: 25% }`
 * runs over the members, `{ oneEach: […] }` lists them; anything else is every member's own. Members take evenly spaced
 * values in an order of their own for each key, so that the largest is not also the most patient.
 */
import type { Path, Problem } from './located-error.ts';
import { isWrapper, unwrap } from './sourced-value.ts';
import { describe } from './zod-problems.ts';

export const SPREAD_KEYS = ['sharedBySize', 'evenlyFrom', 'evenlyTo', 'oneEach'] as const;
const ANNOTATION_KEYS = ['source', 'assumed', 'note'];

export interface Group {
  /** Share of the group's total by member; sums to one. */
  readonly weights: readonly number[];
}

export interface Member {
  readonly index: number;
  readonly group: Group;
}

/** Weights 1 … ratio in equal steps, over their sum. */
export function groupOf(count: number, largestOverSmallest: number): Group {
  const sizes = Array.from({ length: count }, (_, i) =>
    count === 1 ? 1 : 1 + ((largestOverSmallest - 1) * i) / (count - 1),
  );
  const sum = sizes.reduce((a, b) => a + b, 0);
  return { weights: sizes.map((size) => size / sum) };
}

export const memberId = (id: string, index: number, count: number): string =>
  `${id}-${String(index + 1).padStart(Math.max(2, String(count).length), '0')}`;

/** Integer parts of an integer total, exact in sum: floors, then one each to the largest remainders. */
export function shareOut(total: number, { weights }: Group): number[] {
  const sign = total < 0 ? -1 : 1;
  const exact = weights.map((weight) => Math.abs(total) * weight);
  const parts = exact.map(Math.floor);
  let left = Math.abs(total) - parts.reduce((a, b) => a + b, 0);
  const order = exact.map((_, i) => i).sort((a, b) => remainder(exact, b) - remainder(exact, a) || a - b);
  for (let k = 0; left > 0; k = (k + 1) % order.length, left--)
    parts[order[k] as number] = (parts[order[k] as number] as number) + 1;
  // floors of floating-point products may exceed the total by a unit where it is very large
  for (let k = order.length - 1; left < 0; k = (k + order.length - 1) % order.length) {
    const at = order[k] as number;
    if ((parts[at] as number) === 0) continue;
    parts[at] = (parts[at] as number) - 1;
    left++;
  }
  return parts.map((part) => (part === 0 ? 0 : sign * part));
}

const remainder = (exact: readonly number[], i: number): number =>
  (exact[i] as number) - Math.floor(exact[i] as number);

/** Fraction 0…1 of a member for one key: evenly spaced over the group, in an order that depends on the key. */
export function fractionOf({ index, group }: Member, key: string): number {
  const count = group.weights.length;
  return count === 1 ? 0.5 : (ranksOf(group, key)[index] as number) / (count - 1);
}

/** Of every group and key, since each of its members asks. */
const ranks = new WeakMap<Group, Map<string, readonly number[]>>();

function ranksOf(group: Group, key: string): readonly number[] {
  const byKey = ranks.get(group) ?? new Map<string, readonly number[]>();
  ranks.set(group, byKey);
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const order = group.weights.map((_, i) => ({ i, at: scatter(key, i) })).sort((a, b) => a.at - b.at || a.i - b.i);
  const found = new Array<number>(order.length);
  for (const [rank, { i }] of order.entries()) found[i] = rank;
  byKey.set(key, found);
  return found;
}

/** FNV-1a over key and index: any fixed well-mixed order does. */
function scatter(key: string, index: number): number {
  let hash = 0x811c9dc5;
  for (const unit of `${key}#${index}`) hash = Math.imul(hash ^ (unit.codePointAt(0) as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export interface MandatePlace {
  readonly member: Member;
  readonly path: Path;
  readonly complain: (problem: Problem) => void;
}

/** A member's own mandate: spread values resolved, sources and versions taken off. */
export function memberMandate(raw: unknown, place: MandatePlace): unknown {
  if (Array.isArray(raw)) return raw.map((item, i) => memberMandate(item, { ...place, path: [...place.path, i] }));
  if (typeof raw !== 'object' || raw === null) return raw;
  const keys = Object.keys(raw);
  const record = raw as Record<string, unknown>;
  if (keys.some((key) => (SPREAD_KEYS as readonly string[]).includes(key))) return spreadValue(record, place);
  if (isWrapper(raw)) {
    const { raw: value, path, faults } = unwrap(raw);
    for (const fault of faults)
      place.complain({
        path: [...place.path, ...fault.path],
        message: fault.message,
        expected: fault.params.expected ?? '',
      });
    return memberMandate(value, { ...place, path: [...place.path, ...path] });
  }
  return Object.fromEntries(
    keys.map((key) => [key, memberMandate(record[key], { ...place, path: [...place.path, key] })]),
  );
}

function spreadValue(raw: Record<string, unknown>, place: MandatePlace): unknown {
  const { member, path, complain } = place;
  const keys = Object.keys(raw).filter((key) => !ANNOTATION_KEYS.includes(key));
  const is = (...wanted: string[]): boolean =>
    keys.length === wanted.length && wanted.every((key) => keys.includes(key));
  const count = member.group.weights.length;
  if (is('sharedBySize'))
    return scaled(raw.sharedBySize, member.group.weights[member.index] as number, [...path, 'sharedBySize'], complain);
  if (is('oneEach') && Array.isArray(raw.oneEach) && raw.oneEach.length === count)
    return memberMandate(raw.oneEach[member.index], { ...place, path: [...path, 'oneEach', member.index] });
  if (is('evenlyFrom', 'evenlyTo')) {
    const between = interpolated(raw.evenlyFrom, raw.evenlyTo, fractionOf(member, path.join('.')));
    if (between !== undefined) return between;
    complain({
      path: [...path, 'evenlyTo'],
      message: 'evenlyFrom and evenlyTo must be two numbers, or two quantities of the same unit',
      expected: 'such as 4% and 25%',
    });
    return undefined;
  }
  const message = keys.includes('oneEach')
    ? `oneEach needs a list of ${count}, one for each member`
    : 'a spread is sharedBySize, evenlyFrom with evenlyTo, or oneEach';
  complain({ path, message, expected: SPREAD_KEYS.join(', ') });
  return undefined;
}

interface Parts {
  readonly before: string;
  readonly number: number;
  readonly after: string;
  /** As many as were written after the point. */
  readonly decimals: number;
}

/** A quantity text taken apart around its number: `¥40tn` → ¥, 40, tn. */
function partsOf(raw: unknown): Parts | undefined {
  if (typeof raw === 'number')
    return Number.isFinite(raw) ? { before: '', number: raw, after: '', decimals: 0 } : undefined;
  const match = typeof raw === 'string' && raw.length <= 64 ? /^([^\d]*)(\d+(?:\.\d+)?)(.*)$/.exec(raw.trim()) : null;
  if (match === null) return undefined;
  const number = match[2] as string;
  return {
    before: match[1] as string,
    number: Number(number),
    after: match[3] as string,
    decimals: number.split('.')[1]?.length ?? 0,
  };
}

function scaled(raw: unknown, factor: number, path: Path, complain: (problem: Problem) => void): unknown {
  const parts = partsOf(raw);
  if (parts !== undefined) return joined(raw, parts, parts.number * factor);
  complain({
    path,
    message: `expected a quantity, found ${describe(raw)}`,
    expected: 'a number or an amount such as ¥40tn',
  });
  return undefined;
}

function interpolated(from: unknown, to: unknown, fraction: number): unknown {
  const [a, b] = [partsOf(from), partsOf(to)];
  if (a === undefined || b === undefined || typeof from !== typeof to || a.before !== b.before || a.after !== b.after)
    return undefined;
  return joined(
    from,
    { ...a, decimals: Math.max(a.decimals, b.decimals) },
    a.number + (b.number - a.number) * fraction,
  );
}

/** Decimals that a unit can carry: percents are shares or yields, so as many as the author wrote, and one at least. */
function decimalsFor({ after, decimals }: Parts): number {
  const unit = after.trim().replace(/\/bp$/, '');
  if (unit === '%') return Math.max(1, decimals);
  if (unit === 'bp') return 3;
  return unit === '' || unit === 'k' ? decimals : 6;
}

function joined(raw: unknown, parts: Parts, number: number): unknown {
  if (typeof raw === 'number') return Number(number.toPrecision(12));
  const digits = number.toFixed(Math.min(6, decimalsFor(parts)));
  return `${parts.before}${digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits}${parts.after}`;
}
