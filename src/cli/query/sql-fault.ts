/** What DuckDB says of a query that is wrong, located in its text. */
import { nearestName } from '../../scenario/nearest-name.ts';
import type { BadInput } from '../bad-input.ts';
import { EnvironmentFault } from '../environment-fault.ts';
import { VIEWS } from './query-views.ts';

const FILE = 'SQL';
const READING = 'a statement that reads: select, with, from, pivot, describe or summarize';

/** With `errors_as_json`. */
interface DuckError {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly error_subtype?: string;
  /** In bytes of UTF-8, from 0. */
  readonly position?: string;
  readonly candidates?: string;
  readonly name?: string;
  readonly type?: string;
}

/** Of the machine, not of the query. */
const OF_MACHINE = ['Out of Memory', 'Fatal', 'Internal'];

/** Throws `EnvironmentFault` where the machine is at fault, and what is no error of DuckDB. */
export function sqlFault(error: unknown, sql: string): BadInput {
  const told = duckError(error);
  if (told === undefined) {
    const isEmpty = !/[^\s;]/.test(sql.replace(/--.*|\/\*[\s\S]*?\*\//g, ''));
    if (!isEmpty) throw error;
    return fault(sql, { at: 0, message: 'there is no statement', expected: READING });
  }
  const { exception_type: type = '', exception_message: message = '', position } = told;
  if (OF_MACHINE.includes(type)) throw new EnvironmentFault('answer the query in', 'DuckDB', new Error(message));
  const at = position === undefined ? 0 : Buffer.from(sql).subarray(0, Number(position)).toString().length;
  if (told.error_subtype === 'MISSING_ENTRY' && told.type === 'Table') return noTable(sql, at, told.name ?? '');
  const candidates = told.candidates?.split(',').map((each) => each.trim());
  const expected = candidates === undefined ? 'SQL as DuckDB reads it' : `one of: ${candidates.join(', ')}`;
  const nearest = nearestName(told.name ?? '', candidates ?? []);
  return fault(sql, { at, message: message.split('\n')[0] ?? '', expected, nearest });
}

/** A statement that does more than read. */
export function notReading(sql: string, type: string): BadInput {
  const at = sql.search(new RegExp(`\\b${type.split('_')[0]}\\b`, 'i'));
  const message = `${type.toLowerCase().replaceAll('_', ' ')}: a query only reads`;
  return fault(sql, { at: Math.max(0, at), message, expected: READING });
}

export const isInterruption = (error: unknown): boolean => duckError(error)?.exception_type === 'Interrupt';

function noTable(sql: string, at: number, name: string): BadInput {
  if (VIEWS.includes(name)) {
    const message = `none of what is asked has a table "${name}"`;
    return fault(sql, { at, message, expected: 'a run with a log, or an experiment that kept it' });
  }
  const nearest = nearestName(name, VIEWS);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const message = `there is no table "${name}"${hint}`;
  return fault(sql, { at, message, expected: `one of: ${VIEWS.join(', ')}`, nearest });
}

interface Wrong {
  /** Where in the text, from 0. */
  readonly at: number;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string | undefined;
}

function fault(sql: string, { at, message, expected, nearest }: Wrong): BadInput {
  const before = sql.slice(0, at).split('\n');
  const [line, column] = [before.length, (before.at(-1) as string).length + 1];
  const found = /^(\w+|\S)?/.exec(sql.slice(at))?.[0] ?? '';
  const error = { file: FILE, line, column, path: '', found, expected, message };
  return { ok: false, errors: [nearest === undefined ? error : { ...error, nearest }], textOf: () => sql };
}

function duckError(error: unknown): DuckError | undefined {
  const text = error instanceof Error ? error.message : '';
  const from = text.indexOf('{');
  if (from < 0) return undefined;
  try {
    return JSON.parse(text.slice(from)) as DuckError;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
