// @ts-check
/**
 * Whether node_modules holds what the lock file asks for, and how it gets there: in two steps, what running needs (the
 * pinned Node among it), then what development needs.
 *
 * The second step runs npm on the pinned Node. npm leaves out native packages that refuse the Node it runs on, and says
 * nothing; the bundler's refuses Node 18. A mark in node_modules makes every later look instant; it falls when the lock
 * file changes or npm has been at work there since.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findNode, root, Unavailable } from './pinned-node.js';

const LOCK = join(root, 'package-lock.json');
/** npm's own record of what lies in node_modules; gone while an `npm ci` is under way. */
const INSTALLED = join(root, 'node_modules/.package-lock.json');
const MARK = join(root, 'node_modules/.spillover-installed');

const QUIETLY = [
  '--include=optional', // the pinned Node is one of them
  '--ignore-scripts', // the lock file has none
  '--engine-strict=false', // npm judges by the system's Node, we run on the pinned one
  '--loglevel=error',
  '--no-audit',
  '--no-fund',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/**
 * @param {boolean} development whether what only development needs must be there too
 */
export function isInstalled(development) {
  if (!existsSync(INSTALLED)) return false;
  const marked = existsSync(MARK) ? readFileSync(MARK, 'utf8') : '';
  if (marked === mark(true) || (!development && marked === mark(false))) return true;
  if (!holdsAll(development)) return false;
  writeFileSync(MARK, mark(development));
  return true;
}

/**
 * Makes `isInstalled(development)` true.
 * @param {boolean} development
 * @throws {Unavailable} npm's own words about what it could not do
 */
export function install(development) {
  if (!isInstalled(false)) {
    npm(process.env.npm_node_execpath ?? process.execPath, ['ci', '--omit=dev', ...QUIETLY]);
    writeFileSync(MARK, mark(false));
  }
  if (development) {
    npm(findNode(), ['install', '--no-save', '--include=dev', ...QUIETLY]);
    writeFileSync(MARK, mark(true));
  }
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
    const locked = wanted[path];
    const forDevelopment = locked.dev || locked.devOptional;
    if (path === '' || (forDevelopment && !development) || (locked.optional && !isForThisPlatform(locked))) return true;
    return present[path]?.version === locked.version;
  });
}

/**
 * Optional packages without a platform belong to others that have one, and come and go with them.
 * @param {{ os?: string | string[], cpu?: string | string[], libc?: string | string[] }} locked
 */
function isForThisPlatform({ os, cpu, libc }) {
  return (
    [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch) && ![libc].flat().includes('musl')
  );
}

/**
 * @param {string} node
 * @param {readonly string[]} args
 */
function npm(node, args) {
  const cli = process.env.npm_execpath ?? '';
  const options = { cwd: root, encoding: /** @type {const} */ ('utf8'), stdio: STDIO };
  const result =
    basename(cli) === 'npm-cli.js'
      ? spawnSync(node, [cli, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.error)
    throw new Unavailable(`npm does not start: ${result.error.message}\nInstall npm, or put it on the PATH.`);
  if (result.status !== 0) throw new Unavailable(explain(`npm ${args[0]}`, result));
}

/** @type {['ignore', 'ignore', 'pipe']} */
const STDIO = ['ignore', 'ignore', 'pipe'];

/**
 * @param {string} command
 * @param {{ status: number | null, signal: string | null, stderr: string }} result
 */
function explain(command, { status, signal, stderr }) {
  const said = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/complete log|^npm (error|ERR!)\s*($|at )/.test(line));
  return [
    `could not install: \`${command}\` ended with ${signal ?? `code ${status}`}.`,
    ...said.slice(0, 8),
    'Everything comes from the package registry (`npm config get registry`): it must be within reach this once.',
    'Then give the same command again; nothing else needs to be undone.',
  ].join('\n');
}
