/** Which lines stand for a market: the one that the episode is about, and a second tenor. */
import { BOND_MARKETS, type BondMarket } from '../units/quantity.ts';

const FIRST: Readonly<Record<BondMarket, readonly string[]>> = {
  jgb: ['JGB-30Y', 'JGB-20Y', 'JGB-10Y'],
  ust: ['UST-10Y', 'UST-30Y'],
  gilt: ['GILT-30Y', 'GILT-10Y'],
  ktb: ['KTB-10Y', 'KTB-30Y'],
};
const SECOND: Readonly<Record<BondMarket, readonly string[]>> = {
  jgb: ['JGB-10Y', 'JGB-20Y', 'JGB-40Y'],
  ust: ['UST-30Y', 'UST-5Y'],
  gilt: ['GILT-10Y', 'GILT-5Y'],
  ktb: ['KTB-30Y', 'KTB-3Y'],
};

export interface Benchmark {
  readonly market: BondMarket;
  readonly bond: string;
}

/** One line a market that is there, in the order Japan, United States, United Kingdom, Korea. */
export const benchmarksOf = (bonds: ReadonlySet<string>): Benchmark[] => chosen(FIRST, bonds, new Set());

/** A second line a market. */
export const secondTenorsOf = (bonds: ReadonlySet<string>): Benchmark[] =>
  chosen(SECOND, bonds, new Set(benchmarksOf(bonds).map(({ bond }) => bond)));

function chosen(
  wanted: Readonly<Record<BondMarket, readonly string[]>>,
  bonds: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): Benchmark[] {
  return BOND_MARKETS.flatMap((market) => {
    const prefix = market.toUpperCase();
    const all = [...wanted[market], ...[...bonds].filter((bond) => bond.startsWith(`${prefix}-`)).sort()];
    const bond = all.find((each) => bonds.has(each) && !taken.has(each));
    return bond === undefined ? [] : [{ market, bond }];
  });
}

/** `JGB-30Y` → `30y`. */
export const tenorText = (bond: string): string => bond.slice(bond.indexOf('-') + 1).replace(/Y$/, 'y');
