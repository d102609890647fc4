/**
 * `--queue postgres://host/database`: where a queue is, in words that may be shown.
 *
 * A password on a command line stands in the list of processes and in shell histories, so it is refused here and taken from
 * PGPASSWORD or a pgpass file, as psql takes it.
 */
import { type BadInput, badArgument } from '../bad-input.ts';

export interface ShownAddress {
  readonly ok: true;
  readonly connection: string;
  /** Host, port and database; nothing else of it. */
  readonly shown: string;
}

const EXPECTED = 'postgres://user@host/database; a password comes from PGPASSWORD or ~/.pgpass';
const SECRET = ['password', 'sslpassword'];

export function readQueueAddress(text: string): ShownAddress | BadInput {
  const wrong = (found: string, message: string): BadInput =>
    badArgument({ argument: '--queue', found, message, expected: EXPECTED });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol))
    return wrong('(not shown)', 'this is no address of a PostgreSQL database');
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.password !== '' || SECRET.some((key) => url.searchParams.has(key)))
    return wrong(shown, 'a password on the command line can be read by everybody on the machine');
  return { ok: true, connection: text, shown };
}
