/**
 * Plants bugs: for each one a copy of the sources in which one text of one file is another, and the one test file that is
 * meant to notice, run there as everybody runs it.
 *
 * All copies of a batch lie side by side in a temporary folder that is removed afterwards, and one run of vitest goes
 * through them; they share nothing but their processes. The sources of the project itself are only read. A text that does
 * not occur exactly once in its file is an error: a plant that misses its place would prove nothing.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MINUTE_MS = 60_000;
/** A bug may make a test loop for ever: then the whole batch is ended. */
const BATCH_MS = 9 * MINUTE_MS;
const OUTPUT_BYTES_MOST = 2 ** 26;

/** Folders of `src` that the books, the auctions, the bonds and the ledger are made of, and of `test` that try them. */
const COPIED = [
  ...['units', 'math', 'events', 'bonds', 'market'].map((folder) => `src/${folder}`),
  ...['bonds', 'market', 'oracles'].map((folder) => `test/${folder}`),
];

export interface Plant {
  /** What is wrong now, as a reviewer would say it. */
  readonly bug: string;
  /** The file to be changed, and the text in it that becomes another. */
  readonly file: string;
  readonly text: string;
  readonly becomes: string;
  /** The test files meant to notice: one, except where every test of the ledger is asked. */
  readonly tests: readonly string[];
}

/** Title and message of every test that failed in a copy, as `title: message`. */
export interface Outcome {
  readonly failures: readonly string[];
  readonly passed: number;
  /** What kept a file from being run at all: such a copy proves nothing. */
  readonly broken: readonly string[];
}

/** The outcome of every plant, in their order. */
export async function outcomesOf(plants: readonly Plant[]): Promise<readonly Outcome[]> {
  const garden = mkdtempSync(join(tmpdir(), 'spillover-planted-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(garden, 'node_modules'), 'junction');
    writeFileSync(join(garden, 'package.json'), '{"type":"module","private":true}\n');
    writeFileSync(join(garden, 'vitest.config.js'), "export default { test: { pool: 'forks', isolate: false } };\n");
    for (const [index, plant] of plants.entries()) growCopy(join(garden, folderOf(index)), plant);
    return await runAll(garden, plants);
  } finally {
    rmSync(garden, { recursive: true, force: true });
  }
}

/** The sources with the plant's text in its file's place; throws unless it stands there exactly once. */
export function planted({ file, text, becomes }: Plant): string {
  const pieces = readSource(file).split(text);
  if (pieces.length !== 2) {
    throw new Error(`${file} holds ${pieces.length - 1} times, not once:\n${text}`);
  }
  return pieces.join(becomes);
}

/** No bug at all: the copy as it is, for the tests of all these plants. */
export const untouched = (plants: readonly Plant[]): Plant => {
  const [{ file }] = plants as readonly [Plant];
  const text = readSource(file);
  return { bug: 'none', file, text, becomes: text, tests: [...new Set(plants.flatMap(({ tests }) => tests))] };
};

export const readSource = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const folderOf = (index: number): string => `copy-${String(index).padStart(3, '0')}`;

function growCopy(copy: string, plant: Plant): void {
  for (const folder of COPIED) {
    mkdirSync(join(copy, folder), { recursive: true });
    cpSync(join(ROOT, folder), join(copy, folder), { recursive: true });
  }
  writeFileSync(join(copy, plant.file), planted(plant));
}

interface FileReport {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
}

async function runAll(garden: string, plants: readonly Plant[]): Promise<readonly Outcome[]> {
  const report = join(garden, 'report.json');
  const files = plants.flatMap(({ tests }, index) => tests.map((test) => `${folderOf(index)}/${test}`));
  await runVitest(garden, ['run', '--reporter=json', `--outputFile=${report}`, ...files]);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { readonly testResults: readonly FileReport[] };
  return plants.map(({ tests }, index) => {
    const own = testResults.filter(({ name }) => name.replaceAll('\\', '/').includes(`/${folderOf(index)}/`));
    if (own.length !== tests.length) throw new Error(`${own.length} of ${tests.length} files ran: ${tests.join(', ')}`);
    return outcomeOf(own);
  });
}

/** Failing tests are what is wanted; anything else that ends the run is an error. */
function runVitest(garden: string, args: readonly string[]): Promise<void> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const options = { cwd: garden, env, timeout: BATCH_MS, maxBuffer: OUTPUT_BYTES_MOST };
  return new Promise((done, fail) => {
    execFile(process.execPath, [vitest, ...args], options, (error, _stdout, stderr) => {
      if (error === null || error.code === 1) done();
      else fail(new Error(`the copies did not run to their end: ${error.message}\n${stderr}`));
    });
  });
}

function outcomeOf(files: readonly FileReport[]): Outcome {
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  return {
    failures: results
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.map(withoutFrames).join('\n')}`),
    passed: results.filter(({ status }) => status === 'passed').length,
    broken: files.filter(({ assertionResults }) => assertionResults.length === 0).map(({ message }) => message),
  };
}

const withoutFrames = (message: string): string => message.split('\n    at ')[0] as string;
