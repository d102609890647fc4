/**
 * A world with a JGB future: two bonds around seven years, the future on the Osaka Exchange, dealers, value traders and
 * clients. Written as a scenario file; tests change pieces of its text.
 */
export const FUTURE_WORLD = `
schemaVersion: 1
id: future-world
title: Two bonds and their future
opens: 2026-03-12T08:00+09:00
ends: 2026-03-13T19:00+09:00
markets:
  jgb: { policyRate: 0.75%, gdp: ¥640tn, debtToGdp: 229.6%, issuer: mof }
instruments:
  JGB-5Y:
    { coupon: 1.6%, maturity: 2030-12-20, openYield: 1.62%, outstanding: ¥150tn, calmTurnover: ¥3tn, calmVolatility: 2.2bp, calmHalfSpread: 0.5bp, premiumLoading: 0.6 }
  JGB-10Y:
    { coupon: 2.1%, maturity: 2035-12-20, openYield: 2.18%, outstanding: ¥420tn, calmTurnover: ¥9tn, calmVolatility: 2.5bp, calmHalfSpread: 0.55bp, premiumLoading: 1 }
  JGB-10Y-F:
    { maturity: 2026-03-13, openPrice: 125.42, calmTurnover: ¥4tn, calmVolatility: 2.4bp, calmHalfSpread: 0.3bp, premiumLoading: 0.9 }
agents:
  mof: { kind: debtOffice, mandate: { market: jgb } }
  boj: { kind: centralBank, mandate: { market: jgb }, holdings: { JGB-10Y: ¥225tn } }
  value: { kind: fundamental, count: 4, mandate: { market: jgb, elasticity: 23% }, holdings: { JGB-5Y: ¥30tn, JGB-10Y: ¥75tn } }
  dealers: { kind: dealer, count: 3, mandate: { market: jgb, riskLimit: { sharedBySize: ¥1000m/bp }, primaryDealers: 3 }, holdings: { JGB-5Y: ¥1tn, JGB-10Y: ¥2tn } }
  clients: { kind: noise, mandate: { market: jgb }, holdings: { JGB-5Y: ¥20tn, JGB-10Y: ¥60tn } }
announcements: []
loops: {}
`;
