import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { HELD_FORMATS } from '../../src/events/auction-terms.ts';
import { announcementEntry } from '../../src/scenario/announcement-entry.ts';
import { auctionEntry, operationEntry } from '../../src/scenario/auctions/auction-entry.ts';
import { purchaseEntry } from '../../src/scenario/auctions/purchase-calendar.ts';
import { instrumentEntry } from '../../src/scenario/instrument-entry.ts';
import { marketEntry } from '../../src/scenario/market-entry.ts';
import { shapeOf } from '../../src/scenario/schema-walk.ts';
import { withSections } from './auction-scenario.ts';
import { faultsOf, scenarioOf } from './small-scenario.ts';

const page = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] as string);

describe('docs/scenarios.md', () => {
  it('begins with a whole file that can be read', () => {
    const whole = blocks.find((block) => block.startsWith('schemaVersion'));
    expect(faultsOf(whole ?? '')).toEqual([]);
  });

  it('names every key that a file may have', () => {
    const bucket = purchaseEntry.shape.buckets.element;
    const entries = [marketEntry, instrumentEntry, auctionEntry, operationEntry, purchaseEntry, bucket];
    const keys = entries.flatMap((schema) => [...shapeOf(schema, {}).keys.keys()]);
    const types = announcementEntry.def.options.flatMap((option) => Object.keys(option.def.shape));
    expect([...keys, ...types].filter((key) => !page.includes(`\`${key}\``) && !page.includes(`${key}:`))).toEqual([]);
  });

  it('has an example of every format of auction and operation, and all of them can be read', () => {
    const primary = blocks.filter((block) => /^(auctions|operations|purchases):/.test(block));
    expect(primary).toHaveLength(3);
    const text = withSections(primary.join('')).replace('ends: 2026-01-30', 'ends: 2026-02-20');
    expect(faultsOf(text)).toEqual([]);
    const formats = new Set(scenarioOf(text).auctions.map(({ format }) => format));
    expect(HELD_FORMATS.filter((format) => !formats.has(format))).toEqual([]);
  });

  it('counts its calendar as the reader does', () => {
    const calendar = blocks.find((block) => block.startsWith('purchases:')) ?? '';
    const bought = scenarioOf(withSections(calendar)).auctions.map(({ id, offered }) => [id, offered]);
    expect(bought).toEqual([
      ['boj-2026-01-21-jgb-5y', 406e9],
      ['boj-2026-01-21-super-long', 116e9],
    ]);
    for (const [id] of bought.slice(0, 1)) expect(page).toContain(`\`${id}\``);
    expect(page).toContain('¥2.9tn × 28 % ÷ 2 = ¥406bn');
  });

  it('has calendars of amounts by date and of a ceiling, which the reader takes day by day', () => {
    const calendars = blocks.find((block) => block.startsWith('# in purchases:')) ?? '';
    const text = withSections(`purchases:\n${calendars.replaceAll(/^/gm, '  ')}`);
    expect(faultsOf(text)).toEqual([]);
    const { auctions } = scenarioOf(text);
    expect(auctions.filter(({ format }) => format === 'boe_reverse').map(({ offered }) => offered / 1e9)).toEqual([
      5, 2.5, 10,
    ]);
    expect(auctions.filter(({ fixedYieldMilli }) => fixedYieldMilli === 1700)).toHaveLength(4);
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
