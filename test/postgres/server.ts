/** A PostgreSQL server of a test's own: in a folder of its own, on a free port, for this machine only. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; Debian's package makes this user. */
const USER = 'postgres';

export class PostgresServer {
  readonly #folder: string;
  readonly #port: number;
  readonly #programs: string;

  private constructor(folder: string, port: number, programs: string) {
    this.#folder = folder;
    this.#port = port;
    this.#programs = programs;
  }

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'spillover-postgres-'));
    if (isRoot()) chownSync(folder, idOf('-u'), idOf('-g'));
    const server = new PostgresServer(folder, await freePort(), programFolder());
    server.#run(
      'initdb',
      '-D',
      join(folder, 'data'),
      '-A',
      'scram-sha-256',
      '-U',
      'me',
      '--pwfile',
      server.#passwordFile(),
    );
    server.up();
    return server;
  }

  /** For PGPASSWORD. */
  readonly password = 'not for the command line';

  url(database = 'postgres'): string {
    return `postgres://me@127.0.0.1:${this.#port}/${database}`;
  }

  up(): void {
    const options = `-p ${this.#port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
    this.#run(
      'pg_ctl',
      '-D',
      join(this.#folder, 'data'),
      '-l',
      join(this.#folder, 'log'),
      '-o',
      options,
      '-w',
      'start',
    );
  }

  /** As when it crashes: nobody is asked to finish. */
  down(): void {
    this.#run('pg_ctl', '-D', join(this.#folder, 'data'), '-m', 'immediate', '-w', 'stop');
  }

  remove(): void {
    try {
      this.down();
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }

  #passwordFile(): string {
    const file = join(this.#folder, 'password');
    const made = spawnSync('sh', ['-c', `printf %s "$PASSWORD" > "${file}" && chmod 644 "${file}"`], {
      env: { ...process.env, PASSWORD: this.password },
    });
    if (made.status !== 0) throw new Error('the password file was not written');
    return file;
  }

  #run(program: string, ...args: readonly string[]): void {
    const words = [join(this.#programs, program), ...args];
    const [first = '', ...rest] = isRoot()
      ? ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', ...words]
      : words;
    const { status, stderr, error } = spawnSync(first, rest, {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${program}: ${error?.message ?? String(stderr)}`);
  }
}

const isRoot = (): boolean => process.getuid?.() === 0;

const idOf = (flag: '-u' | '-g'): number => Number(spawnSync('id', [flag, USER]).stdout);

function programFolder(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const [newest] = versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .filter((path) => existsSync(join(path, 'initdb')));
  if (newest !== undefined) return newest;
  const there = spawnSync('sh', ['-c', 'dirname "$(command -v initdb)"']);
  const path = String(there.stdout).trim();
  if (there.status !== 0 || !existsSync(join(path, 'initdb')))
    throw new Error('these tests need a PostgreSQL server: apt-get install postgresql');
  return path;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
