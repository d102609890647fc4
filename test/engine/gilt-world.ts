/** Two gilts around a dividend date, one of them index-linked. Written as a scenario file; tests change pieces of its text. */
export const GILT_WORLD = `
schemaVersion: 1
id: gilt-world
title: A gilt about to go ex dividend, and a linker
opens: 2026-02-24T07:00Z
ends: 2026-02-27T18:00Z
markets:
  gilt: { policyRate: 3.75%, gdp: £3tn, debtToGdp: 95%, issuer: dmo }
instruments:
  GILT-10Y:
    { coupon: 4.5%, maturity: 2035-03-07, openYield: 4.45%, outstanding: £200bn, calmTurnover: £12bn, calmVolatility: 5bp, calmHalfSpread: 0.5bp, premiumLoading: 1 }
  GILT-30Y-IL:
    { coupon: 1.25%, maturity: 2055-11-22, openYield: 2.1%, indexRatio: 1.35, inflation: 3%, outstanding: £60bn, calmTurnover: £1bn, calmVolatility: 5bp, calmHalfSpread: 1bp, premiumLoading: 0.8 }
agents:
  dmo: { kind: debtOffice, mandate: { market: gilt } }
  boe: { kind: centralBank, mandate: { market: gilt } }
  dealers: { kind: dealer, mandate: { market: gilt, riskLimit: £100m/bp }, holdings: { GILT-10Y: £1bn, GILT-30Y-IL: £1bn } }
  clients: { kind: noise, mandate: { market: gilt } }
announcements: []
loops: {}
`;
