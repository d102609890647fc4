/**
 * To renew the committed schema after a change of the format: `UPDATE_SCENARIO_SCHEMA=1 npx vitest run test/experiments/experiment-schema.test.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { experimentSchemaText } from '../../src/experiments/file/json-schema.ts';

const file = new URL('../../sims/experiment.schema.json', import.meta.url);
if (process.env.UPDATE_SCENARIO_SCHEMA === '1') writeFileSync(file, experimentSchemaText());

/** What a branch changes is told by the schema of patches, which has tests of its own. */
const alone = JSON.parse(experimentSchemaText().replace(/\{\s*"\$ref": "patch\.schema[^}]*\}/, '{}'));
const schema = z.fromJSONSchema(alone as Parameters<typeof z.fromJSONSchema>[0]);
const folder = new URL('../../sims/experiments/', import.meta.url);
const shipped = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

test('the JSON Schema in sims/experiment.schema.json is current', () => {
  expect(readFileSync(file, 'utf8')).toBe(experimentSchemaText());
});

test.each(shipped)('accepts the shipped %s, and refuses it with another kind or an unknown key', (_, text) => {
  const data = parse(text);
  expect(schema.safeParse(data).error?.issues ?? []).toEqual([]);
  expect(schema.safeParse({ ...data, kind: 'guess' }).success).toBe(false);
  expect(schema.safeParse({ ...data, sed: 1 }).success).toBe(false);
});

test('the shipped ablation leaves out each loop on 40 of 200 seeds that no fit has seen, over the days of the shock', () => {
  const data = parse(shipped.find(([name]) => name === 'ablation.yaml')?.[1] ?? '');
  expect(data).toMatchObject({ kind: 'ablation', scenario: 'japan-2026', seeds: '1001-1200', armSeeds: '1001-1040' });
  expect(data.loops).toEqual(LOOP_NAMES);
  expect(data.until).toBe('2026-01-21T22:05Z');
  expect(data.answers.map((name: string) => data.outcomes[name].what.split(':')[0])).toEqual([
    'New York',
    'London',
    'Seoul',
  ]);
});

test('the shipped dilemma puts three policies on two dials, yields and the yen', () => {
  const data = parse(shipped.find(([name]) => name === 'boj-dilemma.yaml')?.[1] ?? '');
  expect(data.branches.map(({ id }: { id: string }) => id)).toEqual(['buy', 'hike', 'speak']);
  expect(data.dials.map((name: string) => data.outcomes[name].bond)).toEqual(['JGB-30Y', 'FX-USDJPY']);
});
