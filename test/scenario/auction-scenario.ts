/**
 * A scenario with a line for every format of auction and operation, and one good entry of each, for tests that break them.
 */

/** Every format in an entry of its own, under the section that it belongs to. */
export const GOOD_ENTRIES = {
  jgb_price_conventional: `{ id: a, bond: JGB-10Y, format: jgb_price_conventional, offered: ¥2600bn, nonPriceCeiling: 20%, nonCompetitive: ¥2bn, date: 2026-01-20 }`,
  jgb_yield_dutch: `{ id: a, bond: JGB-40Y, format: jgb_yield_dutch, offered: ¥400bn, date: 2026-01-20 }`,
  jgb_lea: `{ id: a, bonds: [JGB-10Y, JGB-20Y], format: jgb_lea, offered: ¥400bn, date: 2026-01-20 }`,
  ust_single_price: `{ id: a, bond: UST-10Y, format: ust_single_price, offered: $39bn, nonCompetitive: $200m, date: 2026-01-20, settles: 2026-02-02 }`,
  dmo_multiple_price: `{ id: a, bond: GILT-10Y, format: dmo_multiple_price, offered: £4bn, nonCompetitive: £5m, date: 2026-01-20 }`,
  ktb_differential: `{ id: a, bond: KTB-10Y, format: ktb_differential, offered: ₩2tn, nonCompetitive: ₩100bn, date: 2026-01-20 }`,
  mof_buyback: `{ id: a, bonds: [JGB-20Y, JGB-40Y], format: mof_buyback, amount: ¥200bn, date: 2026-01-20 }`,
  boj_purchase: `{ id: a, bonds: [JGB-10Y, JGB-20Y], format: boj_purchase, amount: ¥500bn, date: 2026-01-20 }`,
  boj_fixed_rate: `{ id: a, bond: JGB-10Y, format: boj_fixed_rate, fixedSpread: 0.5bp, date: 2026-01-20 }`,
  boe_reverse: `{ id: a, bond: GILT-10Y, format: boe_reverse, amount: £5bn, reserveSpread: -2bp, date: 2026-01-20 }`,
  fed_purchase: `{ id: a, bonds: [UST-10Y], format: fed_purchase, amount: $8bn, date: 2026-01-20 }`,
  ust_buyback: `{ id: a, bond: UST-10Y, format: ust_buyback, amount: $2bn, date: 2026-01-20 }`,
  bok_purchase: `{ id: a, bonds: [KTB-3Y, KTB-10Y], format: bok_purchase, amount: ₩3tn, date: 2026-01-20 }`,
  ktb_buyback: `{ id: a, bond: KTB-10Y, format: ktb_buyback, amount: ₩2tn, date: 2026-01-20 }`,
} as const;

export type Format = keyof typeof GOOD_ENTRIES;
export const FORMATS = Object.keys(GOOD_ENTRIES) as Format[];

const line = (id: string, coupon: string, maturity: string, outstanding: string, turnover: string): string =>
  `  ${id}: { coupon: ${coupon}, maturity: ${maturity}, openYield: 3%, outstanding: ${outstanding}, calmTurnover: ${turnover}, calmVolatility: 3bp, calmHalfSpread: 1bp, premiumLoading: 1 }`;

const HEAD = `schemaVersion: 1
id: primary
title: Lines for every format
opens: 2026-01-16T15:00+09:00
ends: 2026-01-30T22:00Z
markets:
  jgb: { policyRate: 0.75%, gdp: ¥640tn, debtToGdp: 229.6%, issuer: mof }
  ust: { policyRate: 3.6%, gdp: $30tn, debtToGdp: 120%, issuer: us-treasury }
  gilt: { policyRate: 3.75%, gdp: £3tn, debtToGdp: 100%, issuer: dmo }
  ktb: { policyRate: 2.5%, gdp: ₩2600tn, debtToGdp: 49%, issuer: moef }
instruments:
${[
  line('JGB-5Y', '1.6%', '2030-12-20', '¥100tn', '¥2tn'),
  line('JGB-10Y', '2.1%', '2035-12-20', '¥100tn', '¥2tn'),
  line('JGB-20Y', '3.2%', '2045-12-20', '¥50tn', '¥1tn'),
  line('JGB-30Y', '3.4%', '2055-12-20', '¥50tn', '¥1tn'),
  line('JGB-40Y', '3.7%', '2065-03-20', '¥20tn', '¥0.3tn'),
  line('UST-10Y', '4%', '2035-11-15', '$5tn', '$100bn'),
  line('GILT-10Y', '4.75%', '2035-10-22', '£900bn', '£10bn'),
  line('GILT-30Y', '5.375%', '2056-01-31', '£800bn', '£8bn'),
  line('KTB-3Y', '2.75%', '2028-12-10', '₩400tn', '₩8tn'),
  line('KTB-10Y', '3.25%', '2035-12-10', '₩450tn', '₩8tn'),
  '  FX-USDJPY: { openPrice: 158.16, calmTurnover: $190bn, calmVolatility: 55bp, calmHalfSpread: 0.6bp }',
].join('\n')}
agents:
  mof: { kind: debtOffice, mandate: { market: jgb } }
  us-treasury: { kind: debtOffice, mandate: { market: ust } }
  dmo: { kind: debtOffice, mandate: { market: gilt } }
  moef: { kind: debtOffice, mandate: { market: ktb } }
  boj: { kind: centralBank, mandate: { market: jgb } }
  boe: { kind: centralBank, mandate: { market: gilt } }
  fed: { kind: centralBank, mandate: { market: ust } }
  bok: { kind: centralBank, mandate: { market: ktb } }
  value-jgb: { kind: fundamental, mandate: { market: jgb } }
  value-ust: { kind: fundamental, mandate: { market: ust } }
  value-gilt: { kind: fundamental, mandate: { market: gilt } }
  value-ktb: { kind: fundamental, mandate: { market: ktb } }
  dealers-fx: { kind: dealer, mandate: { market: fx, riskLimit: ¥600m/bp } }
`;

const isPurchase = (format: Format): boolean => /purchase|buyback|boj_fixed_rate|boe_reverse/.test(format);
const ENTRY_LINE = HEAD.split('\n').length + 1;

/** The scenario with `entry` as its only auction or operation; the entry stands on line `entryLine`. */
export function withEntry(format: Format, entry: string = GOOD_ENTRIES[format]): string {
  return `${HEAD}${isPurchase(format) ? 'operations' : 'auctions'}:\n  - ${entry}\n`;
}

/** The scenario with sections written out. */
export const withSections = (sections: string): string => `${HEAD}${sections}`;

/** The scenario with the text of a `purchases` section, whose first line stands on line `entryLine`. */
export const withPurchases = (section: string): string => withSections(`purchases:\n${section}`);

export const entryLine = ENTRY_LINE;

/** All formats at once and a calendar, without the head: what a test may break without breaking the rest of the file. */
export const EVERY_FORMAT = `auctions:
${FORMATS.filter((format) => !isPurchase(format))
  .map(inBlock)
  .join('')}operations:
${FORMATS.filter((format) => isPurchase(format))
  .map(inBlock)
  .join('')}purchases:
  boj:
    format: boj_purchase
    plan:
      2026-01: ¥2.9tn
    buckets:
      - id: short
        bonds: [JGB-5Y, JGB-10Y]
        share: 60%
        dates: [2026-01-07, 2026-01-21, 2026-01-28]
      - bonds: [JGB-40Y]
        share: 5%
        dates: [2026-01-22]
`;

/** Key by key on lines of its own. */
function inBlock(format: Format): string {
  const keys = GOOD_ENTRIES[format].replace(/^\{ id: a, | \}$/g, '').split(/, (?=\w+: )/);
  return `  - id: ${format.replaceAll('_', '-')}\n${keys.map((key) => `    ${key}\n`).join('')}`;
}
