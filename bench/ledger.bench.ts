/** Postings of the ledger: a trade between two institutions, at once and due on its value date, against one on paper. */
import { Ledger } from '../src/market/ledger/ledger.ts';
import { type LedgerLine, ledgerLine } from '../src/market/ledger/ledger-accounts.ts';
import { dayNumber } from '../src/units/civil-date.ts';
import { minor, priceTicks } from '../src/units/quantity.ts';
import { type Benchmark, type Contender, expectEqual, type Scale } from './benchmark.ts';

const AGENTS = 200;
const LINES: readonly LedgerLine[] = Array.from({ length: 8 }, (_, line) =>
  ledgerLine({
    instrument: `JGB-${line + 1}Y`,
    market: 'jgb',
    currency: 'JPY',
    tickValue: minor(10_000),
    lotFace: 100_000_000,
    openTicks: priceTicks(10_000),
  }),
);
const DUE = dayNumber(2026, 1, 22);

interface Trade {
  readonly line: number;
  readonly buyer: number;
  readonly seller: number;
  readonly lots: number;
  readonly ticks: number;
}

export function* topic(scale: Scale): Generator<Benchmark> {
  const rounds = scale === 'short' ? 9 : 15;
  const trades = drawnTrades(20_000);
  for (const isDue of [false, true]) {
    const contenders = [ours(trades, isDue), onPaper(trades, isDue)];
    const name = `ledger, trades ${isDue ? 'due on their value date' : 'settled at once'}`;
    yield { name, unit: 'trade', rounds, warmUps: 3, contenders };
  }
}

function drawnTrades(count: number): Trade[] {
  let state = 42;
  const next = (most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  return Array.from({ length: count }, () => {
    const buyer = next(AGENTS);
    const seller = (buyer + 1 + next(AGENTS - 1)) % AGENTS;
    return { line: next(LINES.length), buyer, seller, lots: 1 + next(50), ticks: 9_500 + next(1_000) };
  });
}

function ours(trades: readonly Trade[], isDue: boolean): Contender {
  return {
    name: 'ledger (ours)',
    operations: trades.length,
    sample: () => {
      const ledger = new Ledger({ agents: AGENTS, lines: LINES });
      if (isDue) for (const line of LINES.keys()) ledger.setValueDate(line, DUE);
      const run = (): void => {
        for (const { line, buyer, seller, lots, ticks } of trades) ledger.postFill(line, buyer, seller, lots, ticks);
      };
      return { run, check: () => checkAgainstPaper(ledger, paperOf(trades, isDue)) };
    },
  };
}

function checkAgainstPaper(ledger: Ledger, paper: ReadonlyMap<string, number>): void {
  ledger.checkConservation();
  for (let agent = 0; agent < AGENTS; agent++) {
    expectEqual(`cash of ${agent}`, Number(ledger.cash(agent, 'JPY')), paper.get(`traded ${agent} JPY`) ?? 0);
    expectEqual(`cash due to ${agent}`, ledger.dueCash(agent, 'JPY', DUE), paper.get(`due ${agent} JPY`) ?? 0);
    for (const line of LINES.keys()) {
      const lots = paper.get(`traded ${agent} ${line}`) ?? 0;
      expectEqual(`lots of line ${line} of ${agent}`, Number(ledger.holding(agent, line)), lots);
    }
  }
}

function onPaper(trades: readonly Trade[], isDue: boolean): Contender {
  return {
    name: 'a Map of named accounts',
    isReference: true,
    operations: trades.length,
    sample: () => {
      let paper = new Map<string, number>();
      return {
        run: () => {
          paper = paperOf(trades, isDue);
        },
        check: () => {
          const sum = [...paper]
            .filter(([name]) => name.endsWith('JPY'))
            .reduce((total, [, amount]) => total + amount, 0);
          expectEqual('all cash on paper', sum, 0);
        },
      };
    },
  };
}

function paperOf(trades: readonly Trade[], isDue: boolean): Map<string, number> {
  const paper = new Map<string, number>();
  const add = (account: string, amount: number): void => {
    paper.set(account, (paper.get(account) ?? 0) + amount);
  };
  for (const { line, buyer, seller, lots, ticks } of trades) {
    const paid = lots * ticks * (LINES[line] as LedgerLine).tickValue;
    for (const layer of isDue ? ['traded', 'due'] : ['traded']) {
      add(`${layer} ${buyer} ${line}`, lots);
      add(`${layer} ${seller} ${line}`, -lots);
      add(`${layer} ${buyer} JPY`, -paid);
      add(`${layer} ${seller} JPY`, paid);
    }
  }
  return paper;
}
