/** A ledger with an issuer, a central bank, holders whom nobody names and three institutions, for tests of the market. */
import type { MarketEvent } from '../../../src/events/vocabulary.ts';
import { Ledger } from '../../../src/market/ledger/ledger.ts';
import { type LedgerLine, ledgerLine } from '../../../src/market/ledger/ledger-accounts.ts';
import { evolveLedger, type LedgerNames } from '../../../src/market/ledger/ledger-evolve.ts';
import { type DayNumber, parseIsoDate } from '../../../src/units/civil-date.ts';
import {
  CURRENCIES,
  type Currency,
  type Market,
  minor,
  priceTicks,
  seq,
  simTime,
} from '../../../src/units/quantity.ts';

export const AGENT_IDS = ['bank', 'boj', 'dealer', 'insurer', 'mof', 'others'] as const;
export type AgentId = (typeof AGENT_IDS)[number];
export const [BANK, BOJ, DEALER, INSURER, MOF, OTHERS] = [0, 1, 2, 3, 4, 5] as const;

interface FixtureLine {
  readonly id: string;
  readonly market: Market;
  readonly currency: Currency;
  readonly tickValue: number;
  readonly lotFace: number;
  readonly openTicks: number;
}

/** Ticks of 0.01 on ¥100m and £1m, of 1/64 on $1m, of 0.01 yen on $1m. */
export const FIXTURE_LINES: readonly FixtureLine[] = [
  { id: 'FX-USDJPY', market: 'fx', currency: 'JPY', tickValue: 10_000, lotFace: 1_000_000, openTicks: 15_800 },
  { id: 'GILT-30Y-IL', market: 'gilt', currency: 'GBP', tickValue: 10_000, lotFace: 1_000_000, openTicks: 9_000 },
  { id: 'JGB-10Y-F', market: 'jgb', currency: 'JPY', tickValue: 10_000, lotFace: 100_000_000, openTicks: 13_500 },
  { id: 'JGB-30Y', market: 'jgb', currency: 'JPY', tickValue: 10_000, lotFace: 100_000_000, openTicks: 9_850 },
  { id: 'UST-10Y', market: 'ust', currency: 'USD', tickValue: 15_625, lotFace: 1_000_000, openTicks: 6_300 },
];
export const [USDJPY, LINKER, FUTURE, JGB, UST] = [0, 1, 2, 3, 4] as const;
export const BONDS = [LINKER, JGB, UST] as const;

export const LINES: readonly LedgerLine[] = FIXTURE_LINES.map(
  ({ id, market, currency, tickValue, lotFace, openTicks }) =>
    ledgerLine({
      instrument: id,
      market,
      currency,
      lotFace,
      tickValue: minor(tickValue),
      openTicks: priceTicks(openTicks),
    }),
);

export const NAMES: LedgerNames = {
  agentIndex: (id) => {
    const index = (AGENT_IDS as readonly string[]).indexOf(id);
    if (index === -1) throw new Error(`nobody is called ${id}`);
    return index;
  },
  instrumentIndex: (id) => {
    const index = FIXTURE_LINES.findIndex((line) => line.id === id);
    if (index === -1) throw new Error(`no line is called ${id}`);
    return index;
  },
};

export function day(text: string): DayNumber {
  const date = parseIsoDate(text);
  if (date === undefined) throw new Error(`no date: ${text}`);
  return date;
}

/** Fields of one event type at a time are checked by the ledger, not by the compiler. */
export const event = (fields: { readonly type: string; readonly [key: string]: unknown }, at = 1): MarketEvent =>
  ({ seq: seq(at), at: simTime(0), causes: [], ...fields }) as unknown as MarketEvent;

/** The issuer may owe without limit, the dealer be short ten lots of anything, nobody else; positions are free. */
export function permittedShort(agent: number, instrument: number): number {
  if (agent === MOF || agent === OTHERS || instrument === USDJPY || instrument === FUTURE)
    return Number.POSITIVE_INFINITY;
  return agent === DEALER ? 10 : 0;
}

export const LOTS_EACH = 1000;
export const CASH_EACH = 2_000_000_000;

/** Bank and insurer hold 1,000 lots of each bond, bank, insurer and dealer have 2bn of each currency. */
export function openingEvents(): MarketEvent[] {
  const opening: MarketEvent[] = [];
  for (const line of BONDS) {
    const { id } = FIXTURE_LINES[line] as FixtureLine;
    const moves: [AgentId, AgentId, number][] = [
      ['others', 'mof', 3 * LOTS_EACH],
      ['bank', 'others', LOTS_EACH],
      ['insurer', 'others', LOTS_EACH],
    ];
    for (const [agent, from, lots] of moves)
      opening.push(event({ type: 'HoldingOpened', agent, from, instrument: id, lots }));
  }
  for (const currency of CURRENCIES)
    for (const agent of ['bank', 'insurer', 'dealer'])
      opening.push(event({ type: 'CashOpened', agent, from: 'boj', currency, amount: CASH_EACH }));
  return opening;
}

export function openedLedger(shortLimit: typeof permittedShort | 'unlimited' = permittedShort): Ledger {
  const ledger = new Ledger({
    agents: AGENT_IDS.length,
    lines: LINES,
    others: OTHERS,
    centralBanks: [BOJ],
    ...(shortLimit === 'unlimited' ? {} : { shortLimit }),
  });
  for (const opened of openingEvents()) evolveLedger(ledger, opened, NAMES);
  return ledger;
}

/** Folds an event, as a run and a replay do. */
export function happens(
  ledger: Ledger,
  fields: { readonly type: string; readonly [key: string]: unknown },
  at = 1,
): void {
  evolveLedger(ledger, event(fields, at), NAMES);
}

export type Amounts = Record<string, number>;

/** What every account gained since the opening; accounts that did not move are left out. */
export function moved(ledger: Ledger, read: 'traded' | 'settled' = 'traded'): Amounts {
  const before = openedLedger();
  const rows: Amounts = {};
  const note = (name: string, change: number): void => {
    if (change !== 0) rows[name] = change;
  };
  for (const [agent, name] of AGENT_IDS.entries()) {
    for (const currency of CURRENCIES) {
      const cash = (of: Ledger): number =>
        read === 'traded' ? of.cash(agent, currency) : of.settledCash(agent, currency);
      note(`${name} ${currency}`, cash(ledger) - cash(before));
    }
    for (const [instrument, { id }] of FIXTURE_LINES.entries()) {
      const units = (of: Ledger): number =>
        read === 'traded' ? of.units(agent, instrument) : of.settledUnits(agent, instrument);
      note(`${name} ${id}`, units(ledger) - units(before));
    }
  }
  return rows;
}
