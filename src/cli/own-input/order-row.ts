/**
 * A row of an order file → an order command, or what is wrong with it and in which column.
 *
 * Columns are found by the names in the header. A cancel needs only its id, an amend its id, price and quantity; what
 * they do not need may be empty and is not looked at. Nothing here knows the book.
 */
import { nearestName } from '../../scenario/nearest-name.ts';
import { fieldsOf } from './csv.ts';

export const ORDER_COLUMNS = ['op', 'id', 'side', 'type', 'price_ticks', 'qty_lots', 'display_lots', 'owner'] as const;
type Column = (typeof ORDER_COLUMNS)[number];
const OPTIONAL: readonly Column[] = ['display_lots', 'owner'];

export const ROW_OPS = ['new', 'cancel', 'amend'] as const;
export const ROW_TYPES = ['limit', 'market', 'ioc', 'fok', 'post_only'] as const;
export type RowOp = (typeof ROW_OPS)[number];
export type RowType = (typeof ROW_TYPES)[number];

/** The largest price, order and tip. */
const WHOLE_MAX = 2 ** 31 - 1;

/** One object, overwritten by each row. */
export interface OrderRow {
  op: RowOp;
  id: string;
  isBuy: boolean;
  type: RowType;
  /** 0 for a market order. */
  priceTicks: number;
  quantity: number;
  /** 0 where everything is shown. */
  display: number;
  /** Empty where the order belongs to nobody. */
  owner: string;
}

export interface RowFault {
  /** Position among the row's fields. */
  readonly field: number;
  readonly found: string;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

export class OrderRowReader {
  readonly row: OrderRow = {
    op: 'new',
    id: '',
    isBuy: true,
    type: 'limit',
    priceTicks: 0,
    quantity: 0,
    display: 0,
    owner: '',
  };
  /** Field of each column; −1 where the file has none. */
  private readonly places: readonly number[];
  private readonly width: number;
  private fields: readonly string[] = [];
  private faults: RowFault[] = [];

  private constructor(header: readonly string[]) {
    this.places = ORDER_COLUMNS.map((column) => header.indexOf(column));
    this.width = header.length;
  }

  /** A reader for rows below this header, or what is wrong with it. */
  static below(text: string): OrderRowReader | RowFault[] {
    const header = fieldsOf(text) ?? [text];
    const isNoHeader = !ORDER_COLUMNS.some((column) => header.includes(column));
    const faults = isNoHeader ? [] : header.flatMap((name, field) => headerFault(header, name, field));
    const missing = ORDER_COLUMNS.filter((column) => !OPTIONAL.includes(column) && !header.includes(column));
    if (missing.length > 0) {
      const message = `the first line names no column ${missing.map((name) => `"${name}"`).join(', ')}`;
      faults.push({
        field: 0,
        found: text,
        message,
        expected: 'op,id,side,type,price_ticks,qty_lots[,display_lots][,owner]',
      });
    }
    return faults.length > 0 ? faults : new OrderRowReader(header);
  }

  /** Position of a column among the fields; −1 where the file has none. */
  fieldOf(column: Column): number {
    return this.places[ORDER_COLUMNS.indexOf(column)] as number;
  }

  /** Reads a row into `row`; what is wrong with it, or undefined. */
  read(text: string): readonly RowFault[] | undefined {
    const fields = fieldsOf(text);
    if (fields === undefined) {
      return [
        { field: 0, found: text, message: 'a quoted field is not closed', expected: 'a closing quote, then a comma' },
      ];
    }
    if (fields.length > this.width) {
      const message = `${fields.length} fields where the header names ${this.width}`;
      return [{ field: this.width, found: fields[this.width] as string, message, expected: `${this.width} fields` }];
    }
    this.fields = fields;
    this.faults = [];
    this.readOp();
    return this.faults.length === 0 ? undefined : this.faults;
  }

  private readOp(): void {
    const { row } = this;
    row.id = this.text(1);
    if (row.id === '') this.fault(1, 'an order needs an id', 'any text');
    const op = this.text(0);
    if (op === 'cancel') {
      row.op = 'cancel';
    } else if (op === 'new') {
      row.op = 'new';
      this.readNew();
    } else if (op === 'amend') {
      row.op = 'amend';
      row.priceTicks = this.whole(4);
      row.quantity = this.whole(5);
    } else {
      this.unknown(0, ROW_OPS);
    }
  }

  private readNew(): void {
    const { row } = this;
    const side = this.text(2);
    row.isBuy = side === 'buy';
    if (side !== 'buy' && side !== 'sell') this.unknown(2, ['buy', 'sell']);
    const type = this.text(3) as RowType;
    row.type = type;
    if (!ROW_TYPES.includes(type)) this.unknown(3, ROW_TYPES);
    row.priceTicks = type === 'market' ? 0 : this.whole(4);
    row.quantity = this.whole(5);
    const display = this.text(6);
    row.display = display === '' || display === '0' ? 0 : this.whole(6);
    row.owner = this.text(7);
  }

  private text(column: number): string {
    return this.fields[this.places[column] as number] ?? '';
  }

  /** A positive whole number below 2^31 in plain digits. */
  private whole(column: number): number {
    const text = this.text(column);
    let value = 0;
    for (let at = 0; at < text.length; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9 || value > WHOLE_MAX) {
        value = 0;
        break;
      }
      value = value * 10 + digit;
    }
    if (value > 0 && value <= WHOLE_MAX) return value;
    this.fault(
      column,
      `${text === '' ? 'nothing' : `"${text}"`} is no ${ORDER_COLUMNS[column]}`,
      `a whole number, 1 … ${WHOLE_MAX}`,
    );
    return 1;
  }

  private unknown(column: number, known: readonly string[]): void {
    const text = this.text(column);
    const nearest = nearestName(text, known);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const what =
      text === '' ? `no ${ORDER_COLUMNS[column]} is named` : `there is no ${ORDER_COLUMNS[column]} "${text}"${hint}`;
    this.fault(column, what, `one of: ${known.join(', ')}`, nearest);
  }

  private fault(column: number, message: string, expected: string, nearest?: string): void {
    const place = { field: Math.max(0, this.places[column] as number), found: this.text(column) };
    this.faults.push({ ...place, message, expected, ...(nearest === undefined ? {} : { nearest }) });
  }
}

function headerFault(header: readonly string[], name: string, field: number): RowFault[] {
  if (header.indexOf(name) < field) {
    return [{ field, found: name, message: `the column "${name}" is named twice`, expected: 'every column once' }];
  }
  if ((ORDER_COLUMNS as readonly string[]).includes(name)) return [];
  const nearest = nearestName(name, ORDER_COLUMNS);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const fault = {
    field,
    found: name,
    message: `there is no column "${name}"${hint}`,
    expected: `one of: ${ORDER_COLUMNS.join(', ')}`,
  };
  return [nearest === undefined ? fault : { ...fault, nearest }];
}

/** Where a field begins in its line, counted from 1. */
export function columnOf(text: string, field: number): number {
  let at = 0;
  let isQuoted = false;
  for (let seen = 0; at < text.length && seen < field; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === ',' && !isQuoted) seen++;
  }
  return at + 1;
}
