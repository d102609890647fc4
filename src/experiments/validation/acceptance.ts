/**
 * Whether the model is accepted, out of its record: tests T1 to T8, T11 and T13 of `model.md` §7.8, the twenty stylised facts of §6, and
 * the controls beside them.
 *
 * A test or a fact has one or several rows and holds only if all of them do. What could not be measured does not hold. T11 counts the
 * facts: the gate is 14 of 20 (`design.md` §10), the model's own wish 16.
 */

import type { Band, MeasuredTarget, Statistic, Target } from '../../analysis/episodes/target.ts';
import { type ControlRow, controlRows } from '../../analysis/facts/controls.ts';
import { FACT_BANDS, type Regime } from '../../analysis/facts/fact-bands.ts';
import type { Interval } from '../statistics.ts';
import type { RecordedTarget, ValidationRecord } from './record.ts';
import { reachesAcross, verdictText } from './record-text.ts';
import { TRIED } from './tried.ts';

export const SIGNS = ['●', '◐', '○', '–'] as const;
/** ● holds · ◐ holds, and other seeds could turn it · ○ does not hold · – not measured, which does not hold either. */
export type Sign = (typeof SIGNS)[number];

export interface AcceptanceRow {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** Over seeds; null: held by a test, or not measured. */
  readonly statistic: Statistic | null;
  readonly value: number | null;
  /** Where 10 % and 90 % of seeds lie. */
  readonly low: number | null;
  readonly high: number | null;
  /** Where nine tenths of resamples of the seeds put the value. */
  readonly interval: Interval | null;
  readonly seeds: number;
  readonly band: Band;
  readonly sign: Sign;
  readonly verdict: string;
  readonly source: string;
}

export interface AcceptanceGroup {
  /** T1, F4. */
  readonly id: string;
  readonly name: string;
  readonly regime: Regime | null;
  readonly sign: Sign;
  readonly holds: boolean;
  readonly rows: readonly AcceptanceRow[];
  /** Of what does not hold: what was tried, or why it is not measured. */
  readonly tried: string | null;
}

export interface Acceptance {
  readonly tests: readonly AcceptanceGroup[];
  readonly facts: readonly AcceptanceGroup[];
  readonly controls: readonly ControlRow[];
  readonly factsHeld: number;
  readonly factsGate: number;
  readonly accepted: boolean;
}

export const FACTS_GATE = 14;
const FACTS_WISHED = 16;
const CONTROL_SERIES = 50;

/** The same whatever the record: a hundred series are made once. */
let knownControls: readonly ControlRow[] | undefined;

const TEST_NAMES: Readonly<Record<string, string>> = {
  T1: 'one shock, two regimes',
  T2: 'a rout on marginal trades',
  T3: 'the same auction in a calm state',
  T4: 'the liquidity index at its peak',
  T5: 'risk parity sells little',
  T6: 'what of it reaches Treasuries',
  T7: 'life insurers bring little home',
  T8: 'purchases against credibility',
  T13: 'a scenario that is wrong by a thousand',
};

const FACT_NUMBERS = Array.from({ length: 20 }, (_, at) => `F${at + 1}`);

export function acceptanceOf(record: ValidationRecord, targets: readonly Target[]): Acceptance {
  const recorded = new Map(record.targets.map((each) => [each.id, each]));
  const rowsOf = (id: string): AcceptanceRow[] =>
    targets
      .filter((target) => target.id === id || target.id.startsWith(`${id}.`))
      .filter((target) => target.kind !== 'measured' || target.statistic !== 'distribution')
      .map((target) => rowOf(target, recorded.get(target.id)));
  const facts = FACT_NUMBERS.map((id) => groupOf(id, rowsOf(id), factTerms(id)));
  const factsHeld = facts.filter(({ holds }) => holds).length;
  const tests = [
    ...Object.entries(TEST_NAMES).map(([id, name]) => groupOf(id, rowsOf(id), { name, regime: null })),
    countedFacts(factsHeld, record.seeds.length),
  ].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
  knownControls ??= controlRows(Array.from({ length: CONTROL_SERIES }, (_, at) => at + 1));
  const controls = knownControls;
  const accepted =
    factsHeld >= FACTS_GATE && tests.every(({ holds }) => holds) && controls.every(({ isRight }) => isRight);
  return { tests, facts, controls, factsHeld, factsGate: FACTS_GATE, accepted };
}

function factTerms(id: string): { readonly name: string; readonly regime: Regime } {
  const own = Object.values(FACT_BANDS).filter((fact) => fact.id === id || /^\.\d/.test(fact.id.slice(id.length)));
  const [first] = own.filter((fact) => fact.id === id || fact.id.startsWith(`${id}.`));
  return { name: first?.fact ?? id, regime: first?.regime ?? 'any' };
}

function groupOf(
  id: string,
  rows: readonly AcceptanceRow[],
  { name, regime }: { readonly name: string; readonly regime: Regime | null },
): AcceptanceGroup {
  const worst = rows.reduce<Sign>(
    (sign, row) => (SIGNS.indexOf(row.sign) > SIGNS.indexOf(sign) ? row.sign : sign),
    '●',
  );
  const sign = rows.length === 0 ? '–' : worst;
  const holds = sign === '●' || sign === '◐';
  return { id, name, regime, sign, holds, rows, tried: holds ? null : (TRIED[id] ?? null) };
}

function rowOf(target: Target, recorded: RecordedTarget | undefined): AcceptanceRow {
  const { id, what, source } = target;
  if (target.kind === 'tested')
    return { ...NOTHING, id, what, source, sign: '●', verdict: `${target.wanted}: held by ${target.tests[0]?.file}` };
  if (target.kind === 'open')
    return { ...NOTHING, id, what, source, sign: '–', verdict: `wanted ${target.wanted}; ${target.why}` };
  const terms = { id, what, source, unit: target.unit, statistic: target.statistic, band: target.band };
  if (recorded === undefined) return { ...NOTHING, ...terms, sign: '–', verdict: 'not in the record' };
  const { value, low, high, interval, seeds } = recorded;
  const verdict = verdictText(recorded, target.band);
  return { ...terms, value, low, high, interval, seeds, sign: signOf(target, recorded), verdict };
}

const NOTHING = {
  unit: '',
  statistic: null,
  value: null,
  low: null,
  high: null,
  interval: null,
  seeds: 0,
  band: {},
} as const;

function signOf({ band }: MeasuredTarget, { mark, interval }: RecordedTarget): Sign {
  if (mark === 'not measured') return '–';
  if (mark !== 'met') return '○';
  return interval !== null && reachesAcross(interval, band) ? '◐' : '●';
}

function countedFacts(held: number, seeds: number): AcceptanceGroup {
  const band = { from: FACTS_GATE, to: FACT_NUMBERS.length };
  const holds = held >= FACTS_GATE;
  const row: AcceptanceRow = {
    ...NOTHING,
    id: 'T11',
    what: 'stylised facts that hold',
    unit: 'of 20',
    value: held,
    seeds,
    band,
    sign: holds ? '●' : '○',
    verdict: holds
      ? held >= FACTS_WISHED
        ? 'met'
        : `met; the model wishes ${FACTS_WISHED}`
      : `missed by ${FACTS_GATE - held}`,
    source: `model §6, §7.8 T11 (${FACTS_WISHED}); design §10 (${FACTS_GATE})`,
  };
  return groupOf('T11', [row], { name: 'stylised facts', regime: null });
}
