/**
 * Coupons in a run by what was agreed: whoever bought for a day before the register closed has the coupon, whether bonds came
 * or not. Kept from the log’s deals and value dates alone; of the ledger only the money that each coupon moved is read.
 */
import { describe, expect, test } from 'vitest';
import { Replay } from '../../src/engine/replay.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { BUY, Field, RECORD_WORDS, type RecordBatch, RecordKind, sideOf } from '../../src/events/records.ts';
import type { EventOf, MarketEvent } from '../../src/events/vocabulary.ts';
import { seed } from '../../src/units/quantity.ts';
import { dayOf } from '../../src/units/time.ts';
import { smallWorld } from './small-world.ts';

/** Value traders hold all there is, dealers are short, nobody lends. Coupon on Saturday 7 March: cum up to 26 February. */
const SCARCE_WORLD = `
schemaVersion: 1
id: scarce-world
title: A gilt that nobody lends, over a dividend
opens: 2026-02-23T17:30Z
ends: 2026-03-03T18:00Z
markets:
  gilt: { policyRate: 3.75%, gdp: £3tn, debtToGdp: 95%, issuer: dmo }
instruments:
  GILT-10Y:
    { coupon: 4.5%, maturity: 2035-09-07, openYield: 4.4%, outstanding: £2bn, calmTurnover: £2bn, calmVolatility: 6bp, calmHalfSpread: 1.1bp, premiumLoading: 1 }
agents:
  dmo: { kind: debtOffice, mandate: { market: gilt } }
  dealers: { kind: dealer, count: 3, mandate: { market: gilt, riskLimit: { sharedBySize: £5m/bp } }, holdings: { GILT-10Y: -£1bn } }
  value: { kind: fundamental, count: 3, mandate: { market: gilt }, holdings: { GILT-10Y: £3bn } }
  clients: { kind: noise, count: 2, mandate: { market: gilt } }
`;

interface Deal {
  readonly from: string;
  readonly to: string;
  readonly lots: number;
  /** Value date. */
  readonly by: number;
}

/** Lots that each has been promised for a day that has come. */
class Contracts {
  readonly owned = new Map<string, number>();
  private readonly waiting: Deal[] = [];
  private valueDate = 0;

  hear(event: MarketEvent): void {
    if (event.type === 'HoldingOpened') this.move(event.from, event.agent, event.lots);
    if (event.type === 'ValueDateSet') this.valueDate = event.settlement;
  }

  trade(from: string, to: string, lots: number): void {
    this.waiting.push({ from, to, lots, by: this.valueDate });
  }

  /** Everything agreed for days before this one. */
  before(day: number): ReadonlyMap<string, number> {
    for (const deal of this.waiting.splice(0)) {
      if (deal.by < day) this.move(deal.from, deal.to, deal.lots);
      else this.waiting.push(deal);
    }
    return this.owned;
  }

  private move(from: string, to: string, lots: number): void {
    this.owned.set(from, (this.owned.get(from) ?? 0) - lots);
    this.owned.set(to, (this.owned.get(to) ?? 0) + lots);
  }
}

interface Coupon {
  readonly event: EventOf<'RegisterClosed'>;
  /** By agent: what it owned by contract in lots, and what the coupon paid it. */
  readonly paid: readonly { readonly agent: string; readonly lots: number; readonly gain: number }[];
}

function couponsOf(luck: number): { readonly coupons: Coupon[]; readonly failed: EventOf<'DeliveryFailed'>[] } {
  const scenario = smallWorld(SCARCE_WORLD);
  const replay = new Replay();
  const contracts = new Contracts();
  const coupons: Coupon[] = [];
  const failed: EventOf<'DeliveryFailed'>[] = [];
  const cash = (): number[] => {
    const { agents, ledger } = replay.world.parts;
    return agents.ids.map((_, agent) => ledger.cash(agent, 'GBP'));
  };
  const hear = (event: MarketEvent): void => {
    contracts.hear(event);
    if (event.type === 'DeliveryFailed') failed.push(event);
    const before = event.type === 'RegisterClosed' ? cash() : [];
    replay.control(event);
    if (event.type !== 'RegisterClosed') return;
    const owned = contracts.before(dayOf(event.at));
    const paid = replay.world.parts.agents.ids.map((agent, index) => ({
      agent,
      lots: owned.get(agent) ?? 0,
      gain: (cash()[index] as number) - (before[index] as number),
    }));
    coupons.push({ event, paid });
  };
  const trade = ({ words, from, to }: RecordBatch): void => {
    const { agents } = replay.world.parts;
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const [taker, maker] = [Field.owner, Field.counterOwner].map((field) => agents.idAt(words[at + field] as number));
      const isBought = sideOf(words[at + Field.terms] as number) === BUY;
      const [buyer, seller] = isBought ? [taker, maker] : [maker, taker];
      contracts.trade(seller as string, buyer as string, words[at + Field.quantity] as number);
    }
  };
  const run = new Simulation({
    scenario,
    seed: seed(luck),
    observe: (stream) => {
      stream.events$.subscribe(hear);
      stream.batches$.subscribe((batch) => {
        replay.batch(batch);
        trade(batch);
      });
    },
  });
  run.advance(scenario.endsAt);
  return { coupons, failed };
}

describe.each([1, 2, 3])('a dividend while deliveries fail, luck %i', (luck) => {
  const { coupons, failed } = couponsOf(luck);
  const [coupon] = coupons;

  test('deliveries failed on the last day on which bonds came cum dividend', () => {
    expect(coupons).toHaveLength(1);
    const closes = dayOf((coupon as Coupon).event.at);
    expect(failed.filter(({ until }) => until === closes).length).toBeGreaterThan(0);
  });

  test('each is paid for what it had bought for that day, and owes for what it had sold', () => {
    const { event, paid } = coupon as Coupon;
    expect(event.perLot).toBe(2_250_000); // 2.25 % of £1m, in pence
    for (const { agent, lots, gain } of paid) expect(gain, agent).toBe(lots * event.perLot);
  });
});
