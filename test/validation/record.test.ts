/** The record's pages follow from its data, its data from its values, and every target says what is wanted and by whom. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVERY_TARGET } from '../../src/analysis/episodes/targets/every-target.ts';
import { ROOT } from '../../src/cli/program.ts';
import { frozenName } from '../../src/experiments/arm.ts';
import { VALIDATION_ARMS } from '../../src/experiments/validation/arms.ts';
import { pagesOf } from '../../src/experiments/validation/pages.ts';
import { measuredOf } from '../../src/experiments/validation/record.ts';
import { verdictOf } from '../../src/experiments/verdict.ts';
import { committed, committedRecord, RENDER } from './committed-record.ts';

const MEASURED = measuredOf(EVERY_TARGET);
const ARMS = VALIDATION_ARMS.map(({ name }) => name);

describe('every target', () => {
  test('has an id of its own and names its source', () => {
    const ids = EVERY_TARGET.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const unsourced = EVERY_TARGET.filter(({ source }) => !/\b(?:model|calibration|issue 5|[WS]\d+)\b/.test(source));
    expect(unsourced.map(({ id }) => id)).toEqual([]);
  });

  test('that is measured has a band, or is printed as a distribution', () => {
    const bandless = MEASURED.filter(({ band }) => band.from === undefined && band.to === undefined);
    expect(bandless.map(({ statistic }) => statistic).filter((each) => each !== 'distribution')).toEqual([]);
    const empty = MEASURED.filter(({ band: { from, to } }) => from !== undefined && to !== undefined && from >= to);
    expect(empty.map(({ id }) => id)).toEqual([]);
  });

  test('is measured on arms that there are, a level also on the frozen one', () => {
    const wanted = MEASURED.flatMap(({ arms, isLevel }) => (isLevel === true ? [...arms, frozenName(arms[0])] : arms));
    expect(wanted.filter((name) => !ARMS.includes(name))).toEqual([]);
    expect(ARMS.filter((name) => !wanted.includes(name))).toEqual([]);
  });

  test('that a test holds names a test that there is', () => {
    const absent = EVERY_TARGET.flatMap((target) => (target.kind === 'tested' ? target.tests : [])).filter(
      ({ file, name }) => !readFileSync(join(ROOT, file), 'utf8').includes(name),
    );
    expect(absent).toEqual([]);
  });

  test.each([
    ...Array.from({ length: 28 }, (_, at) => `K${at + 1}`),
    'T1.1',
    'T1.3',
    ...Array.from({ length: 7 }, (_, at) => `T${at + 2}`),
    ...['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9', 'B1', 'B2', 'B3', 'B1-B2'].map((loop) => `${loop}-off`),
    'L3-off.UK',
    'L6-off.UK',
  ])('%s is among them', (id) => expect(EVERY_TARGET.some((target) => target.id === id)).toBe(true));
});

describe('the record', () => {
  const record = committedRecord();

  test('has every arm and every measured target, on its seeds', () => {
    expect(record.arms.map(({ name }) => name)).toEqual(ARMS);
    expect(record.targets.map(({ id }) => id)).toEqual(MEASURED.map(({ id }) => id));
    const lengths = [
      ...record.arms.map(({ digests }) => digests.length),
      ...record.targets.map(({ values }) => values.length),
    ];
    expect(new Set(lengths)).toEqual(new Set([record.seeds.length]));
    expect(record.failures).toEqual([]);
  });

  test('judges what its own values say', () => {
    for (const recorded of record.targets) {
      const target = MEASURED.find(({ id }) => id === recorded.id);
      if (target === undefined) throw new Error(`no target ${recorded.id}`);
      const again = verdictOf(target, recorded.values);
      expect([recorded.id, recorded.mark, recorded.inside, recorded.without]).toEqual([
        target.id,
        again.mark,
        again.inside,
        again.without,
      ]);
      expect(recorded.value ?? 0).toBeCloseTo(again.value ?? 0, 3);
    }
  });

  test('is what the pages show', () => {
    const pages = pagesOf(record, EVERY_TARGET);
    const files = readdirSync(join(ROOT, 'docs/validation')).filter((name) => name.endsWith('.md'));
    expect(files.sort()).toEqual(Object.keys(pages).sort());
    for (const [name, text] of Object.entries(pages)) expect(committed(name), `${name}: ${RENDER}`).toBe(text);
  });
});
