/** `price` as its users meet it: files in, rows out, faults in their place. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { price } from '../../src/cli/commands/price.ts';
import { builtForTests } from './built-program.ts';
import { expectOracleRow, oracleCsv } from './price-oracle.ts';
import { type Ended, ended, Workplace } from './program.ts';

const PROGRAM = await builtForTests();

let place: Workplace;
beforeEach(() => {
  place = new Workplace(PROGRAM);
});
afterEach(() => {
  vi.restoreAllMocks();
  place.remove();
});

/** The command without the program around it; paths in messages as if it had been called in the folder. */
async function priceFile(file: string, json = false): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
  const code = await price({ file: join(place.path, file), json });
  vi.restoreAllMocks();
  const here = (text: string): string => text.replaceAll(`${place.path}/`, '').replaceAll(place.path, '.');
  return { code, stdout: here(stdout), stderr: here(stderr) };
}

const priceOf = (text: string, flag?: '--json'): Promise<Ended> =>
  priceFile(place.write('bonds.csv', text), flag === '--json');

const NAMES = 'id,market,coupon_pct,maturity,settlement,convention,yield_pct,clean_price';
const GOOD = '195,jgb,3.2,2045-12-20,2026-01-21,simple,,99.35';
const GOOD_OUT =
  '195,jgb,3.2,2045-12-20,2026-01-21,simple,3.253792745859,99.35,0.280547945205,99.630547945205,14.579538436065,262.846394594316,0.145256740317';

describe('rows of the oracle tables', () => {
  test('every eighth, by its yield and by its price, comes out as the table says, in the order read', async () => {
    const { csv, rows } = oracleCsv(8);
    expect(rows.length).toBeGreaterThanOrEqual(140);
    const { code, stdout, stderr } = await place.spillover('price', place.write('bonds.csv', csv));
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBe(rows.length + 1);
    for (const [index, row] of rows.entries()) expectOracleRow(row, lines[index + 1] as string);
  });
});

describe('a file', () => {
  test('is repeated with the missing half and the risk', async () => {
    const { code, stdout, stderr } = await priceOf(`${NAMES}\n${GOOD}\n`);
    expect(stdout).toBe(`${NAMES},accrued,dirty_price,mod_duration,convexity,dv01\n${GOOD_OUT}\n`);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('with CR LF, a byte order mark, quotes, empty lines and no last line end is the same', async () => {
    const quoted = GOOD.split(',').map((text) => `"${text}"`);
    const { code, stdout } = await priceOf(`\uFEFF${NAMES}\r\n\r\n${quoted.join(',')}\r\n\r\n${GOOD}`);
    expect(stdout.split('\n').slice(1, 3)).toEqual([GOOD_OUT, GOOD_OUT]);
    expect(code).toBe(0);
  });

  test('keeps commas and quotes in its ids', async () => {
    const { stdout } = await priceOf(`${NAMES}\n"a ""b"", c${GOOD.slice(3)}\n"a ""b"", c"${GOOD.slice(3)}\n`);
    expect(stdout.split('\n')[1]).toBe(`"a ""b"", c"${GOOD_OUT.slice(3)}`);
  });

  test('comes from standard input too', async () => {
    place.write('bonds.csv', `${NAMES}\n${GOOD}\n`);
    const { code, stdout } = await ended(place.startWith('bonds.csv', 'price', '-'));
    expect(stdout.split('\n')[1]).toBe(GOOD_OUT);
    expect(code).toBe(0);
  });

  test('of a first line alone gives a first line alone', async () => {
    expect((await priceOf(`${NAMES}\n`)).stdout).toBe(`${NAMES},accrued,dirty_price,mod_duration,convexity,dv01\n`);
  });

  test.each([
    ['', 'bonds.csv:1:1: the file is empty'],
    ['\n\n', 'bonds.csv:1:1: the file is empty'],
    ['id,market\n1,jgb\n', 'bonds.csv:1:1: the first line names no column "coupon_pct"'],
    [`${NAMES},ex_div_dat\n`, 'bonds.csv:1:75: there is no column "ex_div_dat"; did you mean "ex_div_date"?'],
  ])('%j cannot be read', async (text, message) => {
    const { code, stdout, stderr } = await priceOf(text);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('that is not there, or a folder, is named with its neighbour', async () => {
    place.write('bonds.csv', '');
    const missing = await priceFile('bond.csv');
    expect(missing.stderr).toContain('there is no file bond.csv; did you mean "bonds.csv"?');
    expect((await priceFile('')).stderr).toContain('. is a folder');
    expect(missing.code).toBe(2);
  });
});

describe('bad rows', () => {
  const BAD = 'x,jgb,3.2,2045-12-20,2045-12-20,simpel,3,99';

  test('are told in their place with a caret, every fault of every row, and the good ones are priced', async () => {
    const { code, stdout, stderr } = await priceOf(`${NAMES}\n${BAD}\n${GOOD}\nshort,jgb\n${GOOD}\n`);
    expect(stdout.split('\n').slice(1)).toEqual([GOOD_OUT, GOOD_OUT, '']);
    expect(code).toBe(2);
    const heads = stderr.split('\n').filter((line) => line.startsWith('bonds.csv'));
    expect(heads).toEqual([
      'bonds.csv:2:22: settlement is not before maturity',
      'bonds.csv:2:33: there is no convention "simpel" for jgb; did you mean "simple"?',
      'bonds.csv:2:42: both yield and price are given',
      'bonds.csv:4:7: 2 fields where the first line names 8',
    ]);
    expect(stderr).toContain(`    2 | ${BAD}\n      | ${' '.repeat(32)}^^^^^^\n`);
    expect(stderr).toContain('4 faults in 2 of 4 rows; the others are priced');
  });

  test('that are not UTF-8, too long or with an open quote do not stop the others', async () => {
    const long = `${'9'.repeat(200_000)},jgb`;
    const bytes = [`${NAMES}\n`, Uint8Array.of(0x41, 0xe9, 0x0a), `${long}\n"open${GOOD.slice(3)}\n${GOOD}\n`];
    place.writeBytes('bonds.csv', Buffer.concat(bytes.map((part) => Buffer.from(part as string))));
    const { code, stdout, stderr } = await priceFile('bonds.csv');
    expect(stdout.split('\n').slice(1)).toEqual([GOOD_OUT, '']);
    expect(stderr).toContain('bonds.csv:2:1: the line is not text in UTF-8');
    expect(stderr).toContain('bonds.csv:3:1: the line is too long');
    expect(stderr).toContain('bonds.csv:4:1: a quoted field is not closed');
    expect(code).toBe(2);
  });
});

describe('--json', () => {
  test('is one line, all columns as the kind that they are', async () => {
    const { code, stdout } = await priceOf(`${NAMES}\n${GOOD}\n${GOOD}\n`, '--json');
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
    const { schema, rows } = JSON.parse(stdout);
    expect([schema, rows.length, code]).toEqual(['spillover/price@1', 2, 0]);
    expect(rows[1]).toEqual({
      id: '195',
      market: 'jgb',
      coupon_pct: 3.2,
      maturity: '2045-12-20',
      settlement: '2026-01-21',
      convention: 'simple',
      yield_pct: 3.253792745859,
      clean_price: 99.35,
      ex_div_date: null,
      eom: null,
      accrued: 0.280547945205,
      dirty_price: 99.630547945205,
      mod_duration: 14.579538436065,
      convexity: 262.846394594316,
      dv01: 0.145256740317,
    });
  });

  test('has the errors beside the rows, and alone where no row can be read', async () => {
    const { code, stdout } = await priceOf(`${NAMES}\n${GOOD}\n${GOOD.replace('jgb', 'jbg')}\n`, '--json');
    const document = JSON.parse(stdout);
    expect(document.rows.length).toBe(1);
    expect(document.errors).toEqual([
      {
        file: 'bonds.csv',
        line: 3,
        column: 5,
        path: 'market',
        found: 'jbg',
        expected: 'one of: jgb, ust, gilt, ktb',
        nearest: 'jgb',
      },
    ]);
    expect(code).toBe(2);
    const empty = JSON.parse((await priceOf('', '--json')).stdout);
    expect(Object.keys(empty)).toEqual(['errors']);
  });
});
