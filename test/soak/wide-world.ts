/**
 * A scenario of a size that nobody would commit as a file: thousands of institutions over hundreds of bonds, a quarter of both in
 * each of the four markets. In each a few quote, the others watch and now and then trade.
 */
import { addDays, type DayNumber, isoDate, parseIsoDate } from '../../src/units/civil-date.ts';
import { BOND_MARKETS, type BondMarket } from '../../src/units/quantity.ts';

interface Terms {
  readonly facts: string;
  readonly issuer: string;
  readonly sign: string;
  /** Face outstanding of every line, in billions. */
  readonly outstandingBn: number;
  readonly riskLimit: string;
}

const TERMS: Readonly<Record<BondMarket, Terms>> = {
  jgb: {
    facts: 'policyRate: 0.75%, gdp: ¥640tn, debtToGdp: 230%',
    issuer: 'mof',
    sign: '¥',
    outstandingBn: 20_000,
    riskLimit: '¥5000m/bp',
  },
  ust: {
    facts: 'policyRate: 3.6%, gdp: $30tn, debtToGdp: 124%',
    issuer: 'treasury',
    sign: '$',
    outstandingBn: 200,
    riskLimit: '$50m/bp',
  },
  gilt: {
    facts: 'policyRate: 3.75%, gdp: £3tn, debtToGdp: 101%',
    issuer: 'dmo',
    sign: '£',
    outstandingBn: 200,
    riskLimit: '£50m/bp',
  },
  ktb: {
    facts: 'policyRate: 2.5%, gdp: ₩2600tn, debtToGdp: 49%',
    issuer: 'moef',
    sign: '₩',
    outstandingBn: 20_000,
    riskLimit: '₩5000m/bp',
  },
};
const OPENS_ON = parseIsoDate('2026-01-19') as DayNumber;
/** Members of a group, at most; the format allows a few more. */
const GROUP = 900;
/** A debt office, and four each of those who quote and trade. */
const AT_LEAST = 13;
const WATCHING = ['vigilante', 'foreignHolder', 'curveRv', 'globalRv'];

/** Ends on the evening of the day after its opening. */
export function wideWorld({ agents, bonds }: { readonly agents: number; readonly bonds: number }): string {
  const linesAMarket = Math.ceil(bonds / BOND_MARKETS.length);
  const agentsAMarket = Math.ceil(agents / BOND_MARKETS.length);
  return [
    'schemaVersion: 1',
    `id: wide-${agents}-${bonds}`,
    `title: ${agents} institutions over ${bonds} bonds`,
    `opens: ${isoDate(OPENS_ON)}T15:00+09:00`,
    `ends: ${isoDate(addDays(OPENS_ON, 1))}T22:00Z`,
    'markets:',
    ...BOND_MARKETS.map((market) => `  ${market}: { ${TERMS[market].facts}, issuer: ${TERMS[market].issuer} }`),
    'instruments:',
    ...BOND_MARKETS.flatMap((market) => lineIds(market, linesAMarket).map((id) => lineYaml(id, market))),
    'agents:',
    ...BOND_MARKETS.flatMap((market) => agentsOf(market, lineIds(market, linesAMarket), agentsAMarket)),
    'loops: {}',
    '',
  ].join('\n');
}

/** Off the run, every second month from two years on. */
function lineIds(market: BondMarket, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const month = 24 + at * 2;
    const year = 2026 + Math.floor(month / 12);
    return `${market.toUpperCase()}-30Y-${year}${String(1 + (month % 12)).padStart(2, '0')}`;
  });
}

function lineYaml(id: string, market: BondMarket): string {
  const { sign, outstandingBn } = TERMS[market];
  const maturity = `${id.slice(-6, -2)}-${id.slice(-2)}-20`;
  const calm = `calmTurnover: ${sign}${outstandingBn / 20}bn, calmVolatility: 3bp, calmHalfSpread: 1bp`;
  return `  ${id}: { coupon: 3%, maturity: ${maturity}, openYield: 3.1%, outstanding: ${sign}${outstandingBn}bn, ${calm}, premiumLoading: 1 }`;
}

function agentsOf(market: BondMarket, lines: readonly string[], count: number): string[] {
  const { sign, issuer, outstandingBn, riskLimit } = TERMS[market];
  const holds = (percent: number): string =>
    `holdings: { ${lines.map((id) => `${id}: ${sign}${Math.floor((outstandingBn * percent) / 100)}bn`).join(', ')} }`;
  const quoting = [
    `  ${issuer}: { kind: debtOffice, mandate: { market: ${market} } }`,
    `  dealers-${market}: { kind: dealer, count: 4, mandate: { market: ${market}, riskLimit: { sharedBySize: ${riskLimit} } } }`,
    `  value-${market}: { kind: fundamental, count: 4, mandate: { market: ${market} }, ${holds(20)} }`,
    `  clients-${market}: { kind: noise, count: 4, mandate: { market: ${market} }, ${holds(10)} }`,
  ];
  const members = Math.min(GROUP, Math.ceil(count / WATCHING.length));
  const groups = Math.ceil((count - AT_LEAST) / members);
  const watching = Array.from({ length: groups }, (_, at) => {
    const kind = WATCHING[at % WATCHING.length] as string;
    const size = Math.min(members, count - AT_LEAST - at * members);
    const held = kind === 'foreignHolder' ? `, ${holds(30 / Math.ceil(groups / WATCHING.length))}` : '';
    const capacity = kind === 'foreignHolder' ? '' : ', capacity: 20%';
    return `  others-${market}-${at}: { kind: ${kind}, count: ${size}, mandate: { market: ${market}${capacity} }${held} }`;
  });
  return [...quoting, ...watching];
}
