/** Tables of a run under way are the tables of its log, row by row. */
import { expect, test } from 'vitest';
import { LiveTables } from '../../src/analysis/tables/live-tables.ts';
import { TABLE_NAMES } from '../../src/analysis/tables/table-columns.ts';
import { type RowTakers, TableRun, worldNow } from '../../src/analysis/tables/table-run.ts';
import { Replay } from '../../src/engine/replay.ts';
import type { World } from '../../src/engine/world.ts';
import type { EventStream } from '../../src/events/stream.ts';
import { simTime } from '../../src/units/quantity.ts';
import { smallWorld } from '../engine/small-world.ts';
import { RecordedRun } from './recorded-run.ts';

const scenario = smallWorld();
const HOURS = 6 * 3_600_000;

test('all ten tables of a run that is watched are those that a replay of its log gives', () => {
  const live = new LiveTables(scenario, TABLE_NAMES);
  const watched = { scenario, observe: (stream: EventStream, _: unknown, world: World) => live.watch(stream, world) };
  const recorded = new RecordedRun(watched, simTime(scenario.opensAt + HOURS));
  const rows: Record<string, unknown[]> = Object.fromEntries(TABLE_NAMES.map((name) => [name, []]));
  const takers = Object.fromEntries(TABLE_NAMES.map((name) => [name, (row: never) => void rows[name]?.push(row)]));
  const replay = new Replay();
  const tables = new TableRun({ takers: takers as RowTakers, world: worldNow(() => replay.world) });
  recorded.show({
    control: (event) => {
      replay.control(event);
      tables.control(event);
    },
    batch: (batch) => {
      replay.batch(batch);
      tables.batch(batch);
    },
  });
  tables.finish();
  for (const name of TABLE_NAMES.filter((each) => each !== 'agents')) expect(live.rows(name), name).toEqual(rows[name]);
  expect(rows.events).not.toEqual([]);
  expect(live.rows('agents').find(({ market }) => market === 'jgb')).toBeDefined();
});

test('a table that was not asked for is our bug, and so is a second run', () => {
  const live = new LiveTables(scenario, ['daily']);
  expect(() => live.rows('events')).toThrow('the table events was not asked for');
});
