/**
 * The format as JSON Schema (draft 2020-12), for completion and checking in editors.
 *
 * Generated from the same zod schemas that read a file, and committed as `sims/scenario.schema.json` and
 * `sims/patch.schema.json`; a test compares.
 * Quantities are shown as what an author may write: plain, sourced, in versions and, in the mandates of a group, spread.
 */
import { z } from 'zod';
import type { ScenarioKinds } from './agent-entry.ts';
import { SPREAD_KEYS } from './group-members.ts';
import { patchFile } from './interventions/patch-file.ts';
import { scenarioFile } from './scenario-file.ts';

type Json = Record<string, unknown>;

const AMOUNT =
  '^[-+−]?(¥|￥|₩|￦|\\$|£|JPY|KRW|USD|GBP) ?[-+−]?\\d+(\\.\\d+)? ?(k|m|mn|bn|tn|million|billion|trillion)?';
const PATTERNS: Readonly<Record<string, Json>> = {
  amount: { type: 'string', pattern: `${AMOUNT}$` },
  'amount per basis point': { type: 'string', pattern: `${AMOUNT}/bp$` },
  rate: { type: 'string', pattern: '^[-+−]?\\d+(\\.\\d+)? ?(%|bp)$' },
  share: { type: 'string', pattern: '^[-+−]?\\d+(\\.\\d+)? ?%$' },
  duration: { type: 'string', pattern: '^\\d+(\\.\\d+)? ?(y|mo|d)$' },
  number: { type: 'number' },
};

const strict = (properties: Json, required: readonly string[]): Json => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const NOTES: Json = { source: { type: 'string' }, assumed: { const: true }, note: { type: 'string' } };

function sourced(plain: Json): Json[] {
  const version = strict({ value: { type: ['string', 'number'] }, ...NOTES }, ['value', 'source']);
  return [
    plain,
    strict({ value: plain, ...NOTES }, ['value']),
    strict(
      { versions: { type: 'array', minItems: 2, items: version }, ruling: plain, why: { type: 'string' }, ...NOTES },
      ['versions', 'ruling', 'why'],
    ),
  ];
}

function spread(plain: Json): Json[] {
  const [shared, from, to, each] = SPREAD_KEYS;
  return [
    strict({ [shared]: plain, ...NOTES }, [shared]),
    strict({ [from]: plain, [to]: plain, ...NOTES }, [from, to]),
    strict({ [each]: { type: 'array', items: plain }, ...NOTES }, [each]),
  ];
}

/** Named once under `$defs`: `rate` is the plain text, `rate sourced` what a file may say, `rate of a group` a mandate too. */
function definitions(): Json {
  return Object.fromEntries(
    Object.entries(PATTERNS).flatMap(([form, pattern]) => [
      [form, pattern],
      [`${form} sourced`, { anyOf: sourced(reference(form)) }],
      [`${form} of a group`, { anyOf: [...sourced(reference(form)), ...spread(reference(form))] }],
    ]),
  );
}

const reference = (name: string): Json => ({ $ref: `#/$defs/${name.replaceAll(' ', '-')}` });

const jsonSchemaOf = (file: z.ZodType): Json =>
  z.toJSONSchema(file, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const node = jsonSchema as Json;
      const form = node.quantity;
      if (typeof form !== 'string') return;
      delete node.quantity;
      Object.assign(node, reference(`${form} sourced`));
    },
  }) as Json;

const namedDefinitions = (): Json =>
  Object.fromEntries(Object.entries(definitions()).map(([name, body]) => [name.replaceAll(' ', '-'), body]));

export const patchJsonSchema = (): Json => ({
  ...jsonSchemaOf(patchFile),
  title: 'spillover patch',
  $defs: namedDefinitions(),
});

export function scenarioJsonSchema(kinds: ScenarioKinds): Json {
  const schema = jsonSchemaOf(scenarioFile(kinds));
  const agents = ((schema.properties as Json).agents as Json).additionalProperties as Json;
  for (const agent of (agents.oneOf ?? agents.anyOf) as Json[])
    widenMandate((agent.properties as Json).mandate as Json);
  return { ...schema, title: 'spillover scenario', $defs: namedDefinitions() };
}

/** Every value of a mandate may also carry its source or be spread over a group. */
function widenMandate(mandate: Json | undefined): void {
  const properties = (mandate?.properties ?? {}) as Record<string, Json>;
  for (const [key, field] of Object.entries(properties)) {
    const { description, default: fallback, $ref, ...plain } = field;
    const widened =
      typeof $ref === 'string'
        ? { $ref: $ref.replace(/-sourced$/, '-of-a-group') }
        : { anyOf: [plain, ...variants(plain)] };
    properties[key] = {
      ...(description === undefined ? {} : { description }),
      ...(fallback === undefined ? {} : { default: fallback }),
      ...widened,
    };
  }
}

/** A choice or a list may carry its source or differ by member; only a number can be spread. */
function variants(plain: Json): Json[] {
  if (plain.type === 'number' || plain.type === 'integer') return [...sourced(plain).slice(1, 2), ...spread(plain)];
  return [...sourced(plain).slice(1, 2), ...spread(plain).slice(-1)];
}

/** The committed files' exact text. */
export const scenarioSchemaText = (kinds: ScenarioKinds): string =>
  `${JSON.stringify(scenarioJsonSchema(kinds), null, 1)}\n`;
export const patchSchemaText = (): string => `${JSON.stringify(patchJsonSchema(), null, 1)}\n`;
