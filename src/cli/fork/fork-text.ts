/** What a fork came to, for a person at a terminal: where it left, what is different, the largest first. */
import type { InstitutionDifference } from '../../analysis/institution-differences.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import type { CloseDifference } from '../../analysis/why/paired-differences.ts';
import type { Seq } from '../../units/quantity.ts';
import { countText } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';
import { closeLines } from '../why/prove-text.ts';
import type { Divergence } from './fork-watch.ts';

const ROWS_MOST = 12;

export interface ForkResult {
  readonly parent: string;
  /** Last event or record that both runs have for certain, and its moment. */
  readonly seq: Seq;
  readonly time: string;
  readonly divergence: Divergence | undefined;
  /** Clauses that say what of the patch lies after the end of the run. */
  readonly yetToCome: readonly string[];
  /** The fork less the straight run. */
  readonly closes: readonly CloseDifference[];
  readonly institutions: readonly InstitutionDifference[];
}

export function forkLines(result: ForkResult, width: number): string[] {
  const { parent, seq, time, divergence } = result;
  const head = `Fork of ${parent} after seq ${seq}, ${time}: up to there the same, event by event.`;
  const intro = wrapped(head, width).map((line) => paint('bold', line));
  if (divergence === undefined) return [...intro, ...wrapped(sameText(result), width)];
  const { seq: first, time: when, text } = divergence;
  const closes = result.closes.filter(({ difference_bp }) => difference_bp !== 0);
  const words = { title: 'Closes, fork less straight', first: 'fork', second: 'straight' };
  const note = 'One pair of runs on the same luck: what is small, any disturbance would leave behind.';
  return [
    ...intro,
    ...wrapped(`First divergence: seq ${first}, ${when}: ${text}`, width),
    '',
    ...closeLines(closes, width, words),
    '',
    ...institutionLines(result.institutions, width),
    '',
    ...wrapped(note, width).map((line) => paint('dim', line)),
  ];
}

function sameText({ yetToCome }: ForkResult): string {
  const later = yetToCome.length === 0 ? '' : ` After the end of the run: ${yetToCome.join('; ')}.`;
  return `Nothing is different: every event is as it was.${later}`;
}

/** The largest of each market in turn, so that none is hidden by the size of a currency. */
function institutionLines(rows: readonly InstitutionDifference[], width: number): string[] {
  if (rows.length === 0) return ['Nobody traded otherwise.'];
  const columns = [
    left(''),
    left('kind', { dispensable: 1 }),
    left('market'),
    right('straight'),
    right('fork'),
    right('difference'),
  ];
  const markets = [...new Set(rows.map(({ market, currency }) => `${market} ${currency}`))];
  const each = Math.max(1, Math.floor(ROWS_MOST / markets.length));
  const shown = markets.flatMap((key) =>
    rows.filter(({ market, currency }) => `${market} ${currency}` === key).slice(0, each),
  );
  const cells = shown.map((row) => [
    row.agent,
    row.agent_kind === row.agent ? '' : row.agent_kind,
    row.market,
    ...[row.straight_net_dv01, row.fork_net_dv01, row.difference_dv01].map((amount) => dv01Text(row, amount)),
  ]);
  const [head = '', ...body] = textTable(columns, cells, width);
  const rest = rows.length - shown.length;
  const more = rest > 0 ? [`… and ${countText(rest)} more; --json has all`] : [];
  return [paint('bold', 'Who bought (+) and sold (-), net DV01 over all days'), paint('dim', head), ...body, ...more];
}

function dv01Text({ currency }: InstitutionDifference, amount: number): string {
  const text = moneyText(currency, Math.abs(amount));
  return amount === 0 ? text : `${amount > 0 ? '+' : '-'}${text}`;
}
