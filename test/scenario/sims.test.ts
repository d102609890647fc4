import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { cleanPriceOf, settledBond } from '../../src/bonds/quote.ts';
import { HELD_FORMATS } from '../../src/events/auction-terms.ts';
import { giltExDividendDate } from '../../src/market/calendar/business-days.ts';
import { renderError } from '../../src/scenario/located-error.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { InstrumentFacts, Scenario } from '../../src/scenario/scenario.ts';
import { type DayNumber, isoDate, parseIsoDate } from '../../src/units/civil-date.ts';
import { DAY_MS, dayOf, isoTime, later, parseIsoTime, startOfDay } from '../../src/units/time.ts';

const folder = new URL('../../sims/', import.meta.url);
const SHIPPED = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

function shipped(name: string): Scenario & { digestText: string } {
  const text = textOf(name);
  const result = readScenario(text, name, AGENT_KINDS);
  if (!result.ok) throw new Error(result.errors.map((error) => renderError(error, text)).join('\n'));
  const again = readScenario(result.resolved, 'resolved', AGENT_KINDS);
  expect(again.ok && again.digestText).toBe(result.digestText);
  return { ...result.scenario, digestText: result.digestText };
}

describe.each(SHIPPED)('sims/%s', (name) => {
  it('can be read, and its resolved form reads back', () => {
    expect(shipped(name).id).toBe(name.replace('.yaml', ''));
  });

  it('says of every number where it comes from, or that it is assumed', () => {
    expect(unsourced(parse(textOf(name)), [], false)).toEqual([]);
  });

  it('offers editors its schema', () => {
    expect(textOf(name).split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json');
  });
});

/** Numbers and quantities that neither they nor anything around them gives a source. */
function unsourced(value: unknown, path: readonly string[], covered: boolean): string[] {
  if (typeof value === 'object' && value !== null) {
    const { source, assumed } = value as { source?: unknown; assumed?: unknown };
    const said = covered || (typeof source === 'string' && source.trim() !== '') || assumed === true;
    const inner = said || Object.hasOwn(value, 'versions');
    return Object.entries(value).flatMap(([key, item]) => unsourced(item, [...path, key], inner));
  }
  if (path.length === 1 || covered) return [];
  const number =
    typeof value === 'number' ||
    (typeof value === 'string' && /^[-−]?[¥$£₩]?\d[\d.]*(%|bp|[a-z]{0,2}(\/bp)?)$/.test(value));
  return number ? [`${path.join('.')}: ${value}`] : [];
}

it('the walk for sources finds a number without one', () => {
  expect(
    unsourced(
      { a: { b: '¥5tn' }, c: { d: 4, source: 'S0' }, e: { value: '4bp' }, f: { g: 'mof', h: '2026-01-20' } },
      [],
      false,
    ),
  ).toEqual(['a.b: ¥5tn', 'e.value: 4bp']);
});

describe('sims/calm.yaml', () => {
  it('is the world of japan-2026 in which nobody says anything', () => {
    const [calm, japan] = [shipped('calm.yaml'), shipped('japan-2026.yaml')];
    expect(calm.announcements).toEqual([]);
    const told = { id: '', title: '', announcements: [], digestText: '' };
    expect({ ...calm, ...told }).toEqual({ ...japan, ...told });
  });

  it('keeps step with its sources too', () => {
    const strip = (name: string): unknown => ({
      ...(parse(textOf(name)) as object),
      id: 0,
      title: 0,
      announcements: 0,
    });
    expect(strip('calm.yaml')).toEqual(strip('japan-2026.yaml'));
  });
});

describe('sims/facts-250d.yaml', () => {
  it('is a part of the quiet world, word for word: no market, line or institution of its own', () => {
    const [year, calm] = ['facts-250d.yaml', 'calm.yaml'].map((name) => parse(textOf(name)) as Tree) as [Tree, Tree];
    for (const chapter of ['markets', 'instruments', 'agents']) expectPart(year[chapter], calm[chapter], chapter);
  });
});

interface Tree {
  readonly [key: string]: unknown;
}
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function expectPart(part: unknown, whole: unknown, path: string): void {
  if (!isTree(part) || !isTree(whole)) {
    expect([path, part]).toEqual([path, whole]);
    return;
  }
  for (const [key, value] of Object.entries(part)) expectPart(value, whole[key], `${path}.${key}`);
}

describe('what-if variants of sims/japan-2026.yaml', () => {
  interface Entry {
    readonly id: string;
  }
  type File = Record<string, unknown> & {
    readonly announcements: readonly Entry[];
    readonly agents: Record<string, object>;
  };
  const file = (name: string): File => ({ ...(parse(textOf(name)) as File), id: 0, title: 0 });
  const japan = file('japan-2026.yaml');
  const insurersOf = ({ agents }: File) => agents['life-insurers'] as { mandate: Record<string, object> };

  it('no-geopolitics lacks one announcement and nothing else', () => {
    const variant = file('japan-2026-no-geopolitics.yaml');
    const told = japan.announcements.filter(({ id }) => id !== 'greenland-tariffs');
    expect(told).toHaveLength(japan.announcements.length - 1);
    expect(variant).toEqual({ ...japan, announcements: told });
  });

  it('boj-buys has one operation and nothing else', () => {
    const { operations, ...variant } = file('japan-2026-boj-buys.yaml') as File & { operations: readonly Entry[] };
    expect(variant).toEqual(japan);
    expect(operations.map(({ id }) => id)).toEqual(['boj-20-january']);
  });

  it('lifers-2025 has other insurers and nothing else', () => {
    const variant = file('japan-2026-lifers-2025.yaml');
    const { dipBudget, durationGap, floor30y } = insurersOf(variant).mandate;
    const ours = insurersOf(japan);
    const insurers = { ...ours, mandate: { ...ours.mandate, dipBudget, durationGap, floor30y } };
    expect(variant).toEqual({ ...japan, agents: { ...japan.agents, 'life-insurers': insurers } });
    expect([dipBudget, durationGap, floor30y]).toMatchObject([
      { sharedBySize: '¥8tn' },
      { value: 1 },
      { evenlyFrom: '1.8%', evenlyTo: '2.5%' },
    ]);
  });
});

/** Whole units of the currency per bp at the opening yields, index ratios included. */
function dv01Of({ instruments, opensAt }: Scenario, agents: readonly { holdings: Readonly<Record<string, number>> }[]) {
  return agents
    .flatMap(({ holdings }) => Object.entries(holdings))
    .reduce((sum, [id, lots]) => {
      const line = instruments.find((each) => each.id === id) as InstrumentFacts;
      const { convention, couponMilliPct, maturity } = line.bond as NonNullable<InstrumentFacts['bond']>;
      const terms = { convention, couponPct: couponMilliPct / 1000, maturity, isMonthEnd: false };
      const bond = settledBond(terms, dayOf(opensAt));
      const at = (bp: number): number => cleanPriceOf(bond, (line.openLevel as number) / 100_000 + bp / 100);
      const ratio = line.id.endsWith('-IL') ? 1.16328 : 1;
      return sum + (lots * line.lotFace * ratio * (at(-0.5) - at(0.5))) / 100;
    }, 0);
}

describe('sims/japan-2026.yaml', () => {
  const japan = shipped('japan-2026.yaml');

  it('has a megabank whose book at home is worth ¥1.80bn a basis point', () => {
    const { holdings } = japan.agents.find(({ id }) => id === 'smfg') as (typeof japan.agents)[number];
    const atHome = Object.fromEntries(Object.entries(holdings).filter(([id]) => id.startsWith('JGB-')));
    expect(dv01Of(japan, [{ holdings: atHome }]) / 1e9).toBeCloseTo(1.8, 1);
  });
});

describe('sims/gilt-2022.yaml', () => {
  const gilts = shipped('gilt-2022.yaml');
  const funds = gilts.agents.filter(({ kind }) => kind === 'ldi');
  const dv01 = (agents: readonly { holdings: Readonly<Record<string, number>> }[]): number => dv01Of(gilts, agents);

  it('has funds of £660m/bp, 18 % of it where collateral comes late', () => {
    expect(dv01(funds) / 1e6).toBeGreaterThan(645);
    expect(dv01(funds) / 1e6).toBeLessThan(675);
    const pooled = funds.filter(({ id }) => id.startsWith('ldi-pooled'));
    expect(dv01(pooled) / dv01(funds)).toBeCloseTo(0.18, 2);
  });

  it('gives them 40 to 60 bp to the trigger on the mean once the 20 bp of the 22nd are gone', () => {
    const rooms = funds.map(({ mandate }) => {
      const { buffer, trigger } = mandate as { buffer: number; trigger: number };
      return buffer - trigger;
    });
    const left = rooms.reduce((sum, room) => sum + room, 0) / rooms.length - 20;
    expect(left).toBeGreaterThanOrEqual(40);
    expect(left).toBeLessThanOrEqual(60);
    // Evenly spread: a standard deviation of 20 bp.
    expect(Math.max(...rooms) - Math.min(...rooms)).toBe(70);
  });

  it('has the Bank offer to buy on thirteen days, and do nothing else', () => {
    const long = gilts.auctions.filter(
      ({ format, instruments }) => format === 'boe_reverse' && instruments[0] === 'GILT-30Y',
    );
    expect(long.map(({ bidsCloseAt }) => isoTime(bidsCloseAt).slice(5, 10))).toEqual([
      '09-28',
      '09-29',
      '09-30',
      '10-03',
      '10-04',
      '10-05',
      '10-06',
      '10-07',
      '10-10',
      '10-11',
      '10-12',
      '10-13',
      '10-14',
    ]);
    expect(gilts.agents.find(({ id }) => id === 'boe')?.mandate).toMatchObject({ readiness: 0 });
  });
});

describe('sims/ycc-2022.yaml', () => {
  it('offers a stated yield on every business day of the run', () => {
    const ycc = shipped('ycc-2022.yaml');
    const ceiling = ycc.auctions.filter(
      ({ format, instruments }) => format === 'boj_fixed_rate' && instruments[0] === 'JGB-10Y',
    );
    expect(ceiling.map(({ fixedYieldMilli }) => fixedYieldMilli)).toEqual(Array(10).fill(250));
    expect(new Set(ceiling.map(({ bidsCloseAt }) => isoTime(bidsCloseAt).slice(0, 10))).size).toBe(10);
  });
});

describe('sims/jgb-auction-2025.yaml', () => {
  it('sells ¥750bn of 20 years in competition, and tells of no fiscal news', () => {
    const may = shipped('jgb-auction-2025.yaml');
    const sale = may.auctions.find(({ id }) => id === 'jgb-20y-may');
    expect(Number(sale?.offered) - Number(sale?.dealersCeiling)).toBe(750e9);
    expect(may.announcements.map(({ event }) => event.type)).not.toContain('FiscalShockAnnounced');
  });
});

describe('sims/primary-market.yaml', () => {
  const week = shipped('primary-market.yaml');
  const line = (id: string): InstrumentFacts | undefined => week.instruments.find((each) => each.id === id);
  const isInRun = (day: DayNumber): boolean =>
    startOfDay(day) > week.opensAt && later(startOfDay(day), DAY_MS) < week.endsAt;

  it('holds every format of auction and operation, in a small world', () => {
    const held = new Set(week.auctions.map(({ format }) => format));
    expect(HELD_FORMATS.filter((format) => !held.has(format))).toEqual([]);
    expect(week.auctions.some(({ option }) => option !== undefined)).toBe(true);
    expect(week.agents.length).toBeLessThan(50);
  });

  it('has a future, an index-linked gilt, a coupon, an ex-dividend date and a redemption', () => {
    expect([line('JGB-10Y-F')?.future, line('GILT-30Y-IL')?.indexed]).not.toContain(undefined);
    expect(isoDate(line('JGB-2Y')?.bond?.maturity as DayNumber).slice(5)).toBe('03-01');
    expect(isInRun(parseIsoDate('2026-03-01') as DayNumber)).toBe(true);
    expect(isInRun(line('JGB-2Y-202603')?.bond?.maturity as DayNumber)).toBe(true);
    const dividend = parseIsoDate('2026-03-07') as DayNumber;
    expect(isoDate(line('GILT-10Y')?.bond?.maturity as DayNumber).slice(5)).toBe('09-07');
    expect(isoDate(giltExDividendDate(dividend))).toBe('2026-02-26');
    expect(isInRun(giltExDividendDate(dividend))).toBe(true);
  });
});

describe('sims/japan-2026.yaml', () => {
  const japan = shipped('japan-2026.yaml');
  const face = (lots: number, id: string): number =>
    lots * (japan.instruments.find((line) => line.id === id)?.lotFace ?? 0);
  const held = (agents: RegExp, ids: RegExp): number =>
    japan.agents
      .filter((agent) => agents.test(agent.id))
      .flatMap((agent) => Object.entries(agent.holdings))
      .reduce((sum, [id, lots]) => sum + (ids.test(id) ? face(lots, id) : 0), 0);

  it('runs from one Friday’s close in New York, when every market has closed, to that two weeks later', () => {
    expect([isoTime(japan.opensAt), isoTime(japan.endsAt)]).toEqual(['2026-01-16T22:00:00Z', '2026-01-30T22:00:00Z']);
  });

  it('has the institutions of the model, in its numbers', () => {
    const count: Record<string, number> = {};
    for (const { kind } of japan.agents) count[kind] = (count[kind] ?? 0) + 1;
    expect(count).toMatchObject({
      lifeInsurer: 10,
      megabank: 3,
      regionalBank: 8,
      riskParity: 12,
      vigilante: 15,
      foreignHolder: 85,
      ldi: 12,
      carry: 10,
      curveRv: 6,
      globalRv: 6,
      dealer: 34,
      fundamental: 62,
      noise: 7,
      centralBank: 4,
      debtOffice: 4,
    });
  });

  it('has balance sheets that fit what is published', () => {
    const tn = 1e12;
    const bonds = japan.instruments
      .filter((line) => line.market === 'jgb')
      .reduce((sum, line) => sum + face(line.outstanding, line.id), 0);
    expect(bonds / tn).toBeCloseTo(1100, -1);
    expect(held(/^boj$/, /JGB/) / bonds).toBeGreaterThan(0.46);
    expect(held(/^boj$/, /JGB/) / bonds).toBeLessThan(0.5);
    expect(held(/^life/, /JGB/) / tn).toBeCloseTo(95, 5);
    expect(held(/^(risk-parity|volatility)/, /UST/) / 1e9).toBeCloseTo(390, 5);
    expect(held(/-holders/, /KTB/) / tn).toBeCloseTo(226, 5);
    expect(held(/^ldi/, /GILT/) / 1e9).toBeCloseTo(300, 5);
    expect(held(/^carry/, /USDJPY/) / 1e9).toBeCloseTo(250, 5);
  });

  it('states facts of the days and no outcome', () => {
    expect(japan.announcements.map(({ id, event }) => [id, event.type])).toEqual([
      ['party-pledges', 'FiscalShockAnnounced'],
      ['takaichi-dissolution', 'ElectionCalled'],
      ['takaichi-tax-cut', 'FiscalShockAnnounced'],
      ['greenland-tariffs', 'GeopoliticalShockStruck'],
      ['katayama-davos', 'OfficialSpoke'],
      ['boj-hold', 'PolicyRateSet'],
    ]);
    expect(japan.auctions.find(({ id }) => id === 'jgb-20y-january')).toMatchObject({
      offered: 800e9,
      dealersCeiling: 160e9,
      resultAt: parseIsoTime('2026-01-20T03:35:00Z'),
    });
  });

  it('sells and buys what the calendars of the two weeks say', () => {
    const held = japan.auctions.map(({ id, offered, bidsCloseAt }) => [isoTime(bidsCloseAt).slice(0, 10), id, offered]);
    expect(held.filter(([, id]) => !String(id).startsWith('boj-'))).toEqual([
      ['2026-01-19', 'ktb-10y-january', 2.2e12],
      ['2026-01-20', 'jgb-20y-january', 800e9],
      ['2026-01-21', 'gilt-10y-january', 4e9],
      ['2026-01-21', 'ust-20y-january', 13e9],
      ['2026-01-22', 'jgb-1-5y-liquidity', 500e9],
      ['2026-01-26', 'ktb-3y-january', 2e12],
      ['2026-01-26', 'ust-2y-january', 69e9],
      ['2026-01-27', 'ktb-30y-january', 0.5e12],
      ['2026-01-27', 'gilt-5y-january', 4.75e9],
      ['2026-01-27', 'ust-5y-january', 70e9],
      ['2026-01-28', 'jgb-40y-january', 400e9],
      ['2026-01-30', 'jgb-2y-january', 2.8e12],
    ]);
    // two of four dates, one of three and one of two lie in the run: 232 + 203 + 195.7 bn each, 87 bn and 58 bn
    const purchases = held.filter(([, id]) => String(id).startsWith('boj-'));
    expect(purchases).toHaveLength(8);
    expect(purchases.reduce((sum, [, , offered]) => sum + Number(offered), 0)).toBe(
      2 * (232e9 + 203e9 + 195.7e9) + 87e9 + 58e9,
    );
  });
});
