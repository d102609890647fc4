// @ts-check
/**
 * `npm start` and the tests on a fresh clone, with whatever Node ≥ 18 and npm there is: installs what the command needs,
 * once and quietly, and goes on under the pinned Node.
 *
 * Not a pre-script, since people who switch install scripts off switch those off too. `npm start` leaves out what only
 * development needs. A mark in node_modules makes every later start instant; it falls when the lock file changes or npm
 * has been at work there since.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { fail, findMain, findNode, goOn, goOnInChild, orFail, root, Unavailable } from './pinned-node.js';

const LOCK = join(root, 'package-lock.json');
/** npm's own record of what lies in node_modules; gone while an `npm ci` is under way. */
const INSTALLED = join(root, 'node_modules/.package-lock.json');
const MARK = join(root, 'node_modules/.spillover-installed');
const VITEST = join(root, 'node_modules/vitest/vitest.mjs');

/** @type {Readonly<Record<string, { development: boolean, script: () => string, args: readonly string[] }>>} */
const COMMANDS = {
  start: { development: false, script: findMain, args: ['run', 'sims/japan-2026.yaml'] },
  test: { development: true, script: () => VITEST, args: ['run'] },
  'test:deep': { development: true, script: () => VITEST, args: ['run', '--mode', 'deep'] },
};

await orFail(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined) fail(`no such command: "${name}"; there are ${Object.keys(COMMANDS).join(', ')}.`);
  process.chdir(root);
  process.env.PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  if (isInstalled(command.development)) {
    await goOn(findNode(), command.script(), [...command.args, ...args]);
  } else {
    install(name, command.development);
    // The Node that runs us may be the one that was just replaced.
    goOnInChild(findNode(), command.script(), [...command.args, ...args]);
  }
});

/** @param {boolean} development */
function isInstalled(development) {
  if (!existsSync(INSTALLED)) return false;
  const marked = existsSync(MARK) ? readFileSync(MARK, 'utf8') : '';
  if (marked === mark(true) || (!development && marked === mark(false))) return true;
  if (!holdsAll(development)) return false;
  writeFileSync(MARK, mark(development));
  return true;
}

/** @param {boolean} development */
function mark(development) {
  const hash = createHash('sha256').update(readFileSync(LOCK)).update(readFileSync(INSTALLED));
  return `${hash.digest('hex')} ${development ? 'with' : 'without'} development packages\n`;
}

/**
 * True where npm, called by hand, has already installed what the lock file asks for.
 * @param {boolean} development
 */
function holdsAll(development) {
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
  const present = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  return Object.keys(wanted).every((path) => {
    const { version, optional, dev, devOptional } = wanted[path];
    const unneeded = path === '' || optional || (!development && (dev || devOptional));
    return unneeded || present[path]?.version === version;
  });
}

/**
 * @param {string} name
 * @param {boolean} development
 */
function install(name, development) {
  const asked = name === 'test:deep' ? `npm run ${name}` : `npm ${name}`;
  const what = development ? 'everything, development packages too' : 'what running needs';
  process.stderr.write(`spillover: installing ${what} (\`${asked}\`, this once, under a minute) …\n`);
  const result = npm([
    'ci',
    development ? '--include=dev' : '--omit=dev',
    '--include=optional', // the pinned Node is one of them
    '--ignore-scripts', // the lock file has none
    '--engine-strict=false', // npm judges by the system's Node, we run on the pinned one
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]);
  if (result.error)
    throw new Unavailable(`npm does not start: ${result.error.message}\nInstall npm, or put it on the PATH.`);
  if (result.status !== 0) throw new Unavailable(explain(result));
  writeFileSync(MARK, mark(development));
}

/** @param {readonly string[]} args */
function npm(args) {
  const { npm_execpath: cli = '', npm_node_execpath: node = process.execPath } = process.env;
  // Not the Node in node_modules: `npm ci` takes it away while it runs.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(root));
  const options = {
    cwd: root,
    encoding: /** @type {const} */ ('utf8'),
    stdio: /** @type {['ignore', 'ignore', 'pipe']} */ (['ignore', 'ignore', 'pipe']),
    env: { ...process.env, PATH: path.join(delimiter) },
  };
  return basename(cli) === 'npm-cli.js' && !node.startsWith(root)
    ? spawnSync(node, [cli, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** @param {{ status: number | null, signal: string | null, stderr: string }} result */
function explain({ status, signal, stderr }) {
  const said = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/complete log|^npm (error|ERR!)\s*$/.test(line));
  return [
    `could not install: \`npm ci\` ended with ${signal ?? `code ${status}`}.`,
    ...said.slice(0, 8),
    'Everything comes from the package registry (`npm config get registry`): it must be within reach this once.',
    'Then give the same command again; nothing else needs to be undone.',
  ].join('\n');
}
