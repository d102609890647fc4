/**
 * To renew the committed schema after a change of the format: `UPDATE_SCENARIO_SCHEMA=1 npx vitest run test/experiments/experiment-schema.test.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
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
