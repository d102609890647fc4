/** Flows as grids of numbers: kinds of institution down, markets across. */
import type { FlowTotal } from '../../analysis/flow-totals.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import { left, right, textTable } from '../text-table.ts';

const MARKETS = ['jgb', 'ust', 'gilt', 'ktb', 'fx', 'equity', 'gold', 'bitcoin'];

/**
 * Net value of a basis point bought (+) or sold (−), and in brackets how much of what was sold had to be. Markets that do not
 * fit beside each other stand in tables below each other.
 */
export function flowGrids(flows: readonly FlowTotal[], width: number): string[][] {
  const names = [...new Set(flows.map(columnOf))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const kinds = [...new Set(flows.map(({ agent_kind }) => agent_kind))];
  const least = Math.max(...kinds.map(({ length }) => length));
  const grids: string[][] = [];
  let taken: string[] = [];
  let room = width - least;
  for (const name of names) {
    const needs =
      2 +
      columnWidth(
        flows.filter((flow) => columnOf(flow) === name),
        titleOf(name, names),
      );
    if (taken.length > 0 && needs > room) {
      grids.push(gridOf(flows, taken, names, width));
      [taken, room] = [[], width - least];
    }
    taken.push(name);
    room -= needs;
  }
  return [...grids, gridOf(flows, taken, names, width)];
}

/** The kinds that did something in these markets. */
function gridOf(
  flows: readonly FlowTotal[],
  taken: readonly string[],
  names: readonly string[],
  width: number,
): string[] {
  const here = flows.filter((flow) => taken.includes(columnOf(flow)));
  const kinds = [...new Set(here.map(({ agent_kind }) => agent_kind))];
  const rows = kinds.map((kind) => [
    kind,
    ...taken.map((name) => cellText(here.find((flow) => flow.agent_kind === kind && columnOf(flow) === name))),
  ]);
  return textTable([left(''), ...taken.map((name) => right(titleOf(name, names)))], rows, width);
}

const columnWidth = (flows: readonly FlowTotal[], title: string): number =>
  Math.max(title.length, ...flows.map((flow) => cellText(flow).length));

/** The market; with the currency where there are several. */
function titleOf(name: string, names: readonly string[]): string {
  const [market = ''] = name.split(' ');
  return names.filter((other) => other.startsWith(`${market} `)).length > 1 ? name : market;
}

function cellText(flow: FlowTotal | undefined): string {
  if (flow === undefined) return '';
  const sign = flow.net_dv01 > 0 ? '+' : '';
  const forced = flow.forced_share === null ? 0 : Math.round(flow.forced_share * 100);
  return `${sign}${moneyText(flow.currency, flow.net_dv01)}${forced > 0 ? ` (${forced}%)` : ''}`;
}

const columnOf = ({ market, currency }: FlowTotal): string => `${market} ${currency}`;
const rank = (column: string): number => MARKETS.indexOf(column.slice(0, column.indexOf(' ')));
