/** What the documents name exists: links, files and folders, and the functions and types of the walks through the code. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, read, SOURCE_FILES } from './constants.ts';
import { codeSpans, linksOf, PAGES } from './pages.ts';

const PATH = /^(?:src|test|bench|bin|sims|docs|\.ci)\/[\w./-]*$/;
const PROGRAM = [...SOURCE_FILES.filter((path) => path.endsWith('.ts')), 'bin/pinned-node.js'];
const SOURCES = PROGRAM.map(read).join('\n');

describe.each(PAGES)('%s', (page) => {
  test('links to pages that exist', () => {
    const broken = linksOf(page).filter(
      (target) => !existsSync(join(ROOT, dirname(page), target.split('#')[0] as string)),
    );
    expect(broken).toEqual([]);
  });

  test('names files and folders that exist', () => {
    expect(codeSpans(page).filter((span) => PATH.test(span) && !existsSync(join(ROOT, span)))).toEqual([]);
  });
});

/** Spans that look like a name in the code: `Thing.part`, `thing`, `Thing`, with or without arguments; not the language's. */
const nameIn = (span: string): string | undefined =>
  /^(?!Math\.)([A-Za-z_]\w*(?:\.[a-z]\w*)?)(?:\(.*\))?$/.exec(span)?.[1];

/** A member must stand in the file of its class, a bare name anywhere; both as whole words. */
function isKnown(name: string): boolean {
  const [owner = '', member] = name.split('.');
  if (member === undefined) return new RegExp(`\\b${owner}\\b`).test(SOURCES);
  const home = PROGRAM.find((path) => new RegExp(`\\b(class|interface|const|type) ${owner}\\b`).test(read(path)));
  return home !== undefined && new RegExp(`\\b${member}\\b`).test(read(home));
}

const NAMING = ['docs/ARCHITECTURE.md', ...PAGES.filter((page) => page.startsWith('docs/decisions/'))];

test.each(NAMING)('%s: every function, type and event that it names is in the code', (page) => {
  const names = codeSpans(page).flatMap((span) => nameIn(span) ?? []);
  expect(names.filter((name) => !isKnown(name))).toEqual([]);
});

test('a file or a name that is gone would be noticed', () => {
  expect(isKnown('Simulation.advance')).toBe(true);
  expect(isKnown('Simulation.retreat')).toBe(false);
  expect(isKnown('recordd')).toBe(false);
  expect(PATH.test('src/engine/simulation.ts')).toBe(true);
  expect(nameIn('keyedHash(seed, now, id)')).toBe('keyedHash');
});

test('the sources name only documents that exist', () => {
  const named = PROGRAM.flatMap((path) =>
    [...read(path).matchAll(/docs\/[\w/-]+\.md/g)].map(([target]) => ({ path, target })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ target }) => !existsSync(join(ROOT, target)))).toEqual([]);
});
