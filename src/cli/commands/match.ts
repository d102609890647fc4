/** `match`: the order book on a user's own orders; fills come out as they happen. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LocatedError } from '../../scenario/located-error.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { codeOf, EnvironmentFault } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { type CsvLine, csvField, csvLines, unreadable } from '../own-input/csv.ts';
import { type Fill, MatchSession } from '../own-input/match-session.ts';
import { type MatchCosts, MatchStats } from '../own-input/match-stats.ts';
import { countText, plural } from '../own-input/number-text.ts';
import { columnOf, ORDER_COLUMNS, OrderRowReader, type RowFault } from '../own-input/order-row.ts';
import { ResultWriter } from '../result-writer.ts';
import { tell } from '../terminal.ts';

export interface MatchArguments {
  /** A path, or `-` for stdin. */
  readonly file: string;
  readonly stats: boolean;
  readonly json: boolean;
}

/** Faults that are told; more are only counted. */
const FAULTS_TOLD = 10_000;

/** Throws `EnvironmentFault`. */
export async function match({ file, stats, json }: MatchArguments): Promise<ExitCode> {
  const missing = file === '-' ? undefined : missingFile(file);
  if (missing !== undefined) return reportBadInput(missing, json);
  const meter = stats ? new MatchStats() : undefined;
  const matching = new FileMatching(file, json, meter);
  for await (const lines of csvLines(file)) {
    for (const line of lines) matching.take(line);
    // One JSON document is either the fills or the faults, so it waits for the last row.
    if (matching.out.isFull && !json) await matching.out.write();
  }
  const faults = matching.end();
  if (faults !== undefined) return reportFaults(matching, faults, json);
  // Collections are reported a turn late.
  await new Promise((resolve) => setImmediate(resolve));
  const costs = meter?.costs();
  matching.close(costs);
  await matching.out.write();
  if (costs !== undefined && !json) tellStats(matching.session, costs);
  return ExitCode.done;
}

interface Faults {
  readonly errors: readonly LocatedError[];
  readonly lines: ReadonlyMap<number, string>;
  readonly count: number;
}

/** One file on its way through the book. After the first fault rows are only read, to find the others. */
class FileMatching {
  readonly out = new ResultWriter();
  readonly session: MatchSession;
  private readonly file: string;
  private readonly json: boolean;
  private reader: OrderRowReader | undefined;
  private readonly errors: LocatedError[] = [];
  private readonly lines = new Map<number, string>();
  private faults = 0;
  private isReadable = true;

  constructor(file: string, json: boolean, meter: MatchStats | undefined) {
    this.file = file === '-' ? 'stdin' : file;
    this.json = json;
    const rowOf = json ? jsonRow : csvRow;
    this.session = new MatchSession(
      (fill) => this.out.add(rowOf(fill, this.session.fills)),
      meter?.measured ?? ((work) => work()),
    );
    this.out.add(json ? '{"schema":"spillover/match@1","fills":[' : 'seq,maker_id,taker_id,price_ticks,qty_lots\n');
  }

  take(line: CsvLine): void {
    if (!this.isReadable) return;
    const { number, text } = line;
    if (text === undefined) {
      this.fault(number, '', { field: 0, found: '', ...unreadable(line) });
    } else if (this.reader === undefined) {
      this.readHeader(number, text);
    } else {
      const faults = this.reader.read(text);
      if (faults !== undefined) for (const fault of faults) this.fault(number, text, fault);
      else if (this.faults === 0) this.match(this.reader, number, text);
    }
  }

  /** Matches what is left; the faults, if there were any. */
  end(): Faults | undefined {
    if (this.reader === undefined && this.faults === 0) {
      this.fault(1, '', {
        field: 0,
        found: '',
        message: 'the file is empty',
        expected: 'a line that names the columns',
      });
    }
    if (this.faults === 0) this.session.flush();
    return this.faults === 0 ? undefined : { errors: this.errors, lines: this.lines, count: this.faults };
  }

  close(costs: MatchCosts | undefined): void {
    if (!this.json) return;
    const { operations, restingOrders, refusals } = this.session;
    const stats = costs === undefined ? {} : { stats: statsRow(costs) };
    const rest = { operations, resting_orders: restingOrders, refusals: Object.fromEntries(refusals), ...stats };
    this.out.add(`],${JSON.stringify(rest).slice(1)}\n`);
  }

  private readHeader(number: number, text: string): void {
    const reader = OrderRowReader.below(text);
    if (reader instanceof OrderRowReader) {
      this.reader = reader;
      return;
    }
    // Without columns nothing below can be understood.
    this.isReadable = false;
    for (const fault of reader) this.fault(number, text, fault);
  }

  private match(reader: OrderRowReader, number: number, text: string): void {
    const limit = this.session.add(reader.row);
    if (limit === undefined) return;
    const { column, message, expected } = limit;
    const { priceTicks, quantity, display } = reader.row;
    const found = String({ price_ticks: priceTicks, qty_lots: quantity, display_lots: display }[column]);
    this.fault(number, text, { field: reader.fieldOf(column), found, message, expected });
  }

  private fault(line: number, text: string, { field, ...fault }: RowFault): void {
    this.faults++;
    if (this.errors.length >= FAULTS_TOLD) return;
    const path = ORDER_COLUMNS.find((column) => this.reader?.fieldOf(column) === field) ?? '';
    this.errors.push({ file: this.file, line, column: columnOf(text, field), path, ...fault });
    this.lines.set(line, text);
  }
}

function reportFaults(matching: FileMatching, { errors, lines, count }: Faults, json: boolean): ExitCode {
  const hasBegun = matching.out.drop();
  const code = reportBadInput({ errors, lineOf: ({ line }) => lines.get(line) }, json);
  const untold = count > errors.length ? `, ${countText(count - errors.length)} of them not shown` : '';
  const written = hasBegun ? '; the fills of earlier rows have been written' : '';
  tell(`${plural(count, 'fault')}${untold}${written}`);
  return code;
}

function missingFile(file: string): BadInput | undefined {
  try {
    if (!statSync(file).isDirectory()) return undefined;
    return badArgument({
      argument: 'FILE',
      found: file,
      message: `${file} is a folder`,
      expected: 'a file, or - for stdin',
    });
  } catch (cause) {
    const code = codeOf(cause);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw new EnvironmentFault('read', file, cause);
    const nearest = nearestNeighbour(file);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const message = `there is no file ${file}${hint}`;
    return badArgument({ argument: 'FILE', found: file, message, expected: 'a file, or - for stdin', nearest });
  }
}

function nearestNeighbour(file: string): string | undefined {
  try {
    const nearest = nearestName(basename(file), readdirSync(dirname(file)));
    return nearest === undefined ? undefined : join(dirname(file), nearest);
  } catch {
    return undefined; // no such folder either
  }
}

const csvRow = ({ makerId, takerId, priceTicks, lots }: Fill, seq: number): string =>
  `${seq},${csvField(makerId)},${csvField(takerId)},${priceTicks},${lots}\n`;

const jsonRow = ({ makerId, takerId, priceTicks, lots }: Fill, seq: number): string =>
  `${seq === 1 ? '' : ','}${JSON.stringify({ seq, maker_id: makerId, taker_id: takerId, price_ticks: priceTicks, qty_lots: lots })}`;

const statsRow = ({ operationsPerCpuSecond, bytesPerOperation, collectionMs }: MatchCosts): Record<string, number> => ({
  operations_per_cpu_second: operationsPerCpuSecond,
  bytes_per_operation: Number(bytesPerOperation.toFixed(3)),
  collection_ms: Number(collectionMs.toFixed(1)),
});

function tellStats({ operations, fills, restingOrders, refusals }: MatchSession, costs: MatchCosts): void {
  const refused = [...refusals.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...refusals].map(([reason, count]) => `${reason} ${countText(count)}`).join(', ');
  tell(`operations      ${countText(operations)}`);
  tell(`fills           ${countText(fills)}`);
  tell(`refused         ${countText(refused)}${refused === 0 ? '' : ` (${reasons})`}`);
  tell(`resting         ${countText(restingOrders)}`);
  tell(`matching        ${countText(costs.operationsPerCpuSecond)} operations per second of CPU`);
  tell(`heap            ${costs.bytesPerOperation.toFixed(2)} bytes per operation`);
  tell(`collection      ${costs.collectionMs.toFixed(1)} ms`);
}
