/**
 * A number of the scenario that an experiment varies: where it stands, between which bounds, and how it is written.
 *
 * Bounds are texts with their unit, as in a scenario (`15.0%`, `¥1.20tn`); values between them are written with as many decimals
 * as the bounds are, so that nothing is finer than the scenario's format takes, and the same on every machine.
 */
import { z } from 'zod';
import type { Problem } from '../../scenario/located-error.ts';
import { textField } from '../../scenario/plain-fields.ts';
import { describe } from '../../scenario/zod-problems.ts';

const place = textField('path in the scenario, as --set takes it');
const path = z
  .union([place, z.array(place).min(1)])
  .describe('path in the scenario, as --set takes it, or several that get the same value');
const scalar = z.union([z.string(), z.number()]);
const form = textField(
  'what is set, with $ where the value stands: "{ evenlyFrom: $, evenlyTo: 400bp, assumed: true }"',
)
  .refine((text) => text.includes('$'), {
    error: 'has no $ where the value stands',
    params: { expected: 'a text with $' },
  })
  .optional();
const what = textField('in a line, for the report').optional();

export const rangeEntry = z.strictObject({
  path,
  low: scalar.describe('lower bound with its unit; its decimals are those of all values'),
  high: scalar.describe('upper bound in the same unit'),
  form,
  what,
});
export const startedRangeEntry = rangeEntry.extend({
  start: scalar.optional().describe('where the search begins; without it the middle'),
});
export const valuesEntry = z.strictObject({
  path,
  values: z.array(z.unknown()).min(1).max(1000).describe('values, each as the scenario takes it'),
  form,
  what,
});

export interface Parameter {
  readonly name: string;
  readonly what: string;
  readonly paths: readonly string[];
  readonly form: string;
  readonly unit: string;
}

/** A parameter between two bounds. */
export interface RangeParameter extends Parameter {
  readonly low: number;
  readonly high: number;
  /** Where a search begins, 0 … 1 between the bounds. */
  readonly start: number;
  readonly prefix: string;
  readonly suffix: string;
  readonly decimals: number;
}

export interface GridParameter extends Parameter {
  /** As settings take them. */
  readonly values: readonly string[];
}

const NUMBER = /^([^\d.+\-−]*)([+\-−]?)(\d+(?:\.\d+)?)(.*)$/u;

interface Written {
  readonly prefix: string;
  readonly value: number;
  readonly suffix: string;
  readonly decimals: number;
}

function written(given: string | number): Written | undefined {
  const match = NUMBER.exec(String(given).trim());
  if (match === null) return undefined;
  const [, prefix = '', sign, digits = '', suffix = ''] = match;
  const value = Number(digits) * (sign === '' || sign === '+' ? 1 : -1);
  return { prefix, value, suffix, decimals: digits.split('.')[1]?.length ?? 0 };
}

/** Fewer steps between the bounds make effects of rounding. */
const LEAST_STEPS = 20;

type RangeEntry = z.infer<typeof startedRangeEntry>;

/** Undefined where a fault was found. @param at Where the entry stands in the file. */
export function rangeParameter(
  name: string,
  given: RangeEntry,
  at: readonly string[],
  complain: (problem: Problem) => void,
): RangeParameter | undefined {
  const bounds = (['low', 'high', 'start'] as const).map((key) => {
    const raw = given[key];
    if (raw === undefined) return undefined;
    const read = written(raw);
    if (read === undefined)
      complain({
        path: [...at, key],
        message: `expected a number with its unit, found ${describe(raw)}`,
        expected: 'a number with its unit, such as 15.0% or ¥1.20tn',
      });
    return read;
  });
  const [low, high, start] = bounds;
  if (low === undefined || high === undefined || (given.start !== undefined && start === undefined)) return undefined;
  const problem = boundsProblem(low, high, start);
  if (problem !== undefined) {
    complain({ ...problem, path: [...at, ...problem.path] });
    return undefined;
  }
  const { prefix, suffix } = low;
  return {
    ...common(name, given, prefix + suffix),
    low: low.value,
    high: high.value,
    start: start === undefined ? 0.5 : (start.value - low.value) / (high.value - low.value),
    prefix,
    suffix,
    decimals: Math.max(low.decimals, high.decimals),
  };
}

function boundsProblem(low: Written, high: Written, start: Written | undefined): Problem | undefined {
  const unit = ({ prefix, suffix }: Written): string => `${prefix}…${suffix}`;
  for (const [key, other] of [
    ['high', high],
    ['start', start],
  ] as const) {
    if (other === undefined || unit(other) === unit(low)) continue;
    const message = `has the unit "${unit(other)}", the lower bound "${unit(low)}"`;
    return { path: [key], message, expected: 'one unit' };
  }
  if (high.value <= low.value)
    return { path: ['high'], message: 'is not above the lower bound', expected: `more than ${low.value}` };
  if (start !== undefined && (start.value < low.value || start.value > high.value))
    return { path: ['start'], message: 'lies outside the bounds', expected: `${low.value} … ${high.value}` };
  const steps = Math.round((high.value - low.value) * 10 ** Math.max(low.decimals, high.decimals));
  if (steps >= LEAST_STEPS) return undefined;
  const message = `only ${steps} steps lie between the bounds as they are written`;
  return {
    path: ['low'],
    message,
    expected: `bounds with more decimals, such as ${low.value.toFixed(low.decimals + 1)}`,
  };
}

export const gridParameter = (
  name: string,
  given: z.infer<typeof valuesEntry>,
  textOf: (value: unknown) => string,
): GridParameter => ({ ...common(name, given, ''), values: given.values.map(textOf) });

function common(
  name: string,
  given: {
    readonly path: string | readonly string[];
    readonly form?: string | undefined;
    readonly what?: string | undefined;
  },
  unit: string,
): Parameter {
  const paths = typeof given.path === 'string' ? [given.path] : given.path;
  return { name, what: given.what ?? name, paths, form: given.form ?? '$', unit };
}

/** The value at a place between the bounds, as it is written. */
export function valueText(parameter: RangeParameter, unit: number): string {
  const { low, high, prefix, suffix, decimals } = parameter;
  return `${prefix}${(low + (high - low) * unit).toFixed(decimals)}${suffix}`;
}

/** The number in a text of `valueText`, and the place between the bounds at which it really stands. */
export function placeOf(parameter: RangeParameter, text: string): { readonly value: number; readonly unit: number } {
  const { low, high, prefix, suffix } = parameter;
  const value = Number(text.slice(prefix.length, text.length - suffix.length));
  return { value, unit: (value - low) / (high - low) };
}

/** `path=value` for each path of the parameter. */
export const settingsOf = ({ paths, form: shape }: Parameter, text: string): string[] =>
  paths.map((each) => `${each}=${shape.replaceAll('$', text)}`);
