/** Every number of a scenario file with what stands behind it: its source, or that it is assumed, or what differs and the ruling. */
import type { ScenarioData } from '../../scenario/read-data.ts';
import type { SourcedNumber } from '../protocol.ts';

type Node = Readonly<Record<string, unknown>>;

/** What an entry says of all its numbers. */
interface Said {
  readonly source?: string;
  readonly isAssumed: boolean;
  readonly note?: string;
}

const NOT_NUMBERS = new Set([
  'source',
  'assumed',
  'note',
  'why',
  'ruling',
  'versions',
  'value',
  'headline',
  'title',
  'id',
  'schemaVersion',
]);

export function sourcesOf(data: ScenarioData): SourcedNumber[] {
  const found: SourcedNumber[] = [];
  visit(data, [], { isAssumed: false }, found);
  return found;
}

function visit(value: unknown, path: readonly string[], said: Said, found: SourcedNumber[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, nameOf(item) ?? String(index)], said, found);
    return;
  }
  if (!isNode(value)) {
    if (isNumber(value)) found.push(numberOf(path, String(value), said));
    return;
  }
  const here = saidBy(value, said);
  if (value.versions !== undefined || Object.hasOwn(value, 'value')) {
    found.push(quantityOf(value, path, here));
    return;
  }
  for (const [key, item] of Object.entries(value)) if (!NOT_NUMBERS.has(key)) visit(item, [...path, key], here, found);
}

/** A quantity's own source goes before that of its entry. */
function saidBy(node: Node, before: Said): Said {
  const source = typeof node.source === 'string' ? node.source : undefined;
  const note = typeof node.note === 'string' ? node.note : undefined;
  if (source === undefined && node.assumed !== true) return note === undefined ? before : { ...before, note };
  return {
    isAssumed: node.assumed === true,
    ...(source === undefined ? {} : { source }),
    ...(note === undefined ? {} : { note }),
  };
}

function quantityOf(node: Node, path: readonly string[], said: Said): SourcedNumber {
  const versions = Array.isArray(node.versions)
    ? (node.versions as readonly Node[]).map(({ value, source }) => ({ value: String(value), source: String(source) }))
    : undefined;
  return {
    ...numberOf(path, String(node.ruling ?? node.value), said),
    ...(versions === undefined ? {} : { versions }),
    ...(typeof node.why === 'string' ? { why: node.why } : {}),
  };
}

const numberOf = (path: readonly string[], value: string, said: Said): SourcedNumber => ({
  path: path.join('.'),
  value,
  ...said,
});

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^[-+]?[¥$£₩]?\d/.test(value));
const nameOf = (item: unknown): string | undefined =>
  isNode(item) && typeof item.id === 'string' ? item.id : undefined;
