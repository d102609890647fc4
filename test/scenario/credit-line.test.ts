/** What an institution may borrow without collateral, as a file says it. */
import { describe, expect, it } from 'vitest';
import type { AgentFacts } from '../../src/scenario/scenario.ts';
import { changed, faultsOf, read, scenarioOf } from './small-scenario.ts';

const withLine = (line: string): string => changed('    count: 3\n', `    count: 3\n    creditLine: ${line}\n`);
const vigilantes = (text: string): AgentFacts[] => scenarioOf(text).agents.filter(({ kind }) => kind === 'vigilante');

describe('a credit line', () => {
  it('of a group is shared among its members to the last yen', () => {
    const lines = vigilantes(withLine('{ JPY: ¥100bn, USD: $1bn }')).map(({ creditLine }) => creditLine);
    expect(lines.reduce((sum, line) => sum + (line?.JPY ?? 0), 0)).toBe(100_000_000_000);
    expect(lines.reduce((sum, line) => sum + (line?.USD ?? 0), 0)).toBe(100_000_000_000);
  });

  it('of nothing is a limit, and one that is not stated is none', () => {
    const [first] = vigilantes(withLine('{ JPY: ¥0bn }'));
    expect(first?.creditLine).toEqual({ JPY: 0 });
    for (const agent of scenarioOf(changed('    count: 3\n', '    count: 3\n')).agents)
      expect(agent).not.toHaveProperty('creditLine');
  });

  it('comes back from the resolved file as it was', () => {
    const once = read(withLine('{ JPY: ¥100bn }'));
    const twice = read(once.ok ? once.resolved : '');
    expect(twice.ok && once.ok && twice.scenario.agents).toEqual(once.ok && once.scenario.agents);
  });

  it('is no debt and knows its currencies', () => {
    expect(faultsOf(withLine('{ JPY: -¥1bn }'))).toHaveLength(1);
    expect(faultsOf(withLine('{ JPY: $1bn }'))).toHaveLength(1);
    expect(faultsOf(withLine('{ EUR: ¥1bn }'))).toHaveLength(1);
  });
});
