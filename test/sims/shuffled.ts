/** The same scenario written otherwise: keys of every mapping and entries of every list of mappings in an order by dice. */
import { parse, stringify } from 'yaml';
import { Draws } from './random-draws.ts';

export function shuffledText(text: string, seed: number): string {
  const draws = new Draws(seed);
  return stringify(shuffled(parse(text), draws));
}

/** Lists of plain values mean their order. */
function shuffled(value: unknown, draws: Draws): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, draws));
    return items.every((item) => typeof item === 'object') ? draws.shuffled(items) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, draws)] as const);
  return Object.fromEntries(draws.shuffled(entries));
}
