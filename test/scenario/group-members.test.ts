import { describe, expect, it } from 'vitest';
import { fractionOf, groupOf, memberId, memberMandate, shareOut } from '../../src/scenario/group-members.ts';
import type { Problem } from '../../src/scenario/located-error.ts';
import { dice } from './hostile-text.ts';
import { changed, SMALL, scenarioOf } from './small-scenario.ts';

describe('a group', () => {
  it('shares its totals to the last lot, the larger member getting more', () => {
    for (let seed = 0; seed < 500; seed++) {
      const roll = dice(seed);
      const total = roll(2) === 0 ? roll(50) : roll(2 ** 30) * roll(2 ** 20);
      const parts = shareOut(total, groupOf(1 + roll(40), 1 + roll(20)));
      expect(
        parts.reduce((a, b) => a + b, 0),
        `seed ${seed}`,
      ).toBe(total);
      expect(Math.min(...parts), `seed ${seed}`).toBeGreaterThanOrEqual(0);
    }
    expect(shareOut(100, groupOf(4, 4))).toEqual([10, 20, 30, 40]);
    expect(shareOut(-7, groupOf(3, 1))).toEqual([-3, -2, -2]);
  });

  it('names its members with enough zeros', () => {
    expect([memberId('life', 0, 8), memberId('life', 9, 120)]).toEqual(['life-01', 'life-010']);
  });

  it('takes evenly spaced values, in another order for each key', () => {
    const group = groupOf(9, 3);
    const order = (key: string): number[] => group.weights.map((_, index) => fractionOf({ index, group }, key));
    expect(order('threshold').toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => step / 8));
    expect(order('threshold')).not.toEqual(order('threshold').toSorted((a, b) => a - b));
    expect(order('threshold')).not.toEqual(order('floor'));
  });

  it('is expanded into institutions', () => {
    const text = changed(
      '    count: 3\n',
      '    count: 3\n    largestOverSmallest: 3\n    holdings: { JGB-10Y: ¥6tn }\n    cash: { JPY: ¥7 }\n',
    );
    const members = scenarioOf(text).agents.filter((agent) => agent.kind === 'vigilante');
    expect(members.map((agent) => agent.id)).toEqual(['vigilantes-01', 'vigilantes-02', 'vigilantes-03']);
    expect(members.map((agent) => agent.holdings['JGB-10Y'])).toEqual([10_000, 20_000, 30_000]);
    expect(members.reduce((sum, agent) => sum + (agent.cash.JPY ?? 0), 0)).toBe(7);
    expect(members.map((agent) => (agent.mandate as { capacity: number }).capacity).toSorted()).toEqual([
      0.08, 0.13, 0.18,
    ]);
  });

  it('of one member is called -01, a single institution by its own name', () => {
    expect(scenarioOf(changed('count: 3', 'count: 1')).agents.map((agent) => agent.id)).toContain('vigilantes-01');
    expect(scenarioOf(SMALL).agents.map((agent) => agent.id)).toContain('smfg');
  });
});

describe('a mandate of a group', () => {
  const group = groupOf(3, 2);
  const problems: Problem[] = [];
  const resolved = (raw: unknown): unknown[] => {
    problems.length = 0;
    return [0, 1, 2].map((index) =>
      memberMandate(raw, { member: { index, group }, path: ['m'], complain: (problem) => problems.push(problem) }),
    );
  };

  it('shares, spreads and lists', () => {
    expect(resolved({ limit: { sharedBySize: '¥9tn' } })).toEqual([
      { limit: '¥2tn' },
      { limit: '¥3tn' },
      { limit: '¥4tn' },
    ]);
    expect(resolved({ limit: { sharedBySize: '¥900m/bp' } })).toEqual([
      { limit: '¥200m/bp' },
      { limit: '¥300m/bp' },
      { limit: '¥400m/bp' },
    ]);
    expect(resolved({ share: { sharedBySize: 0.9 } })).toEqual([{ share: 0.2 }, { share: 0.3 }, { share: 0.4 }]);
    expect(resolved({ decay: { oneEach: [0.9, 0.94, 0.97] } })).toEqual([
      { decay: 0.9 },
      { decay: 0.94 },
      { decay: 0.97 },
    ]);
    expect(
      resolved({ floor: { evenlyFrom: '3.45%', evenlyTo: '3.95%' } })
        .map((each) => (each as { floor: string }).floor)
        .toSorted(),
    ).toEqual(['3.45%', '3.7%', '3.95%']);
    expect(resolved({ stop: { value: '10%', source: 'S0' }, list: [{ value: 1, assumed: true }] })[0]).toEqual({
      stop: '10%',
      list: [1],
    });
    expect(problems).toEqual([]);
  });

  it('complains of spreads that are none', () => {
    for (const bad of [
      { oneEach: [1] },
      { evenlyFrom: 1 },
      { evenlyFrom: '1%', evenlyTo: 2 },
      { sharedBySize: true },
      { sharedBySize: 1, oneEach: [1, 2, 3] },
    ]) {
      resolved({ x: bad });
      expect(problems.length, JSON.stringify(bad)).toBeGreaterThan(0);
    }
  });
});
