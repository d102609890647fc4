/**
 * Text of `sims/published/*.csv` → rows, or everything that is wrong with it, each fault in its place.
 *
 * Comma-separated, a row a line, fields in double quotes where they hold a comma or a quote (RFC 4180). Pure.
 */
import type { LocatedError } from '../../scenario/located-error.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { parseIsoDate } from '../../units/civil-date.ts';
import { parseIsoTime } from '../../units/time.ts';
import {
  COLUMNS,
  type Column,
  OBSERVATIONS,
  type Observation,
  type PublishedRow,
  RELATIONS,
  type Relation,
  STATUSES,
  type Status,
  termsOf,
} from './published-row.ts';

export type PublishedReading =
  | { readonly ok: true; readonly rows: readonly PublishedRow[] }
  | { readonly ok: false; readonly errors: readonly LocatedError[] };

/** @param episode That all rows are of: the name of the file. */
export function readPublished(text: string, file: string, episode: string): PublishedReading {
  const errors: LocatedError[] = [];
  const rows: PublishedRow[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const report = (place: Place, fault: Fault): void => {
    const { line, column, path, found } = place;
    errors.push({ file, line, column, path, found, ...fault });
  };
  const head = lines[0] ?? '';
  if (head !== COLUMNS.join(',')) {
    const found = head.length > 60 ? `${head.slice(0, 60)}…` : head;
    const fault = { message: 'these are not the columns', expected: COLUMNS.join(',') };
    report({ line: 1, column: 1, path: '', found }, fault);
    return { ok: false, errors };
  }
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line === '') continue;
    const row = readRow(line, at + 1, { report, episode });
    if (row !== undefined) rows.push(row);
  }
  return errors.length === 0 ? { ok: true, rows } : { ok: false, errors };
}

interface Place {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly found: string;
}
type Fault = Pick<LocatedError, 'message' | 'expected' | 'nearest'>;
type Report = (place: Place, fault: Fault) => void;

interface Field {
  readonly text: string;
  /** Counts from 1. */
  readonly column: number;
}

interface Reading {
  readonly report: Report;
  readonly episode: string;
}

/** Undefined where something is wrong with it, which has been reported. */
function readRow(text: string, line: number, { report, episode }: Reading): PublishedRow | undefined {
  const fields = fieldsOf(text);
  if (typeof fields === 'number') {
    const place = { line, column: fields, path: '', found: text.slice(fields - 1, fields + 19) };
    report(place, { message: 'the quotes do not match', expected: 'a field in quotes and a comma' });
    return undefined;
  }
  if (fields.length !== COLUMNS.length) {
    const found = `${fields.length} fields`;
    const message = `the row has ${fields.length} fields, the columns are ${COLUMNS.length}`;
    report({ line, column: 1, path: '', found }, { message, expected: `${COLUMNS.length} fields` });
    return undefined;
  }
  let isGood = true;
  const textOf = (column: Column): string => (fields[COLUMNS.indexOf(column)] as Field).text;
  const refuse = (column: Column, fault: Fault): void => {
    isGood = false;
    const { column: at, text: found } = fields[COLUMNS.indexOf(column)] as Field;
    report({ line, column: at, path: column, found: found === '' ? 'nothing' : found }, fault);
  };
  for (const fault of faultsOf(textOf, episode)) refuse(fault.column, fault.fault);
  if (!isGood) return undefined;
  const orNull = (column: Column): string | null => (textOf(column) === '' ? null : textOf(column));
  return {
    episode,
    date: orNull('date'),
    since: orNull('since'),
    time: orNull('time'),
    observation: textOf('observation') as Observation,
    subject: textOf('subject'),
    against: orNull('against'),
    relation: textOf('relation') as Relation,
    value: Number(textOf('value')),
    valueTo: textOf('value_to') === '' ? null : Number(textOf('value_to')),
    unit: textOf('unit'),
    status: textOf('status') as Status,
    source: textOf('source'),
    page: textOf('page'),
    note: textOf('note'),
  };
}

interface ColumnFault {
  readonly column: Column;
  readonly fault: Fault;
}
type TextOf = (column: Column) => string;

const NUMBER = /^-?\d+(\.\d+)?$/;
const SUBJECT = /^([A-Z][A-Z0-9-]*|[a-z][a-z0-9-]*)$/;
const SOURCE = /^([SW]\d+( [SW]\d+)*)?$/;

function* faultsOf(textOf: TextOf, episode: string): Generator<ColumnFault> {
  const wrong = (column: Column, expected: string, message?: string): ColumnFault => {
    const found = textOf(column);
    const said = message ?? (found === '' ? `${column} is empty` : `"${found}" is no ${column}`);
    return { column, fault: { message: said, expected } };
  };
  const [date, since, time] = [textOf('date'), textOf('since'), textOf('time')];
  if (textOf('episode') !== episode) yield wrong('episode', episode, `the file is of the episode ${episode}`);
  if (date !== '' && parseIsoDate(date) === undefined) yield wrong('date', 'a date such as 2026-01-20, or nothing');
  if (since !== '' && parseIsoDate(since) === undefined) yield wrong('since', 'a date such as 2026-01-16, or nothing');
  else if (since !== '' && !(since < date)) yield wrong('since', 'a date before the other', `${since} is not before`);
  if (time !== '' && parseIsoTime(time) === undefined) yield wrong('time', 'a time with its zone, or nothing');
  yield* named('relation', textOf('relation'), RELATIONS);
  yield* named('status', textOf('status'), STATUSES);
  if (!SUBJECT.test(textOf('subject'))) yield wrong('subject', 'a line such as JGB-30Y, a market, or words-like-this');
  if (!NUMBER.test(textOf('value'))) yield wrong('value', 'a number in plain digits');
  yield* rangeFaults(textOf, wrong);
  yield* observationFaults(textOf, wrong);
  if (!SOURCE.test(textOf('source'))) yield wrong('source', 'ids such as W10, with spaces between, or nothing');
  const needsPage = textOf('status') !== 'general-knowledge';
  if (needsPage && textOf('page') === '') yield wrong('page', 'where it was published, without a protocol');
  if (/:\/\//.test(textOf('page'))) yield wrong('page', 'an address without a protocol');
}

type Wrong = (column: Column, expected: string, message?: string) => ColumnFault;

function* rangeFaults(textOf: TextOf, wrong: Wrong): Generator<ColumnFault> {
  const [value, to] = [textOf('value'), textOf('value_to')];
  const isRange = textOf('relation') === 'between';
  if (!isRange && to !== '') yield wrong('value_to', 'nothing, but of "between"', 'only a range has a second number');
  if (isRange && !NUMBER.test(to)) yield wrong('value_to', 'the upper end of the range');
  else if (isRange && !(Number(value) < Number(to))) yield wrong('value_to', 'more than the value');
}

function* observationFaults(textOf: TextOf, wrong: Wrong): Generator<ColumnFault> {
  const observation = textOf('observation');
  yield* named('observation', observation, Object.keys(OBSERVATIONS));
  if (!Object.hasOwn(OBSERVATIONS, observation)) return;
  const { units, isOfTwo } = termsOf(observation as Observation);
  if (!units.includes(textOf('unit'))) yield wrong('unit', units.join(' or '));
  const against = textOf('against');
  if (isOfTwo === true && !SUBJECT.test(against)) yield wrong('against', 'the second line');
  if (isOfTwo !== true && against !== '') yield wrong('against', 'nothing', `${observation} is of one line`);
}

function* named(column: Column, found: string, known: readonly string[]): Generator<ColumnFault> {
  if (known.includes(found)) return;
  const nearest = nearestName(found, known);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = (found === '' ? `${column} is empty` : `"${found}" is no ${column}`) + hint;
  const expected = `one of: ${known.join(', ')}`;
  yield { column, fault: { message, expected, ...(nearest === undefined ? {} : { nearest }) } };
}

/** The fields with their columns; the column at which quotes do not match. */
function fieldsOf(line: string): Field[] | number {
  const fields: Field[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (let separator: string | undefined = ','; separator === ','; ) {
    const column = field.lastIndex + 1;
    const match = field.exec(line);
    if (match === null) return column;
    fields.push({ column, text: match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"') });
    separator = match[3];
  }
  return fields;
}
