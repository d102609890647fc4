import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVERY_FORMAT, withSections } from './auction-scenario.ts';
import { hammer, mutated, noise } from './hostile-text.ts';
import { SMALL } from './small-scenario.ts';

const sims = ['japan-2026', 'calm', 'primary-market'].map((id) =>
  readFileSync(new URL(`../../sims/${id}.yaml`, import.meta.url), 'utf8'),
);

/** Another stretch of seeds: `SPILLOVER_SEED=7 …`. */
const seed = Number(process.env.SPILLOVER_SEED ?? 1);

describe(`at length, from seed ${seed}`, () => {
  it('sixty thousand broken scenarios give scenarios or located errors', () => {
    const count = hammer(seed * 1_000_000, 60_000, (roll) => mutated(SMALL, roll));
    expect(count.scenario).toBeGreaterThan(1_000);
  });

  it('so do three thousand broken sets of auctions, operations and calendars', () => {
    const count = hammer(seed * 1_000_000, 3_000, (roll) => withSections(mutated(EVERY_FORMAT, roll)));
    expect(count.scenario).toBeGreaterThan(60);
  });

  it('so do three thousand broken copies of the shipped ones', () => {
    for (const text of sims) hammer(seed * 1_000_000, 1_000, (roll) => mutated(text, roll));
  });

  it('and 140,000 pieces of noise', () => {
    expect(hammer(seed * 1_000_000, 140_000, noise).scenario).toBe(0);
  });
});
