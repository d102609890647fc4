/** Arms, their seeds, and the command that repeats one run. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { type Arm, frozenName, replayCommand, seedsOf } from '../../src/experiments/arm.ts';
import { jobsOf } from '../../src/experiments/job.ts';
import { ArmFault, readArm } from '../../src/experiments/measured-run.ts';
import { FROZEN_LOOPS, SHOCK_TERMS, VALIDATION_ARMS } from '../../src/experiments/validation/arms.ts';

const ARM: Arm = { name: 'calm/short', scenario: 'calm', settings: ['loops.L2=off'], what: '', seconds: 1 };
const textOf = (scenario: string): string =>
  readFileSync(new URL(`../../sims/${scenario}.yaml`, import.meta.url), 'utf8');

describe('seeds', () => {
  test.each([
    ['201-204', [201, 202, 203, 204]],
    ['7', [7]],
    ['1,3,5-6', [1, 3, 5, 6]],
  ])('%s', (text, seeds) => expect(seedsOf(text)).toEqual(seeds));

  test.each(['', 'a', '5-3', '1,1', '1-2-3', '-4', '1-99999999'])('"%s" are none', (text) =>
    expect(seedsOf(text)).toBeUndefined(),
  );
});

describe('the command that repeats a run', () => {
  test('is what a person types', () => {
    expect(replayCommand({ ...ARM, until: '2026-01-19T08:00Z' }, 7)).toBe(
      'node bin/spillover.js run calm --seed 7 --until 2026-01-19T08:00Z --set loops.L2=off',
    );
  });

  test('quotes what a shell would take apart', () => {
    const settings = ["title=it's [one]"];
    expect(replayCommand({ ...ARM, settings }, 7)).toBe(
      "node bin/spillover.js run calm --seed 7 --set 'title=it'\\''s [one]'",
    );
  });
});

describe('every arm of the validation', () => {
  const isLoop = (setting: string): boolean => LOOP_NAMES.some((loop) => setting === `loops.${loop}=off`);
  const withMore = VALIDATION_ARMS.filter(({ settings }) => !settings.every(isLoop));

  test.each(withMore)('$name, which sets more than loops, can be read', (arm) => {
    expect(readArm(arm, textOf(arm.scenario)).digest).toMatch(/^[0-9a-f]{32}$/);
  });

  test('that is frozen has every answer switched off, and others have a scenario that is shipped', () => {
    const frozen = VALIDATION_ARMS.filter(({ name }) => name.endsWith('/frozen'));
    expect(frozen.length).toBeGreaterThan(2);
    const settings = FROZEN_LOOPS.map((loop) => `loops.${loop}=off`);
    for (const arm of frozen) expect(arm.settings, arm.name).toEqual(expect.arrayContaining(settings));
    const shipped = readdirSync(new URL('../../sims', import.meta.url));
    expect(VALIDATION_ARMS.filter(({ scenario }) => !shipped.includes(`${scenario}.yaml`))).toEqual([]);
  });

  test.each(Object.entries(SHOCK_TERMS))('shocks %s by its own output and loading', (name, terms) => {
    const { scenario } = readArm({ ...ARM, name, scenario: name, settings: [] }, textOf(name));
    const facts = scenario.instruments.find(({ id }) => id === terms.bond);
    expect(facts?.premiumLoadingMilli).toBe(1000 * terms.loading);
    expect(textOf(name)).toMatch(new RegExp(`gdp: \\{ value: [¥£](?:${terms.output}tn|${terms.output / 1000}tn)`));
  });

  test('has a name of its own, and no two are the same runs', () => {
    expect(new Set(VALIDATION_ARMS.map(({ name }) => name)).size).toBe(VALIDATION_ARMS.length);
    const runs = VALIDATION_ARMS.map(({ scenario, settings, until }) => JSON.stringify([scenario, settings, until]));
    expect(new Set(runs).size).toBe(runs.length);
  });

  test('that is called after another shares its scenario', () => {
    const scenarios = new Map(VALIDATION_ARMS.map(({ name, scenario }) => [name, scenario]));
    for (const { name, scenario } of VALIDATION_ARMS) {
      const [base = ''] = name.split('/');
      if (name !== base) expect(scenarios.get(base), name).toBe(scenario);
    }
    expect(frozenName('calm')).toBe('calm/frozen');
  });
});

test('an arm that names what is not there is refused with its name', () => {
  const wrong = { ...ARM, settings: ['loops.L99=off'] };
  expect(() => readArm(wrong, textOf('calm'))).toThrow(ArmFault);
  expect(() => readArm(wrong, textOf('calm'))).toThrow('arm calm/short: --set:1:7');
  expect(() => readArm({ ...ARM, until: 'tomorrow' }, textOf('calm'))).toThrow('"tomorrow" is no time');
});

test('a run is known by scenario, seed, end and engine: another of any is another run', () => {
  const read = { scenario: undefined as never, digest: 'a'.repeat(32) };
  const key = (arm: Arm, digest: string, seed: number, engine: string): string | undefined =>
    jobsOf([[arm, { ...read, digest }]], [seed], () => engine)[0]?.key;
  const first = key(ARM, read.digest, 1, 'x');
  expect(key(ARM, read.digest, 1, 'x')).toBe(first);
  const others = [
    key(ARM, 'b'.repeat(32), 1, 'x'),
    key(ARM, read.digest, 2, 'x'),
    key({ ...ARM, until: '2026-01-19T08:00Z' }, read.digest, 1, 'x'),
    key(ARM, read.digest, 1, 'y'),
  ];
  expect(new Set([first, ...others]).size).toBe(5);
});
