/**
 * A chain for a person at a terminal: the event asked about, and below each event what it follows from.
 *
 * What the engine recorded is provenance, and the text says so; it speaks of what would have been only after a rerun
 * without the event (`prove-text.ts`).
 */
import type { Chain, ChainNode } from '../../analysis/why/causal-chain.ts';
import { moneyText } from '../../analysis/why/money-text.ts';
import type { QueryMatch } from '../../analysis/why/query-matches.ts';
import type { RootKind } from '../../analysis/why/roots.ts';
import { listText } from '../../analysis/why/wording.ts';
import type { Seq } from '../../units/quantity.ts';
import { CURRENCIES } from '../../units/quantity.ts';
import { countText, plural } from '../own-input/number-text.ts';
import { paint } from '../terminal.ts';
import { left, right, textTable, wrapped } from '../text-table.ts';

const NODES_MOST = 60;
const DEPTH_MOST = 12;
const MATCHES_MOST = 5;
const INDENT = 2;

const ROOT_WORDS: Readonly<Record<RootKind, string>> = {
  opening: 'root: the scenario’s opening',
  calendar: 'root: the calendar',
  announcement: 'root: stated by the scenario',
  intervention: 'root: stated by the patch of a fork',
  news: 'root: nature’s news, drawn by chance',
  noise: 'root: chance',
};

/** The tree of a chain, what follows from several things with a branch for each. */
export function chainLines(chain: Chain, width: number): string[] {
  const tree = new Tree(chain, width);
  tree.grow(chain.target, 0);
  const rest = chain.nodes.length - tree.shown;
  const note =
    'Below each event what it follows from, as the engine recorded it. What would have been without it, --prove tells.';
  return [
    ...tree.lines,
    ...(rest > 0 ? [`… and ${plural(rest, 'event')} further back; --json has all`] : []),
    '',
    rootsText(chain),
    ...wrapped(note, width).map((line) => paint('dim', line)),
  ];
}

class Tree {
  readonly lines: string[] = [];
  readonly #nodes: ReadonlyMap<Seq, ChainNode>;
  readonly #width: number;
  readonly #told = new Set<Seq>();

  constructor({ nodes }: Chain, width: number) {
    this.#nodes = new Map(nodes.map((node) => [node.seq, node]));
    this.#width = width;
  }

  get shown(): number {
    return this.#told.size;
  }

  grow(seq: Seq, depth: number): void {
    const node = this.#nodes.get(seq);
    if (node === undefined || this.#told.size >= NODES_MOST || depth > DEPTH_MOST) return;
    const indent = ' '.repeat(INDENT * depth);
    if (this.#told.has(seq)) {
      this.lines.push(`${indent}#${seq} ${paint('dim', 'as told above')}`);
      return;
    }
    this.#told.add(seq);
    this.lines.push(...this.#nodeLines(node, indent));
    if (node.follows_from.length > 1) {
      const label = `follows from ${node.follows_from.length} things:`;
      this.lines.push(`${indent}${' '.repeat(INDENT)}${paint('dim', label)}`);
    }
    for (const cause of node.follows_from) this.grow(cause, depth + 1);
  }

  #nodeLines({ seq, time, text, root }: ChainNode, indent: string): string[] {
    const head = `#${seq}  ${minuteText(time)}`;
    const said = `${text}${root === null ? '' : ` (${ROOT_WORDS[root]})`}`;
    const body = wrapped(said, Math.max(20, this.#width - indent.length - INDENT));
    return [`${indent}${paint('bold', head)}`, ...body.map((line) => `${indent}${' '.repeat(INDENT)}${line}`)];
  }
}

function rootsText({ nodes, roots }: Chain): string {
  const kindOf = new Map(nodes.map(({ seq, root }) => [seq, root]));
  const counts = new Map<string, Seq[]>();
  for (const seq of roots) {
    const kind = kindOf.get(seq) ?? 'no known root';
    counts.set(kind, [...(counts.get(kind) ?? []), seq]);
  }
  const parts = [...counts].map(([kind, seqs]) => `${kind} (${seqsText(seqs)})`);
  return `Roots: ${listText(parts)}`;
}

const seqsText = (seqs: readonly Seq[]): string =>
  seqs.length > 4 ? `${seqs.length} events` : seqs.map((seq) => `#${seq}`).join(', ');

/** What else answers the question, the largest first. */
export function matchLines(matches: readonly QueryMatch[], width: number): string[] {
  const others = matches.slice(1);
  if (others.length === 0) return [];
  const columns = [
    left('seq'),
    left('institution'),
    left('bond', { dispensable: 3 }),
    left('from'),
    right('parts', { dispensable: 1 }),
    right('size'),
    left('follows from', { dispensable: 2 }),
  ];
  const rows = others
    .slice(0, MATCHES_MOST)
    .map((match) => [
      `#${match.seq}`,
      match.agent,
      match.bond ?? '',
      minuteText(match.from),
      countText(match.count),
      sizeText(match),
      match.follows_from === null ? '' : `#${match.follows_from}`,
    ]);
  const [head = '', ...body] = textTable(columns, rows, width);
  const rest = others.length - rows.length;
  const more = rest > 0 ? [`… and ${countText(rest)} more; --json has the first hundred`] : [];
  return [paint('bold', 'Also'), paint('dim', head), ...body, ...more];
}

/** What was found for a question: the whole deed, of which the chain shows the largest part. */
export function foundText(matches: readonly QueryMatch[]): string {
  const [match] = matches;
  if (match === undefined) return '';
  const { agent, agent_kind, bond, count, from, to, follows_from } = match;
  const who = agent_kind === null || agent_kind === agent ? agent : `${agent} (${agent_kind})`;
  const where = bond === null ? '' : ` in ${bond}`;
  const when = from === to ? minuteText(from) : `${minuteText(from)} to ${minuteText(to)}`;
  const of = matches.length === 1 ? 'the only match' : `the largest of ${countText(matches.length)} matches`;
  const shared = follows_from === null ? '' : ` that follow from #${follows_from}`;
  const parts = count === 1 ? '' : `; ${plural(count, 'part')}${shared}, of which this is the largest`;
  return `${who}${where}, ${when}: ${sizeText(match)}, ${of}${parts}.`;
}

function sizeText({ size, unit }: QueryMatch): string {
  const currency = CURRENCIES.find((known) => unit.includes(known));
  if (currency === undefined) return `${size.toFixed(2)} ${unit}`;
  if (unit.startsWith('minor')) return moneyText(currency, size / (currency === 'USD' || currency === 'GBP' ? 100 : 1));
  return `${moneyText(currency, size)}/bp`;
}

/** `2026-01-16T06:00:00Z` → `2026-01-16 06:00Z`. */
export const minuteText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')}Z`;
