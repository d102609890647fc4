/**
 * The description of the model follows the code: parameters are copied from it, and every source that anything cites is
 * listed. After a change of parameters: `npx vitest run test/docs/odd.test.ts -u`.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AGENT_KIND_NAMES } from '../../src/agents/kind-names.ts';
import { LOOPS } from '../../src/agents/loops.ts';
import { constantOf, ROOT, read, SOURCE_FILES } from './constants.ts';

const ODD = read('docs/odd.md');
const ROW = /^\| `([\w-]+\.ts)` `([\w.]+)` \|[^|]*\|/gm;

test('every parameter in the description has the value that the code has', async () => {
  expect(ODD.match(ROW)?.length).toBeGreaterThan(80);
  const current = ODD.replace(
    ROW,
    (_, file: string, name: string) => `| \`${file}\` \`${name}\` | ${constantOf(file, name)} |`,
  );
  await expect(current).toMatchFileSnapshot('../../docs/odd.md');
});

test('a constant that does not exist is noticed', () => {
  expect(() => constantOf('dealer.ts', 'SKEWNESS')).toThrow('dealer.ts has no SKEWNESS');
  expect(() => constantOf('nobody.ts', 'SKEW')).toThrow('0 source files');
  expect(constantOf('nature.ts', 'WORLD_SHARE.fx')).toBe('0');
  expect(constantOf('vigilante.ts', 'mandate.stopLossSigmas')).toBe('10');
});

test('every kind of institution and every loop is described', () => {
  for (const kind of AGENT_KIND_NAMES) expect(ODD, kind).toMatch(new RegExp(`\`${kind}\``));
  for (const loop of Object.keys(LOOPS)) expect(ODD, loop).toMatch(new RegExp(`^\\| ${loop} `, 'm'));
});

test('what a loop is said to do without a switch in the code is nothing, and the other way round', () => {
  const agents = SOURCE_FILES.filter((path) => path.startsWith('src/agents/'))
    .map(read)
    .join('\n');
  for (const loop of Object.keys(LOOPS)) {
    const saysNothing = new RegExp(`^\\| ${loop} .*\\| nothing: `, 'm').test(ODD);
    expect(agents.includes(`loop('${loop}')`), loop).toBe(!saysNothing);
  }
});

test('every source that a scenario, a document or the code cites is listed', () => {
  const listed = new Set(
    [...ODD.slice(ODD.indexOf('## 9. Sources')).matchAll(/^\| ([SW]\d[^|]*) \|/gm)].flatMap(([, ids]) =>
      (ids as string).split(' / '),
    ),
  );
  expect(listed.size).toBeGreaterThan(100);
  const sims = readdirSync(`${ROOT}sims`)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `sims/${name}`);
  const docs = readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  expect(sims.length).toBeGreaterThan(1);
  const missing = [...sims, ...docs].flatMap((path) =>
    [...read(path).matchAll(/\b[SW]\d+\b/g)]
      .map(([id]) => id)
      .filter((id) => !listed.has(id))
      .map((id) => `${path}: ${id}`),
  );
  expect(missing).toEqual([]);
});
