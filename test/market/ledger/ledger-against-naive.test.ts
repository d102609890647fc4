/** The ledger against one kept on paper, over random histories of everything that moves bonds and cash. */
import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../../src/events/vocabulary.ts';
import type { Ledger } from '../../../src/market/ledger/ledger.ts';
import { CURRENCY_COUNT } from '../../../src/market/ledger/ledger-accounts.ts';
import { evolveLedger } from '../../../src/market/ledger/ledger-evolve.ts';
import { CURRENCIES } from '../../../src/units/quantity.ts';
import { seededDraws } from '../seeded-draws.ts';
import { AGENT_IDS, FIXTURE_LINES, LINES, NAMES, openedLedger, openingEvents } from './ledger-fixture.ts';
import { type Fill, LedgerHistory } from './ledger-history.ts';
import { NaiveLedger, type Sheet } from './naive-ledger.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const STEPS = 500;
const KINDS = [
  'BidAllotted',
  'BondRedeemed',
  'CapitalReceived',
  'CurrencySettled',
  'DeliveryFailed',
  'FundsBorrowed',
  'FundsRepaid',
  'FutureExpired',
  'FutureMarked',
  'IndexRatioSet',
  'InterestAccrued',
  'MarginCalled',
  'PaymentFailed',
  'RegisterClosed',
  'ValueDateSet',
  'filled',
];

/** Balances of a layer by name, in face where they are bonds; zeros left out. */
function written(amounts: Float64Array): Map<string, bigint> {
  const unitCount = CURRENCY_COUNT + LINES.length;
  const rows = new Map<string, bigint>();
  amounts.forEach((amount, account) => {
    if (amount === 0) return;
    const [agent, unit] = [AGENT_IDS[Math.floor(account / unitCount)], account % unitCount];
    const line = LINES[unit - CURRENCY_COUNT];
    const name = `${agent} ${line?.id ?? CURRENCIES[unit]}`;
    rows.set(name, BigInt(amount) * BigInt(line?.unitFace ?? 1));
  });
  return rows;
}

function expectEqual(ledger: Ledger, paper: NaiveLedger, what: string): void {
  const compare = (real: Float64Array, sheet: Sheet, layer: string): void => {
    expect(sorted(written(real)), `${what}: ${layer}`).toEqual(sorted(sheet.amounts));
  };
  compare(ledger.layers.balances, paper.traded, 'traded');
  compare(ledger.layers.placed, paper.placed, 'placed');
  const layers = new Map(ledger.layers.dueLayers().map(({ date, amounts }) => [date, amounts]));
  for (const [date, sheet] of paper.due) {
    const real = layers.get(date === 'next' ? 0 : date) ?? new Float64Array(0);
    compare(real, sheet, `due on ${date}`);
    layers.delete(date === 'next' ? 0 : date);
  }
  for (const [date, amounts] of layers)
    expect(
      amounts.every((amount) => amount === 0),
      `${what}: due on ${date}`,
    ).toBe(true);
}

const sorted = (rows: ReadonlyMap<string, bigint>): [string, bigint][] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

function opened(): { ledger: Ledger; paper: NaiveLedger } {
  const paper = new NaiveLedger(AGENT_IDS, FIXTURE_LINES);
  for (const one of openingEvents()) paper.hear(one);
  return { ledger: openedLedger('unlimited'), paper };
}

/** What it was called. */
function post(ledger: Ledger, next: ReturnType<LedgerHistory['next']>): string {
  if ('fill' in next) {
    const { instrument, buyer, seller, lots, priceTicks } = next.fill;
    ledger.postFill(instrument, buyer, seller, lots, priceTicks);
    return 'filled';
  }
  evolveLedger(ledger, next.event as MarketEvent, NAMES);
  return next.event.type;
}

function trade(ledger: Ledger, paper: NaiveLedger, { instrument, buyer, seller, lots, priceTicks }: Fill): void {
  ledger.postFill(instrument, buyer, seller, lots, priceTicks);
  const [from, to] = [AGENT_IDS[seller] as string, AGENT_IDS[buyer] as string];
  paper.fill(FIXTURE_LINES[instrument]?.id as string, to, from, { lots, priceTicks });
}

describe('random histories', () => {
  test.each(SEEDS)('seed %i: every balance of every layer agrees with paper after every event', (seed) => {
    const { ledger, paper } = opened();
    const history = new LedgerHistory(seededDraws(seed), ledger);
    for (let step = 0; step < STEPS; step += 1) {
      const next = history.next();
      const what = 'fill' in next ? 'filled' : next.event.type;
      if ('fill' in next) trade(ledger, paper, next.fill);
      else {
        evolveLedger(ledger, next.event, NAMES);
        paper.hear(next.event);
      }
      expectEqual(ledger, paper, `seed ${seed}, step ${step}, after ${what}`);
      expect(ledger.imbalances(), `seed ${seed}, step ${step}, after ${what}`).toEqual([]);
    }
  });

  test('the histories hold every kind of posting', () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const ledger = openedLedger('unlimited');
      const history = new LedgerHistory(seededDraws(seed), ledger);
      for (let step = 0; step < STEPS; step += 1) seen.add(post(ledger, history.next()));
    }
    expect([...seen].sort()).toEqual(KINDS);
  });

  test.each(SEEDS)(
    'seed %i: what has changed hands is what was traded, less what is due, plus what is lent',
    (seed) => {
      const { ledger, paper } = opened();
      const history = new LedgerHistory(seededDraws(1000 + seed), ledger);
      for (let step = 0; step < 400; step += 1) {
        const next = history.next();
        if ('fill' in next) trade(ledger, paper, next.fill);
        else {
          evolveLedger(ledger, next.event, NAMES);
          paper.hear(next.event);
        }
      }
      for (const [agent, name] of AGENT_IDS.entries()) {
        for (const currency of CURRENCIES) {
          let settled = paper.traded.of(name, currency) + paper.placed.of(name, currency);
          for (const sheet of paper.due.values()) settled -= sheet.of(name, currency);
          expect(BigInt(ledger.settledCash(agent, currency)), `seed ${seed}, ${name} ${currency}`).toBe(settled);
        }
        for (const [instrument, line] of LINES.entries()) {
          let settled = paper.traded.of(name, line.id) + paper.placed.of(name, line.id);
          for (const sheet of paper.due.values()) settled -= sheet.of(name, line.id);
          const units = BigInt(ledger.settledUnits(agent, instrument)) * BigInt(line.unitFace);
          expect(units, `seed ${seed}, ${name} ${line.id}`).toBe(settled);
        }
      }
    },
  );

  test('a history folded again, or from a snapshot in the middle, ends in the same state', () => {
    const first = openedLedger('unlimited');
    const history = new LedgerHistory(seededDraws(77), first);
    const again = openedLedger('unlimited');
    const late = openedLedger('unlimited');
    for (let step = 0; step < 800; step += 1) {
      if (step === 400) late.restore(first.save());
      const next = history.next();
      for (const ledger of step < 400 ? [first, again] : [first, again, late]) post(ledger, next);
    }
    expect(again.stateHash()).toBe(first.stateHash());
    expect(late.stateHash()).toBe(first.stateHash());
  });
});
