/**
 * Results of runs in PostgreSQL, at most one of each run of an experiment, whoever made it.
 *
 * The digest of an experiment covers its file and scenario, so what else could be different is the program: an experiment
 * belongs to the one that began it, and any other is refused.
 */
import type { Pool, PoolClient } from 'pg';
import { bytesOfResult, resultOfBytes } from '../result-bytes.ts';
import type { RunResult } from '../run-experiment.ts';

export interface QueuedExperiment {
  /** 32 hex digits. */
  readonly digest: string;
  readonly id: string;
  readonly title: string;
  readonly engine: string;
  readonly code: string;
  readonly measuring: string;
}

/** Another program began the experiment. */
export interface OtherProgram {
  readonly engine: string;
  readonly code: string;
}

/** Two workers made the same run and it came out differently: the one thing that cannot be. */
export class ResultsDiffer extends Error {
  constructor(digest: string, run: number) {
    super(`run ${run} of experiment ${digest} came out differently on two machines`);
  }
}

const TABLES = `
create schema if not exists spillover;
create table if not exists spillover.experiment (
  digest text primary key,
  id text not null,
  title text not null,
  engine text not null,
  code text not null,
  measuring text not null,
  queued integer not null default 0,
  finished boolean not null default false
);
create table if not exists spillover.result (
  experiment text not null references spillover.experiment on delete cascade,
  run integer not null,
  ok boolean not null,
  bytes bytea not null,
  primary key (experiment, run)
);`;

/** Of everything that is done once: any number, so long as nobody else in the database locks on it. */
const LOCK = 7_013_2026;

export class ResultStore {
  readonly #pool: Pool;
  readonly #digest: string;

  constructor(pool: Pool, digest: string) {
    this.#pool = pool;
    this.#digest = digest;
  }

  /** Undefined: it is ours. */
  async join(of: QueuedExperiment): Promise<OtherProgram | undefined> {
    const { digest, id, title, engine, code, measuring } = of;
    await this.#locked((client) => client.query(TABLES));
    await this.#pool.query(
      `insert into spillover.experiment (digest, id, title, engine, code, measuring) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [digest, id, title, engine, code, measuring],
    );
    const { rows } = await this.#pool.query(
      'select engine, code, measuring from spillover.experiment where digest = $1',
      [digest],
    );
    const [row] = rows as [OtherProgram & { readonly measuring: string }];
    const isOurs = row.engine === engine && row.code === code && row.measuring === measuring;
    return isOurs ? undefined : { engine: row.engine, code: row.code };
  }

  /**
   * Has the runs below `to` queued that are not yet; whoever comes second finds it done.
   * @param queue Puts runs in; may see a run again that is queued already.
   */
  async queueUpTo(to: number, queue: (from: number) => Promise<void>): Promise<void> {
    await this.#locked(async (client) => {
      const { rows } = await client.query('select queued from spillover.experiment where digest = $1', [this.#digest]);
      const from: number = rows[0]?.queued ?? 0;
      if (from >= to) return;
      await queue(from);
      await client.query('update spillover.experiment set queued = $2 where digest = $1', [this.#digest, to]);
    });
  }

  /** In the transaction of a client. The second result of a run is dropped. Throws `ResultsDiffer`. */
  async add(client: PoolClient, run: number, result: RunResult): Promise<void> {
    const bytes = bytesOfResult(result);
    const { rowCount } = await client.query(
      'insert into spillover.result (experiment, run, ok, bytes) values ($1, $2, $3, $4) on conflict do nothing',
      [this.#digest, run, result.ok, Buffer.from(bytes)],
    );
    if (rowCount === 1 || !result.ok) return;
    const first = (await this.#read('run = $2', [run])).get(run);
    if (first?.ok === true && first.answer.digest !== result.answer.digest) throw new ResultsDiffer(this.#digest, run);
  }

  /** Those of the asked that are there. */
  async resultsOf(runs: readonly number[]): Promise<Map<number, RunResult>> {
    return this.#read('run = any($2)', [runs]);
  }

  async count(): Promise<number> {
    const { rows } = await this.#pool.query(
      'select count(*)::int as runs from spillover.result where experiment = $1',
      [this.#digest],
    );
    return rows[0]?.runs ?? 0;
  }

  async isFinished(): Promise<boolean> {
    const { rows } = await this.#pool.query('select finished from spillover.experiment where digest = $1', [
      this.#digest,
    ]);
    return rows[0]?.finished === true;
  }

  async finish(): Promise<void> {
    await this.#pool.query('update spillover.experiment set finished = true where digest = $1', [this.#digest]);
  }

  async #read(where: string, values: readonly unknown[]): Promise<Map<number, RunResult>> {
    const { rows } = await this.#pool.query(
      `select run, bytes from spillover.result where experiment = $1 and ${where}`,
      [this.#digest, ...values],
    );
    return new Map((rows as { run: number; bytes: Buffer }[]).map(({ run, bytes }) => [run, resultOfBytes(bytes)]));
  }

  async #locked(work: (client: PoolClient) => Promise<unknown>): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      await work(client);
    });
  }
}

/** All of it or none. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that is lost between two queries says so here, and to the next query.
  const hear = (): void => undefined;
  client.on('error', hear);
  let lost: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      lost = cause;
    });
    throw error;
  } finally {
    client.off('error', hear);
    client.release(lost);
  }
}
