/** What each institution traded in two runs on the same luck, by market: where a fork made it do something else. */
import type { Currency, Market } from '../units/quantity.ts';
import { toPlaces } from './rounding.ts';
import type { DailyRow } from './tables/daily-table.ts';
import type { FlowRow } from './tables/flow-table.ts';

export interface InstitutionDifference {
  readonly agent: string;
  readonly agent_kind: string;
  readonly market: Market;
  readonly currency: Currency;
  /** Over all dates and lines of the market, in its currency. */
  readonly straight_net_dv01: number;
  readonly fork_net_dv01: number;
  readonly difference_dv01: number;
}

export interface PairedFlows {
  readonly straight: readonly FlowRow[];
  readonly fork: readonly FlowRow[];
  /** Rows of either run: they say which currency a line trades in. */
  readonly daily: readonly DailyRow[];
}

/** Only those that differ; by market, since values of a basis point in two currencies do not compare, the largest first. */
export function institutionDifferences({ straight, fork, daily }: PairedFlows): InstitutionDifference[] {
  const currencies = new Map(daily.map(({ bond, currency }) => [bond, currency]));
  const sums = new Map<string, InstitutionDifference>();
  const add = (row: FlowRow, isFork: boolean): void => {
    const { agent, agent_kind, market, bond, net_dv01 } = row;
    const currency = currencies.get(bond);
    if (currency === undefined) return;
    const key = `${agent} ${market} ${currency}`;
    const sum = sums.get(key);
    const straightSum = toPlaces((sum?.straight_net_dv01 ?? 0) + (isFork ? 0 : net_dv01), 2);
    const forkSum = toPlaces((sum?.fork_net_dv01 ?? 0) + (isFork ? net_dv01 : 0), 2);
    const difference = toPlaces(forkSum - straightSum, 2);
    const totals = { straight_net_dv01: straightSum, fork_net_dv01: forkSum, difference_dv01: difference };
    sums.set(key, { agent, agent_kind, market, currency, ...totals });
  };
  for (const row of straight) add(row, false);
  for (const row of fork) add(row, true);
  return [...sums.values()]
    .filter(({ difference_dv01 }) => difference_dv01 !== 0)
    .sort(
      (a, b) =>
        order(a.market, b.market) ||
        order(a.currency, b.currency) ||
        Math.abs(b.difference_dv01) - Math.abs(a.difference_dv01) ||
        order(a.agent, b.agent),
    );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
