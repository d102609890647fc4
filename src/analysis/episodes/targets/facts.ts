/** The stylised facts of `model.md` §6 as targets: a year of quiet markets, half a year with sales, and an episode of stress. */
import { exp } from '../../../math/exp.ts';
import { log } from '../../../math/log.ts';
import { FACT_BANDS, type RegimeFact } from '../../facts/fact-bands.ts';
import { leastSquaresLine } from '../../measures/least-squares-line.ts';
import { lessOrNull } from '../moves.ts';
import type { RunExtract } from '../run-extract.ts';
import type { ArmNames, MeasuredTarget, Target } from '../target.ts';

const YEAR = 'facts-250d';
const WITH_SALES = 'facts-250d/calendar';
const STRESS = 'japan-2026';
const CALM = 'calm';

/** Sold of the 30-year, percent of a calm day’s turnover; nothing first. */
export const EXECUTED_PERCENT = [0, 5, 10, 20, 40] as const;
export const executionArm = (percent: number): string => `facts-250d/sells-${percent}`;
const EXECUTION_ARMS = EXECUTED_PERCENT.map(executionArm) as unknown as ArmNames;

/** The days of the rout and its turn. */
const ROUT = ['2026-01-19', '2026-01-20', '2026-01-21'];

const measured = (fact: RegimeFact, arms: ArmNames, measure: MeasuredTarget['measure'], unit = ''): Target => ({
  kind: 'measured',
  page: 'facts',
  id: fact.id,
  what: `${fact.fact}: ${fact.statistic}`,
  unit,
  arms,
  measure,
  band: fact.band,
  statistic: 'median',
  source: fact.source,
});

/** By its name on the sheet of the year, or of another arm. */
const onSheet = (fact: RegimeFact, name: string, arm = YEAR): Target =>
  measured(fact, [arm], (run) => run?.facts?.[name] ?? null);

const sale = (fact: RegimeFact, bond: string, of: 'cover' | 'tail'): Target =>
  measured(fact, [WITH_SALES], (run) =>
    run === undefined ? null : medianOf(salesOf(run, bond).map((each) => each[of])),
  );

const F = FACT_BANDS;

export const FACT_TARGETS: readonly Target[] = [
  onSheet(F.tails, 'tailIndex'),
  onSheet(F.aggregationDay, 'kurtosisLostInADay'),
  onSheet(F.aggregationMonth, 'kurtosisLostInAMonth'),
  onSheet(F.memory, 'halfHourMemory'),
  onSheet(F.clusteringDay, 'clusteringAt1'),
  onSheet(F.clusteringMonth, 'clusteringAt20'),
  onSheet(F.clusteringDecay, 'clusteringDecay'),
  onSheet(F.volume, 'volumeAndVolatility'),
  onSheet(F.depth, 'depthOnVolatility'),
  onSheet(F.curve, 'firstComponent'),
  onSheet(F.curveThree, 'threeComponents'),
  measured(F.slope, [STRESS], (run) => (run === undefined ? null : slopeOver(run, ROUT))),
  measured(F.concession, [WITH_SALES, YEAR], (run, without) => aroundSales([run, without], -CYCLE_DAYS, 0), 'bp'),
  measured(F.relief, [WITH_SALES, YEAR], (run, without) => aroundSales([run, without], 0, CYCLE_DAYS), 'bp'),
  sale(F.cover20, 'JGB-20Y', 'cover'),
  sale(F.tail20, 'JGB-20Y', 'tail'),
  sale(F.cover30, 'JGB-30Y', 'cover'),
  sale(F.tail30, 'JGB-30Y', 'tail'),
  measured(F.impactExponent, EXECUTION_ARMS, (...runs) => impactOf(runs)?.exponent ?? null),
  measured(F.impactScale, EXECUTION_ARMS, (...runs) => impactOf(runs)?.ofADay ?? null),
  onSheet(F.signs, 'signMemory'),
  onSheet(F.spread, 'spreadAndVolatility'),
  measured(F.spreadStrain, [STRESS, CALM], (run, calm) =>
    ratio(run?.facts?.spreadOverMovesStrained, calm?.facts?.spreadOverMoves),
  ),
  onSheet(F.fragility, 'fragility'),
  onSheet(F.abroad, 'treasuriesAndGilts'),
  onSheet(F.japan, 'treasuriesAndJgbs'),
  onSheet(F.newYorkLeads, 'newYorkLeads'),
  onSheet(F.tokyoLeads, 'tokyoLeads', STRESS),
  onSheet(F.asymmetry, 'asymmetry'),
  measured(F.news, [STRESS, CALM], (run, calm) => ratio(run?.facts?.moveAfterNews, calm?.facts?.fiveMinuteMove)),
  measured(F.connectedness, [STRESS, CALM], (run, calm) =>
    lessOrNull(run?.facts?.connectedness ?? null, calm?.facts?.connectedness ?? null),
  ),
  {
    kind: 'tested',
    page: 'facts',
    id: F.convexity.id,
    what: `${F.convexity.fact}: ${F.convexity.statistic}`,
    wanted: '≤ 0.01',
    tests: [
      {
        file: 'test/bonds/published.test.ts',
        name: '30y 3.4 %: 3.61 → 3.875 simple is 96.98 → 93.41, DV01 0.140, and 20.4 bp of compound yield',
      },
    ],
    source: F.convexity.source,
  },
];

interface Impact {
  readonly exponent: number;
  /** What all of a calm day's turnover would move, daily standard deviations. */
  readonly ofADay: number;
}

/** Half an hour after the last of the sales. */
const SOLD_BY = '2026-01-20T05:31';
/** Of a calm day of the 30-year, basis points (`sims/facts-250d.yaml`). */
const CALM_BP = 4.75;

/** I = Y·σ·(Q/V)^δ through what each size moved against the run in which nothing is sold; null unless all of them moved it. */
function impactOf(runs: readonly (RunExtract | undefined)[]): Impact | null {
  const levels = runs.map((run) => run?.marks.findLast(({ time }) => time < SOLD_BY)?.levels['JGB-30Y']);
  const [quiet] = levels;
  const pairs = levels.slice(1).flatMap((level, at) => {
    const moved = level === undefined || quiet === undefined ? 0 : level - quiet;
    return moved > 0 ? [[log((EXECUTED_PERCENT[at + 1] as number) / 100), log(moved / CALM_BP)] as const] : [];
  });
  const line = pairs.length < levels.length - 1 ? null : leastSquaresLine(pairs);
  return line === null ? null : { exponent: line.slope, ofADay: exp(line.constant) };
}

/** Days before a sale in which it is made room for, and after it. */
const CYCLE_DAYS = 4;
const SOLD = ['JGB-20Y', 'JGB-30Y'];

const salesOf = ({ auctions }: RunExtract, bond: string): RunExtract['auctions'] =>
  auctions.filter((each) => each.bond === bond);

/**
 * Mean over sales of the sold line’s change from the close `from` days off the day before the sale to that `to` days off it, less the same
 * days of the run without. The sale’s own day counts to what comes after.
 */
function aroundSales(
  [run, without]: readonly [RunExtract | undefined, RunExtract | undefined],
  from: number,
  to: number,
): number | null {
  if (run === undefined || without === undefined) return null;
  const changes = SOLD.flatMap((bond) =>
    salesOf(run, bond).flatMap(({ time }) => {
      const [own, other] = [run, without].map((each) => changeAround(each, bond, time.slice(0, 10), [from, to]));
      return own === undefined || other === undefined || own === null || other === null ? [] : [own - other];
    }),
  );
  return changes.length === 0 ? null : changes.reduce((sum, each) => sum + each, 0) / changes.length;
}

function changeAround(
  { daily }: RunExtract,
  bond: string,
  date: string,
  [from, to]: readonly [number, number],
): number | null {
  const rows = daily.filter((row) => row.bond === bond);
  const eve = rows.findIndex((row) => row.date === date) - 1;
  if (eve + from < 0 || eve + to >= rows.length) return null;
  return rows.slice(eve + from + 1, eve + to + 1).reduce((sum, { change_bp }) => sum + (change_bp ?? 0), 0);
}

function slopeOver({ daily }: RunExtract, dates: readonly string[]): number | null {
  const [long, short] = ['JGB-30Y', 'JGB-10Y'].map((bond) =>
    daily
      .filter((row) => row.bond === bond && dates.includes(row.date))
      .reduce((sum, { change_bp }) => sum + (change_bp ?? 0) ** 2, 0),
  );
  return long === undefined || short === undefined || short === 0 ? null : Math.sqrt(long / short);
}

const ratio = (a: number | null | undefined, b: number | null | undefined): number | null =>
  typeof a !== 'number' || typeof b !== 'number' || b === 0 ? null : a / b;

function medianOf(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((each) => each !== null).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
