/**
 * The value-at-risk shock of Tokyo, summer 2003, in small: regional banks with books of many days' turnover, limits that
 * look back over sixty days, and one figure that raises yields by 10 bp. Made up but for its proportions.
 *
 * Calibration statement 27: a book of four days' turnover far below its limit stays; one of twelve days at the limit sells
 * into its own sales, and does not where dealers and value traders stay as they are on calm days (L6 off).
 */
import { expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { runShipped } from './shipped-run.ts';

const FIRST_SEED = Number(process.env.SPILLOVER_FIRST_SEED ?? 101);
const DAYS = 40;

/** `days`: DV01 of all banks over that of a calm day's turnover; `used`: their value at risk over its limit. */
function summer(days: number, used: number, { figure = true, l6 = true } = {}): Scenario {
  const faceTn = 3 * days;
  // 10 years at 0.6 %: ¥0.97m/bp on ¥1bn; 2.33 · √10 · 2 bp.
  const varBn = Math.round(faceTn * 0.97 * 2.33 * Math.sqrt(10) * 2);
  const text = `
schemaVersion: 1
id: bank-books
title: Banks under a value-at-risk limit
opens: 2025-06-11T15:00+09:00
ends: 2025-08-08T15:30+09:00
markets:
  jgb: { policyRate: 0.001%, gdp: ¥500tn, debtToGdp: 160%, issuer: mof }
instruments:
  JGB-5Y: { coupon: 0.2%, maturity: 2030-06-20, openYield: 0.2%, outstanding: ¥150tn, calmTurnover: ¥2tn, calmVolatility: 1.2bp, calmHalfSpread: 0.5bp, premiumLoading: 0.5 }
  JGB-10Y: { coupon: 0.6%, maturity: 2035-06-20, openYield: 0.6%, outstanding: ¥200tn, calmTurnover: ¥3tn, calmVolatility: 2bp, calmHalfSpread: 0.5bp, premiumLoading: 1 }
  JGB-20Y: { coupon: 1%, maturity: 2045-06-20, openYield: 1%, outstanding: ¥60tn, calmTurnover: ¥0.8tn, calmVolatility: 2.5bp, calmHalfSpread: 1bp, premiumLoading: 1.6 }
agents:
  mof: { kind: debtOffice, mandate: { market: jgb, readiness: 0% } }
  boj: { kind: centralBank, mandate: { market: jgb, readiness: 0% } }
  banks: { kind: regionalBank, count: 8, mandate: { market: jgb, varLimit: { sharedBySize: ¥${Math.round(varBn / used)}bn }, varWindow: 60 }, holdings: { JGB-10Y: ¥${faceTn}tn } }
  dealers: { kind: dealer, count: 8, mandate: { market: jgb, riskLimit: { sharedBySize: ¥500m/bp } }, holdings: { JGB-5Y: ¥1tn, JGB-10Y: ¥1tn } }
  value: { kind: fundamental, count: 12, mandate: { market: jgb }, holdings: { JGB-5Y: ¥20tn, JGB-10Y: ¥30tn, JGB-20Y: ¥10tn } }
  clients: { kind: noise, mandate: { market: jgb }, holdings: { JGB-5Y: ¥10tn, JGB-10Y: ¥10tn, JGB-20Y: ¥5tn } }
announcements:
  - { id: growth, at: 2025-06-13T08:50+09:00, type: MacroReleased, market: jgb, surprise: ${figure ? 5 : 0}, headline: The economy grows }
loops: { L6: ${l6 ? 'on' : 'off'} }
`;
  const read = readScenario(text, 'bank-books.yaml', AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return read.scenario;
}

interface Path {
  readonly closesBp: readonly number[];
  readonly breaches: number;
}

function path(scenario: Scenario, seed: number): Path {
  const closesBp: number[] = [];
  let breaches = 0;
  runShipped({
    scenario,
    seed,
    observe: (stream) => {
      stream.of('CloseMarked').subscribe(({ instrument, level }) => {
        if (instrument === 'JGB-10Y') closesBp.push(level / 1000);
      });
      stream.of('RiskLimitBreached').subscribe(({ agent }) => {
        if (agent.startsWith('banks')) breaches++;
      });
    },
  });
  return { closesBp, breaches };
}

/** bp that the figure of 10 bp has come to: most and last of the days after it, and how often a bank was over its limit. */
function afterTheFigure(days: number, used: number, l6: boolean, seed: number) {
  const withFigure = path(summer(days, used, { l6 }), seed);
  const without = path(summer(days, used, { l6, figure: false }), seed);
  const moves = withFigure.closesBp.map((level, day) => level - (without.closesBp[day] ?? level)).slice(0, DAYS);
  return { mostBp: Math.max(...moves), lastBp: moves.at(-1) ?? 0, breaches: withFigure.breaches };
}

test('a figure worth 10 bp stays 10 bp where books are small, and grows where they are large and sold into L6', () => {
  const small = afterTheFigure(4, 0.3, true, FIRST_SEED);
  const large = afterTheFigure(12, 1, true, FIRST_SEED);
  const calm = afterTheFigure(12, 1, false, FIRST_SEED);
  const told = ({ mostBp, lastBp, breaches }: typeof small): string =>
    `most ${mostBp.toFixed(1)}, last ${lastBp.toFixed(1)} bp, ${breaches} breaches`;
  console.log(`seed ${FIRST_SEED}: B/V 4 ${told(small)}; B/V 12 ${told(large)}; L6 off ${told(calm)}`);
  expect(small.breaches).toBe(0);
  expect(small.lastBp).toBeLessThan(12);
  expect(large.breaches).toBeGreaterThan(0);
  expect(large.lastBp).toBeGreaterThan(30);
  expect(calm.lastBp).toBeLessThan(30);
});
