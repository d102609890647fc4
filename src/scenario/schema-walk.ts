/**
 * Looks into a zod schema: which keys an object may have at some place, to name the nearest one and to follow a path.
 *
 * Reads only the public definition of zod 4 schemas (`_zod.def`).
 */
import type { z } from 'zod';

// biome-ignore lint/suspicious/noExplicitAny: the definition is a union over all schema classes
const definition = (schema: z.ZodType): any => schema._zod.def;

/** The schema behind optional, default, nullable, readonly, lazy and transformed ones. */
function bare(schema: z.ZodType, value: unknown): z.ZodType {
  const def = definition(schema);
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'readonly':
    case 'catch':
      return bare(def.innerType, value);
    case 'pipe':
      return bare(def.in, value);
    case 'lazy':
      return bare(def.getter(), value);
    case 'union':
      return bare(chosen(def, value), value);
    default:
      return schema;
  }
}

/** The option of a union that a value means: by its discriminator, else the first that accepts its keys. */
function chosen(def: { options: readonly z.ZodType[]; discriminator?: string }, value: unknown): z.ZodType {
  const first = def.options[0] as z.ZodType;
  const key = def.discriminator;
  if (key === undefined || typeof value !== 'object' || value === null) return first;
  const tag = (value as Record<string, unknown>)[key];
  const matches = (option: z.ZodType): boolean => {
    const literal = definition(option).shape?.[key];
    return literal !== undefined && definition(literal).values?.includes(tag) === true;
  };
  return def.options.find(matches) ?? first;
}

export interface SchemaShape {
  readonly kind: 'object' | 'record' | 'list' | 'leaf';
  /** Object: schema by key. */
  readonly keys: ReadonlyMap<string, z.ZodType>;
  /** Record or list: schema of an item. */
  readonly item?: z.ZodType;
}

export function shapeOf(schema: z.ZodType, value: unknown): SchemaShape {
  const def = definition(bare(schema, value));
  if (def.type === 'object') return { kind: 'object', keys: new Map(Object.entries(def.shape)) };
  if (def.type === 'record') return { kind: 'record', keys: new Map(), item: def.valueType };
  if (def.type === 'array') return { kind: 'list', keys: new Map(), item: def.element };
  return { kind: 'leaf', keys: new Map() };
}

/** Keys that the object at `path` may have; empty where there is no object. */
export function keysAt(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  let shape = shapeOf(schema, value);
  let here = value;
  for (const step of path) {
    here = typeof here === 'object' && here !== null ? (here as Record<PropertyKey, unknown>)[step] : undefined;
    const next = shape.kind === 'object' ? shape.keys.get(String(step)) : shape.item;
    if (next === undefined) return [];
    shape = shapeOf(next, here);
  }
  return [...shape.keys.keys()];
}

/** What the plain number at `path` may be, in words; undefined where there is no number. */
export function numberFormAt(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string | undefined {
  let [here, there]: [z.ZodType, unknown] = [schema, value];
  for (const step of path) {
    const shape = shapeOf(here, there);
    const next = shape.kind === 'object' ? shape.keys.get(String(step)) : shape.item;
    if (next === undefined) return undefined;
    there = typeof there === 'object' && there !== null ? (there as Record<PropertyKey, unknown>)[step] : undefined;
    here = next;
  }
  const leaf = bare(here, there);
  return definition(leaf).type === 'number' ? numberForm(leaf as z.ZodNumber) : undefined;
}

function numberForm({ minValue, maxValue, isInt, def }: z.ZodNumber): string {
  const what = isInt ? 'a whole number' : 'a number';
  const [least, most] = [minValue, maxValue].map((bound) =>
    bound === null || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound,
  );
  const above = def.checks?.some((check) => {
    const { check: name, inclusive } = definition(check as unknown as z.ZodType);
    return name === 'greater_than' && inclusive === false;
  });
  if (least === undefined) return most === undefined ? what : `${what} of at most ${most}`;
  const from = above === true ? `${what} above ${least}` : `${what} from ${least}`;
  if (most === undefined) return above === true ? from : `${what} of at least ${least}`;
  return above === true ? `${from} and at most ${most}` : `${from} to ${most}`;
}
