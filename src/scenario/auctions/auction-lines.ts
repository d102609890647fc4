/**
 * Which lines an auction or operation takes: one, or several at once where its format does; all of the market and tenors
 * that the format is for.
 */
import { FORMAT_TERMS, type HeldFormat } from '../../events/auction-terms.ts';
import type { Path } from '../located-error.ts';
import { nearestName } from '../nearest-name.ts';
import type { InstrumentFacts } from '../scenario.ts';
import type { AuctionContext } from './auction-context.ts';
import { FORMAT_FACTS } from './held-formats.ts';

export interface StatedLines {
  readonly bond?: string | undefined;
  readonly bonds?: readonly string[] | undefined;
}

/** Sold by yield instead of price (Ministry of Finance, auction of 40-year bonds). */
const DUTCH_TENOR_MILLI_YEARS = 40_000;

/** By id; undefined where any of them is at fault. */
export function linesOf(
  format: HeldFormat,
  { bond, bonds }: StatedLines,
  context: AuctionContext,
): readonly InstrumentFacts[] | undefined {
  const { path, complain } = context;
  if ((bond === undefined) === (bonds === undefined)) {
    complain({
      path: [...path, bond === undefined ? 'bond' : 'bonds'],
      message:
        bond === undefined
          ? 'missing key "bond" (or bonds)'
          : 'state bond or bonds: both would say the same thing twice',
      expected: 'the id of a bond',
    });
    return undefined;
  }
  if (bonds !== undefined && bonds.length > 1 && !FORMAT_TERMS[format].takesManyLines) {
    complain({
      path: [...path, 'bonds'],
      message: `${format} is of one line: bond, not bonds`,
      expected: 'the id of one bond',
    });
    return undefined;
  }
  const asked =
    bond === undefined
      ? (bonds ?? []).map((id, i) => ({ id, at: [...path, 'bonds', i] }))
      : [{ id: bond, at: [...path, 'bond'] }];
  const found = asked.map(({ id, at }, i) => {
    if (asked.findIndex((each) => each.id === id) < i)
      complain({ path: at, message: `${id} stands here twice`, expected: 'each line once' });
    return lineOf(format, id, { ...context, path: at });
  });
  const lines = found.filter((line) => line !== undefined);
  return lines.length === asked.length ? lines.sort((a, b) => (a.id < b.id ? -1 : 1)) : undefined;
}

function lineOf(format: HeldFormat, id: string, context: AuctionContext): InstrumentFacts | undefined {
  const { path, instruments, broken, complain } = context;
  const line = instruments.get(id);
  if (line !== undefined) return fits(format, line, context) ? line : undefined;
  if (broken.has(id)) return undefined;
  const nearest = nearestName(id, instruments.keys());
  complain({
    path,
    message: `no instrument "${id}" is stated${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`,
    expected: 'the id of a bond',
    ...(nearest === undefined ? {} : { nearest }),
  });
  return undefined;
}

const WHOSE = {
  jgb: 'Japanese government bonds',
  ust: 'Treasuries',
  gilt: 'gilts',
  ktb: 'Korea Treasury bonds',
} as const;

function fits(
  format: HeldFormat,
  line: InstrumentFacts,
  { path, complain }: { readonly path: Path; readonly complain: AuctionContext['complain'] },
): boolean {
  const { market } = FORMAT_FACTS[format];
  const refuse = (message: string, expected: string): boolean => {
    complain({ path, message, expected });
    return false;
  };
  if (line.bond === undefined || line.market !== market)
    return refuse(`${format} is for ${WHOSE[market]}, and ${line.id} is none`, `the id of one of the ${WHOSE[market]}`);
  const isDutch = line.bond.tenorMilliYears === DUTCH_TENOR_MILLI_YEARS;
  if (format === 'jgb_price_conventional' && isDutch)
    return refuse('40-year bonds are sold by yield: format jgb_yield_dutch', 'a JGB of 2 to 30 years');
  if (format === 'jgb_yield_dutch' && !isDutch)
    return refuse(
      `only 40-year bonds are sold by yield; ${line.id}: format jgb_price_conventional`,
      'a JGB of 40 years',
    );
  return true;
}
