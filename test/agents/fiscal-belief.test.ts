/** What news of the issuer's finances does to an institution's premium and fear. */
import { describe, expect, test } from 'vitest';
import {
  digest,
  type FiscalBelief,
  hearWords,
  holdRevision,
  openingBelief,
  restingBelief,
  revisionOf,
} from '../../src/agents/fiscal-belief.ts';
import { ticksPerDay } from '../../src/agents/trading-day.ts';
import type { MarketEvent } from '../../src/events/vocabulary.ts';
import { evenLuck, luckOf } from './employed.ts';
import { fiscalShock, issuanceCut, type Measure, published, words } from './published.ts';

const atRest = (): FiscalBelief => restingBelief('jgb', evenLuck('character'));

/** Hears news as its institution would: words first, then its own revision if there is one. */
function told(belief: FiscalBelief, news: MarketEvent, wordsCount = true): FiscalBelief {
  const said = news as Parameters<typeof revisionOf>[2];
  if (said.type === 'OfficialSpoke' && wordsCount) hearWords(belief, said);
  const revision = revisionOf(belief, 'fund', said, wordsCount);
  if (revision !== undefined) holdRevision(belief, published<'BeliefRevised'>(revision));
  return belief;
}

const targetAfter = (measure: Measure): number => told(atRest(), fiscalShock(measure)).targetBp;

function days(belief: FiscalBelief, count: number, pricedBp = 0, learns = false): FiscalBelief {
  for (let tick = 0; tick < count * ticksPerDay(belief.market); tick++)
    digest(belief, { pricedBp, learns, waits: false });
  return belief;
}

/** A fund that was told of a lasting measure of 1 % of output and has made up its mind. */
const worried = (): FiscalBelief => days(told(atRest(), fiscalShock()), 3);

test('what was believed before the opening changes nobody’s other luck', () => {
  const next = (premiumBp: number): number => {
    const draws = luckOf(1, 'fund')('character');
    openingBelief('jgb', draws, 1, { premiumBp, doubt: 0.5, debt: 2, credibility: 0.6 });
    return draws.uniform();
  };
  expect(next(10)).toBe(next(0));
});

describe('news', () => {
  test('a lasting measure of one per cent of output is worth 26 to 34 bp of ten-year yield', () => {
    expect(targetAfter({ gdpPct: 1 })).toBeGreaterThanOrEqual(26);
    expect(targetAfter({ gdpPct: 1 })).toBeLessThanOrEqual(34);
  });

  test('a temporary measure is believed by π, a permanent one fully', () => {
    expect(targetAfter({ years: 2 })).toBeCloseTo(atRest().persistence * targetAfter({ years: 0 }), 6);
    expect(targetAfter({ years: 2 })).toBeLessThan(targetAfter({ years: 0 }));
  });

  test('half the likelihood is half the premium, and a second announcement of the measure adds to the first', () => {
    expect(targetAfter({ likelihood: 0.5 })).toBeCloseTo(0.5 * targetAfter({ likelihood: 1 }), 6);
    const twice = told(told(atRest(), fiscalShock({ likelihood: 0.5 })), fiscalShock({ likelihood: 0.5 }));
    expect(twice.targetBp).toBeCloseTo(targetAfter({ likelihood: 1 }), 6);
  });

  test('vague funding costs more than a clear one', () => {
    expect(targetAfter({ clarity: 0 })).toBeGreaterThan(targetAfter({ clarity: 1 }));
  });

  test('a saving lowers the premium as much as the same spending raised it', () => {
    expect(targetAfter({ gdpPct: -1 })).toBeCloseTo(-targetAfter({ gdpPct: 1 }), 6);
  });

  test('another country’s budget is none of its business', () => {
    expect(revisionOf(atRest(), 'fund', fiscalShock({ market: 'ust' }), true)).toBeUndefined();
    expect(revisionOf(worried(), 'fund', words('calming', 1, 'ust'), true)).toBeUndefined();
  });

  test('a revision names whose it is and how much of a temporary measure is thought to stay', () => {
    const belief = atRest();
    expect(revisionOf(belief, 'fund', fiscalShock(), true)).toMatchObject({
      type: 'BeliefRevised',
      agent: 'fund',
      market: 'jgb',
      persistence: Math.round(1000 * belief.persistence),
    });
  });

  test('once revised it doubts, and knows by which event', () => {
    const revised = published<'BeliefRevised'>(revisionOf(atRest(), 'fund', fiscalShock(), true) as never);
    const belief = atRest();
    holdRevision(belief, revised);
    expect(belief.doubts).toBe(true);
    expect(belief.because).toBe(revised.seq);
  });
});

describe('words', () => {
  test('words lower target and fear; the same words from nobody credible do not', () => {
    const before = worried();
    const believed = told(worried(), words('calming', 1));
    expect(believed.targetBp).toBeLessThan(before.targetBp);
    expect(believed.premiumBp).toBeLessThan(before.premiumBp);
    expect(believed.fear).toBeLessThan(0.1);
    expect(told(worried(), words('calming', 0))).toEqual({
      ...before,
      spoken: expect.any(Object),
      because: expect.any(Number),
    });
  });

  test('the more credible the speaker, the more they take away', () => {
    const targets = [0, 0.3, 0.6, 0.9].map((credibility) => told(worried(), words('calming', credibility)).targetBp);
    expect([...targets].sort((a, b) => b - a)).toEqual(targets);
    expect(new Set(targets).size).toBe(4);
  });

  test('the same minister saying it again is half believed, another one fully', () => {
    const once = told(worried(), words('calming', 0.5)).targetBp;
    const cut = 1 - once / worried().targetBp;
    const twice = told(told(worried(), words('calming', 0.5)), words('calming', 0.5)).targetBp;
    expect(1 - twice / once).toBeCloseTo(cut / 2, 4);
    const other = { ...words('calming', 0.5), speaker: 'the governor' };
    expect(1 - told(told(worried(), words('calming', 0.5)), other).targetBp / once).toBeCloseTo(cut, 4);
  });

  test('alarm raises the premium, and fear that was calmed comes back at once', () => {
    const calmed = told(worried(), words('calming', 1));
    const { targetBp, fear } = calmed;
    told(calmed, words('alarming', 0.5));
    expect(calmed.targetBp).toBeGreaterThan(targetBp);
    expect(calmed.fear).toBeCloseTo(fear + 0.5, 9);
    expect(told(calmed, words('alarming', 1)).fear).toBe(1);
  });

  test('alarm out of the blue calls up a premium of a few basis points, none if nobody believes it', () => {
    const alarmed = told(atRest(), words('alarming', 1)).targetBp;
    expect(alarmed).toBeGreaterThan(2);
    expect(alarmed).toBeLessThan(10);
    expect(revisionOf(atRest(), 'fund', words('alarming', 0), true)).toBeUndefined();
  });

  test('nobody is reassured of what he never feared: at rest calming words revise nothing', () => {
    expect(revisionOf(atRest(), 'fund', words('calming', 1), true)).toBeUndefined();
  });

  test('with B2 off neither words nor issuance plans count', () => {
    expect(revisionOf(worried(), 'fund', words('calming', 1), false)).toBeUndefined();
    expect(revisionOf(worried(), 'fund', issuanceCut(-1e12), false)).toBeUndefined();
  });

  test('a cut of issuance reads as discipline, an increase as its opposite', () => {
    const { targetBp } = worried();
    expect(told(worried(), issuanceCut(-1e12)).targetBp).toBeLessThan(targetBp);
    expect(told(worried(), issuanceCut(1e12)).targetBp).toBeGreaterThan(targetBp);
  });
});

describe('time', () => {
  test('the premium walks to its target in market hours, half of the way in half a day or so', () => {
    const belief = told(atRest(), fiscalShock());
    expect(belief.premiumBp).toBe(0);
    days(belief, 0.6);
    expect(belief.premiumBp / belief.targetBp).toBeGreaterThan(0.4);
    expect(belief.premiumBp / belief.targetBp).toBeLessThan(0.6);
    expect(days(belief, 5).premiumBp / belief.targetBp).toBeGreaterThan(0.98);
  });

  test('with a sale ahead he makes up his mind at half his pace, and once the result is out he makes up for it', () => {
    const waiting = told(atRest(), fiscalShock());
    const other = days(told(atRest(), fiscalShock()), 0.4);
    const morning = Math.floor(0.4 * ticksPerDay('jgb'));
    for (let tick = 0; tick < morning; tick++) digest(waiting, { pricedBp: 0, learns: false, waits: true });
    expect(waiting.premiumBp / other.premiumBp).toBeGreaterThan(0.5);
    expect(waiting.premiumBp / other.premiumBp).toBeLessThan(0.6);
    const gap = other.premiumBp - waiting.premiumBp;
    days(waiting, 0.4);
    days(other, 0.4);
    expect(Math.abs(other.premiumBp - waiting.premiumBp)).toBeLessThan(0.3 * gap);
    expect(days(waiting, 4).premiumBp).toBeCloseTo(days(other, 4).premiumBp, 0);
  });

  test('what words have taken away meanwhile he does not make up for', () => {
    const waiting = told(atRest(), fiscalShock());
    for (let tick = 0; tick < 40; tick++) digest(waiting, { pricedBp: 0, learns: false, waits: true });
    const before = waiting.premiumBp;
    waiting.targetBp = 0.5 * before;
    expect(days(waiting, 0.2).premiumBp).toBeLessThan(before);
    expect(waiting.putOffBp).toBe(0);
  });

  test('what nothing confirms is half forgotten in twenty to sixty trading days', () => {
    const belief = told(atRest(), fiscalShock());
    const first = belief.targetBp;
    expect(days(belief, 20).targetBp).toBeGreaterThan(0.5 * first);
    expect(days(belief, 40).targetBp).toBeLessThan(0.5 * first);
  });

  test('calmed fear comes back half in three days', () => {
    const belief = told(worried(), words('calming', 1));
    const calmed = belief.fear;
    expect(days(belief, 3).fear).toBeCloseTo(0.5 * (1 + calmed), 6);
  });

  test('whoever doubts learns a little from high yields, whoever never doubted nothing', () => {
    const pricedBp = worried().targetBp + 30;
    const learnt = days(worried(), 1, pricedBp, true).targetBp - days(worried(), 1, pricedBp, false).targetBp;
    expect(learnt).toBeGreaterThan(0);
    expect(learnt).toBeLessThan(0.1 * 30); // w ≤ 0.10 a day, or the loop has a unit root within weeks
    expect(days(atRest(), 1, 100, true).targetBp).toBe(0);
  });

  test('a crisis teaches no more in a day than one basis point: the gap that counts is bounded', () => {
    const [calm, wild] = [worried().targetBp + 20, worried().targetBp + 500].map(
      (pricedBp) => days(worried(), 1, pricedBp, true).targetBp,
    );
    expect((wild as number) - days(worried(), 1).targetBp).toBeLessThan(1.01);
    expect(wild).toBeGreaterThanOrEqual(calm as number);
  });

  test('two thousand holders differ, though each stands for many: π by a quarter, speeds by a factor of two and more', () => {
    const beliefs = Array.from({ length: 2000 }, (_, n) => restingBelief('jgb', luckOf(7, `holder-${n}`)('character')));
    const persistence = beliefs.map((belief) => belief.persistence);
    const speeds = beliefs.map((belief) => belief.digestionPerTick);
    expect(Math.min(...persistence)).toBeGreaterThanOrEqual(0.34);
    expect(Math.max(...persistence)).toBeLessThanOrEqual(0.58);
    expect(Math.max(...persistence) - Math.min(...persistence)).toBeGreaterThan(0.2);
    expect(Math.max(...speeds) / Math.min(...speeds)).toBeGreaterThan(2);
    expect(Math.max(...speeds) / Math.min(...speeds)).toBeLessThan(2.5);
  });
});
