/** Settlement in small worlds: loans, failures, coupons and redemptions come of the calendar and of what was traded. */
import { describe, expect, test } from 'vitest';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import type { EventOf, EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { isoDate } from '../../src/units/civil-date.ts';
import type { Currency } from '../../src/units/quantity.ts';
import { SEED, SMALL_WORLD, smallWorld } from './small-world.ts';

interface Ran {
  readonly run: Simulation;
  readonly events: readonly MarketEvent[];
  of<Type extends EventType>(type: Type): EventOf<Type>[];
}

/** Runs to the end beside a replay, which must agree at each settlement and at the end. */
function ran(text: string): Ran {
  const scenario = smallWorld(text);
  const replay = new Replay();
  const events: MarketEvent[] = [];
  const run: Simulation = new Simulation({
    scenario,
    seed: SEED,
    observe: (stream) => {
      stream.events$.subscribe((event) => {
        events.push(event);
        replay.control(event);
        if (event.type === 'CurrencySettled') {
          replay.world.parts.ledger.checkConservation();
          expect(replay.world.parts.ledger.stateHash()).toBe(run.world.parts.ledger.stateHash());
        }
      });
      stream.batches$.subscribe((batch) => replay.batch(batch));
    },
  });
  run.advance(scenario.endsAt);
  replay.finish();
  expect(replay.world.stateHash()).toBe(run.world.stateHash());
  return {
    run,
    events,
    of: <Type extends EventType>(type: Type) => events.filter((event) => event.type === type) as EventOf<Type>[],
  };
}

const altered = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the small world has no ${from}`);
    return text.replaceAll(from, to);
  }, SMALL_WORLD);

const THREE_DAYS = ['2026-01-20T19:00+09:00', '2026-01-22T19:00+09:00'] as const;

describe('a few ordinary days', () => {
  const days = ran(altered([...THREE_DAYS]));

  test('a currency settles once a business date, as its bond market opens and before it does', () => {
    expect(days.of('CurrencySettled').map(({ date }) => isoDate(date))).toEqual([
      '2026-01-20',
      '2026-01-21',
      '2026-01-22',
    ]);
    for (const { seq, at, date } of days.of('CurrencySettled')) {
      const opened = days.of('SessionOpened').find((event) => event.date === date);
      expect(opened?.at).toBe(at);
      expect(opened?.seq).toBeGreaterThan(seq);
    }
  });

  test('trades settle on the next business day of their market', () => {
    const dates = days.of('ValueDateSet').map(({ date, settlement }) => settlement - date);
    expect(new Set(dates)).toEqual(new Set([1]));
  });

  test('after each settlement nobody but issuer, central bank and the unnamed lacks bonds or cash', () => {
    const { ledger, agents } = days.run.world.parts;
    const lacking = agents.ids.filter((_, agent) => ledger.settledCash(agent, 'JPY') < 0);
    // trades since the last settlement are due, so what has been settled still stands
    for (const name of lacking) expect(['boj', 'mof', 'others']).toContain(name);
    for (const [agent, name] of agents.ids.entries())
      for (const line of ledger.lines.keys())
        if (name !== 'mof') expect(ledger.settledUnits(agent, line), name).toBeGreaterThanOrEqual(0);
  });

  test('loans run from one settlement to the next, and each is repaid once with a day’s interest', () => {
    const [lent, repaid] = [days.of('FundsBorrowed'), days.of('FundsRepaid')];
    expect(repaid.length).toBeGreaterThan(5);
    const open = lent.filter(({ at }) => at === days.of('CurrencySettled').at(-1)?.at);
    expect(repaid).toHaveLength(lent.length - open.length);
    expect(days.run.world.parts.ledger.loans).toHaveLength(open.length);
    for (const { causes, amount, interest, borrower } of repaid) {
      const loan = lent.find(({ seq }) => seq === causes[0]);
      expect(loan).toMatchObject({ amount, borrower });
      expect(Math.abs(interest - (amount * 0.0075) / 365)).toBeLessThanOrEqual(0.5 + 1e-6);
    }
  });

  test('short sellers borrow bonds, buyers borrow cash: both follow from what they did', () => {
    const bonds = days.of('FundsBorrowed').filter(({ borrower }) => borrower === 'others');
    const cash = days.of('FundsBorrowed').filter(({ lender }) => lender === 'others');
    expect([bonds.length > 0, cash.length > 0]).toEqual([true, true]);
    for (const { causes, amount } of [...bonds, ...cash]) {
      expect(causes.length).toBeGreaterThan(0);
      expect(amount).toBeGreaterThan(0);
    }
  });

  test('a borrower has one loan a line and day at most', () => {
    const keys = days
      .of('FundsBorrowed')
      .map(({ borrower, lender, instrument, at }) => [borrower, lender, instrument, at]);
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  test('auctioned bonds are paid for on the settlement date', () => {
    const [award] = days.of('BidAllotted');
    expect(isoDate(award?.settlement as EventOf<'BidAllotted'>['settlement'])).toBe('2026-01-21');
  });
});

describe('a seller who cannot deliver', () => {
  // Of the 30-year the value traders hold all but what dealers and clients have; nobody is left to lend.
  const held = ['JGB-30Y: ¥17tn }', 'JGB-30Y: ¥71.7tn }'] as const;
  const scarce = altered(
    [...held],
    ['holdings: { JGB-10Y: ¥225tn, JGB-30Y: ¥18tn }', 'holdings: { JGB-10Y: ¥225tn }'],
    [...THREE_DAYS],
  );
  const days = ran(scarce);

  test('fails, for a value, until the next settlement, and what fails follows from the trade', () => {
    const failed = days.of('DeliveryFailed');
    expect(failed.length).toBeGreaterThan(0);
    for (const { agent, to, until, at, units, amount, causes } of failed) {
      expect(agent).not.toBe(to);
      expect(units).toBeGreaterThan(0);
      expect(amount).toBeGreaterThan(0);
      const settled = days.of('CurrencySettled').find((event) => event.at === at);
      expect(until).toBeGreaterThan(settled?.date as number);
      const types = causes.map((cause) => days.events.find(({ seq }) => seq === cause)?.type);
      expect(types.length).toBeGreaterThan(0);
      for (const type of types)
        expect(['ValueDateSet', 'DeliveryFailed', 'FundsRepaid', 'BidAllotted']).toContain(type);
    }
  });

  test('a line of which enough can be lent never fails', () => {
    expect(new Set(days.of('DeliveryFailed').map(({ instrument }) => instrument))).toEqual(new Set(['JGB-30Y']));
  });
});

describe('a payer who cannot pay', () => {
  const poor = altered(
    ['capacity: 50% } }', 'capacity: 50% }, creditLine: { JPY: ¥0tn } }'],
    ['capacity: 30% } }', 'capacity: 30% }, creditLine: { JPY: ¥0tn } }'],
    [...THREE_DAYS],
  );
  const days = ran(poor);

  test('owes it again the next day, because its line is exhausted; those with bonds to pledge do not fail', () => {
    const failed = days.of('PaymentFailed');
    expect(failed.length).toBeGreaterThan(0);
    for (const { agent, amount, until, causes } of failed) {
      expect(agent).toMatch(/^(curve|vigilantes)-/);
      expect(amount).toBeGreaterThan(0);
      expect(until).toBeGreaterThan(0);
      expect(causes.length).toBeGreaterThan(0);
    }
  });

  test('without a limit nobody fails', () => {
    expect(ran(altered([...THREE_DAYS])).of('PaymentFailed')).toEqual([]);
  });
});

describe('a coupon', () => {
  const coupon = ran(altered(['maturity: 2045-12-20', 'maturity: 2045-07-21'], [...THREE_DAYS]));

  test('is owed to who owns the bond as the day begins and paid that day: the auctioned bonds of that day come without', () => {
    const [closed] = coupon.of('RegisterClosed');
    expect(closed).toMatchObject({ instrument: 'JGB-20Y', perLot: 1_600_000, causes: [] });
    expect(isoDate(closed?.payable as EventOf<'RegisterClosed'>['payable'])).toBe('2026-01-21');
    expect(coupon.of('RegisterClosed')).toHaveLength(1);
    const settled = coupon.of('CurrencySettled').find(({ date }) => date === closed?.payable);
    expect(settled?.seq).toBeGreaterThan(closed?.seq as number);
  });

  test('makes the issuer borrow what it has not', () => {
    const mof = coupon.of('FundsBorrowed').find(({ borrower }) => borrower === 'mof');
    const [closed] = coupon.of('RegisterClosed');
    // ¥78tn at 3.2 %: ¥1,248bn, less what it raised at the auction that settles the same day
    expect(mof?.causes).toContain(closed?.seq);
    expect(mof?.amount).toBeLessThan(1_248_000_000_000);
    expect(mof?.amount).toBeGreaterThan(300_000_000_000);
  });
});

describe('a bond that matures inside the run', () => {
  const matured = ran(altered(['maturity: 2035-12-20', 'maturity: 2026-01-21'], [...THREE_DAYS]));

  test('is repaid at its maturity with its last coupon, and nobody holds any of it', () => {
    const [redeemed] = matured.of('BondRedeemed');
    expect(redeemed).toMatchObject({ instrument: 'JGB-10Y', perLot: 100_000_000 });
    expect(matured.of('RegisterClosed')).toMatchObject([{ instrument: 'JGB-10Y', perLot: 1_050_000 }]);
    const settled = matured.of('CurrencySettled').find(({ seq }) => seq > (redeemed?.seq as number));
    expect(isoDate(settled?.date as EventOf<'CurrencySettled'>['date'])).toBe('2026-01-21');
    const { ledger, agents, instruments } = matured.run.world.parts;
    const line = instruments.indexOf('JGB-10Y');
    for (const agent of agents.ids.keys()) expect(ledger.units(agent, line)).toBe(0);
    expect(
      matured
        .of('FundsBorrowed')
        .filter(({ instrument, seq }) => instrument === 'JGB-10Y' && seq > (redeemed?.seq as number)),
    ).toEqual([]);
  });
});

describe('currencies in use', () => {
  test('settle even where their own bonds are not listed', () => {
    const withDollars = altered([
      '  mof: {',
      '  saver: { kind: foreignHolder, mandate: { market: jgb, stops: false }, cash: { USD: $1bn } }\n  mof: {',
    ]);
    const settled = ran(withDollars)
      .of('CurrencySettled')
      .map(({ currency }): Currency => currency);
    expect(new Set(settled)).toEqual(new Set(['JPY', 'USD']));
  });
});

test('a bystander who holds bonds over their coupon day leaves every other event as it was', () => {
  const world = [['maturity: 2045-12-20', 'maturity: 2045-07-21'], [...THREE_DAYS]] as const;
  const inert =
    '  bystander: { kind: foreignHolder, mandate: { market: jgb, stops: false }, holdings: { JGB-20Y: ¥1tn }, cash: { JPY: ¥1bn } }\n  mof: {';
  const contentsOf = (text: string): string[] => {
    const contents = new Map<number, string>();
    const own = new Set<number>();
    const scenario = smallWorld(text);
    const run = new Simulation({
      scenario,
      seed: SEED,
      observeContent: (at, content) => contents.set(at, content),
      observe: (stream) =>
        stream.events$.subscribe((event) => 'agent' in event && event.agent === 'bystander' && own.add(event.seq)),
    });
    run.advance(scenario.endsAt);
    return [...contents].filter(([at]) => !own.has(at)).map(([, content]) => content);
  };
  expect(contentsOf(altered(...world, ['  mof: {', inert]))).toEqual(contentsOf(altered(...world)));
});
