/** The lines of the four bond markets as the page shows them: one a maturity, the one that is on the run. */
import type { Line, Manifest } from '../protocol.ts';
import type { Say } from '../strings/say.ts';
import { BOND_MARKETS, type BondMarketName, COUNTRIES, isBondMarket } from '../theme/countries.ts';

export interface BondLine {
  readonly index: number;
  readonly market: BondMarketName;
  readonly tenorYears: number;
  readonly id: string;
}

/** `JGB-30Y` is on the run; `JGB-30Y-205512` and `JGB-10Y-F` are not. */
const ON_THE_RUN = /^[A-Z]+-\d+Y$/;

const known = new WeakMap<Manifest, readonly BondLine[]>();

export function bondLines(manifest: Manifest): readonly BondLine[] {
  const before = known.get(manifest);
  if (before !== undefined) return before;
  const lines = manifest.lines
    .flatMap((line, index) => bondLine(line, index))
    .sort((a, b) => a.tenorYears - b.tenorYears);
  known.set(manifest, lines);
  return lines;
}

function bondLine({ id, market, kind, tenorYears }: Line, index: number): BondLine[] {
  return kind === 'bond' && isBondMarket(market) && ON_THE_RUN.test(id) ? [{ index, market, tenorYears, id }] : [];
}

export const linesOf = (manifest: Manifest, market: BondMarketName): readonly BondLine[] =>
  bondLines(manifest).filter((line) => line.market === market);

export const marketsShown = (manifest: Manifest): readonly BondMarketName[] =>
  BOND_MARKETS.filter((market) => linesOf(manifest, market).length > 0);

/** The maturity that a market is known by; the nearest that the scenario has. */
const BENCHMARK: Readonly<Record<BondMarketName, number>> = { jgb: 30, ust: 10, gilt: 30, ktb: 10 };

export function benchmarkOf(manifest: Manifest, market: BondMarketName): BondLine | undefined {
  const wanted = BENCHMARK[market];
  return linesOf(manifest, market).toSorted(
    (a, b) => Math.abs(a.tenorYears - wanted) - Math.abs(b.tenorYears - wanted),
  )[0];
}

/** `JGB 30y`, or the name of what is no bond on the run. */
export function bondName(manifest: Manifest, index: number, say: Say): string {
  const line = manifest.lines[index];
  if (line === undefined) return '';
  const [shown] = bondLine(line, index);
  return shown === undefined
    ? line.id
    : `${COUNTRIES[shown.market].letters} ${say('tenor', { years: shown.tenorYears })}`;
}
