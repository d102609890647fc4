/** The files of published numbers: what is shipped can be read and says where it is from; what is wrong is told in its place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COLUMNS, episodeOf, OBSERVATIONS, type PublishedRow } from '../../../src/analysis/published/published-row.ts';
import { readPublished } from '../../../src/analysis/published/read-published.ts';
import { read } from '../../docs/constants.ts';

const FOLDER = join(import.meta.dirname, '../../../sims/published');
const EPISODES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.slice(0, -4));

function shipped(episode: string): readonly PublishedRow[] {
  const reading = readPublished(readFileSync(join(FOLDER, `${episode}.csv`), 'utf8'), `${episode}.csv`, episode);
  return reading.ok ? reading.rows : expect.fail(reading.errors.map(({ message }) => message).join('\n'));
}

describe.each(EPISODES)('the shipped numbers of %s', (episode) => {
  const rows = shipped(episode);

  test('are there', () => expect(rows.length).toBeGreaterThan(0));

  test('name sources that the list of sources has', () => {
    const list = read('docs/odd.md').split('## 9. Sources')[1] as string;
    const ids = [...new Set(rows.flatMap(({ source }) => source.split(' ')).filter((id) => id !== ''))];
    expect(ids.filter((id) => !new RegExp(`\\| (?:[^|]* )?${id}(?: [^|]*)?\\|`).test(list))).toEqual([]);
  });

  test('a contested number says both versions and the ruling, or where they stand', () => {
    const contested = rows.filter(({ note }) => note.startsWith('contested:'));
    expect(contested.filter(({ note }) => !/ruling:|later month/.test(note))).toEqual([]);
  });

  test('what is general knowledge says so and names no source', () => {
    const known = rows.filter(({ status }) => status === 'general-knowledge');
    expect(known.filter(({ source }) => source !== '')).toEqual([]);
  });
});

test('the README speaks of the closes that are kept', () => {
  const told = /30-year JGBs really closed at \+([\d.]+), \+([\d.]+) and −([\d.]+) bp/.exec(read('README.md'));
  const changes = shipped('japan-2026')
    .filter((row) => row.observation === 'change' && row.subject === 'JGB-30Y' && row.since === null)
    .map(({ date, value }) => [date, value]);
  expect(changes).toEqual([
    ['2026-01-19', Number(told?.[1])],
    ['2026-01-20', Number(told?.[2])],
    ['2026-01-21', -Number(told?.[3])],
  ]);
});

test('changes are those of the closes beside them, where both are printed', () => {
  const rows = shipped('japan-2026');
  const closes = new Map(
    rows.flatMap((row) => (row.observation === 'close' ? [[`${row.subject} ${row.date}`, row.value]] : [])),
  );
  const days = ['2026-01-16', '2026-01-19', '2026-01-20', '2026-01-21'];
  let compared = 0;
  for (const { observation, subject, date, since, value, relation } of rows) {
    if (observation !== 'change' || relation === 'between') continue;
    const before = closes.get(`${subject} ${since ?? days[days.indexOf(date ?? '') - 1]}`);
    const after = closes.get(`${subject} ${date}`);
    if (before === undefined || after === undefined) continue;
    compared += 1;
    expect(Math.abs((after - before) * 100 - value), `${subject} ${date}`).toBeLessThan(0.6);
  }
  expect(compared).toBeGreaterThan(10);
});

test('the page says of every observation what of a run it is compared with', () => {
  const page = read('docs/published.md');
  const told = [...page.matchAll(/^\| (`.+`) \| .+ \|$/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(told).toEqual(expect.arrayContaining(Object.keys(OBSERVATIONS)));
});

test('the folder says which files it has', () => {
  const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  expect([...page.matchAll(/^\| `([\w-]+)\.csv` \|/gm)].map(([, name]) => name).sort()).toEqual([...EPISODES].sort());
  for (const column of COLUMNS) expect(page).toContain(`\`${column}\``);
});

describe('a scenario and its episode', () => {
  const episodes = ['calm', 'japan-2026', 'japan-2026-night'];
  test.each([
    ['japan-2026', 'japan-2026'],
    ['japan-2026-no-geopolitics', 'japan-2026'],
    ['japan-2026-night-quiet', 'japan-2026-night'],
    ['japan-20261', undefined],
    ['primary-market', undefined],
  ])('%s is looked at beside %s', (scenario, episode) => {
    expect(episodeOf(scenario, episodes)).toBe(episode);
  });
});

const GOOD: Readonly<Record<string, string>> = {
  episode: 'mine',
  date: '2026-01-20',
  since: '',
  time: '',
  observation: 'close',
  subject: 'JGB-30Y',
  against: '',
  relation: 'is',
  value: '3.875',
  value_to: '',
  unit: 'pct',
  status: 'published',
  source: 'W10',
  page: 'a page',
  note: '"with a comma, and ""quotes"""',
};
const fileWith = (change: Readonly<Record<string, string>> = {}): string =>
  `${COLUMNS.join(',')}\n\n${COLUMNS.map((column) => change[column] ?? GOOD[column]).join(',')}\r\n`;

test('fields in quotes hold commas and quotes, and empty lines are passed over', () => {
  const reading = readPublished(fileWith(), 'mine.csv', 'mine');
  expect(reading.ok && reading.rows).toMatchObject([
    { date: '2026-01-20', since: null, value: 3.875, valueTo: null, note: 'with a comma, and "quotes"' },
  ]);
});

describe('a fault is told in its place', () => {
  test.each([
    ['episode', 'other', 'the file is of the episode mine'],
    ['date', '2026-02-30', '"2026-02-30" is no date'],
    ['since', '2026-01-20', 'is not before'],
    ['time', '2026-01-20T12:35', '"2026-01-20T12:35" is no time'],
    ['observation', 'clos', 'did you mean "close"'],
    ['subject', 'Jgb 30', '"Jgb 30" is no subject'],
    ['against', 'JGB-10Y', 'close is of one line'],
    ['relation', 'abot', 'did you mean "about"'],
    ['value', '3,875'.replace(',', ';'), '"3;875" is no value'],
    ['value_to', '4', 'only a range has a second number'],
    ['unit', 'bp', '"bp" is no unit'],
    ['status', '', 'status is empty'],
    ['source', 'W10/W11', '"W10/W11" is no source'],
    ['page', 'https://a.page', 'is no page'],
  ])('%s', (column, text, message) => {
    const reading = readPublished(fileWith({ [column]: text }), 'mine.csv', 'mine');
    const errors = reading.ok ? [] : reading.errors;
    const before = COLUMNS.slice(0, COLUMNS.indexOf(column as never));
    const at = before.reduce((sum, each) => sum + (GOOD[each] as string).length + 1, 1);
    expect(errors).toMatchObject([{ file: 'mine.csv', line: 3, column: at, path: column }]);
    expect(errors[0]?.message).toContain(message);
  });

  test('other columns, too few fields, quotes that do not match: all at once but the first', () => {
    expect(readPublished('a,b\n1,2\n', 'mine.csv', 'mine')).toMatchObject({ errors: [{ line: 1, column: 1 }] });
    const text = `${COLUMNS.join(',')}\n1,2\nmine,"2026\n`;
    expect(readPublished(text, 'mine.csv', 'mine')).toMatchObject({
      errors: [
        { line: 2, message: expect.stringContaining('2 fields') },
        { line: 3, column: 6, message: expect.stringContaining('quotes') },
      ],
    });
  });

  test('a range needs its upper end, above its lower', () => {
    for (const to of ['', '3.8', '3.875']) {
      const reading = readPublished(fileWith({ relation: 'between', value_to: to }), 'mine.csv', 'mine');
      expect(reading.ok ? [] : reading.errors.map(({ path }) => path), to).toEqual(['value_to']);
    }
  });
});
