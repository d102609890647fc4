/** What views read out of a frame, and what the first sentences say of a recording: planted, small, without a browser. */
import { describe, expect, test } from 'vitest';
import { captionMark } from '../../src/lab/page/captions.ts';
import { numbersIn } from '../../src/lab/page/numbers.ts';
import type { Recording } from '../../src/lab/page/recording.ts';
import { beatsOf } from '../../src/lab/page/reel.ts';
import type { Frame, Limits, Manifest, Mark } from '../../src/lab/protocol.ts';
import { sayIn } from '../../src/lab/strings/say.ts';
import { flowCells } from '../../src/lab/views/flow-cells.ts';
import { GrowingScale } from '../../src/lab/views/growing-scale.ts';
import { limitRows } from '../../src/lab/views/headroom.ts';

const line = (id: string, market: string, tenorYears: number) => ({
  id,
  market,
  tenorYears,
  kind: 'bond',
  currency: 'JPY',
});
const manifest = {
  lines: [line('JGB-20Y', 'jgb', 20), line('JGB-30Y', 'jgb', 30), line('UST-10Y', 'ust', 10)],
  kinds: ['riskParity', 'dealer'],
  markets: ['jgb', 'ust'],
  institutions: [{ id: 'risk-parity-02', kind: 'riskParity' }],
} as unknown as Manifest;

const mark = (more: Partial<Mark>): Mark => ({
  seq: 1,
  at: 0,
  type: 'QuotesWithdrawn',
  institution: -1,
  line: -1,
  numbers: [],
  text: '',
  lane: 'limit',
  weight: 1,
  ...more,
});

test('a kind that sold on balance has a ribbon, and its core is what it had to sell', () => {
  const flows = {
    all: Float64Array.of(0, -400, 0, 300),
    forced: Float64Array.of(0, -250, 0, 0),
    policy: new Float64Array(4),
    because: Uint8Array.of(0, 3, 0, 0),
    seq: Float64Array.of(0, 77, 0, 0),
  };
  const cells = flowCells(manifest, { flows } as unknown as Frame);
  const cell = cells.find(({ kind, market }) => kind === 'riskParity' && market === 'ust');
  expect(cell).toMatchObject({ sold: 400, forced: 250, because: 'mandate', seq: 77 });
  expect(cells.find(({ kind, market }) => kind === 'dealer' && market === 'ust')?.sold).toBe(-300);
});

test('an institution stands once among the limits, with the nearest that leaves it no choice', () => {
  const limits: Limits = {
    institution: Uint16Array.of(4, 4, 9),
    // A yield floor, then a stop-loss; a risk limit.
    limit: Uint8Array.of(7, 1, 5),
    line: Uint16Array.of(0, 1, 2),
    distanceBp: Float64Array.of(0, 12, 3),
    used: Float64Array.of(1, 0.8, 0.7),
    isActing: Uint8Array.of(0, 0, 1),
  };
  expect(limitRows(limits, 10).map(({ institution, limit }) => [institution, limit])).toEqual([
    [4, 'stop-loss'],
    [9, 'risk limit'],
  ]);
});

test('a scale grows by doubling, never shrinks in one story, and begins small in the next', () => {
  const scale = new GrowingScale(10, () => undefined);
  expect(scale.holding([3, 8], 'one')).toEqual({ low: 0, high: 10 });
  expect(scale.holding([3, 33], 'two')).toEqual({ low: 0, high: 40 });
  expect(scale.holding([1], 'two')).toEqual({ low: 0, high: 40 });
  expect(scale.holding([-15, 1], 'three')).toEqual({ low: -20, high: 10 });
});

describe('captions', () => {
  test('of what happened in the last half hour the heavier is told, and nothing that is still to come', () => {
    const marks = [
      mark({ seq: 1, at: 0, weight: 5, type: 'RiskLimitBreached' }),
      mark({ seq: 2, at: 60_000, weight: 1 }),
      mark({ seq: 3, at: 9e6, weight: 9 }),
    ];
    expect(captionMark(marks, 120_000)?.seq).toBe(1);
    expect(captionMark(marks, -1)).toBeUndefined();
  });
});

describe('the first five seconds', () => {
  const frameOf = (at: number, jgb: number, ust: number): Frame =>
    ({ at, levelBp: Float64Array.of(300 + jgb, 340 + jgb, 420 + ust) }) as unknown as Frame;
  const HOUR = 3_600_000;
  const frames = [frameOf(0, 0, 0), frameOf(HOUR, 4, 1), frameOf(2 * HOUR, 20, 7), frameOf(3 * HOUR, 12, 2)];
  const recordingOf = (marks: readonly Mark[]): Recording =>
    ({
      opening: { manifest, frames, marks, digest: '' },
      frames,
      first: frames[0],
      last: frames.at(-1),
      frameAt: (at: number) => frames.findLast((frame) => frame.at <= at),
    }) as unknown as Recording;
  const auction = (tail: number): Mark =>
    mark({
      seq: 5,
      at: HOUR / 2,
      type: 'AuctionResultPublished',
      lane: 'auction',
      line: 0,
      market: 'jgb',
      numbers: [
        { name: 'cover', value: 3.2, unit: 'times' },
        { name: 'tail', value: tail, unit: 'yen' },
      ],
    });
  const told = (marks: readonly Mark[]): string[] => beatsOf(recordingOf(marks), sayIn('en')).map(({ text }) => text);

  test('a weak sale is told as weak, a good one as good', () => {
    expect(told([auction(0.4)])[1]).toBe('Few buyers come: the worst accepted bid is ¥0.40 below the average.');
    expect(told([auction(0.02)])[1]).toBe('The JGB 20y auction finds its buyers: 3.2 times covered.');
  });
  test('they stop where the markets had moved most, and news from America is not denied', () => {
    const beats = beatsOf(recordingOf([auction(0.4)]), sayIn('en'));
    expect(beats.at(-1)).toMatchObject({ at: 2 * HOUR, text: 'No news came from America.' });
    const news = mark({ seq: 9, at: HOUR, type: 'GeopoliticalShockStruck', lane: 'policy', market: 'ust' });
    expect(told([auction(0.4), news]).at(-1)).toMatch(/^Some news came from America/);
  });
  test('dealers who did not step back are not said to', () => {
    expect(told([auction(0.4)])).not.toContain('Dealers are full. They step back.');
    expect(told([auction(0.4), mark({ at: HOUR, market: 'jgb' })])).toContain('Dealers are full. They step back.');
  });
});

test('numbers are written as a reader of the language writes them', () => {
  const [en, ja] = [numbersIn(sayIn('en')), numbersIn(sayIn('ja'))];
  const noon = Date.UTC(2026, 0, 20, 5, 20);
  expect(en.moment(noon)).toBe('Tue 20 Jan, 14:20');
  expect(ja.moment(noon)).toContain('14:20');
  expect([en.money('JPY', 1.9e12), ja.money('JPY', 1.9e12)]).toEqual(['¥1.9tn', '1.9兆円']);
  expect(en.risk(-98)).toBe('−$98k/bp');
  expect([en.bp(-0.04), en.bp(26.4), en.bp(-3)]).toEqual(['0.0', '+26', '−3']);
});
