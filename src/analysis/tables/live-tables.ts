/**
 * The tables of a run that is under way, as rows in memory: what `spillover export` writes of its log, without a log.
 *
 * `events`, `bars`, `causes` and `positions` grow with the run, some gigabytes for a long one; the others with days, lines and
 * institutions only. Watching changes nothing.
 */
import type { World } from '../../engine/world.ts';
import type { EventStream } from '../../events/stream.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { assert } from '../../units/assert.ts';
import { extraHolidaysOf } from '../quote-board.ts';
import { homesOf } from './agent-rows.ts';
import type { TableName, TableRows } from './table-columns.ts';
import { type RowTakers, TableRun, worldNow } from './table-run.ts';

type Rows = { [Name in TableName]?: TableRows[Name][] };

/**
 * Tables of a run, as they are made. Columns, units and kinds are in `TABLES`: times are milliseconds since 1970 UTC, dates
 * text such as `2026-01-20`, faces units of local currency, yields percent, changes and spreads basis points, `null` what is
 * not known.
 */
export class LiveTables {
  readonly #scenario: Pick<Scenario, 'markets' | 'agents'>;
  readonly #rows: Rows;
  #run: TableRun | undefined;
  #isEnded = false;

  /** @param names Tables that are kept: only they cost time and memory. */
  constructor(scenario: Pick<Scenario, 'markets' | 'agents'>, names: readonly TableName[]) {
    this.#scenario = scenario;
    this.#rows = Object.fromEntries(names.map((name) => [name, []]));
  }

  /** To be called in `observe` of a simulation, with what it is given; of one run only. */
  watch(stream: EventStream, world: World): void {
    assert(this.#run === undefined, 'tables are of one run');
    const takers = Object.fromEntries(
      Object.entries(this.#rows).map(([name, rows]) => [name, (row: never) => void rows.push(row)]),
    ) as RowTakers;
    const extraHolidays = extraHolidaysOf(this.#scenario);
    const run = new TableRun({ takers, world: worldNow(() => world), extraHolidays, homes: homesOf(this.#scenario) });
    stream.events$.subscribe((event) => run.control(event));
    stream.batches$.subscribe((batch) => run.batch(batch));
    this.#run = run;
  }

  /**
   * The rows of a table, in the order in which `spillover export` writes them; the first call ends the tables, so it comes
   * after the last `advance`. Throws `Bug` for a table that was not asked for.
   */
  rows<Name extends TableName>(name: Name): readonly TableRows[Name][] {
    if (!this.#isEnded) this.#run?.finish();
    this.#isEnded = true;
    const rows = this.#rows[name];
    assert(rows !== undefined, `the table ${name} was not asked for`);
    return rows;
  }
}
