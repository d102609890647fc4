/** What a rerun without an event has shown, for a person at a terminal: the largest differences first. */

import { moneyText } from '../../analysis/why/money-text.ts';
import type { CloseDifference, FlowDifference } from '../../analysis/why/paired-differences.ts';
import type { Currency, Market } from '../../units/quantity.ts';
import { countText, signedText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';
import type { Proof } from './prove.ts';

const CLOSES_MOST = 12;
const FLOWS_MOST = 12;
const CURRENCY_OF: Readonly<Partial<Record<Market, Currency>>> = { jgb: 'JPY', ust: 'USD', gilt: 'GBP', ktb: 'KRW' };

export function proofLines(proof: Proof, width: number): string[] {
  const head = `Without #${proof.seq}, on the same luck: ${proof.done}.`;
  const begun =
    proof.firstDifference === undefined
      ? 'Nothing is different: every event is as it was.'
      : `The first difference is seq ${proof.firstDifference}; everything before it is the same, event by event.`;
  const intro = [...wrapped(head, width).map((line) => paint('bold', line)), ...wrapped(begun, width)];
  if (proof.firstDifference === undefined) return intro;
  const closes = proof.closes.filter(({ difference_bp }) => difference_bp !== 0);
  const flows = proof.flows.filter(({ difference_dv01 }) => difference_dv01 !== 0);
  const note = 'One pair of runs: what is small, or far from the event, any disturbance would leave behind.';
  const doubt = wrapped(note, width).map((line) => paint('dim', line));
  return [...intro, '', ...closeLines(closes, width), '', ...flowLines(flows, width), '', ...doubt];
}

export interface PairWords {
  readonly title: string;
  readonly first: string;
  readonly second: string;
}
const WITH_AND_WITHOUT: PairWords = {
  title: 'Closes, with it less without it',
  first: 'with it',
  second: 'without it',
};

export function closeLines(rows: readonly CloseDifference[], width: number, words = WITH_AND_WITHOUT): string[] {
  if (rows.length === 0) return ['No close is different.'];
  const columns = [left('bond'), left('date'), right(words.first), right(words.second), right('difference')];
  const cells = rows
    .slice(0, CLOSES_MOST)
    .map(({ bond, date, market, close, close_without, difference_bp }) => [
      bond,
      date,
      ...[close, close_without].map((level) =>
        CURRENCY_OF[market] === undefined ? String(level) : `${level.toFixed(3)}%`,
      ),
      `${signedText(difference_bp, 1)} bp`,
    ]);
  return table(words.title, textTable(columns, cells, width), rows.length - cells.length);
}

/** The largest of each market in turn, so that none is hidden by the size of a currency. */
function flowLines(rows: readonly FlowDifference[], width: number): string[] {
  if (rows.length === 0) return ['Nobody traded otherwise.'];
  const columns = [left(''), left('bond'), right('with it'), right('without it'), right('difference')];
  const markets = [...new Set(rows.map(({ market }) => market))];
  const each = Math.max(1, Math.floor(FLOWS_MOST / markets.length));
  const shown = markets.flatMap((market) => rows.filter((row) => row.market === market).slice(0, each));
  const cells = shown.map(({ agent_kind, bond, market, ...row }) => [
    agent_kind,
    bond,
    ...[row.net_dv01, row.net_dv01_without, row.difference_dv01].map((amount) => dv01Text(market, amount)),
  ]);
  const title = 'Who bought (+) and sold (-), net DV01 over all days';
  return table(title, textTable(columns, cells, width), rows.length - cells.length);
}

function dv01Text(market: Market, amount: number): string {
  const currency = CURRENCY_OF[market];
  const text = currency === undefined ? countText(Math.round(Math.abs(amount))) : moneyText(currency, Math.abs(amount));
  return amount === 0 ? text : `${amount > 0 ? '+' : '-'}${text}`;
}

function table(title: string, [head = '', ...body]: readonly string[], rest: number): string[] {
  const more = rest > 0 ? [`… and ${countText(rest)} more; --json has all`] : [];
  return [paint('bold', title), paint('dim', head), ...body, ...more];
}
