/**
 * A scenario small enough to read in one sitting, for tests that break it; and how tests read one.
 */
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { type LocatedError, renderError } from '../../src/scenario/located-error.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

export const SMALL = `schemaVersion: 1
id: small
title: One line, one bank, one speech
opens: 2026-01-16T15:00+09:00
ends: 2026-01-30T22:00Z
markets:
  jgb:
    policyRate: 0.75%
    gdp: { value: ¥640tn, source: S0 }
    debtToGdp: 229.6%
    issuer: mof
instruments:
  JGB-10Y:
    coupon: 2.1%
    maturity: 2035-12-20
    openYield: 2.18%
    outstanding: ¥420tn
    calmTurnover: ¥9tn
    calmVolatility: 2.5bp
    calmHalfSpread: 0.55bp
    premiumLoading: 1
  FX-USDJPY:
    openPrice: 158.16
    calmTurnover: $190bn
    calmVolatility: 55bp
    calmHalfSpread: 0.6bp
agents:
  mof: { kind: debtOffice, mandate: { market: jgb } }
  smfg:
    kind: megabank
    mandate: { market: jgb, target: ¥21.2tn, fair10y: 2.75%, varLimit: ¥60bn }
    holdings: { JGB-10Y: ¥10.6tn }
    cash: { JPY: ¥1.3tn }
  vigilantes:
    kind: vigilante
    count: 3
    mandate: { market: jgb, capacity: { evenlyFrom: 8%, evenlyTo: 18% } }
  dealers: { kind: dealer, mandate: { market: jgb, riskLimit: ¥1000m/bp } }
  dealers-fx: { kind: dealer, mandate: { market: fx, riskLimit: ¥600m/bp } }
announcements:
  - id: pledges
    at: 2026-01-18T18:00+09:00
    type: FiscalShockAnnounced
    market: jgb
    amount: ¥5tn
    duration: 2y
    likelihood: 35%
    clarity: 20%
    headline: A tax cut is pledged
  - id: davos
    at: 2026-01-21T07:30+09:00
    type: OfficialSpoke
    market: jgb
    speaker: the minister
    stance: calming
    credibility: 75%
    headline: Calm is called for
auctions:
  - id: ten-year
    bond: JGB-10Y
    format: jgb_price_conventional
    offered: ¥2600bn
    nonPriceCeiling: 20%
    date: 2026-01-20
loops: { L2: off }
`;

export const read = (text: string) => readScenario(text, 'small.yaml', AGENT_KINDS);

export function scenarioOf(text: string): Scenario {
  const result = read(text);
  if (!result.ok) throw new Error(result.errors.map((error) => renderError(error, text)).join('\n'));
  return result.scenario;
}

export function errorsOf(text: string): readonly LocatedError[] {
  const result = read(text);
  return result.ok ? [] : result.errors;
}

/** The small scenario with one piece of its text replaced; the piece must be there. */
export function changed(from: string, to: string, text = SMALL): string {
  if (!text.includes(from)) throw new Error(`nothing to replace: ${from}`);
  return text.replace(from, () => to);
}

/** `line:column: message` of every fault. */
export const faultsOf = (text: string): string[] =>
  errorsOf(text).map((error) => `${error.line}:${error.column}: ${error.message}`);
