/** What a log comes to by the engine's own reckoning, for readers of its tables to agree with. */
import { FileSource } from '../../src/cli/log/file-source.ts';
import { Replay } from '../../src/engine/replay.ts';
import { LogReader, type LogVisitor } from '../../src/events/log-reader.ts';
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../src/events/records.ts';
import { CURRENCIES } from '../../src/units/quantity.ts';

export interface EngineSums {
  readonly events: number;
  readonly records: number;
  readonly fills: number;
  /** Traded by line. */
  readonly lots: ReadonlyMap<string, number>;
  /** Face by `agent line`, what is not zero, by the ledger. */
  readonly positions: ReadonlyMap<string, number>;
  /** Minor units by `agent currency`, what is not zero, by the ledger. */
  readonly cash: ReadonlyMap<string, number>;
}

export function engineSums(logPath: string): EngineSums {
  const replay = new Replay();
  const fills = new Fills();
  const source = new FileSource(logPath);
  const reader = new LogReader(source, { engineVersion: '' });
  const both: LogVisitor = {
    control: (event) => replay.control(event),
    batch: (batch) => {
      replay.batch(batch);
      fills.batch(batch);
    },
  };
  while (reader.next(both));
  source.close();
  const { agents, instruments, ledger } = replay.world.parts;
  const lots = new Map<string, number>();
  for (const [line, id] of instruments.ids.entries()) if (fills.lots[line]) lots.set(id, fills.lots[line]);
  const positions = new Map<string, number>();
  const cash = new Map<string, number>();
  for (const [agent, name] of agents.ids.entries()) {
    for (const [line, id] of instruments.ids.entries()) {
      const face = ledger.units(agent, line) * (ledger.lines[line]?.unitFace ?? 0);
      if (face !== 0) positions.set(`${name} ${id}`, face);
    }
    for (const currency of CURRENCIES) {
      const money = ledger.cash(agent, currency);
      if (money !== 0) cash.set(`${name} ${currency}`, money);
    }
  }
  const { controlEvents, records } = replay;
  return { events: controlEvents + records, records, fills: fills.count, lots, positions, cash };
}

class Fills {
  count = 0;
  readonly lots: number[] = [];

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const line = words[at + Field.instrument] as number;
      this.count += 1;
      this.lots[line] = (this.lots[line] ?? 0) + (words[at + Field.quantity] as number);
    }
  }
}

/** Face that moved, by agent and line, from the table `events` alone: openings, fills, awards; what is redeemed is gone. */
export const POSITIONS_SQL = (events: string): string => `
  with listed as (select bond, cast(fields->>'lotFace' as bigint) lot_face from ${events} where type = 'InstrumentListed'),
  fills as (select agent, counter_agent, bond, if(side = 'buy', 1, -1) * quantity_lots * lot_face face
            from ${events} join listed using (bond) where type = 'filled'),
  opened as (select agent, counter_agent, bond, quantity_lots * lot_face face
             from ${events} join listed using (bond) where type = 'HoldingOpened'),
  awarded as (select agent, counter_agent, bond, if(side = 'buy', 1, -1) * cast(fields->>'face' as bigint) face
              from ${events} where type = 'BidAllotted'),
  redeemed as (select bond from ${events} where type = 'BondRedeemed'),
  moved as (from (from fills union all from opened union all from awarded) anti join redeemed using (bond)),
  legs as (select agent, bond, face from moved union all select counter_agent, bond, -face from moved)
  select sum(face)::bigint face, agent || ' ' || bond place from legs group by place having sum(face) <> 0`;

/** Minor units that moved, by agent and currency, from the table `events` alone: for bonds without an index of which none pays a coupon. */
export const CASH_SQL = (events: string): string => `
  with listed as (select bond, fields->>'currency' currency, cast(fields->>'tickValue' as bigint) tick_value
                  from ${events} where type = 'InstrumentListed'),
  accrued as (select seq, bond, cast(fields->>'perLot' as bigint) per_lot from ${events} where type = 'InterestAccrued'),
  fills as (select f.agent, f.counter_agent, currency,
              if(side = 'sell', 1, -1) * quantity_lots * (price_ticks * tick_value + per_lot) money
            from (select * from ${events} where type = 'filled') f join listed using (bond)
            asof join accrued on f.bond = accrued.bond and f.seq > accrued.seq),
  awarded as (select agent, counter_agent, currency, if(side = 'sell', 1, -1) * cast(fields->>'paid' as bigint) money
              from ${events} join listed using (bond) where type = 'BidAllotted'),
  opened as (select agent, counter_agent, fields->>'currency' currency, cast(fields->>'amount' as bigint) money
             from ${events} where type = 'CashOpened'),
  repaid as (select agent, counter_agent, fields->>'currency' currency, -cast(fields->>'interest' as bigint) money
             from ${events} where type = 'FundsRepaid'),
  moved as (from fills union all from awarded union all from opened union all from repaid),
  legs as (select agent, currency, money from moved union all select counter_agent, currency, -money from moved)
  select sum(money)::bigint money, agent || ' ' || currency place from legs group by place having sum(money) <> 0`;
