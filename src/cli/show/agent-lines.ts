/** Institutions one by one: what each holds of every line, what it has bought and sold of it so far, and its limits. */
import type { FlowRow } from '../../analysis/tables/flow-table.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import type { Currency } from '../../units/quantity.ts';
import { signedText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';
import type { HeadroomReading } from './headroom-run.ts';
import type { Holder, Holding } from './holdings.ts';
import { LIMITS_LEGEND, LIMITS_TITLE, notShownLines } from './limit-lines.ts';
import type { LineRow } from './line-rows.ts';

export interface AgentsAsked {
  /** Those asked for, no others. */
  readonly holders: readonly Holder[];
  readonly flows: readonly FlowRow[];
  readonly lines: readonly LineRow[];
  readonly headroom: HeadroomReading;
}

export function agentBlocks({ holders, flows, lines, headroom }: AgentsAsked, width: number): string[][] {
  return [holdingLines(holders, flows, lines, width), limitLinesOf(holders, headroom, width)];
}

function holdingLines(
  holders: readonly Holder[],
  flows: readonly FlowRow[],
  lines: readonly LineRow[],
  width: number,
): string[] {
  const owned = holders.map(({ agent, holdings }) => ({
    agent,
    rows: lines.flatMap((line) => {
      const traded = flows.filter((flow) => flow.agent === agent && flow.bond === line.bond);
      const holding = holdings.find(({ bond }) => bond === line.bond);
      return holding === undefined && traded.length === 0 ? [] : [cellsOf(line, holding, traded)];
    }),
  }));
  const columns = [
    left(''),
    right('holds'),
    right('DV01', { dispensable: 2 }),
    right('net bought', { short: 'bought' }),
    right('of it DV01', { dispensable: 1 }),
  ];
  const rows = owned.flatMap((each) => each.rows);
  const [head = '', ...body] = textTable(columns, rows, width);
  const title = paint('bold', 'Holdings and trades so far');
  const grouped = owned.flatMap(({ agent, rows: { length } }) =>
    length === 0 ? [`${agent}: nothing`] : [agent, ...body.splice(0, length)],
  );
  return [title, ...(rows.length === 0 ? [] : [paint('dim', head)]), ...grouped];
}

function cellsOf(line: LineRow, holding: Holding | undefined, traded: readonly FlowRow[]): string[] {
  const base = baseOf(line);
  const dv01 = holding?.dv01 ?? null;
  const bought = sum(traded.map(({ buy_face, sell_face }) => buy_face - sell_face));
  const boughtDv01 = sum(traded.map(({ net_dv01 }) => net_dv01));
  return [
    `  ${line.bond}`,
    moneyText(base, holding?.face ?? 0),
    dv01 === null ? '' : moneyText(line.currency, dv01),
    traded.length === 0 ? '' : signedMoney(base, bought),
    traded.length === 0 ? '' : signedMoney(line.currency, boughtDv01),
  ];
}

function limitLinesOf(holders: readonly Holder[], headroom: HeadroomReading, width: number): string[] {
  const title = paint('bold', LIMITS_TITLE);
  if (!headroom.ok) return notShownLines(headroom, width);
  const names = new Set(holders.map(({ agent }) => agent));
  const rows = headroom.agents
    .filter(({ agent }) => names.has(agent))
    .flatMap(({ agent, headroom: limits }) =>
      limits.map(({ limit, instrument, distanceBp }) => [signedText(distanceBp, 1), instrument, agent, limit]),
    );
  if (rows.length === 0) return [title, 'none'];
  const columns = [right('bp'), left('line'), left('institution'), left('limit', { dispensable: 1 })];
  const [head = '', ...body] = textTable(columns, rows, width);
  return [title, ...wrapped(LIMITS_LEGEND, width).map((line) => paint('dim', line)), paint('dim', head), ...body];
}

/** Of a pair, face is counted in its base. */
function baseOf({ currency, market, bond }: LineRow): Currency {
  const base = market === 'fx' ? bond.slice(3, 6) : currency;
  return base === 'USD' || base === 'GBP' || base === 'JPY' || base === 'KRW' ? base : currency;
}

const signedMoney = (currency: Currency, amount: number): string =>
  (amount > 0 ? '+' : '') + moneyText(currency, amount);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
