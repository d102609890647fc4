/** Flows as a grid of numbers: kinds of institution down, markets across. */
import type { FlowTotal } from '../analysis/flow-totals.ts';
import { moneyText } from './number-text.ts';
import { left, right, textTable } from './text-table.ts';

const MARKETS = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity', 'gold', 'bitcoin'];

/** Net value of a basis point bought (+) or sold (−), and in brackets how much of what was sold had to be. */
export function flowGrid(flows: readonly FlowTotal[]): string[] {
  const columns = [...new Set(flows.map(columnOf))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const severalCurrencies = (market: string): boolean =>
    columns.filter((name) => name.startsWith(`${market} `)).length > 1;
  const kinds = [...new Set(flows.map(({ agent_kind }) => agent_kind))];
  const rows = kinds.map((kind) => [
    kind,
    ...columns.map((column) => cellText(flows.find((flow) => flow.agent_kind === kind && columnOf(flow) === column))),
  ]);
  const titles = columns.map((column) => {
    const [market = ''] = column.split(' ');
    return severalCurrencies(market) ? column : market;
  });
  return textTable([left(''), ...titles.map(right)], rows);
}

function cellText(flow: FlowTotal | undefined): string {
  if (flow === undefined) return '';
  const sign = flow.net_dv01 > 0 ? '+' : '';
  const forced = flow.forced_share === null ? 0 : Math.round(flow.forced_share * 100);
  return `${sign}${moneyText(flow.currency, flow.net_dv01)}${forced > 0 ? ` (${forced}%)` : ''}`;
}

const columnOf = ({ market, currency }: FlowTotal): string => `${market} ${currency}`;
const rank = (column: string): number => MARKETS.indexOf(column.slice(0, column.indexOf(' ')));
