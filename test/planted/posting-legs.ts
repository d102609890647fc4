/**
 * Every leg of every posting rule, found in the sources as they stand, as a plant that leaves it out.
 *
 * A rule is a list of `posting.leg(…)` statements; one that is forgotten is the commonest bug of double entry.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plant, readSource } from './planting.ts';

const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const named = (path: string, pattern: RegExp): string[] =>
  readdirSync(folder(path))
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => `${path}/${name}`);

export const POSTING_RULES = named('src/market/ledger', /postings.*\.ts$/);
/** The ledger's own tests and settlement's: it is enough that one of them notices. Random histories are left out for their time. */
export const LEDGER_TESTS = named('test/market/ledger', /^(?:ledger|postings?|settlement).*\.test\.ts$/).filter(
  (path) => !path.includes('against'),
);

/** Statements that add a leg, over as many lines as they take. */
const LEG = /^[ \t]*(?:if \([^\n]*\) )?posting\.leg\([^;]*\);\n/gm;

export const missingLegs = (): readonly Plant[] =>
  legs().map(({ file, line, statement, context }) => ({
    bug: `${file}:${line} without ${statement.trim()}`,
    file,
    text: context + statement,
    becomes: context,
    tests: LEDGER_TESTS,
  }));

/** Every leg that pays for a trade, one minor unit short. */
export const lostCents = (): readonly Plant[] =>
  legs()
    .filter(({ statement }) => PAYS.test(statement))
    .map(({ file, line, statement, context }) => ({
      bug: `${file}:${line} a cent off in ${statement.trim()}`,
      file,
      text: context + statement,
      becomes: context + statement.replace(PAYS, '$1 - 1);'),
      tests: LEDGER_TESTS,
    }));

const PAYS = /(-?\bpaid)\);/;

interface Leg {
  readonly file: string;
  readonly line: number;
  readonly statement: string;
  /** As many lines before it as make it unlike any other place in the file. */
  readonly context: string;
}

const legs = (): readonly Leg[] =>
  POSTING_RULES.flatMap((file) => {
    const source = readSource(file);
    return [...source.matchAll(LEG)].map(({ index, 0: statement }) => {
      const line = source.slice(0, index).split('\n').length;
      return { file, line, statement, context: contextOf(source, index, statement) };
    });
  });

function contextOf(source: string, at: number, statement: string): string {
  let from = at;
  while (from > 0 && source.split(source.slice(from, at) + statement).length > 2) {
    from = source.lastIndexOf('\n', from - 2) + 1;
  }
  return source.slice(from, at);
}
