/**
 * A small world for tests of the engine: three JGBs, a dozen institutions, a fiscal announcement and an auction on the
 * first morning. Written as a scenario file, since that is the door that everything comes through.
 */
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type Seed, seed } from '../../src/units/quantity.ts';

export const SMALL_WORLD = `
schemaVersion: 1
id: small-world
title: Three bonds and a fiscal surprise
opens: 2026-01-19T15:00+09:00
ends: 2026-01-20T19:00+09:00
markets:
  jgb: { policyRate: 0.75%, gdp: ¥640tn, debtToGdp: 229.6%, issuer: mof }
instruments:
  JGB-10Y:
    { coupon: 2.1%, maturity: 2035-12-20, openYield: 2.18%, outstanding: ¥420tn, calmTurnover: ¥9tn, calmVolatility: 2.5bp, calmHalfSpread: 0.55bp, premiumLoading: 1 }
  JGB-20Y:
    { coupon: 3.2%, maturity: 2045-12-20, openYield: 3.18%, outstanding: ¥78tn, calmTurnover: ¥1.2tn, calmVolatility: 3.5bp, calmHalfSpread: 1.1bp, premiumLoading: 1.6 }
  JGB-30Y:
    { coupon: 3.4%, maturity: 2055-12-20, openYield: 3.47%, outstanding: ¥76tn, calmTurnover: ¥1.0tn, calmVolatility: 4.75bp, calmHalfSpread: 1.4bp, premiumLoading: 2.4 }
agents:
  mof: { kind: debtOffice, mandate: { market: jgb } }
  boj: { kind: centralBank, mandate: { market: jgb }, holdings: { JGB-10Y: ¥225tn, JGB-30Y: ¥18tn } }
  value: { kind: fundamental, count: 4, mandate: { market: jgb, elasticity: 23% }, holdings: { JGB-10Y: ¥75tn, JGB-20Y: ¥13tn, JGB-30Y: ¥17tn } }
  dealers: { kind: dealer, count: 3, mandate: { market: jgb, riskLimit: { sharedBySize: ¥1000m/bp }, primaryDealers: 3 }, holdings: { JGB-10Y: ¥2tn, JGB-20Y: ¥0.3tn, JGB-30Y: ¥0.3tn } }
  vigilantes: { kind: vigilante, count: 3, mandate: { market: jgb, capacity: 30% } }
  curve: { kind: curveRv, count: 2, mandate: { market: jgb, capacity: 50% } }
  clients: { kind: noise, mandate: { market: jgb }, holdings: { JGB-10Y: ¥60tn, JGB-20Y: ¥4tn, JGB-30Y: ¥4tn } }
announcements:
  - { id: surprise, at: 2026-01-19T18:30+09:00, type: FiscalShockAnnounced, market: jgb, amount: ¥5tn, duration: 2y, likelihood: 80%, clarity: 20%, headline: An unfunded tax cut }
auctions:
  - { id: twenty-year, bond: JGB-20Y, format: jgb_price_conventional, offered: ¥800bn, nonPriceCeiling: 20%, date: 2026-01-20, announced: 2026-01-19T15:30+09:00 }
loops: {}
`;

export function smallWorld(text = SMALL_WORLD): Scenario {
  const read = readScenario(text, 'small-world.yaml', AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return read.scenario;
}

export const SEED: Seed = seed(20260120);
