/** The `spillover` shim as its callers see it: which Node, which arguments, which exit code, which signal. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Clone, ending } from './clone.ts';

const PINNED = 'v22.23.2';

let clone: Clone;
beforeEach(() => {
  clone = new Clone();
});
afterEach(() => clone.remove());

/** A second Node by another path, so that the shim has to start a child. */
const anotherNode = (): string => clone.write('another-node', `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, 0o755);
const oldNode = (version: string): string => clone.write('old-node', `#!/bin/sh\necho ${version}\n`, 0o755);

describe('with the dependencies installed', () => {
  beforeEach(() => clone.linkDependencies());

  test('the program runs on the Node that came along and gets every argument', async () => {
    const { code, stdout } = await clone.run('bin/spillover.js', ['run', 'a b.yaml', '--seed', '7']);
    expect(JSON.parse(stdout)).toEqual({ args: ['run', 'a b.yaml', '--seed', '7'], version: PINNED });
    expect(code).toBe(0);
  });

  test.each([0, 1, 2, 3, 4, 130])('exit code %i of the program is the exit code of the command', async (code) => {
    const args = ['--exit', String(code)];
    expect((await clone.run('bin/spillover.js', args)).code).toBe(code);
    expect((await clone.run('bin/spillover.js', args, { SPILLOVER_NODE: anotherNode() })).code).toBe(code);
  });

  test('a program killed by a signal is reported as killed by that signal', async () => {
    const ended = await clone.run('bin/spillover.js', ['--die', 'SIGKILL'], { SPILLOVER_NODE: anotherNode() });
    expect(ended.signal).toBe('SIGKILL');
  });

  test.each([
    ['SIGTERM', 7],
    ['SIGINT', 130],
  ] as const)('%s sent to the command reaches the program, which may end in its own way', async (signal, code) => {
    const child = clone.start('bin/spillover.js', ['--wait'], { SPILLOVER_NODE: anotherNode() });
    const ended = ending(child);
    child.stdout?.once('data', () => child.kill(signal));
    expect((await ended).code).toBe(code);
  });

  test.each(['v20.20.2', 'v22.17.9', 'v23.5.0'])('SPILLOVER_NODE of %s is refused by its version', async (version) => {
    const { code, stderr } = await clone.run('bin/spillover.js', [], { SPILLOVER_NODE: oldNode(version) });
    expect(stderr).toContain(`is Node ${version}; it must be 22.18 or newer`);
    expect(code).toBe(4);
  });

  test('SPILLOVER_NODE that does not exist is refused by its path', async () => {
    const { code, stderr } = await clone.run('bin/spillover.js', [], { SPILLOVER_NODE: '/nowhere/node' });
    expect(stderr).toContain('SPILLOVER_NODE=/nowhere/node does not start');
    expect(code).toBe(4);
  });
});

test('without the pinned Node the command names what is missing, where it looked, and what to do', async () => {
  const { code, stdout, stderr } = await clone.run('bin/spillover.js', ['run']);
  expect(stderr).toMatch(
    /^spillover: the Node that comes with it is not installed: no node-\S+ in node_modules at or above/,
  );
  expect(stderr).toContain(clone.path);
  expect(stderr).toContain('npm install --include=optional');
  expect(stdout).toBe('');
  expect(code).toBe(4);
});
