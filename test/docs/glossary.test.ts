/** Every word that the program shows to people, in files, tables or events, is in the glossary. */
import { expect, test } from 'vitest';
import { AGENT_KIND_NAMES } from '../../src/agents/kind-names.ts';
import { TABLES } from '../../src/analysis/tables/table-columns.ts';
import { ORDER_COLUMNS } from '../../src/cli/own-input/order-row.ts';
import { PRICE_COLUMNS, RESULT_COLUMNS } from '../../src/cli/own-input/price-columns.ts';
import { HELD_FORMATS } from '../../src/events/auction-terms.ts';
import { EVENT_TYPES, EVENTS } from '../../src/events/fields.ts';
import { ORDER_FLAGS, ORDER_TYPES, Reason, RecordKind } from '../../src/events/records.ts';
import { POINTS_SCHEMA, runsSchema } from '../../src/experiments/results/run-columns.ts';
import { AUCTION_FORMATS } from '../../src/market/auctions/auction-formats.ts';
import { read } from './constants.ts';
import { proseOf } from './pages.ts';

const GLOSSARY = read('docs/glossary.md');
const absent = (words: readonly string[]): string[] => words.filter((word) => !GLOSSARY.includes(`\`${word}\``));

/** Keys of an interface or of an object of fields, as the file spells them. */
const keysIn = (path: string, head: string): string[] => {
  const block = read(path).split(head)[1]?.split('\n}')[0] ?? '';
  const keys = [...block.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, key]) => key as string);
  if (keys.length < 5) throw new Error(`${path} no longer has ${head}`);
  return keys;
};

test('kinds of institution, flags, order types, records and reasons are explained', () => {
  expect(
    absent([...AGENT_KIND_NAMES, ...ORDER_FLAGS, ...ORDER_TYPES, ...Object.keys(RecordKind), ...Object.keys(Reason)]),
  ).toEqual([]);
});

test('reasons for refusing a bid are explained', () => {
  expect(absent(EVENTS.BidRefused.fields.reason.words)).toEqual([]);
});

test('every event that a log may hold is explained', () => {
  expect(EVENT_TYPES.length).toBeGreaterThan(40);
  expect(absent(EVENT_TYPES)).toEqual([]);
});

test('every format of an auction or an operation is explained, and every book of bids', () => {
  expect(absent([...HELD_FORMATS, ...AUCTION_FORMATS])).toEqual([]);
  expect(absent(EVENTS.BidSubmitted.fields.book.words)).toEqual([]);
  expect(absent(EVENTS.AuctionResultPublished.fields.tailUnit.words.filter((word) => word === 'none'))).toEqual([]);
});

test('every column that price and match read or print is explained', () => {
  const printed = /'(seq,maker_id[\w,]*)\\n'/.exec(read('src/cli/commands/match.ts'))?.[1]?.split(',') ?? [];
  expect(printed).toContain('taker_id');
  expect(absent([...PRICE_COLUMNS, ...RESULT_COLUMNS, ...ORDER_COLUMNS, ...printed])).toEqual([]);
});

test('every column of the tables of an experiment is explained', () => {
  const columns = [runsSchema([]), POINTS_SCHEMA].flatMap((schema) => schema.columns.map(({ name }) => name));
  expect(absent(['arm', ...columns])).toEqual([]);
});

/** What somebody new to bonds meets in the pages and has to look up; each has an entry of its own in bold. */
const TERMS = [
  'clean price · dirty price · accrued interest · ex-dividend · settlement date · value date · coupon dates',
  'on-the-run · Off-the-run · redemption · index ratio · real yield · notional bond · DV01 · convexity',
  'modified duration · pro-rata · bid-to-cover · tail · stop-out · stop-through · when-issued · taper',
  'reopening · liquidity enhancement · buy-back · Non-Price II · PAOF · reserve spread · concession',
  'fixed-rate operation · differential pricing · primary dealer · indirect bidder · non-competitive bid',
  'trade date · DVP · netting · settlement fail · repo · general collateral · haircut · credit line',
  'securities lending facility · reserves · record date · variation margin · call auction · order book',
  'static limit · dynamic limit · maker, taker · par yield · discount factor · zero rate · dated date',
].flatMap((line) => line.split(' · '));

test('every term of the markets has an entry', () => {
  const bold = [...GLOSSARY.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) => words as string);
  expect(TERMS.filter((term) => !bold.some((words) => words.includes(term)))).toEqual([]);
});

/** Of machines and of files, not of markets. */
const NOT_OF_MARKETS =
  /^(?:CSV|HTML|JSON|YAML|RFC|UTF|UTC|ISO|CR|LF|README|CHANGELOG|SQL|IEEE|LZ|LE|ID|OK|XOR|SI|GB|MB|SVG|CPU|NOTICE|[LB]\d)$/;

test('every abbreviation that the pages use is in the glossary', () => {
  const pages = [
    'README.md',
    'docs/auctions.md',
    'docs/order-book.md',
    'docs/price.md',
    'docs/scenarios.md',
    'docs/formats.md',
  ];
  const words = pages.flatMap((page) => [
    ...proseOf(page)
      .replace(/`[^`]*`/g, '')
      .matchAll(/\b[A-Z][A-Z0-9]{1,5}\b/g),
  ]);
  const used = new Set(words.map(([word]) => word as string).filter((word) => !NOT_OF_MARKETS.test(word)));
  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((word) => !new RegExp(`\\b${word}s?\\b`).test(GLOSSARY))).toEqual([]);
});

test('tables are whole: every row has the cells of its head', () => {
  for (const table of GLOSSARY.split(/\n\n/).filter((block) => block.startsWith('|'))) {
    const cells = table
      .trim()
      .split('\n')
      .map((row) => row.split('|').length);
    expect(new Set(cells).size, table.slice(0, 80)).toBe(1);
  }
});

test('every column of the tables is explained, those of files included', () => {
  expect(absent(keysIn('src/analysis/tables/daily-table.ts', 'export interface DailyRow {'))).toEqual([]);
  expect(absent(keysIn('src/analysis/tables/auction-table.ts', 'export interface AuctionRow {'))).toEqual([]);
  expect(absent(keysIn('src/analysis/tables/flow-table.ts', 'export interface FlowRow {'))).toEqual([]);
  const columns = Object.values(TABLES).flatMap((table) => table.columns.map(({ name }) => name));
  expect(columns).toContain('position_face');
  expect(absent(columns)).toEqual([]);
});

test('what a scenario says of an instrument is explained', () => {
  const plain = [
    'coupon',
    'maturity',
    'openYield',
    'openPrice',
    'tick',
    'lot',
    'source',
    'note',
    'assumed',
    'convention',
  ];
  const keys = keysIn('src/scenario/instrument-entry.ts', 'export const instrumentEntry = z.strictObject({').filter(
    (key) => !plain.includes(key),
  );
  expect(keys).toContain('calmTurnover');
  expect(absent(keys)).toEqual([]);
});

test('all six yield conventions have a formula', () => {
  const names = [...read('src/bonds/bond.ts').matchAll(/'(\w+)'/g)].map(([, name]) => name as string);
  expect(names.length).toBe(6);
  expect(absent(names)).toEqual([]);
});

test('a word that is missing is noticed', () => {
  expect(absent(['contango'])).toEqual(['contango']);
});
