/** The members that docs/formats.md promises are those that the commands print. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read } from './constants.ts';
import { Checkout } from './readme.ts';

const FORMATS = read('docs/formats.md');
const list = (text: string | undefined): string[] => (text ?? '').split(', ');
const membersOf = (schema: string): string[] =>
  list(new RegExp(`^\\| \`${schema}\` \\| \`(.+)\` \\|$`, 'm').exec(FORMATS)?.[1]);
const columnsOf = (table: string): string[] =>
  list(new RegExp(`^\`${table}\`, .*:\\n\`(.+)\`$`, 'm').exec(FORMATS)?.[1]);

describe('--json', () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = new Checkout();
    expect(checkout.run('node bin/spillover.js run promise.yaml --out kept').code).toBe(0);
  });
  afterAll(() => checkout.remove());

  const COMMANDS = {
    'spillover/run@1': 'run promise.yaml --no-log --json',
    'spillover/replay@1': 'replay kept --json',
    'spillover/export@1': 'export kept --json',
    'spillover/check@1': 'check promise.yaml --json',
    'spillover/sims@1': 'sims --json',
  };

  test.each(Object.entries(COMMANDS))('%s', (schema, command) => {
    const { code, stdout } = checkout.run(`node bin/spillover.js ${command}`);
    expect(code).toBe(0);
    expect(stdout.trimEnd()).not.toContain('\n');
    const document = JSON.parse(stdout);
    expect(document.schema).toBe(schema);
    expect(Object.keys(document)).toEqual(membersOf(schema));
  });

  test('rows of `daily` have the columns listed', () => {
    const { stdout } = checkout.run('node bin/spillover.js run promise.yaml --no-log --json');
    expect(Object.keys(JSON.parse(stdout).daily[0])).toEqual(columnsOf('daily'));
  });

  test('a fault has the members listed, and exit code 2', () => {
    const { code, stdout } = checkout.run('node bin/spillover.js run nothing.yaml --json');
    expect(code).toBe(2);
    expect(Object.keys(JSON.parse(stdout).errors[0])).toEqual([
      'file',
      'line',
      'column',
      'path',
      'found',
      'expected',
      'nearest',
    ]);
  });
});
