import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { announcementEntry } from '../../src/scenario/announcement-entry.ts';
import { auctionEntry } from '../../src/scenario/auction-entry.ts';
import { instrumentEntry } from '../../src/scenario/instrument-entry.ts';
import { marketEntry } from '../../src/scenario/market-entry.ts';
import { shapeOf } from '../../src/scenario/schema-walk.ts';
import { faultsOf } from './small-scenario.ts';

const page = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] as string);

describe('docs/scenarios.md', () => {
  it('begins with a whole file that can be read', () => {
    const whole = blocks.find((block) => block.startsWith('schemaVersion'));
    expect(faultsOf(whole ?? '')).toEqual([]);
  });

  it('names every key that a file may have', () => {
    const keys = [marketEntry, instrumentEntry, auctionEntry].flatMap((schema) => [...shapeOf(schema, {}).keys.keys()]);
    const types = announcementEntry.def.options.flatMap((option) => Object.keys(option.def.shape));
    expect([...keys, ...types].filter((key) => !page.includes(`\`${key}\``) && !page.includes(`${key}:`))).toEqual([]);
  });

  it('names every kind of institution and every key of its mandate', () => {
    const unnamed = Object.entries(AGENT_KINDS).flatMap(([kind, { mandate }]) => {
      const row =
        page.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${kind}\``)) ?? '';
      return [...shapeOf(mandate, {}).keys.keys()]
        .filter((key) => !row.includes(`\`${key}\``))
        .map((key) => `${kind}.${key}`);
    });
    expect(unnamed).toEqual([]);
  });

  it('names every loop', () => {
    expect(LOOP_NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
