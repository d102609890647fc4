/** `spillover validate`: out of a record, with a verdict in its exit code; what it prints it writes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERY_TARGET } from '../../src/analysis/episodes/targets/every-target.ts';
import { measuredOf, RECORD_SCHEMA } from '../../src/experiments/validation/record.ts';
import { verdictOf } from '../../src/experiments/verdict.ts';
import { InProcess } from './in-process.ts';

let place: InProcess;
beforeAll(() => {
  place = new InProcess();
  const values = [1, 1, 1];
  const targets = measuredOf(EVERY_TARGET).map((target) => ({
    id: target.id,
    values,
    frozen: null,
    ...verdictOf(target, values),
  }));
  const record = {
    schema: RECORD_SCHEMA,
    engine: { version: '0', code: '' },
    seeds: [1, 2, 3],
    arms: [],
    targets,
    failures: [],
  };
  writeFileSync(join(place.path, 'record.json'), JSON.stringify(record));
  writeFileSync(join(place.path, 'other.json'), '{}');
});
afterAll(() => place.remove());

test('a model of which every number is one is not accepted: exit code 1, every row with its number, the same in the files', async () => {
  const { code, stdout } = await place.spillover('validate', '--record', 'record.json');
  expect(code).toBe(1);
  expect(stdout).toContain('Not accepted');
  expect(stdout).toMatch(/○ {2}F1 +1\.00/);
  expect(stdout).toContain('stochastic volatility passes F1');
  const page = readFileSync(join(place.path, 'validation/acceptance.md'), 'utf8');
  expect(page).toContain('| ○ | F1 | calm market |');
  const { code: again, stdout: json } = await place.spillover('validate', '--record', 'record.json', '--json');
  expect(again).toBe(1);
  const document = JSON.parse(json);
  expect(document.schema).toBe('spillover/validate@1');
  expect(document.facts).toHaveLength(20);
  expect(document.accepted).toBe(false);
});

test.each([
  [['--record', 'other.json'], 'is no record'],
  [['--seeds', 'many'], 'names no seeds'],
  [['--seeds', '1-2', '--record', 'record.json'], 'own seeds'],
  [['--rerun', 'some'], 'no number'],
  [['--record', 'none.json'], 'none.json'],
])('%s is refused with the reason', async (args, reason) => {
  const { code, stderr } = await place.spillover('validate', ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(reason);
});
