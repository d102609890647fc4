/**
 * The chain of an event or a record back to its roots, as plain data: what follows from what, as the engine recorded it.
 *
 * A graph without cycles, since causes come before what follows from them; an ancestor that several share stands in it once.
 * A fill follows from both orders, an order from one control event. Two passes of the log: `ChainIndex` up to the
 * event that is asked about, then `ChainCollector` for what its chain holds. It says nothing of what would have been.
 */
import { Field, RECORD_WORDS, type RecordBatch, RecordKind } from '../../events/records.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { assert } from '../../units/assert.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { CauseIndex } from './cause-index.ts';
import { tellEvent } from './event-words.ts';
import { instrumentOf, ownerOf, RECORD_TYPES, type RecordWords, tellRecord } from './record-words.ts';
import { type RootKind, rootKindOf } from './roots.ts';
import { Roster } from './roster.ts';
import { StandingOrders } from './standing-orders.ts';
import { type NumberFact, type Told, Wording } from './wording.ts';

export interface ChainNode {
  readonly seq: Seq;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly type: string;
  readonly agent: string | null;
  readonly agent_kind: string | null;
  /** A bond or a market, where it is about one. */
  readonly about: string | null;
  readonly rule: string | null;
  readonly numbers: readonly NumberFact[];
  /** What the engine recorded it to follow from, oldest first. */
  readonly follows_from: readonly Seq[];
  /** What kind of beginning it is; null where it follows from something. */
  readonly root: RootKind | null;
  readonly text: string;
}

export interface Chain {
  readonly target: Seq;
  /** The target first, then back in time. */
  readonly nodes: readonly ChainNode[];
  readonly roots: readonly Seq[];
  /** The control events of the chain, by seq. */
  readonly events: ReadonlyMap<Seq, MarketEvent>;
}

/** First pass: everything up to the target; what it follows from is known when it has gone by. */
export class ChainIndex {
  readonly #causes = new CauseIndex();
  readonly #standing = new StandingOrders();
  readonly #target: Seq;
  #found: { readonly followsFrom: readonly Seq[]; readonly orderCauses: readonly Seq[] } | undefined;

  constructor(target: Seq) {
    this.#target = target;
  }

  get isDone(): boolean {
    return this.#found !== undefined;
  }

  control(event: MarketEvent): void {
    if (this.isDone) return;
    this.#causes.control(event);
    if (event.seq === this.#target) this.#found = { followsFrom: event.causes, orderCauses: [] };
  }

  batch(batch: RecordBatch): void {
    if (this.isDone) return;
    let seq: number = batch.firstSeq;
    for (let at = batch.from; at < batch.to; at += RECORD_WORDS, seq++) {
      if (seq === this.#target) {
        this.#found = this.#ofRecord(batch.words.subarray(at, at + RECORD_WORDS));
        return;
      }
      this.#standing.note(batch, at);
    }
  }

  /** What the target itself follows from, oldest first. */
  get followsFrom(): readonly Seq[] {
    return this.#reached.followsFrom;
  }

  /** The target and all that it goes back to. */
  members(): Seq[] {
    const { followsFrom, orderCauses } = this.#reached;
    return this.#causes.withAncestors([this.#target, ...followsFrom, ...orderCauses]);
  }

  get #reached() {
    assert(this.#found !== undefined, `the log ends before seq ${this.#target}`);
    return this.#found;
  }

  /** A fill follows from both orders; what else happens to an order from that order and from what led to it. */
  #ofRecord(words: Int32Array) {
    const kind = words[Field.kind];
    const cause = words[Field.cause] as Seq;
    const entered = kind === RecordKind.accepted || kind === RecordKind.rejected;
    const filled = kind === RecordKind.filled;
    const orders = entered
      ? []
      : [words[Field.order] as number, ...(filled ? [words[Field.counterOrder] as number] : [])];
    const standing = orders.map((order) => this.#standing.of(order));
    const known = filled && standing.every((seq) => seq > 0) ? standing : [cause, ...standing];
    const orderCauses = orders.map((order) => this.#standing.causeOf(order));
    return { followsFrom: distinct(known), orderCauses: distinct(orderCauses) };
  }
}

/** Second pass: the events and records of the chain. */
export class ChainCollector {
  readonly roster = new Roster();
  readonly #index: ChainIndex;
  readonly #target: Seq;
  readonly #wanted: Set<number>;
  readonly #events = new Map<Seq, MarketEvent>();
  readonly #records = new Map<Seq, { readonly at: SimTime; readonly words: RecordWords }>();

  constructor(target: Seq, index: ChainIndex) {
    this.#target = target;
    this.#index = index;
    this.#wanted = new Set(index.members());
  }

  /** Everything there is to collect has been seen. */
  get isDone(): boolean {
    return this.#events.has(this.#target) || this.#records.has(this.#target);
  }

  control(event: MarketEvent): void {
    this.roster.control(event);
    if (this.#wanted.has(event.seq)) this.#events.set(event.seq, event);
  }

  batch({ words, from, to, firstSeq, at: time }: RecordBatch): void {
    let seq: number = firstSeq;
    for (let at = from; at < to; at += RECORD_WORDS, seq++) {
      if (!this.#wanted.has(seq)) continue;
      this.#records.set(seq as Seq, { at: time, words: words.slice(at, at + RECORD_WORDS) });
    }
  }

  chain(): Chain {
    const wording = new Wording(this.roster);
    const nodes = [
      ...[...this.#events.values()].map((event) => this.#nodeOfEvent(event, wording)),
      ...[...this.#records].map(([seq, record]) => this.#nodeOfRecord(seq, record, wording)),
    ].sort((a, b) => b.seq - a.seq);
    const roots = nodes.filter(({ follows_from }) => follows_from.length === 0).map(({ seq }) => seq);
    return { target: this.#target, nodes, roots: roots.reverse(), events: this.#events };
  }

  #nodeOfEvent(event: MarketEvent, wording: Wording): ChainNode {
    const agent = 'agent' in event ? event.agent : 'borrower' in event ? event.borrower : null;
    const about = 'instrument' in event ? event.instrument : 'market' in event ? event.market : null;
    const place = { seq: event.seq, time: isoTime(event.at), type: event.type };
    const who = {
      agent,
      agent_kind: agent === null ? null : (this.roster.kindOf(agent) ?? null),
      about: about || null,
    };
    const root = rootKindOf(event) ?? null;
    return { ...place, ...who, ...told(tellEvent(event, wording)), follows_from: event.causes, root };
  }

  #nodeOfRecord(seq: Seq, { at, words }: { at: SimTime; words: RecordWords }, wording: Wording): ChainNode {
    const agent = ownerOf(words, this.roster) ?? null;
    const place = { seq, time: isoTime(at), type: RECORD_TYPES[words[Field.kind] as RecordKind] };
    const agentKind = agent === null ? null : (this.roster.kindOf(agent) ?? null);
    const who = { agent, agent_kind: agentKind, about: instrumentOf(words, this.roster) || null };
    const followsFrom = seq === this.#target ? this.#index.followsFrom : [words[Field.cause] as Seq];
    return {
      ...place,
      ...who,
      ...told(tellRecord(words, this.roster, wording)),
      follows_from: followsFrom,
      root: null,
    };
  }
}

const told = ({ text, rule, numbers }: Told) => ({ text, rule: rule ?? null, numbers: numbers ?? [] });

const distinct = (seqs: readonly Seq[]): Seq[] => [...new Set(seqs)].filter((seq) => seq > 0).sort((a, b) => a - b);
