/** `price`: yields, prices, accrued interest and risk of a user's own bonds, row by row. */
import { statSync } from 'node:fs';
import type { LocatedError } from '../../scenario/located-error.ts';
import { type BadInput, errorRow, reportBadInput } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { type CsvLine, csvField, csvLines, fieldsOf, unreadable } from '../own-input/csv.ts';
import { plural } from '../own-input/number-text.ts';
import { columnOf } from '../own-input/order-row.ts';
import {
  type FieldFault,
  PRICE_COLUMNS,
  type PriceColumn,
  PriceHeader,
  RESULT_COLUMNS,
} from '../own-input/price-columns.ts';
import { type PricedRow, priceRow } from '../own-input/price-row.ts';
import { ResultWriter } from '../result-writer.ts';
import { tell } from '../terminal.ts';
import { readText } from '../text-file.ts';

export interface PriceArguments {
  /** A path, or `-` for stdin. */
  readonly file: string;
  readonly json: boolean;
}

/** Throws `EnvironmentFault`. */
export async function price({ file, json }: PriceArguments): Promise<ExitCode> {
  const missing = missingFile(file);
  if (missing !== undefined) return reportBadInput(missing, json);
  const pricing = new FilePricing(file === '-' ? 'stdin' : file, json);
  for await (const lines of csvLines(file)) {
    for (const line of lines) {
      pricing.take(line);
      if (pricing.out.isFull) await pricing.out.write();
    }
  }
  const code = pricing.end();
  await pricing.out.write();
  return code;
}

/** One file on its way through: a row is priced, or its faults are told; neither waits for the other rows. */
class FilePricing {
  readonly out = new ResultWriter();
  private readonly file: string;
  private readonly json: boolean;
  private header: PriceHeader | undefined;
  private isReadable = true;
  /** With `--json` alone faults are kept: the document ends with them. */
  private readonly kept: string[] = [];
  private rows = 0;
  private priced = 0;
  private faults = 0;

  constructor(file: string, json: boolean) {
    this.file = file;
    this.json = json;
  }

  take(line: CsvLine): void {
    if (!this.isReadable) return;
    if (this.header === undefined) {
      this.readHeader(line);
      return;
    }
    this.rows++;
    const { text } = line;
    if (text === undefined) this.fault(line, { field: 0, found: '', ...unreadable(line) });
    else this.readRow(line, text, this.header);
  }

  end(): ExitCode {
    if (this.header === undefined && this.faults === 0) {
      const expected = 'a line that names the columns';
      this.fault({ number: 1, text: '' }, { field: 0, found: '', message: 'the file is empty', expected });
    }
    if (this.json) this.endDocument();
    if (this.faults === 0) return ExitCode.done;
    const rows = this.rows === 0 ? '' : ` in ${this.rows - this.priced} of ${plural(this.rows, 'row')}`;
    tell(`${plural(this.faults, 'fault')}${rows}${this.priced === 0 ? '' : '; the others are priced'}`);
    return ExitCode.badInput;
  }

  private readHeader(line: CsvLine): void {
    const unread = { field: 0, found: '', ...unreadable(line) };
    const header = line.text === undefined ? [unread] : PriceHeader.in(line.text);
    if (header instanceof PriceHeader) {
      this.header = header;
      if (this.json) this.out.add('{"schema":"spillover/price@1","rows":[');
      else this.out.add(`${[...header.names, ...RESULT_COLUMNS].join(',')}\n`);
      return;
    }
    // Without columns nothing below can be understood.
    this.isReadable = false;
    for (const fault of header) this.fault(line, fault);
  }

  private readRow(line: CsvLine, text: string, header: PriceHeader): void {
    const fields = fieldsOf(text);
    const misfit = fields === undefined ? UNCLOSED : widthFault(fields, header.names.length);
    if (fields === undefined || misfit !== undefined) {
      this.fault(line, misfit ?? UNCLOSED);
      return;
    }
    const textOf = (column: PriceColumn): string => fields[header.fieldOf(column) ?? -1] ?? '';
    const result = priceRow(textOf);
    if (result.ok) {
      this.out.add(this.json ? jsonRow(textOf, result.row, this.priced) : csvRow(fields, header, result.row));
      this.priced++;
      return;
    }
    const faults = result.faults.map(({ column, ...rest }) => ({
      field: header.fieldOf(column) ?? 0,
      found: textOf(column),
      ...rest,
    }));
    for (const fault of faults.sort((a, b) => a.field - b.field)) this.fault(line, fault);
  }

  private fault({ number: line, text = '' }: CsvLine, { field, ...fault }: FieldFault): void {
    this.faults++;
    const path = this.header?.names[field] ?? '';
    const error: LocatedError = { file: this.file, line, column: columnOf(text, field), path, ...fault };
    if (this.json) this.kept.push(JSON.stringify(errorRow(error)));
    else reportBadInput({ errors: [error], lineOf: () => text }, false);
  }

  private endDocument(): void {
    const errors = this.faults === 0 ? '' : `"errors":[${this.kept.join(',')}]`;
    if (this.header === undefined) this.out.add(`{${errors}}\n`);
    else this.out.add(`]${errors === '' ? '' : `,${errors}`}}\n`);
  }
}

const UNCLOSED: FieldFault = {
  field: 0,
  found: '',
  message: 'a quoted field is not closed, or something follows its end',
  expected: 'a closing quote, then a comma or the end of the line',
};

function widthFault(fields: readonly string[], width: number): FieldFault | undefined {
  if (fields.length === width) return undefined;
  const message = `${plural(fields.length, 'field')} where the first line names ${width}`;
  const field = Math.min(fields.length - 1, width);
  return { field, found: fields[field] as string, message, expected: plural(width, 'field') };
}

/** Twelve decimals; no minus before a zero. */
function decimal(value: number): string {
  const text = value.toFixed(12);
  return text === '-0.000000000000' ? text.slice(1) : text;
}

const resultsOf = ({ accrued, dirtyPrice, modDuration, convexity, dv01 }: PricedRow): number[] => [
  accrued,
  dirtyPrice,
  modDuration,
  convexity,
  dv01,
];

/** The row as it was read, what was empty filled in. */
function csvRow(fields: readonly string[], header: PriceHeader, row: PricedRow): string {
  const filled = header.names.map((name, field) => {
    const text = fields[field] as string;
    if (text.trim() !== '') return csvField(text);
    if (name === 'yield_pct') return decimal(row.yieldPct);
    return name === 'clean_price' ? decimal(row.cleanPrice) : csvField(text);
  });
  return `${[...filled, ...resultsOf(row).map(decimal)].join(',')}\n`;
}

/** Every column, whether the file has it or not. */
function jsonRow(textOf: (column: PriceColumn) => string, row: PricedRow, before: number): string {
  const members: Record<string, string | number | null> = {};
  for (const name of PRICE_COLUMNS) members[name] = textOf(name).trim() || null;
  members.id = textOf('id');
  members.coupon_pct = Number(members.coupon_pct);
  members.yield_pct = members.yield_pct === null ? Number(decimal(row.yieldPct)) : Number(members.yield_pct);
  members.clean_price = members.clean_price === null ? Number(decimal(row.cleanPrice)) : Number(members.clean_price);
  members.eom = members.eom === null ? null : Number(members.eom);
  for (const [index, value] of resultsOf(row).entries())
    members[RESULT_COLUMNS[index] as string] = Number(decimal(value));
  return `${before === 0 ? '' : ','}${JSON.stringify(members)}`;
}

function missingFile(file: string): BadInput | undefined {
  if (file === '-') return undefined;
  const found = attempt('look at', file, () => statSync(file, { throwIfNoEntry: false }));
  if (found !== undefined && !found.isDirectory()) return undefined;
  const read = readText(file, 'FILE');
  return read.ok ? undefined : read;
}
