/** `spillover auction`: results for programs, words for a class, and every fault of a file in its place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { carryOut } from '../../src/cli/command-line.ts';
import { explainAuction } from '../../src/cli/own-input/auction-explain.ts';
import { readAuctions } from '../../src/cli/own-input/auction-input.ts';
import { AUCTION_FORMATS, type AuctionCase, printAuction } from '../../src/market/auctions/auction-formats.ts';
import { randomAuction } from '../market/auctions/auction-cases.ts';
import { builtForTests } from './built-program.ts';
import { type Ended, ended, Workplace } from './program.ts';

const PROGRAM = await builtForTests();

const ORACLE_FILE = fileURLToPath(new URL('../oracles/auctions.json', import.meta.url));
const ORACLE: (AuctionCase & { expect: Record<string, unknown> })[] = JSON.parse(readFileSync(ORACLE_FILE, 'utf8'));
const WORKED = ORACLE[0] as (typeof ORACLE)[number];

let place: Workplace;
beforeAll(() => {
  place = new Workplace(PROGRAM);
});
afterAll(() => place.remove());

/** Without a process of its own: one costs a second. */
async function auction(file: string, ...flags: readonly string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += text;
      return true;
    });
  }
  const code = await carryOut(['auction', file.startsWith('/') ? file : join(place.path, file), ...flags]);
  vi.restoreAllMocks();
  return { code, ...said };
}

describe('results', () => {
  const bare = ORACLE.map(({ id, type, input }) => ({ id, type, input }));
  const results = ORACLE.map(({ id, expect: result }) => ({ id, result }));

  test('a list of cases gives the list of results, in the order read', async () => {
    place.write('cases.json', JSON.stringify(bare));
    const { code, stdout, stderr } = await auction('cases.json');
    expect(JSON.parse(stdout)).toEqual(results);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('one case from stdin gives one result', async () => {
    place.write('one.json', JSON.stringify(bare[0]));
    const child = place.startWith('one.json', 'auction', '-');
    const { code, stdout } = await ended(child);
    expect(JSON.parse(stdout)).toEqual(results[0]);
    expect(code).toBe(0);
  });

  test('--json is one line with the schema', async () => {
    place.write('one.json', JSON.stringify(bare[0]));
    const { stdout } = await auction('one.json', '--json');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({ schema: 'spillover/auction@1', auctions: [results[0]] });
  });

  test('a file that says what it expects is compared; a result that differs fails the check', async () => {
    const good = await auction(ORACLE_FILE);
    expect(good.stderr).toContain('24 of 24 results as expected');
    expect(good.code).toBe(0);
    place.write('wrong.json', JSON.stringify({ ...WORKED, expect: { ...WORKED.expect, competitive_accepted: 800 } }));
    const { code, stdout, stderr } = await auction('wrong.json');
    expect(stderr).toContain(`${WORKED.id}: competitive_accepted is 799, expected 800`);
    expect(JSON.parse(stdout)).toEqual(results[0]);
    expect(code).toBe(1);
  });
});

test('every example of the documentation is what the program says', () => {
  const page = readFileSync(new URL('../../docs/auctions.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, json]) => JSON.parse(json as string));
  const shown = blocks.filter((block) => 'result' in block);
  expect(shown.map(({ id }) => id).sort()).toEqual(['2022-10-03', '2023-02', 'II', 'paof']);
  for (const block of blocks.filter((candidate) => 'input' in candidate)) {
    const read = readAuctions(JSON.stringify(block), 'docs/auctions.md');
    if (!read.ok) return expect.fail(JSON.stringify(read.errors));
    const said = shown.find(({ id }) => id === block.id);
    if (said !== undefined) expect(printAuction(read.cases[0]?.auction as AuctionCase)).toEqual(said.result);
  }
  return undefined;
});

describe('in words', () => {
  const words = (one: AuctionCase): string => explainAuction(one, printAuction(one)).join('\n');
  const oracle = (id: string): AuctionCase => ORACLE.find((one) => one.id === id) as AuctionCase;

  test('who gets what, and why', () => {
    const text = words(WORKED);
    expect(text).toContain(
      'Offered: 1,000. Set aside: 200 for Non-Price-Competitive Auction I; 800 left for competitive bids.',
    );
    expect(text).toMatch(/^A +99\.40 +300 +300 +better than the stop: in full, at its own price$/m);
    expect(text).toMatch(
      /^D +99\.10 +220 +82 +at the stop, 150 left for 400: 82\.50 of 220, rounded down, at its own price$/m,
    );
    expect(text).toMatch(/^F +98\.90 +400 +0 +worse than the stop$/m);
    expect(text).toContain('Accepted: 799 of 800. Cover: 1.8147.\n1 left over by rounding down.');
  });

  test('the 35 % rule is named where it cuts', () => {
    expect(words(oracle('P-ust_single_price-1'))).toMatch(
      /^b12 .* cut to 64,856,568 by the 35 % rule; better than the stop/m,
    );
    expect(words(oracle('P-ust_single_price-1'))).toMatch(/^b16 .* cut to nothing by the 35 % rule$/m);
  });

  test('every format has its words, every bid a reason', () => {
    for (let seed = 0; seed < 600; seed += 1) {
      const { auction: one } = randomAuction(seed);
      const text = words(one);
      expect(text, `seed ${seed}`).not.toMatch(/undefined|NaN|null/);
      const rows = 'bids' in one.input ? one.input.bids : one.input.offers;
      for (const { id } of rows) expect(text, `seed ${seed}`).toMatch(new RegExp(`^${id} +\\S`, 'm'));
    }
    expect(AUCTION_FORMATS).toHaveLength(12);
  });

  test('--explain prints words and no JSON', async () => {
    place.write('one.json', JSON.stringify(WORKED));
    const { code, stdout } = await auction('one.json', '--explain');
    expect(stdout).toBe(`${words(WORKED)}\n`);
    expect(code).toBe(0);
  });
});

describe('faults', () => {
  const DUTCH = {
    offering: 100,
    bids: [
      { id: 'A', yield: '3.5', amount: 40 },
      { id: 'B', yield: '3.6', amount: 80 },
    ],
  };
  const faultsOf = (text: string): string[] => {
    const read = readAuctions(text, 'f.json');
    return read.ok ? [] : read.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
  };
  const dutch = (change: object): string =>
    JSON.stringify({ id: 'x', type: 'jgb_yield_dutch', input: { ...DUTCH, ...change } });
  const withBid = (bid: object): string =>
    dutch({ bids: [...DUTCH.bids, { id: 'C', yield: '3.5', amount: 1, ...bid }] });

  test('a good case has none', () => {
    expect(faultsOf(dutch({}))).toEqual([]);
  });

  test('all at once, each with its line, its caret and the nearest name; exit 2 and nothing on stdout', async () => {
    const text = [
      '{"id": "x", "type": "jgb_lea", "input": {',
      ' "offering": 100.5, "ref": {"30y60": "3.100"},',
      ' "bids": [{"id": "A", "issue": "30y60", "spred": "-0.024", "amount": -7},',
      '          {"id": "A", "issue": "30y60", "spread": "1e3", "amount": 9007199254740993}]}}',
    ].join('\n');
    place.write('bad.json', text);
    const { code, stdout, stderr } = await place.spillover('auction', 'bad.json');
    expect(stderr).toContain('bad.json:2:14: 100.5 is no whole number in plain digits');
    expect(stderr).toContain('bad.json:3:41: unknown key "spred"; did you mean "spread"?');
    expect(stderr).toMatch(/bad\.json:3:70: expected a whole number from 1 to \d+, found -7/);
    expect(stderr).toContain('bad.json:4:18: the bid "A" is already number 1 of the list');
    expect(stderr).toContain('bad.json:4:51: expected a number in quotes with at most 3 decimals');
    expect(stderr).toContain('bad.json:4:68: 9007199254740993 is beyond 2^53');
    expect(stderr).toMatch(/^ {4}2 \| {2}"offering": 100\.5.*\n {6}\| {14}\^{5}$/m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const json = await auction('bad.json', '--json');
    expect(JSON.parse(json.stdout).errors).toHaveLength(6);
    expect(JSON.parse(json.stdout).errors[1]).toMatchObject({
      file: join(place.path, 'bad.json'),
      path: 'input.bids.A.spred',
      nearest: 'spread',
    });
    expect(json.code).toBe(2);
  });

  const REFUSED: readonly (readonly [text: string, said: string])[] = [
    ['', '1:1 the file is empty'],
    ['{', '1:2 expected a key in double quotes'],
    ['[1,]', '1:4 nothing follows the comma'],
    ['"abc', '1:1 a text is not closed'],
    ['{"id": "a"} {', '1:13 something follows the end of the data'],
    ['['.repeat(100_000), '1:33 nested deeper than 32 levels'],
    ['7', '1:1 expected a mapping, found 7'],
    [dutch({ offering: 0 }), 'expected a whole number from 1'],
    [dutch({ offering: null }), 'found nothing'],
    [dutch({ offering: '100' }), 'found "100"'],
    [dutch({}).replace('100', '1e2'), '1e2 is no whole number in plain digits'],
    [dutch({}).replace('100', '1e999'), '1e999 is no whole number in plain digits'],
    [dutch({}).replace('100', 'NaN'), '"NaN" is no JSON value'],
    [dutch({}).replace('"offering":100', '"offering":100,"offering":200'), 'the key "offering" stands here twice'],
    [dutch({ ofering: 3 }), 'unknown key "ofering"'],
    [dutch({ bids: {} }), 'expected a list, found a mapping'],
    [dutch({}).replace('jgb_yield_dutch', 'jgb_yield_duch'), 'did you mean "jgb_yield_dutch"?'],
    [withBid({ id: 'A' }), 'the bid "A" is already number 1 of the list'],
    [withBid({ id: '' }), 'expected a text of 1 to 200 characters'],
    [withBid({ amount: 0 }), 'found 0'],
    [withBid({ yield: '1e3' }), 'found "1e3"'],
    [withBid({ yield: '3.5555' }), 'found "3.5555"'],
    [withBid({ yield: 'NaN' }), 'found "NaN"'],
    [withBid({ yield: '999999' }), 'lies more than 4194 from another bid'],
    [withBid({ amount: 2 ** 52 }), 'up to here amounts add up to more than 2^52'],
    [`[${dutch({})},${dutch({})}]`, 'the case "x" is already number 1 of the list'],
  ];

  test.each(REFUSED.map(([text, said]) => ({ said, text })))('refused: $said', ({ said, text }) => {
    expect(faultsOf(text).join('\n')).toContain(said);
  });

  const read = (type: string, input: object): string[] => faultsOf(JSON.stringify({ id: 'x', type, input }));

  test('what values say of each other is checked', () => {
    expect(read('jgb_price_conventional', { offering: 10, npi: 6, nc: 5, bids: [] }).join()).toContain(
      '11 set aside of 10 offered',
    );
    const offers = [{ id: 'A', issue: '30y61', spread: '0', amount: 60 }];
    expect(read('boj_purchase', { amount: 9, bench: { '30y60': '1' }, offers }).join()).toContain(
      'did you mean "30y60"?',
    );
    expect(
      read('boe_reverse', {
        amount: 9,
        market: { '30y61': '1' },
        reserve_spread: '0',
        offers: [{ ...offers[0], amount: 55 }],
      }).join(),
    ).toContain('steps of 10');
    expect(read('boj_fixed_rate', { bench: { a: '1' }, spread: {}, offers: [] }).join()).toContain(
      'no spread for the issue "a"',
    );
    const won = [{ id: 'A', won: 60, amount: 5 }];
    expect(read('dmo_paof', { offering: 50, average_price: '99', bids: won }).join()).toContain(
      'more was won than the 50 offered',
    );
    const bids = [{ id: 'A', bidder: 'PD1', class: 'primary', yield: '4', amount: 5 }];
    expect(read('ust_single_price', { offering: 50, noncomp: 0, net_long: { PD2: 5 }, bids }).join()).toContain(
      'no bid is by "PD2"; did you mean "PD1"?',
    );
  });

  test('names that mean something to JavaScript are names like others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '12'];
    const bids = `[${names.map((name) => `{"id": "${name}", "yield": "3.5", "amount": 5}`).join()}]`;
    const result = readAuctions(
      `{"id": "x", "type": "jgb_yield_dutch", "input": {"offering": 25, "bids": ${bids}}}`,
      'f',
    );
    if (!result.ok) return expect.fail(JSON.stringify(result.errors));
    const { awards } = printAuction(result.cases[0]?.auction as AuctionCase) as { awards: object };
    expect(Object.entries(awards).sort()).toEqual(names.map((name) => [name, 5]).sort());
    expect(faultsOf('{"__proto__": {"id": 1}}').join()).toContain('unknown key "__proto__"');
    return undefined;
  });

  test('any damage to a good file is a fault in its place or a good file, never an exception', () => {
    const text = JSON.stringify(ORACLE.slice(0, 8));
    for (let at = 0; at < text.length; at += 37) {
      for (const put of ['', '"', '{', ']', '-', '\\', '\u0000', '9']) {
        const read = readAuctions(text.slice(0, at) + put + text.slice(at + 1), 'f');
        if (read.ok) for (const one of read.cases) printAuction(one.auction);
        else for (const { line, column } of read.errors) expect(line * column).toBeGreaterThan(0);
      }
    }
  });

  test('a file of a hundred thousand faults names the first hundred and counts the others', () => {
    const bids = Array.from({ length: 100_000 }, (_, index) => ({ id: `b${index}`, yield: 'x', amount: 1 }));
    const faults = faultsOf(dutch({ bids }));
    expect(faults).toHaveLength(100);
    expect(faults.at(-1)).toContain('(and 99900 more faults)');
  });

  test('a file that is not there is told with its name', async () => {
    const { code, stderr } = await auction('csaes.json');
    expect(stderr).toMatch(/there is no file .*csaes\.json; did you mean ".*cases\.json"\?/);
    expect(code).toBe(2);
  });
});
