/**
 * The house keeps its order: folders, imports, and what each may reach for. Every rule is shown to bite: a breach planted
 * in a small honest tree goes through the same check and is found, alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Breach, check, RULES, type SourceTree } from './architecture/check.ts';
import { HONEST, PLANTED } from './architecture/planted.ts';

const SRC = join(import.meta.dirname, '../src');

function readTree(root: string): SourceTree {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return Object.fromEntries(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')]));
}

const lines = (breaches: readonly Breach[]): string[] =>
  breaches.map(({ rule, file, line, found }) => `src/${file}:${line}: ${rule}: ${found}`);

test('src keeps every rule', () => {
  const tree = readTree(SRC);
  expect(Object.keys(tree)).not.toEqual([]);
  expect(lines(check(tree))).toEqual([]);
});

test('an honest tree passes, whatever its comments, strings and own names speak of', () => {
  expect(lines(check(HONEST))).toEqual([]);
});

test.each(PLANTED)('$rule: $breach is found', ({ rule, file, text }) => {
  const breaches = check({ ...HONEST, [file]: text });
  expect(breaches.map((breach) => `${breach.rule} in ${breach.file}`)).toEqual([`${rule} in ${file}`]);
});

describe('the list of planted breaches', () => {
  test('has one for every rule', () => {
    expect(RULES.filter((rule) => !PLANTED.some((planted) => planted.rule === rule))).toEqual([]);
  });
});
