/** The order desk: what the market refuses, and that everybody sees at once what just happened. */
import { describe, expect, test } from 'vitest';
import { Field, flagOf, type ORDER_FLAGS, RECORD_WORDS, Reason, RecordKind } from '../../src/events/records.ts';
import { OpenedEngine } from './opened-world.ts';
import { smallWorld } from './small-world.ts';

const SCENARIO = smallWorld();
const MID = 9980;

/** Two dealers and clients in a market with an offer of ten lots at `MID + 1` and a bid of ten at `MID − 1`. */
function twoSided(): OpenedEngine {
  const engine = new OpenedEngine(SCENARIO);
  engine.quotes('dealers-01', 'JGB-30Y', 'sell', [[MID + 1, 10]]);
  engine.quotes('dealers-01', 'JGB-30Y', 'buy', [[MID - 1, 10]]);
  return engine;
}

const records = (engine: OpenedEngine) =>
  Array.from({ length: engine.desk.log.length / RECORD_WORDS }, (_, n) => {
    const word = (field: number): number => engine.desk.log.words[n * RECORD_WORDS + field] as number;
    return {
      kind: word(Field.kind),
      reason: word(Field.counterOrder),
      cause: word(Field.cause),
      owner: word(Field.owner),
      quantity: word(Field.quantity),
      flag: flagOf(word(Field.terms)),
      order: word(Field.order),
    };
  });
const held = (engine: OpenedEngine, agent: string): number =>
  engine.world.parts.ledger.holding(engine.indexOf(agent), engine.instrument('JGB-30Y').index);
const yen = (engine: OpenedEngine, agent: string): number =>
  engine.world.parts.ledger.cash(engine.indexOf(agent), 'JPY');

describe('refusals', () => {
  test('an order while the market is closed is a rejected record with a reason and its cause, and trades nothing', () => {
    const engine = twoSided();
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 3], false);
    expect(records(engine).at(-1)).toMatchObject({
      kind: RecordKind.rejected,
      reason: Reason.marketClosed,
      cause: 8,
      owner: engine.indexOf('curve-01'),
    });
    expect(held(engine, 'curve-01')).toBe(0);
  });

  test('a seller without bonds is refused, one with bonds may sell what he has', () => {
    const engine = twoSided();
    const own = held(engine, 'value-01');
    engine.quotes('dealers-02', 'JGB-30Y', 'buy', [[MID - 2, own + 10]]);
    engine.takes('value-01', 'JGB-30Y', 'sell', [MID - 9, own + 1]);
    expect(records(engine).at(-1)).toMatchObject({ kind: RecordKind.rejected, reason: Reason.beyondShortLimit });
    expect(held(engine, 'value-01')).toBe(own);
    engine.takes('value-01', 'JGB-30Y', 'sell', [MID - 9, own]);
    expect(held(engine, 'value-01')).toBe(0);
  });

  test('what he has on offer already counts: nobody promises a bond twice', () => {
    const engine = twoSided();
    const own = held(engine, 'value-01');
    engine.quotes('value-01', 'JGB-30Y', 'sell', [[MID + 20, own - 5]]);
    engine.takes('value-01', 'JGB-30Y', 'sell', [MID - 1, 6]);
    expect(records(engine).at(-1)).toMatchObject({ kind: RecordKind.rejected, reason: Reason.beyondShortLimit });
    engine.takes('value-01', 'JGB-30Y', 'sell', [MID - 1, 5]);
    expect(held(engine, 'value-01')).toBe(own - 5);
  });

  test('a quote of bonds that one does not have withdraws that side', () => {
    const engine = twoSided();
    const own = held(engine, 'value-01');
    const resting = (): number => engine.seenBy('value-01').restingLots(engine.instrument('JGB-30Y'), 'sell');
    engine.quotes('value-01', 'JGB-30Y', 'sell', [[MID + 3, own]]);
    expect(resting()).toBe(own);
    engine.quotes('value-01', 'JGB-30Y', 'sell', [[MID + 3, own + 1]]);
    expect(resting()).toBe(0);
  });

  test('a quote while the market is closed withdraws, and an empty quote does', () => {
    for (const [levels, isOpen] of [
      [[[MID - 1, 10]], false],
      [[], true],
    ] as const) {
      const engine = twoSided();
      engine.quotes('dealers-01', 'JGB-30Y', 'buy', levels, isOpen);
      expect(engine.seenBy('dealers-01').restingLots(engine.instrument('JGB-30Y'), 'buy')).toBe(0);
      expect(engine.seenBy('dealers-01').restingLots(engine.instrument('JGB-30Y'), 'sell')).toBe(10);
    }
  });

  test('a dealer may be short', () => {
    const engine = twoSided();
    const own = held(engine, 'dealers-02');
    engine.quotes('clients', 'JGB-30Y', 'buy', [[MID - 2, own + 50]]);
    engine.takes('dealers-02', 'JGB-30Y', 'sell', [MID - 9, own + 50]);
    expect(held(engine, 'dealers-02')).toBeLessThan(0);
  });
});

describe('a fill', () => {
  test('is in both accounts before the next institution looks', () => {
    const engine = twoSided();
    const before = {
      buyer: yen(engine, 'curve-01'),
      seller: yen(engine, 'dealers-01'),
      held: held(engine, 'dealers-01'),
    };
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 4]);
    const paid = engine.world.parts.ledger.dealMoney(engine.instrument('JGB-30Y').index, 4, MID + 1);
    expect(held(engine, 'curve-01')).toBe(4);
    expect(held(engine, 'dealers-01')).toBe(before.held - 4);
    expect(yen(engine, 'curve-01')).toBe(before.buyer - paid);
    expect(yen(engine, 'dealers-01')).toBe(before.seller + paid);
    expect(engine.seenBy('curve-01').position(engine.instrument('JGB-30Y'))).toBe(4);
    engine.world.parts.ledger.checkConservation();
  });

  test('is turnover at once', () => {
    const engine = twoSided();
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 4]);
    engine.takes('curve-02', 'JGB-30Y', 'sell', [MID - 5, 3]);
    expect(engine.seenBy('value-01').turnoverToday(engine.instrument('JGB-30Y'))).toBe(7);
    expect(engine.seenBy('value-01').turnoverToday(engine.instrument('JGB-20Y'))).toBe(0);
  });

  test('beyond the limit does not happen: the rest of a take vanishes', () => {
    const engine = twoSided();
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 1, 25]);
    expect(held(engine, 'curve-01')).toBe(10);
    expect(engine.seenBy('curve-01').restingLots(engine.instrument('JGB-30Y'), 'buy')).toBe(0);
    expect(records(engine).at(-1)).toMatchObject({ kind: RecordKind.expired, quantity: 15 });
  });
});

describe('records', () => {
  test('number every order once and carry flag and cause of their command', () => {
    const engine = twoSided();
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 1]);
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 1], false);
    const orders = records(engine).filter(({ kind }) => kind === RecordKind.accepted || kind === RecordKind.rejected);
    expect(orders.map(({ order }) => order)).toEqual([1, 2, 3, 4]);
    expect(orders.map(({ flag }) => flag)).toEqual([
      'marketMaking',
      'marketMaking',
      'voluntary',
      'voluntary',
    ] satisfies (typeof ORDER_FLAGS)[number][]);
    expect(orders.map(({ cause }) => cause)).toEqual([7, 7, 8, 8]);
  });

  test('are forgotten on demand, once the ledger has them', () => {
    const engine = twoSided();
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 1]);
    engine.desk.rewind();
    expect(engine.desk.log.length).toBe(0);
    engine.takes('curve-01', 'JGB-30Y', 'buy', [MID + 5, 1]);
    expect(held(engine, 'curve-01')).toBe(2);
  });

  test('a quote that repeats itself costs none', () => {
    const engine = twoSided();
    engine.desk.rewind();
    engine.quotes('dealers-01', 'JGB-30Y', 'sell', [[MID + 1, 10]]);
    expect(engine.desk.log.length).toBe(0);
  });
});
