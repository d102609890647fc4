/**
 * Plain data → one text, whatever the order of keys: what a scenario's digest is taken of.
 *
 * Keys in code-unit order, numbers in their shortest round-trip form (the language's own, the same on every engine).
 */
import { assert } from '../units/assert.ts';
import type { Scenario } from './scenario.ts';

export const scenarioDigestText = (scenario: Scenario): string => canonicalJson(scenario);

export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    assert(Number.isFinite(value), `no such number in JSON: ${value}`);
    return JSON.stringify(Object.is(value, -0) ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  assert(typeof value === 'object', `not plain data: ${typeof value}`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
