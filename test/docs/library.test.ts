/** The public surface is told whole: every export has its row in `docs/library.md` and words where it is declared, which editors show. */
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { read } from './constants.ts';

const SURFACE = 'src/spillover.ts';
const exported = [...read(SURFACE).matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';$/gm)].flatMap(
  ([, names = '', file = '']) =>
    names
      .split(',')
      .map((name) => name.replace(/\btype\b/, '').trim())
      .filter((name) => name !== '')
      .map((name) => ({ name, file: join(dirname(SURFACE), file) })),
);
const rows = [...read('docs/library.md').matchAll(/^\| (`.*)\|$/gm)].map(([, cells = '']) => cells.split(/\s*\|\s*/));
const named = rows.flatMap(([names = '']) => [...names.matchAll(/`(\w+)/g)].map(([, name = '']) => name));

describe('every export', () => {
  test('has a row in the page, and the page no row besides', () => {
    expect(exported.length).toBeGreaterThan(30);
    expect([...named].sort()).toEqual(exported.map(({ name }) => name).sort());
  });

  test.each(exported)('$name is documented where it is declared', ({ name, file }) => {
    const words = new RegExp(
      `\\*/\\n(?:// .*\\n)*export (?:declare )?(?:abstract )?(?:class|interface|type|const|function) ${name}\\b`,
    );
    expect(words.test(read(file))).toBe(true);
  });
});

test('what is a function, takes numbers or gives them says its units and what it throws', () => {
  for (const [names = '', , units = '', throws = ''] of rows) {
    if (/\(/.test(names)) expect(throws, names).not.toBe('');
    if (/Time|Digest|Headroom|Instrument|View|Scenario`|seed|Tables|Log/.test(names)) expect(units, names).not.toBe('');
  }
});
