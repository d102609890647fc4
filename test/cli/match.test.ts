/** `match` as its users meet it: orders in, fills out, faults in their place. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InProcess } from './in-process.ts';
import { ended } from './program.ts';

let place: InProcess;
beforeEach(() => {
  place = new InProcess();
});
afterEach(() => place.remove());

const NAMES = 'op,id,side,type,price_ticks,qty_lots,display_lots,owner';
const ORDERS = [
  'new,a1,buy,limit,100,10,,x',
  'new,a2,sell,limit,101,5,2,y',
  'new,a3,sell,limit,101,5,,z',
  'new,a4,buy,limit,101,4,,w',
  'new,a5,buy,market,,2,,',
  'amend,a3,,,101,1,,',
  'cancel,nobody',
  'new,a6,sell,fok,100,11,,',
  'new,a7,buy,post_only,101,10,,',
  'new,a8,sell,ioc,100,4,,x',
];
const FILLS = ['1,a2,a4,101,2', '2,a3,a4,101,2', '3,a3,a5,101,2'];
const HEAD = 'seq,maker_id,taker_id,price_ticks,qty_lots';

const match = (lines: readonly string[], ...flags: string[]) =>
  place.spillover('match', place.write('orders.csv', `${[NAMES, ...lines].join('\n')}\n`), ...flags);

describe('a file of orders', () => {
  test('becomes its fills', async () => {
    const { code, stdout, stderr } = await match(ORDERS);
    expect(stdout).toBe(`${[HEAD, ...FILLS].join('\n')}\n`);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('may come in on stdin, with columns in another order, quotes and CR LF', async () => {
    place.write(
      'orders.csv',
      '\uFEFFid,op,qty_lots,price_ticks,type,side\r\n"a,1",new,5,7,limit,sell\r\n\r\n9,new,3,7,limit,buy',
    );
    const { code, stdout } = await ended(place.startWith('orders.csv', 'match', '-'));
    expect(stdout).toBe(`${HEAD}\n1,"a,1",9,7,3\n`);
    expect(code).toBe(0);
  });

  test('is told with what it cost', async () => {
    const { code, stdout, stderr } = await match(ORDERS, '--stats');
    expect(stdout).toBe(`${[HEAD, ...FILLS].join('\n')}\n`);
    expect(stderr).toMatch(
      /^operations {6}10\nfills {11}3\nrefused {9}3 \(unknownOrder 1, cannotFill 1, wouldCross 1\)\n/,
    );
    expect(stderr).toMatch(
      /matching {8}[\d,]+ operations per second of CPU\nheap {12}[\d.]+ bytes per operation\ncollection {6}[\d.]+ ms\n$/,
    );
    expect(code).toBe(0);
  });

  test('is one document with --json', async () => {
    const { stdout } = await match(ORDERS, '--json', '--stats');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      schema: 'spillover/match@1',
      operations: 10,
      resting_orders: 2,
      refusals: { unknownOrder: 1, cannotFill: 1, wouldCross: 1 },
    });
    expect(document.fills[0]).toEqual({ seq: 1, maker_id: 'a2', taker_id: 'a4', price_ticks: 101, qty_lots: 2 });
    expect(Object.keys(document.stats)).toEqual(['operations_per_cpu_second', 'bytes_per_operation', 'collection_ms']);
  });

  test('without orders has no fills', async () => {
    expect(await match([])).toEqual({ code: 0, stdout: `${HEAD}\n`, stderr: '' });
  });
});

describe('faults', () => {
  test('are all told, each in its place, and nothing is printed', async () => {
    const { code, stdout, stderr } = await match([
      ...ORDERS,
      'new,b1,bu,limit,100,1',
      'new,b2,buy,limt,0,-1',
      'knew,b3,buy,limit,1.5,2147483648',
      'new,,buy,limit,100,1,0,',
      'new,b4,buy,limit,100,1,-2,,9',
      'new,b5,buy,limit,,,1e3,',
      'new,"b6,buy,limit,5,5',
    ]);
    expect([code, stdout]).toEqual([2, '']);
    const heads = stderr.split('\n').filter((line) => line.startsWith('orders.csv:'));
    expect(heads).toEqual([
      'orders.csv:12:8: there is no side "bu"; did you mean "buy"?',
      'orders.csv:13:12: there is no type "limt"; did you mean "limit"?',
      'orders.csv:13:17: "0" is no price_ticks',
      'orders.csv:13:19: "-1" is no qty_lots',
      'orders.csv:14:1: there is no op "knew"; did you mean "new"?',
      'orders.csv:15:5: an order needs an id',
      'orders.csv:16:28: 9 fields where the header names 8',
      'orders.csv:17:18: nothing is no price_ticks',
      'orders.csv:17:19: nothing is no qty_lots',
      'orders.csv:17:20: "1e3" is no display_lots',
      'orders.csv:18:1: a quoted field is not closed',
    ]);
    expect(stderr).toContain('   13 | new,b2,buy,limt,0,-1\n      |            ^^^^\n');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('11 faults');
  });

  test('are one document with --json', async () => {
    const { code, stdout } = await match(['new,b1,bu,limit,100,1'], '--json');
    expect(JSON.parse(stdout)).toEqual({
      errors: [
        {
          file: 'orders.csv',
          line: 2,
          column: 8,
          path: 'side',
          found: 'bu',
          expected: 'one of: buy, sell',
          nearest: 'buy',
        },
      ],
    });
    expect(code).toBe(2);
  });

  test('are told of prices too far apart for one book, with the limit', async () => {
    const { code, stderr } = await match(['new,a,buy,limit,5,1', 'new,b,sell,limit,2000000000,1']);
    expect(stderr).toContain('orders.csv:3:18: the price 2000000000 lies too far from an order that rests at 5');
    expect(stderr).toContain('= expected resting orders within 1,048,576 ticks');
    expect(code).toBe(2);
  });

  test.each([
    ['new,1,buy,limit,5,1\n', 'orders.csv:1:1: the first line names no column "op", "id"'],
    [
      'op,id,side,type,price_tick,qty_lots\n',
      'orders.csv:1:17: there is no column "price_tick"; did you mean "price_ticks"?',
    ],
    ['op,op,id,side,type,price_ticks,qty_lots\n', 'orders.csv:1:4: the column "op" is named twice'],
    ['', 'orders.csv:1:1: the file is empty'],
  ])('of a header: %j', async (text, says) => {
    place.write('orders.csv', text);
    const { code, stdout, stderr } = await place.spillover('match', 'orders.csv');
    expect(stderr).toContain(says);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('are told of bytes that are no text', async () => {
    place.writeBytes(
      'orders.csv',
      Buffer.concat([Buffer.from(`${NAMES}\nnew,a,buy,limit,5,1\nnew,`), Buffer.from([0xff, 0x0a])]),
    );
    const { code, stderr } = await place.spillover('match', 'orders.csv');
    expect(stderr).toContain('orders.csv:3:1: the line is not text in UTF-8');
    expect(code).toBe(2);
  });

  test('are told of a file that is not there, with the nearest name', async () => {
    place.write('orders.csv', '');
    const { code, stderr } = await place.spillover('match', 'order.csv');
    expect(stderr).toContain('there is no file order.csv; did you mean "orders.csv"?');
    expect((await place.spillover('match', '.')).stderr).toContain('. is a folder');
    expect(code).toBe(2);
  });
});
