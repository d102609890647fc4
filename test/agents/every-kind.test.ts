/** What holds for each of the fifteen kinds: plain memory, pure decisions, own luck, finite limits, whole orders. */
import { describe, expect, test } from 'vitest';
import type { AnyAgentKind, Command, Random } from '../../src/agents/contract.ts';
import { AGENT_KIND_NAMES, type AgentKindName } from '../../src/agents/kind-names.ts';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { mayBeShort } from '../../src/agents/short-selling.ts';
import { HELD_FORMATS } from '../../src/events/auction-terms.ts';
import { createStream } from '../../src/events/stream.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import type { Market, SimTime } from '../../src/units/quantity.ts';
import { DAY_MS, later, TICK_MS } from '../../src/units/time.ts';
import { type Employed, employ, luckOf } from './employed.ts';
import { auctionOf } from './fake-auctions.ts';
import { EVERY_LINE, GILT_30Y, JGB_20Y, JGB_30Y, KTB_10Y, USDJPY, UST_10Y } from './fake-lines.ts';
import { type FakeView, seenBy, TUESDAY_NOON } from './fake-view.ts';
import {
  allotted,
  auctionAnnounced,
  bidsInvited,
  clockTick,
  close,
  fiscalShock,
  geopoliticalShock,
  issuanceCut,
  optionInvited,
  priceTick,
  published,
  resultPublished,
  words,
} from './published.ts';

/** A mandate of each kind as a scenario writes it. */
const MANDATES: Readonly<Record<AgentKindName, object>> = {
  lifeInsurer: { hedgedForeign: '¥17.76tn', dipBudget: '¥2tn', floor30y: '3.45%' },
  megabank: { market: 'jgb', target: '¥21.2tn', fair10y: '2.2%', varLimit: '¥60bn' },
  regionalBank: { market: 'jgb', varLimit: '¥60bn' },
  riskParity: { sleeves: ['JGB-10Y', 'GILT-10Y', 'UST-10Y'] },
  vigilante: { market: 'jgb' },
  foreignHolder: { market: 'ktb' },
  ldi: { market: 'gilt', buffer: '120bp' },
  dealer: { market: 'jgb', riskLimit: '¥100m/bp' },
  carry: { capacity: '$25bn' },
  curveRv: { market: 'jgb' },
  globalRv: { market: 'ust' },
  fundamental: { market: 'jgb' },
  noise: { market: 'jgb' },
  centralBank: { market: 'jgb' },
  debtOffice: { market: 'jgb' },
};
/** One auction or operation of each format. */
const AUCTIONS = HELD_FORMATS.map((format) => auctionOf(format));

/** Things that happen, in this order, to everybody; each hears what it watches. */
const HAPPENINGS: readonly (() => MarketEvent)[] = [
  clockTick,
  () => auctionAnnounced('JGB-20Y', TUESDAY_NOON),
  fiscalShock,
  () => geopoliticalShock(0.6),
  clockTick,
  ...AUCTIONS.map((auction) => () => bidsInvited(auction)),
  () => allotted('self', 'JGB-20Y', 10e9, { auction: 'jgb_price_conventional' }),
  () =>
    optionInvited('jgb_price_conventional', 'JGB-20Y', {
      price: 90,
      limitPct: 10,
      closesAt: later(TUESDAY_NOON, DAY_MS),
    }),
  () => resultPublished('self', 3000, 'jgb_price_conventional'),
  clockTick,
  () => priceTick('GILT-30Y'),
  () => priceTick('KTB-10Y'),
  () => close('FX-USDJPY', 200),
  ...EVERY_LINE.map(
    ({ id }) =>
      () =>
        close(id, 30),
  ),
  ...EVERY_LINE.map(
    ({ id }) =>
      () =>
        close(id, -30),
  ),
  clockTick,
  () => words('calming', 0.8),
  () => issuanceCut(-1e12),
  clockTick,
];

const kindOf = (name: AgentKindName): AnyAgentKind => AGENT_KINDS[name];
const mandateOf = (name: AgentKindName): unknown => kindOf(name).mandate.parse(MANDATES[name]);

function calmView(name: AgentKindName): FakeView<unknown> {
  const view = seenBy<unknown>('self', name, mandateOf(name));
  for (const auction of AUCTIONS) view.beforeAuction(auction);
  // What the published result of the list is of.
  view.beforeAuction(auctionOf('jgb_price_conventional', { id: 'next' }));
  for (const line of EVERY_LINE) view.holding(line, name === 'debtOffice' ? -5000 : 5000);
  return view;
}

/** Everything went wrong at once: yields up, volatility up, positions grown. */
function stressed(view: FakeView<unknown>): FakeView<unknown> {
  for (const line of EVERY_LINE)
    view.moved(line, 150).withVolatility(line, 4).stretched(line, 300).withForcedSelling(line, 9000).hearing(line, 200);
  return view.holding(JGB_30Y, 9000).holding(JGB_20Y, -2000).moved(USDJPY, 500);
}

const worked = (name: AgentKindName, seed = 1): Employed<unknown, unknown> =>
  employ(kindOf(name), calmView(name), luckOf(seed, 'self'));

/** A volatility fund looks at its book once a day, at a tick of its own: for it every other moment of the list is that one. */
function passTime({ view, memory }: Employed<unknown, unknown>, moment: number): void {
  const { looksAt } = memory as { looksAt?: number };
  if (looksAt === undefined || moment % 2 === 0) view.later(1);
  else view.on((view.at - (view.at % DAY_MS) + looksAt * TICK_MS) as SimTime);
}

/** Types of the events of the list that wake this institution. */
function wakers(name: AgentKindName, events: readonly MarketEvent[]): MarketEvent[] {
  const { stream, publisher } = createStream();
  const heard: MarketEvent[] = [];
  kindOf(name)
    .watches(stream, { id: 'self', kind: name, mandate: mandateOf(name) })
    .subscribe((event) => heard.push(event));
  for (const event of events) publisher.publish(event);
  return heard;
}

/** Runs the list as the engine would; hands each moment to `look` before the institution acts. */
function live(
  name: AgentKindName,
  seed: number,
  look: (self: Employed<unknown, unknown>, event: MarketEvent, luck: () => Random) => void,
  stressFrom = 3,
): Command[] {
  const self = worked(name, seed);
  const commands: Command[] = [];
  const events = HAPPENINGS.map((happens) => happens());
  for (const [at, event] of wakers(name, events).entries()) {
    if (at === stressFrom) stressed(self.view);
    const luck = (): Random => luckOf(seed, 'self', at + 1);
    self.hears(event);
    look(self, event, luck);
    const done = kindOf(name).decide(self.view, self.memory, event, luck());
    for (const command of done) {
      if (command.type === 'Declare') self.hears(published(command.event as never, self.view.at));
    }
    commands.push(...done);
    passTime(self, at);
  }
  return commands;
}

test('the registry knows each name once, under its own', () => {
  expect(Object.keys(AGENT_KINDS).sort()).toEqual([...AGENT_KIND_NAMES].sort());
  for (const name of AGENT_KIND_NAMES) expect(kindOf(name).kind).toBe(name);
});

describe.each(AGENT_KIND_NAMES)('%s', (name) => {
  test('reads its mandate as a scenario writes it, and refuses a key that it does not know', () => {
    expect(kindOf(name).mandate.safeParse(MANDATES[name]).success).toBe(true);
    expect(kindOf(name).mandate.safeParse({ ...MANDATES[name], colour: 'red' }).success).toBe(false);
  });

  test('remembers plain data, at the start and after everything that can happen', () => {
    const checked: unknown[] = [worked(name).memory];
    live(name, 2, (self) => checked.push(structuredClone(self.memory)));
    for (const memory of checked) {
      expect(structuredClone(memory)).toEqual(memory);
      expect(oddities(memory)).toEqual([]);
    }
  });

  test('starts on its own luck alone: other markets and other purposes leave it as it was', () => {
    const asked: string[] = [];
    const luck = luckOf(5, 'self');
    const self = employ(kindOf(name), calmView(name), (purpose) => {
      asked.push(purpose);
      return luck(purpose);
    });
    expect(asked.filter((purpose) => purpose !== 'character')).toEqual([]);
    const elsewhere = calmView(name);
    for (const line of EVERY_LINE) elsewhere.moved(line, 50).withVolatility(line, 3);
    elsewhere.withPolicyRate('jgb', 500).with('JPY', 1e12);
    expect(employ(kindOf(name), elsewhere, luckOf(5, 'self')).memory).toEqual(self.memory);
  });

  test('decides the same twice on the same facts, and its memory is as it was', () => {
    live(name, 3, (self, event, luck) => {
      const before = structuredClone(self.memory);
      const first = kindOf(name).decide(self.view, self.memory, event, luck());
      const second = kindOf(name).decide(self.view, self.memory, event, luck());
      expect(second).toEqual(first);
      expect(self.memory, event.type).toEqual(before);
    });
  });

  test('headroom is a number, calm or stressed, and looking at it changes nothing', () => {
    live(name, 4, (self) => {
      const before = structuredClone(self.memory);
      for (const { distanceBp, used, instrument, limit } of kindOf(name).headroom(self.view, self.memory)) {
        expect(Number.isFinite(distanceBp), `${limit} of ${instrument}`).toBe(true);
        expect(used, `${limit} of ${instrument}`).toBeGreaterThanOrEqual(0);
        expect(self.view.instrument(instrument)).toBeDefined();
      }
      expect(self.memory).toEqual(before);
    });
  });

  test('orders are whole lots at whole prices, and it speaks for itself only', () => {
    const seeds = Array.from({ length: 16 }, (_, n) => 6 + n);
    const commands = seeds.flatMap((seed) => [3, 1000].flatMap((from) => live(name, seed, () => undefined, from)));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      if (command.type === 'Declare') expect(command.event.agent).toBe('self');
      else if (command.type === 'Quote') {
        expect(command.sizes).toHaveLength(command.prices.length);
        for (const size of command.sizes) expect(isWhole(size, 1), 'size').toBe(true);
        for (const price of command.prices) expect(isWhole(price, 1), 'price').toBe(true);
      } else if (command.type === 'Take') {
        expect(isWhole(command.quantity, 1), 'quantity').toBe(true);
        expect(isWhole(command.limit, 1), 'limit').toBe(true);
      } else {
        expect(isWhole(command.face, 1), 'face').toBe(true);
        if (command.type === 'Bid') expect(Number.isSafeInteger(command.bidMilli), 'bid').toBe(true);
      }
    }
  });

  test('trades nothing while every market is closed', () => {
    const self = worked(name);
    stressed(self.view).whileClosed('jgb', 'ust', 'gilt', 'ktb', 'fx');
    for (const happens of HAPPENINGS) {
      const event = happens();
      const commands = self.acts(event);
      if (event.type === 'BidsInvited') continue;
      expect(
        commands.filter(({ type }) => type === 'Take' || type === 'Quote'),
        event.type,
      ).toEqual([]);
    }
  });

  test('works with every loop switched off', () => {
    const self = worked(name);
    stressed(self.view).without(...LOOP_NAMES);
    for (const happens of HAPPENINGS) expect(() => self.acts(happens(), luckOf(8, 'self'))).not.toThrow();
  });
});

describe('who is woken by what', () => {
  const events = HAPPENINGS.map((happens) => happens());
  const wokenBy = (name: AgentKindName): EventType[] => [...new Set(wakers(name, events).map(({ type }) => type))];

  test('whoever trades in the book hears the clock; authorities only look at the closes', () => {
    const deaf = AGENT_KIND_NAMES.filter((name) => !wokenBy(name).includes('ClockTicked'));
    expect(deaf.sort()).toEqual(['centralBank', 'debtOffice']);
  });

  test('who bids at auctions is asked for bids', () => {
    const asked = AGENT_KIND_NAMES.filter((name) => wokenBy(name).includes('BidsInvited'));
    expect(asked.sort()).toEqual(['dealer', 'fundamental', 'ldi', 'lifeInsurer', 'megabank', 'regionalBank']);
  });

  test('only who holds an opinion of the issuer hears of budgets', () => {
    const hearers = AGENT_KIND_NAMES.filter((name) => wokenBy(name).includes('FiscalShockAnnounced'));
    expect(hearers.sort()).toEqual(['dealer', 'fundamental', 'vigilante']);
  });

  test('a pension fund hears the ticks of gilts; a holder of Korean bonds looks by the clock', () => {
    const ticks = [GILT_30Y, KTB_10Y, UST_10Y, JGB_30Y].map(({ id }) => priceTick(id));
    const heard = (name: AgentKindName) =>
      wakers(name, ticks).map((event) => 'instrument' in event && event.instrument);
    expect(heard('ldi')).toEqual(['GILT-30Y']);
    expect(heard('foreignHolder')).toEqual([]);
    expect(heard('dealer')).toEqual([]);
  });

  test('a dealer hears of his own awards and of nobody else’s', () => {
    const awards = [allotted('self', 'JGB-20Y', 1e8), allotted('another', 'JGB-20Y', 1e8)];
    expect(wakers('dealer', awards)).toEqual([awards[0]]);
  });
});

describe('who may be short', () => {
  const lenders = (market: Market, line = 'any'): string[] =>
    [...AGENT_KIND_NAMES, 'account'].filter((kind) => mayBeShort(kind, market, line)).sort();

  test('of bonds: issuers, who owe them; dealers, leveraged funds and clients, who borrow them; holders nobody names', () => {
    expect(lenders('jgb')).toEqual([
      'account',
      'carry',
      'curveRv',
      'dealer',
      'debtOffice',
      'globalRv',
      'noise',
      'vigilante',
    ]);
    expect(lenders('gilt')).toEqual(lenders('jgb'));
  });

  test('of a currency or a future anybody: it is a promise', () => {
    expect(lenders('fx')).toEqual([...AGENT_KIND_NAMES, 'account'].sort());
    expect(lenders('jgb', 'JGB-10Y-F')).toEqual(lenders('fx'));
  });
});

const isWhole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;

/** Paths to anything that a snapshot could not hold: functions, instances of classes, numbers that are none. */
function oddities(value: unknown, path = 'memory'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? [`${path} is a function`] : [];
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return [`${path} is no plain object`];
  return Object.entries(value).flatMap(([key, inner]) => oddities(inner, `${path}.${key}`));
}
