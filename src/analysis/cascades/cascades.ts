/**
 * Chains that end in something an institution had to do or decided, counted by kind: how long they are, how much was traded at
 * their end, and which are the most frequent.
 *
 * A chain goes back from its end by one cause at each step: a decision before the wishes of clients, these before the clock, the
 * latest of several. It ends at a root (`rootKindOf`). What the log records is provenance, not what would have been without.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { EventType, MarketEvent } from '../../events/vocabulary.ts';
import type { Seq } from '../../units/quantity.ts';
import { tellEvent } from '../why/event-words.ts';
import { Roster } from '../why/roster.ts';
import { Wording } from '../why/wording.ts';
import { stepWords } from './step-words.ts';

export interface CascadeKind {
  /** From root to end, without numbers. */
  readonly steps: readonly string[];
  readonly count: number;
  /** Fills that took liquidity and follow from the ends, all chains of the kind together. */
  readonly trades: number;
  /** The chain of the kind after whose end most was traded, with its numbers. */
  readonly example: { readonly seq: Seq; readonly trades: number; readonly told: readonly string[] };
}

export interface CascadeCounts {
  readonly chains: number;
  /** Index: steps before the end; value: chains. */
  readonly lengths: readonly number[];
  /** Fills that follow from each chain's end, ascending. */
  readonly trades: readonly number[];
  /** The most frequent first. */
  readonly kinds: readonly CascadeKind[];
}

/** What a chain may end with. */
const ENDS: ReadonlySet<EventType> = new Set<EventType>([
  'DecisionTaken',
  'RiskLimitBreached',
  'StopLossTriggered',
  'MarginCalled',
  'LeverageAdjusted',
  'QuotesWithdrawn',
  'CapitalRequested',
  'OperationAnnounced',
  'PaymentFailed',
  'DeliveryFailed',
]);
/** Settlement is bookkeeping, and there is much of it: chains pass it by. */
const PASSED_BY: ReadonlySet<EventType> = new Set<EventType>([
  'FundsBorrowed',
  'FundsRepaid',
  'ValueDateSet',
  'InterestAccrued',
  'HoldingOpened',
  'CashOpened',
]);
/** A chain this long is told by its first and last steps. */
const STEPS_MOST = 40;

interface Node {
  readonly event: MarketEvent;
  readonly parent: Node | undefined;
  trades: number;
}

export class Cascades {
  readonly #roster = new Roster();
  readonly #nodes = new Map<number, Node>();
  readonly #ends: Node[] = [];

  control(event: MarketEvent): void {
    this.#roster.control(event);
    if (PASSED_BY.has(event.type)) return;
    const node: Node = { event, parent: this.#parentOf(event), trades: 0 };
    this.#nodes.set(event.seq, node);
    if (ENDS.has(event.type)) this.#ends.push(node);
  }

  batch({ words, from, to }: RecordBatch): void {
    for (let at = from; at < to; at += RECORD_WORDS) {
      if (words[at + Field.kind] !== RecordKind.filled) continue;
      const node = this.#nodes.get(words[at + Field.cause] as number);
      if (node !== undefined) node.trades += 1;
    }
  }

  counts(most: number): CascadeCounts {
    const lengths: number[] = [];
    const kinds = new Map<string, Node[]>();
    for (const end of this.#ends) {
      const steps = chainOf(end);
      const length = steps.length - 1;
      while (lengths.length <= length) lengths.push(0);
      lengths[length] = (lengths[length] as number) + 1;
      const key = steps.map(({ event }) => stepWords(event, this.#roster)).join('\n');
      kinds.set(key, [...(kinds.get(key) ?? []), end]);
    }
    const counted = [...kinds].map(([key, ends]) => this.#kindOf(key, ends));
    counted.sort((a, b) => b.count - a.count || b.trades - a.trades || a.example.seq - b.example.seq);
    return {
      chains: this.#ends.length,
      lengths,
      trades: this.#ends.map(({ trades }) => trades).sort((a, b) => a - b),
      kinds: counted.slice(0, most),
    };
  }

  #kindOf(key: string, ends: readonly Node[]): CascadeKind {
    const largest = ends.reduce((best, each) => (each.trades > best.trades ? each : best));
    const wording = new Wording(this.#roster);
    return {
      steps: key.split('\n'),
      count: ends.length,
      trades: ends.reduce((sum, { trades }) => sum + trades, 0),
      example: {
        seq: largest.event.seq,
        trades: largest.trades,
        told: chainOf(largest).map(({ event }) => tellEvent(event, wording).text),
      },
    };
  }

  #parentOf({ causes }: MarketEvent): Node | undefined {
    let best: Node | undefined;
    for (const cause of causes) {
      const node = this.#nodes.get(cause);
      if (node !== undefined && (best === undefined || weightOf(node) >= weightOf(best))) best = node;
    }
    return best;
  }
}

/** From root to end. */
function chainOf(end: Node): Node[] {
  const nodes: Node[] = [];
  for (let node: Node | undefined = end; node !== undefined && nodes.length < STEPS_MOST; node = node.parent)
    nodes.push(node);
  return nodes.reverse();
}

/** What is followed back first. */
function weightOf({ event: { type } }: Node): number {
  if (type === 'ClockTicked') return 0;
  return type === 'NoiseDrawn' ? 1 : 2;
}
