/** Positions at official closes: who holds, how much, and what a basis point of it is worth. */
import { expect, test } from 'vitest';
import { QuoteBoard } from '../../src/analysis/quote-board.ts';
import { type PositionRow, PositionTable } from '../../src/analysis/tables/position-table.ts';
import { MONDAY, Tape, TUESDAY } from './one-bond.ts';

test('each close tells whoever holds something then, and nobody else', () => {
  const rows: PositionRow[] = [];
  const held = [300_000_000, 0, -300_000_000];
  const board = new QuoteBoard();
  const table = new PositionTable(
    board,
    (agent) => held[agent] as number,
    (row) => rows.push(row),
  );
  const tape = new Tape({
    control: (event) => {
      board.control(event);
      table.control(event);
    },
    batch: () => undefined,
  });
  tape.open(MONDAY).mark(MONDAY, 19_850, 0).close(MONDAY);
  held[0] = 0;
  held[2] = 0;
  tape.clock('2026-01-20T00:00:00Z').open(TUESDAY).mark(TUESDAY, 19_840, 1000);
  expect(rows.map(({ dv01: _, ...row }) => row)).toEqual([
    {
      date: MONDAY,
      agent_kind: 'fundamental',
      agent: 'value',
      market: 'jgb',
      bond: 'JGB-10Y',
      position_face: 300_000_000,
    },
    {
      date: MONDAY,
      agent_kind: 'dealer',
      agent: 'dealer',
      market: 'jgb',
      bond: 'JGB-10Y',
      position_face: -300_000_000,
    },
  ]);
  const [long, short] = rows as [PositionRow, PositionRow];
  // Three lots of a ten-year bond: about 8.6 yen per 100 and percent.
  expect(long.dv01).toBeGreaterThan(200_000);
  expect(long.dv01).toBeLessThan(300_000);
  expect(short.dv01).toBe(-long.dv01);
});
