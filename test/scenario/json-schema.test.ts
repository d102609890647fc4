/**
 * To renew the committed schemas after a change of the format: `UPDATE_SCENARIO_SCHEMA=1 npx vitest run test/scenario/json-schema.test.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import {
  patchJsonSchema,
  patchSchemaText,
  scenarioJsonSchema,
  scenarioSchemaText,
} from '../../src/scenario/json-schema.ts';
import { changed, read, SMALL } from './small-scenario.ts';

const file = new URL('../../sims/scenario.schema.json', import.meta.url);
const patchFile = new URL('../../sims/patch.schema.json', import.meta.url);
if (process.env.UPDATE_SCENARIO_SCHEMA === '1') {
  writeFileSync(file, scenarioSchemaText(AGENT_KINDS));
  writeFileSync(patchFile, patchSchemaText());
}

describe('the JSON Schema for editors', () => {
  // an independent reading of the same schema: JSON Schema back into a validator
  const schema = z.fromJSONSchema(scenarioJsonSchema(AGENT_KINDS) as Parameters<typeof z.fromJSONSchema>[0]);
  const accepts = (text: string): boolean => schema.safeParse(parse(text)).success;

  it('in sims/scenario.schema.json is current', () => {
    expect(readFileSync(file, 'utf8')).toBe(scenarioSchemaText(AGENT_KINDS));
  });

  it('accepts the shipped scenarios', () => {
    const folder = new URL('../../sims/', import.meta.url);
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.yaml'))) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      expect(schema.safeParse(parse(text)).error?.issues ?? [], name).toEqual([]);
    }
  });

  it('accepts what a resolved scenario looks like', () => {
    const result = read(SMALL);
    expect(result.ok && accepts(result.resolved)).toBe(true);
  });

  it.each([
    ['amount: ¥5tn', 'amount: 5'],
    ['policyRate: 0.75%', 'policyRat: 0.75%'],
    ['kind: megabank', 'kind: megabnk'],
    ['target: ¥21.2tn', 'taget: ¥21.2tn'],
    ['source: S0', 'sorce: S0'],
    ['L2: off', 'L2: maybe'],
  ])('refuses %s → %s, as the reader does', (from, to) => {
    expect([accepts(SMALL), accepts(changed(from, to)), read(changed(from, to)).ok]).toEqual([true, false, false]);
  });

  it('explains every key of an instrument', () => {
    const text = scenarioSchemaText(AGENT_KINDS);
    expect(text).toContain('"description": "half the spread that one dealer quotes on a calm day"');
    expect(text).toContain('L2');
  });
});

describe('the JSON Schema of patches', () => {
  const schema = z.fromJSONSchema(patchJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const accepts = (...entries: readonly string[]): boolean =>
    schema.safeParse(
      parse(['schemaVersion: 1', 'interventions:', ...entries.map((entry) => `  - ${entry}`)].join('\n')),
    ).success;

  it('in sims/patch.schema.json is current', () => {
    expect(readFileSync(patchFile, 'utf8')).toBe(patchSchemaText());
  });

  it.each([
    ['{ cancel: ten-year }', '{ cancel: 5 }'],
    ['{ revise: ten-year, offered: ¥1300bn }', '{ revise: ten-year, offered: 1300 }'],
    [
      '{ trade: FX-USDJPY, side: sell, amount: $30bn, by: mof }',
      '{ trade: FX-USDJPY, side: short, amount: $30bn, by: mof }',
    ],
    ['{ set: { loops.L2: off } }', '{ set: loops.L2 }'],
    ['{ id: buy, bond: JGB-10Y, format: boj_purchase, amount: ¥300bn }', '{ id: buy, bond: JGB-10Y, format: boj_buy }'],
    ['{ cancel: ten-year, at: 2026-01-19T09:00+09:00 }', '{ cancel: ten-year, when: 2026-01-19T09:00+09:00 }'],
  ])('accepts %s and refuses %s', (right, wrong) => {
    expect([accepts(right), accepts(wrong)]).toEqual([true, false]);
  });
});
