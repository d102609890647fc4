/**
 * What every control event follows from, as the log names it: a few bytes an event, so that the length of a run does not matter.
 *
 * Causes point backwards only, hence one pass is enough; ancestors are found from the end back. Rows in one array with their
 * starts (compressed sparse rows: Y. Saad, "Iterative Methods for Sparse Linear Systems", 2003, §3.4).
 */
import { SeqIndex } from '../../events/seq-index.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Seq } from '../../units/quantity.ts';

export class CauseIndex {
  readonly #seqs = new SeqIndex();
  /** Where the causes of the event of rank r begin; they end where those of the next begin. */
  #starts = new Int32Array(1024);
  #causes = new Int32Array(1024);
  #count = 0;

  control({ seq, causes }: MarketEvent): void {
    const rank = this.#seqs.add(seq);
    if (rank + 2 > this.#starts.length) this.#starts = doubled(this.#starts);
    this.#starts[rank] = this.#count;
    for (const cause of causes) {
      if (this.#count === this.#causes.length) this.#causes = doubled(this.#causes);
      this.#causes[this.#count++] = cause;
    }
    this.#starts[rank + 1] = this.#count;
  }

  /** Control events heard so far. */
  get size(): number {
    return this.#seqs.size;
  }

  has(seq: number): boolean {
    return this.#seqs.rankOf(seq) > 0;
  }

  /** Oldest first; none for a root, and for a seq that is no control event. */
  causesOf(seq: number): readonly Seq[] {
    const rank = this.#seqs.rankOf(seq);
    if (rank <= 0) return [];
    return [...this.#causes.subarray(this.#starts[rank], this.#starts[rank + 1])] as Seq[];
  }

  /** These events and all that they follow from, each once, oldest first. */
  withAncestors(seqs: readonly number[]): Seq[] {
    const found = new Set<number>();
    const open = [...seqs];
    for (let seq = open.pop(); seq !== undefined; seq = open.pop()) {
      if (found.has(seq)) continue;
      found.add(seq);
      open.push(...this.causesOf(seq));
    }
    return [...found].sort((a, b) => a - b) as Seq[];
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * array.length);
  wider.set(array);
  return wider;
}
