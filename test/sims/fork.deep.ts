/** January 2026 left on the morning of the 21st, with a purchase that nobody had planned: on the same luck, what it does. */
import { expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { readPatch, readPatchedScenario } from '../../src/scenario/interventions/patch-file.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { SimulationRun, shippedText } from './forked-run.ts';

const AT = parseIsoTime('2026-01-21T08:00+09:00') as NonNullable<ReturnType<typeof parseIsoTime>>;
const UNTIL = parseIsoTime('2026-01-22T06:00Z') as typeof AT;
const PURCHASE = `schemaVersion: 1
interventions:
  - { id: emergency, bonds: [JGB-30Y, JGB-40Y], format: boj_purchase, amount: ¥500bn }
`;

test('an unscheduled purchase of super-longs is held, taken up, and lowers their yields against the straight run', () => {
  const patch = readPatch(PURCHASE, 'purchase.yaml');
  if (!patch.ok) throw new Error('the patch cannot be read');
  const scenarioText = shippedText('japan-2026');
  const given = { scenarioText, scenarioFile: 'japan-2026.yaml', settings: [], fork: { at: AT }, kinds: AGENT_KINDS };
  const [straight, forked] = [undefined, patch.patch].map((each) => {
    const read = readPatchedScenario({ ...given, patch: each });
    if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'));
    return new SimulationRun(read.scenario, AT, UNTIL);
  }) as [SimulationRun, SimulationRun];
  expect(forked.digestAtFork).toBe(straight.digestAtFork);
  expect(forked.digest).not.toBe(straight.digest);
  expect(forked.bought).toBeGreaterThan(0);
  const changes = ['JGB-30Y', 'JGB-40Y'].map(
    (line) => (forked.closeBp.get(line) ?? 0) - (straight.closeBp.get(line) ?? 0),
  );
  console.log(
    `an unscheduled purchase of ¥500bn, closes of 22 January against the straight run, bp: ${changes.join(', ')}`,
  );
  expect(changes.reduce((sum, change) => sum + change, 0)).toBeLessThan(0);
});
