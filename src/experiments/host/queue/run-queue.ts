/**
 * Runs of an experiment in a queue (pg-boss on PostgreSQL) that any number of workers take from.
 *
 * A job and the result of its run end in one transaction, and results are unique, so however often a run is made it counts once.
 * Who holds a job says that it lives; when it does not, the job goes back, a few times, and then counts as failed.
 */
import type { Pool } from 'pg';
import type { PgBoss } from 'pg-boss';
import { Hash128 } from '../../../math/digest.ts';
import type { Run } from '../../point.ts';
import type { RunResult } from '../run-experiment.ts';
import { Patience, type PatienceOptions } from './patience.ts';
import { inTransaction, type OtherProgram, type QueuedExperiment, ResultStore } from './result-store.ts';

export interface QueueAddress {
  /** As `pg` takes it; without a password, which comes from PGPASSWORD or a pgpass file. */
  readonly connection: string;
  readonly patience: PatienceOptions;
  /** What a worker may be silent for before its job goes back, 10 s at least. */
  readonly silenceSeconds?: number;
}

/** Of a run: all that is needed beside the experiment's file. */
export interface QueuedRun extends Run {
  readonly arm: number;
  readonly settings: readonly string[];
}

export interface Claim {
  readonly job: string;
  readonly of: QueuedRun;
  /** The queue has given it up: nobody is to run it again. */
  readonly isLost: boolean;
}

const SCHEMA = 'spillover_queue';
const SILENCE_SECONDS = 30;
const CHECK_SECONDS = 5;
const GIVEN_BACK_MOST = 4;
const BATCH = 5_000;
const FOR_EVER_SECONDS = 400 * 86_400;

export type OpenedQueue = { readonly ok: true; readonly queue: RunQueue } | ({ readonly ok: false } & OtherProgram);

export class RunQueue {
  readonly store: ResultStore;
  readonly #pool: Pool;
  readonly #boss: PgBoss;
  readonly #name: string;
  readonly #patience: Patience;

  private constructor(pool: Pool, boss: PgBoss, { digest }: QueuedExperiment, patience: Patience) {
    this.#pool = pool;
    this.#boss = boss;
    this.#name = queueName(digest);
    this.#patience = patience;
    this.store = new ResultStore(pool, digest);
  }

  /** Throws `QueueFault`. */
  static async open(
    of: QueuedExperiment,
    { connection, patience: options, silenceSeconds }: QueueAddress,
  ): Promise<OpenedQueue> {
    const [{ default: pg }, { PgBoss: Boss }] = await Promise.all([import('pg'), import('pg-boss')]);
    const pool = new pg.Pool({ connectionString: connection, application_name: 'spillover', max: 8 });
    // A connection that breaks while idle is replaced when it is needed.
    pool.on('error', () => undefined);
    const patience = new Patience(options);
    const store = new ResultStore(pool, of.digest);
    try {
      const other = await patience.with('open the queue', () => store.join(of));
      if (other !== undefined) {
        await pool.end();
        return { ok: false, ...other };
      }
      const boss = new Boss({
        db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
        schema: SCHEMA,
        schedule: false,
        superviseIntervalSeconds: CHECK_SECONDS,
        monitorIntervalSeconds: CHECK_SECONDS,
      });
      // What its checks meet while the server is away, the next ones mend.
      boss.on('error', () => undefined);
      const queue = new RunQueue(pool, boss, of, patience);
      await patience.with('open the queue', () => queue.#start(silenceSeconds ?? SILENCE_SECONDS));
      return { ok: true, queue };
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  async #start(silenceSeconds: number): Promise<void> {
    await this.#boss.start();
    const keeping = { retentionSeconds: FOR_EVER_SECONDS, deleteAfterSeconds: 3600 };
    const lost = lostName(this.#name);
    await this.#boss.createQueue(lost, { ...keeping, retryLimit: 1000 });
    await this.#boss.createQueue(this.#name, {
      ...keeping,
      retryLimit: GIVEN_BACK_MOST,
      heartbeatSeconds: silenceSeconds,
      expireInSeconds: 86_400,
      deadLetter: lost,
    });
  }

  /** Of a round: puts in what nobody has put in yet. Runs are numbered from 0 without gaps. Throws `QueueFault`. */
  async put(runs: readonly QueuedRun[]): Promise<void> {
    const first = runs[0]?.run ?? 0;
    await this.#patience.with('fill the queue', () =>
      this.store.queueUpTo(first + runs.length, async (from) => {
        for (let at = Math.max(0, from - first); at < runs.length; at += BATCH) {
          const batch = runs.slice(at, at + BATCH);
          await this.#boss.insert(
            this.#name,
            batch.map((data) => ({ id: jobId(this.#name, data.run), data })),
          );
        }
      }),
    );
  }

  /** Undefined: there is none just now. Throws `QueueFault`. */
  async claim(): Promise<Claim | undefined> {
    for (const name of [this.#name, lostName(this.#name)]) {
      const [job] = await this.#patience.with('take from the queue', () => this.#boss.fetch<QueuedRun>(name));
      if (job !== undefined) return { job: job.id, of: job.data, isLost: name !== this.#name };
    }
    return undefined;
  }

  /** Says that whoever holds a job lives; a server that does not answer will be told next time. */
  async keepAlive({ job }: Claim): Promise<void> {
    await this.#boss.touch(this.#name, job).catch(() => undefined);
  }

  /** Job and result together. Throws `QueueFault`, `ResultsDiffer`. */
  async commit({ job, of, isLost }: Claim, result: RunResult): Promise<void> {
    const name = isLost ? lostName(this.#name) : this.#name;
    await this.#patience.with('keep a result', () =>
      inTransaction(this.#pool, async (client) => {
        await this.store.add(client, of.run, result);
        const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
        await this.#boss.complete(name, job, null, { db });
      }),
    );
  }

  /** A question to the store, asked again while the server is away. Throws `QueueFault`. */
  ask<T>(question: (store: ResultStore) => Promise<T>): Promise<T> {
    return this.#patience.with('read results', () => question(this.store));
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false }).catch(() => undefined);
    await this.#pool.end();
  }
}

const queueName = (digest: string): string => `runs-${digest}`;
const lostName = (name: string): string => `${name}-lost`;

/** The same for a run whoever puts it in: a UUID (version 8, RFC 9562 §5.8) of queue and number. */
function jobId(name: string, run: number): string {
  const hash = new Hash128();
  hash.text(`${name} ${run}`);
  const { hex } = hash;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
