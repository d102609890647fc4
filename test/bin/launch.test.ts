/** The launcher of `npm start` and `npm test`, with a stand-in npm that notes how it was called. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Clone, type Ending } from './clone.ts';

const native = { version: '1.0.0', dev: true, optional: true };
const LOCK = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/vitest': { version: '5.1.1', dev: true },
    'node_modules/native': { ...native, os: [process.platform], cpu: process.arch },
    'node_modules/native-elsewhere': { ...native, os: ['plan9'], cpu: ['mips'] },
  },
};

/** Does to node_modules what npm would: `ci` empties it first; both leave a record of what lies there. */
const NPM = `
const { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
appendFileSync('calls.log', process.argv.slice(2).join(' ') + '\\n');
if (process.argv[2] === 'ci') rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/vitest', { recursive: true });
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
if (process.argv.includes('--omit=dev')) for (const path in packages) if (packages[path].dev) delete packages[path];
delete packages['node_modules/native-elsewhere'];
writeFileSync('node_modules/vitest/vitest.mjs', 'console.log("vitest " + process.argv.slice(2).join(" "))');
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;
const OFFLINE = `
process.stderr.write('npm error code ENOTFOUND\\nnpm error network request to the registry failed\\nnpm error A complete log of this run is elsewhere\\n');
process.exit(1);
`;

let clone: Clone;
beforeEach(() => {
  clone = new Clone();
  clone.write('package-lock.json', JSON.stringify(LOCK));
});
afterEach(() => clone.remove());

function launch(args: readonly string[], npm = NPM): Promise<Ending> {
  const npmPath = clone.write('npm/npm-cli.js', npm);
  clone.write('npm/package.json', '{"type":"commonjs"}');
  const env = { npm_execpath: npmPath, npm_node_execpath: process.execPath, SPILLOVER_NODE: process.execPath };
  return clone.run('bin/launch.js', args, env);
}
const callsOfNpm = (): string[] => {
  const log = join(clone.path, 'calls.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
};

test('on a fresh clone `npm start` installs without development packages, says so in one line, and runs Japan 2026', async () => {
  const { code, stdout, stderr } = await launch(['start', '--seed', '7']);
  expect(JSON.parse(stdout).args).toEqual(['run', 'sims/japan-2026.yaml', '--seed', '7']);
  expect(stderr).toMatch(/^spillover: installing [^\n]+\n$/);
  expect(callsOfNpm()).toHaveLength(1);
  expect(callsOfNpm()[0]).toMatch(/^ci --omit=dev .*--ignore-scripts .*--loglevel=error/);
  expect(code).toBe(0);
});

test('the second start installs nothing and says nothing', async () => {
  await launch(['start']);
  const { stderr } = await launch(['start']);
  expect(stderr).toBe('');
  expect(callsOfNpm()).toHaveLength(1);
});

test('a test after a start adds the development packages; a start after that installs nothing', async () => {
  await launch(['start']);
  const { stdout } = await launch(['test', 'test/market']);
  expect(stdout).toBe('vitest run test/market\n');
  await launch(['start']);
  expect(callsOfNpm()).toHaveLength(2);
  expect(callsOfNpm()[1]).toMatch(/^install --no-save --include=dev /);
});

test('a test on a fresh clone installs the pinned Node first and the rest with it', async () => {
  const { stdout, stderr } = await launch(['test']);
  expect(stdout).toBe('vitest run\n');
  expect(stderr).toMatch(/^spillover: installing [^\n]+\n$/);
  expect(callsOfNpm().map((call) => call.split(' ')[0])).toEqual(['ci', 'install']);
});

test('the deep tier is the same launcher in another mode', async () => {
  expect((await launch(['test:deep', '-t', 'kill'])).stdout).toBe('vitest run --mode deep -t kill\n');
});

test('the soak is a program of its own, under the pinned Node and with what development needs', async () => {
  clone.write('test/soak/soak.ts', "console.log('soak ' + process.argv.slice(2).join(' '));");
  const { stdout, stderr } = await launch(['soak', '--seconds', '30']);
  expect(stdout).toBe('soak --seconds 30\n');
  expect(stderr).toMatch(/^spillover: installing what `npm run soak` needs[^\n]+\n$/);
  expect(callsOfNpm()).toHaveLength(2);
});

test('a changed lock file installs again', async () => {
  await launch(['start']);
  const packages = { ...LOCK.packages, 'node_modules/zod': { version: '4.6.8' } };
  clone.write('package-lock.json', JSON.stringify({ packages }));
  await launch(['start']);
  expect(callsOfNpm()).toHaveLength(2);
});

test('what somebody has installed with npm by hand is taken as it is', async () => {
  await launch(['test']);
  const calls = callsOfNpm().length;
  rmSync(join(clone.path, 'node_modules/.spillover-installed'));
  await launch(['test']);
  await launch(['start']);
  expect(callsOfNpm()).toHaveLength(calls);
});

test.each([
  ['development packages', 'node_modules/vitest'],
  ['a native package that npm left out in silence', 'node_modules/native'],
])('%s missing after work by hand are installed again for a test, not for a start', async (_, missing) => {
  await launch(['test']);
  const calls = callsOfNpm().length;
  const packages = Object.fromEntries(Object.entries(LOCK.packages).filter(([path]) => path !== missing));
  clone.write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  await launch(['start']);
  expect(callsOfNpm()).toHaveLength(calls);
  await launch(['test']);
  expect(callsOfNpm()).toHaveLength(calls + 1);
});

test('offline: the message names what npm could not do, the exit code is 4, and the next try starts afresh', async () => {
  const { code, stdout, stderr } = await launch(['start'], OFFLINE);
  expect(stderr).toContain('could not install: `npm ci` ended with code 1.');
  expect(stderr).toContain('npm error code ENOTFOUND');
  expect(stderr).toContain('package registry');
  expect(stderr).not.toContain('complete log');
  expect(stdout).toBe('');
  expect(code).toBe(4);
  expect((await launch(['start'])).code).toBe(0);
});
