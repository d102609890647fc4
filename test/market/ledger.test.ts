import { describe, expect, test } from 'vitest';
import { BUY, Field, packTerms, RECORD_WORDS, RecordKind, SELL } from '../../src/events/records.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { Ledger } from '../../src/market/ledger.ts';
import { currencyUnit, type LedgerLine, ledgerLine, lineUnit } from '../../src/market/ledger-accounts.ts';
import { applyFillRecord, applyRecords, evolveLedger, type LedgerNames } from '../../src/market/ledger-evolve.ts';
import { mixIntegers } from '../../src/market/ledger-hash.ts';
import { Posting, postDeal, postTransfer } from '../../src/market/postings.ts';
import { Bug } from '../../src/units/assert.ts';
import { CURRENCIES, minor, seq, simTime } from '../../src/units/quantity.ts';
import { seededDraws } from './seeded-draws.ts';

const listing = (
  instrument: string,
  market: 'jgb' | 'gilt' | 'fx',
  currency: 'JPY' | 'GBP',
  tickValue: number,
  lotFace = 1,
) => ledgerLine({ instrument, market, currency, tickValue: minor(tickValue), lotFace });

const JGB = 0;
const GILT = 1;
const USDJPY = 2;
/** A tick of 0.01 on ¥100m, on £1m, and on $1m. */
const LINES: readonly LedgerLine[] = [
  listing('JGB-30Y', 'jgb', 'JPY', 10_000),
  listing('GILT-30Y', 'gilt', 'GBP', 10_000),
  listing('FX-USDJPY', 'fx', 'JPY', 10_000, 1_000_000),
];

const MOF = 0;
const BANK = 1;
const INSURER = 2;
const DEALER = 3;
const AGENTS = 4;

/** The issuer may owe without limit, the dealer may be short ten lots of anything, the others nothing. */
const shortLimit = (agent: number, instrument: number): number => {
  if (agent === MOF || instrument === USDJPY) return Number.POSITIVE_INFINITY;
  return agent === DEALER ? 10 : 0;
};

const unlimited = (): number => Number.POSITIVE_INFINITY;

function opened(limits = shortLimit): Ledger {
  const ledger = new Ledger({ agents: AGENTS, lines: LINES, shortLimit: limits });
  for (const instrument of [JGB, GILT]) {
    ledger.openHolding(BANK, MOF, instrument, 1000);
    ledger.openHolding(INSURER, BANK, instrument, 600);
  }
  for (const currency of CURRENCIES) {
    for (const agent of [BANK, INSURER, DEALER]) ledger.openCash(agent, MOF, currency, 2_000_000_000);
  }
  ledger.checkConservation();
  return ledger;
}

/** What every account gained since the opening, as text; accounts that did not move are left out. */
function moved(ledger: Ledger): Record<string, number> {
  const before = opened();
  const rows: Record<string, number> = {};
  ['mof', 'bank', 'insurer', 'dealer'].forEach((name, agent) => {
    for (const currency of CURRENCIES) {
      const change = ledger.cash(agent, currency) - before.cash(agent, currency);
      if (change !== 0) rows[`${name} ${currency}`] = change;
    }
    ['JGB-30Y', 'GILT-30Y', 'FX-USDJPY'].forEach((line, instrument) => {
      const change = ledger.holding(agent, instrument) - before.holding(agent, instrument);
      if (change !== 0) rows[`${name} ${line}`] = change;
    });
  });
  return rows;
}

describe('postings', () => {
  test('a fill moves lots one way and money with interest accrued the other', () => {
    const ledger = opened();
    ledger.setAccrued(JGB, 250_000);
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    const paid = 3 * (9_850 * 10_000 + 250_000);
    expect(moved(ledger)).toEqual({
      'dealer JGB-30Y': 3,
      'bank JGB-30Y': -3,
      'dealer JPY': -paid,
      'bank JPY': paid,
    });
    ledger.checkConservation();
  });

  test('a gilt traded ex dividend pays its accrued interest to the buyer', () => {
    const ledger = opened();
    ledger.setAccrued(GILT, -4_000);
    ledger.postFill(GILT, INSURER, BANK, 2, 100);
    expect(moved(ledger)).toMatchObject({
      'insurer GBP': -2 * (1_000_000 - 4_000),
      'bank GBP': 2 * (1_000_000 - 4_000),
    });
  });

  test('a currency pair delivers its base, is paid in its quote and records the position', () => {
    const ledger = opened();
    ledger.postFill(USDJPY, INSURER, BANK, 4, 15_800);
    expect(moved(ledger)).toEqual({
      'insurer FX-USDJPY': 4,
      'bank FX-USDJPY': -4,
      'insurer USD': 4 * 1_000_000 * 100,
      'bank USD': -4 * 1_000_000 * 100,
      'insurer JPY': -4 * 15_800 * 10_000,
      'bank JPY': 4 * 15_800 * 10_000,
    });
    ledger.checkConservation();
  });

  test('an allotment puts the issuer further short, for the money stated', () => {
    const ledger = opened();
    ledger.postAllotment(JGB, MOF, DEALER, 50, 4_962_345_679);
    expect(moved(ledger)).toEqual({
      'mof JGB-30Y': -50,
      'dealer JGB-30Y': 50,
      'mof JPY': 4_962_345_679,
      'dealer JPY': -4_962_345_679,
    });
    ledger.checkConservation();
  });

  test('a transfer moves cash alone', () => {
    const ledger = opened();
    ledger.transferCash(BANK, INSURER, 'GBP', 77);
    expect(moved(ledger)).toEqual({ 'bank GBP': -77, 'insurer GBP': 77 });
  });
});

describe('double entry', () => {
  const deal = { buyer: DEALER, seller: BANK, lots: 3, paid: 1_000 };
  const RULES: readonly (readonly [string, number, (posting: Posting) => void])[] = [
    ['a bond deal', 4, (posting) => postDeal(posting, LINES[JGB] as LedgerLine, lineUnit(JGB), deal)],
    ['a currency deal', 6, (posting) => postDeal(posting, LINES[USDJPY] as LedgerLine, lineUnit(USDJPY), deal)],
    ['a transfer', 2, (posting) => postTransfer(posting, currencyUnit('JPY'), { from: BANK, to: DEALER }, 5)],
  ];

  test.each(RULES)('%s has %i legs, and none can be left out, doubled or off by one', (_name, legs, rule) => {
    const ledger = opened();
    const whole = new Posting().begin();
    rule(whole);
    expect(whole.count).toBe(legs);
    for (let altered = 0; altered < legs; altered += 1) {
      for (const change of ['left out', 'doubled', 'off by one'] as const) {
        const posting = new Posting().begin();
        for (let leg = 0; leg < legs; leg += 1) {
          const [unit, agent] = [whole.units[leg] as number, whole.agents[leg] as number];
          const amount = whole.amounts[leg] as number;
          if (leg !== altered) posting.leg(unit, agent, amount);
          else if (change === 'doubled') posting.leg(unit, agent, 2 * amount);
          else if (change === 'off by one') posting.leg(unit, agent, amount + 1);
        }
        expect(() => ledger.apply(posting), `leg ${altered} ${change}`).toThrow(/do not sum to zero/);
      }
    }
    expect(moved(ledger)).toEqual({});
    ledger.apply(whole);
    expect(moved(ledger)).not.toEqual({});
  });

  test.each(RULES)('%s with a leg moved to another unit is noticed', (_name, legs, rule) => {
    const posting = new Posting().begin();
    rule(posting);
    posting.units[legs - 1] = currencyUnit('KRW');
    expect(() => opened().apply(posting)).toThrow(/do not sum to zero/);
  });

  test('a planted loss of one unit is noticed and named, wherever it is', () => {
    for (let account = 0; account < opened().balances.length; account += 1) {
      const ledger = opened();
      ledger.balances[account] = (ledger.balances[account] as number) - 1;
      const unit = account % (CURRENCIES.length + LINES.length);
      const name = CURRENCIES[unit] ?? `instrument ${unit - CURRENCIES.length}`;
      expect(ledger.imbalances()).toEqual([{ unit: name, sum: -1 }]);
      expect(() => ledger.checkConservation()).toThrow(`${name} sums to -1`);
    }
  });

  test('an opening comes out of whoever carries the other side, and may be a debt', () => {
    const ledger = opened();
    ledger.openCash(BANK, MOF, 'KRW', -30);
    ledger.openHolding(DEALER, BANK, JGB, -4);
    expect(moved(ledger)).toEqual({ 'bank KRW': -30, 'mof KRW': 30, 'dealer JGB-30Y': -4, 'bank JGB-30Y': 4 });
    ledger.checkConservation();
  });
});

describe('what the ledger refuses, it refuses whole', () => {
  test.each([
    ['half a lot', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 0.5, 9_850)],
    ['no lots', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 0, 9_850)],
    ['negative lots', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, -1, 9_850)],
    ['a price that is no number', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 1, Number.NaN)],
    ['money beyond 2^53', (ledger: Ledger) => ledger.postFill(JGB, DEALER, BANK, 1, 2 ** 50)],
    ['a balance beyond 2^53', (ledger: Ledger) => ledger.postAllotment(JGB, BANK, MOF, 1, Number.MAX_SAFE_INTEGER)],
    ['half a yen', (ledger: Ledger) => ledger.postAllotment(JGB, MOF, BANK, 1, 0.5)],
    ['an unknown instrument', (ledger: Ledger) => ledger.postFill(3, DEALER, BANK, 1, 9_850)],
    ['an unknown agent', (ledger: Ledger) => ledger.postFill(JGB, DEALER, AGENTS, 1, 9_850)],
    ['a transfer of nothing', (ledger: Ledger) => ledger.transferCash(BANK, DEALER, 'JPY', 0)],
    ['a transfer of infinity', (ledger: Ledger) => ledger.transferCash(BANK, DEALER, 'JPY', Number.POSITIVE_INFINITY)],
    ['accrued interest of half a yen', (ledger: Ledger) => ledger.setAccrued(JGB, 0.5)],
    ['an opening of half a yen', (ledger: Ledger) => ledger.openCash(BANK, MOF, 'JPY', 0.5)],
    ['a sale beyond the short limit', (ledger: Ledger) => ledger.postFill(JGB, BANK, DEALER, 11, 9_850)],
  ])('%s', (_what, operation) => {
    const ledger = opened();
    const before = ledger.stateHash();
    expect(() => operation(ledger)).toThrow(Bug);
    expect(ledger.stateHash()).toBe(before);
    ledger.postFill(JGB, DEALER, BANK, 1, 9_850);
    ledger.checkConservation();
  });

  test('an opening beyond the short limit', () => {
    expect(() => opened().openHolding(DEALER, MOF, JGB, -11)).toThrow(Bug);
  });
});

describe('permitted shorts', () => {
  test('a dealer may sell what it has not, up to its limit', () => {
    const ledger = opened();
    expect(ledger.canSell(DEALER, JGB, 10)).toBe(true);
    expect(ledger.canSell(DEALER, JGB, 11)).toBe(false);
    ledger.postFill(JGB, BANK, DEALER, 10, 9_850);
    expect(ledger.holding(DEALER, JGB)).toBe(-10);
    expect(ledger.canSell(DEALER, JGB, 1)).toBe(false);
    expect(ledger.canSell(DEALER, JGB, 0)).toBe(true);
  });

  test('an insurer may sell no more than it holds, an issuer whatever it likes', () => {
    const ledger = opened();
    expect(ledger.canSell(INSURER, JGB, 600)).toBe(true);
    expect(ledger.canSell(INSURER, JGB, 601)).toBe(false);
    expect(ledger.canSell(MOF, JGB, 1_000_000)).toBe(true);
  });

  test('whoever is over its limit may still buy back', () => {
    const ledger = opened();
    ledger.restore({ ...ledger.snapshot(), balances: withHolding(ledger, DEALER, -50) });
    ledger.postFill(JGB, DEALER, BANK, 5, 9_850);
    expect(ledger.holding(DEALER, JGB)).toBe(-45);
  });

  function withHolding(ledger: Ledger, agent: number, holding: number): Float64Array {
    const balances = ledger.balances.slice();
    balances[agent * (CURRENCIES.length + LINES.length) + lineUnit(JGB)] = holding;
    return balances;
  }
});

describe('random trading', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

  test.each(SEEDS)('seed %i: every account agrees with a ledger kept on paper, and nothing is lost', (seed) => {
    const draws = seededDraws(seed);
    const ledger = opened(unlimited);
    const paper = new Map<string, bigint>();
    const note = (agent: number, unit: string, amount: number): void => {
      const key = `${agent} ${unit}`;
      paper.set(key, (paper.get(key) ?? 0n) + BigInt(amount));
    };
    let accrued = [0, 0, 0];
    for (let step = 0; step < 2_000; step += 1) {
      const [a, b] = draws.shuffled([MOF, BANK, INSURER, DEALER]) as [number, number];
      const [instrument, quantity, price] = [
        draws.pick([JGB, GILT, USDJPY]),
        draws.whole(1, 40),
        draws.whole(1, 20_000),
      ];
      const line = LINES[instrument] as LedgerLine;
      const what = draws.whole(0, 9);
      if (what === 0) {
        const amount = draws.whole(-50_000, 900_000);
        ledger.setAccrued(instrument, amount);
        accrued = accrued.with(instrument, amount);
      } else if (what === 1) {
        ledger.transferCash(a, b, line.currency, price);
        note(a, line.currency, -price);
        note(b, line.currency, price);
      } else {
        const stated = what === 2;
        const paid = stated ? price * 7 : quantity * (price * line.tickValue + (accrued[instrument] as number));
        if (stated) ledger.postAllotment(instrument, b, a, quantity, paid);
        else ledger.postFill(instrument, a, b, quantity, price);
        for (const [agent, sign] of [[a, 1] as const, [b, -1] as const]) {
          note(agent, `line ${instrument}`, sign * quantity);
          note(agent, line.currency, -sign * paid);
          if (line.base !== undefined) note(agent, line.base.currency, sign * quantity * line.base.minorPerLot);
        }
      }
      if (step % 50 === 0) ledger.checkConservation();
    }
    ledger.checkConservation();
    const start = opened(unlimited);
    for (let agent = 0; agent < AGENTS; agent += 1) {
      for (const currency of CURRENCIES) {
        const expected = Number(paper.get(`${agent} ${currency}`) ?? 0n);
        expect(ledger.cash(agent, currency) - start.cash(agent, currency), `seed ${seed}, ${agent} ${currency}`).toBe(
          expected,
        );
      }
      LINES.forEach((_, line) => {
        const expected = Number(paper.get(`${agent} line ${line}`) ?? 0n);
        expect(ledger.holding(agent, line) - start.holding(agent, line), `seed ${seed}, ${agent} ${line}`).toBe(
          expected,
        );
      });
    }
  });
});

describe('a replay of the log', () => {
  const AGENT_IDS = ['mof', 'bank', 'insurer', 'dealer'];
  const LINE_IDS = ['JGB-30Y', 'GILT-30Y', 'FX-USDJPY'];
  const names: LedgerNames = {
    agentIndex: (id) => AGENT_IDS.indexOf(id),
    instrumentIndex: (id) => LINE_IDS.indexOf(id),
  };
  const event = (fields: object): MarketEvent =>
    ({ seq: seq(1), at: simTime(0), causes: [], ...fields }) as unknown as MarketEvent;

  const OPENING = [
    event({ type: 'AgentJoined', agent: 'mof', kind: 'debtOffice' }),
    event({ type: 'CashOpened', agent: 'bank', from: 'mof', currency: 'JPY', amount: 9_000_000_000 }),
    event({ type: 'HoldingOpened', agent: 'insurer', from: 'mof', instrument: 'JGB-30Y', lots: 500 }),
    event({ type: 'HoldingOpened', agent: 'bank', from: 'insurer', instrument: 'JGB-30Y', lots: 500 }),
    event({ type: 'InterestAccrued', instrument: 'JGB-30Y', date: 20_473, perLot: 1_234 }),
  ];

  function fill(side: typeof BUY | typeof SELL, taker: number, maker: number, quantity: number): Int32Array {
    const words = new Int32Array(RECORD_WORDS);
    words[Field.kind] = RecordKind.filled;
    words[Field.instrument] = JGB;
    words[Field.terms] = packTerms(side, 0, 0);
    words[Field.owner] = taker;
    words[Field.counterOwner] = maker;
    words[Field.quantity] = quantity;
    words[Field.priceTicks] = 9_850;
    return words;
  }

  function replayed(): Ledger {
    const ledger = new Ledger({ agents: AGENTS, lines: LINES });
    for (const one of OPENING) evolveLedger(ledger, one, names);
    return ledger;
  }

  test('opens what the log says and ignores what moves nothing', () => {
    const ledger = replayed();
    ledger.checkConservation();
    expect(ledger.cash(BANK, 'JPY')).toBe(9_000_000_000);
    expect(ledger.holding(MOF, JGB)).toBe(-500);
    expect(ledger.accruedPerLot[JGB]).toBe(1_234);
  });

  test('a taker that sells delivers to the maker; one that buys receives from it', () => {
    const ledger = replayed();
    applyFillRecord(ledger, fill(SELL, BANK, DEALER, 7), 0);
    expect([ledger.holding(BANK, JGB), ledger.holding(DEALER, JGB)]).toEqual([493, 7]);
    applyFillRecord(ledger, fill(BUY, INSURER, DEALER, 2), 0);
    expect([ledger.holding(INSURER, JGB), ledger.holding(DEALER, JGB)]).toEqual([2, 5]);
    expect(ledger.cash(INSURER, 'JPY')).toBe(-2 * (9_850 * 10_000 + 1_234));
  });

  test('the fold of the log ends in the state of the live run, by its hash', () => {
    const live = replayed();
    const replay = replayed();
    live.postFill(JGB, DEALER, BANK, 7, 9_850);
    live.postFill(JGB, INSURER, DEALER, 2, 9_850);
    live.postAllotment(JGB, MOF, INSURER, 9, 886_500_001);
    const accepted = new Int32Array(RECORD_WORDS);
    accepted[Field.kind] = RecordKind.accepted;
    const words = Int32Array.from([
      ...accepted,
      ...fill(SELL, BANK, DEALER, 7),
      ...accepted,
      ...fill(BUY, INSURER, DEALER, 2),
    ]);
    applyRecords(replay, { at: simTime(0), firstSeq: seq(9), words, from: 0, to: words.length });
    expect(replay.stateHash()).not.toBe(live.stateHash());
    const allotted = { type: 'BidAllotted', auction: 'a', instrument: 'JGB-30Y', agent: 'insurer', issuer: 'mof' };
    evolveLedger(replay, event({ ...allotted, quantity: 9, priceTicks: 9_850, paid: 886_500_001 }), names);
    expect(replay.stateHash()).toBe(live.stateHash());
  });

  test('only a stretch of a batch is applied', () => {
    const words = Int32Array.from([1, 2, 3].flatMap((quantity) => [...fill(SELL, BANK, DEALER, quantity)]));
    const ledger = replayed();
    applyRecords(ledger, { at: simTime(0), firstSeq: seq(9), words, from: RECORD_WORDS, to: 2 * RECORD_WORDS });
    expect(ledger.holding(DEALER, JGB)).toBe(2);
  });

  test('a record that is no fill moves nothing: asking for it is our bug', () => {
    expect(() => applyFillRecord(replayed(), new Int32Array(RECORD_WORDS), 0)).toThrow(Bug);
  });
});

describe('the hash of a ledger', () => {
  test('sees one unit in any account, and accrued interest', () => {
    const hashes = new Set([opened().stateHash()]);
    for (let account = 0; account < opened().balances.length; account += 1) {
      const ledger = opened();
      ledger.balances[account] = (ledger.balances[account] as number) + 1;
      hashes.add(ledger.stateHash());
    }
    const ledger = opened();
    ledger.setAccrued(GILT, 1);
    hashes.add(ledger.stateHash());
    expect(hashes.size).toBe(opened().balances.length + 2);
  });

  test('tells numbers apart that share their low 32 bits or differ in sign', () => {
    const hash = (value: number): string => mixIntegers([Float64Array.of(value)]);
    expect(new Set([0, 1, -1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 52].map(hash)).size).toBe(7);
    expect(hash(1)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('returns with a snapshot', () => {
    const ledger = opened();
    const [state, hash] = [ledger.snapshot(), ledger.stateHash()];
    ledger.setAccrued(JGB, 5);
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    expect(ledger.stateHash()).not.toBe(hash);
    ledger.restore(state);
    expect(ledger.stateHash()).toBe(hash);
    ledger.postFill(JGB, DEALER, BANK, 3, 9_850);
    expect(state.balances).toEqual(opened().balances);
  });

  test('a snapshot of another ledger is refused', () => {
    expect(() => opened().restore(new Ledger({ agents: 1, lines: LINES }).snapshot())).toThrow(Bug);
  });
});

describe('the accounts of a listing', () => {
  test('a currency pair is known by its name', () => {
    expect(LINES[USDJPY]).toEqual({
      currency: 'JPY',
      tickValue: 10_000,
      base: { currency: 'USD', minorPerLot: 100_000_000 },
    });
    expect(() => listing('FX-USDJPY', 'fx', 'GBP', 1)).toThrow(/FX-<base>GBP/);
  });

  test('a bond delivers nothing but itself', () => {
    expect(LINES[JGB]).toEqual({ currency: 'JPY', tickValue: 10_000 });
  });
});
