/** What was measured of every run, by number: the only thing of an experiment that is kept in memory until its end. */
import { assert } from '../units/assert.ts';

const ROOM = 256;

export class RunOutcomes {
  readonly #width: number;
  #values = new Float64Array(0);
  #count = 0;
  /** First run and number of runs, by point. */
  readonly #byPoint = new Map<number, { readonly from: number; count: number }>();

  /** @param width How many outcomes a run has. */
  constructor(width: number) {
    this.#width = width;
  }

  get runs(): number {
    return this.#count;
  }

  /** In the order of the runs, those of a point together. @param values Null: not known. */
  add(point: number, values: readonly (number | null)[]): void {
    assert(values.length === this.#width, `${values.length} outcomes in place of ${this.#width}`);
    this.#makeRoom();
    for (const [at, value] of values.entries()) this.#values[this.#count * this.#width + at] = value ?? Number.NaN;
    const known = this.#byPoint.get(point);
    if (known === undefined) this.#byPoint.set(point, { from: this.#count, count: 1 });
    else known.count += 1;
    this.#count += 1;
  }

  /** Of the replicates of a point, in their order; null: not known. */
  ofPoint(point: number, outcome: number): (number | null)[] {
    const { from, count } = this.#byPoint.get(point) ?? { from: 0, count: 0 };
    return Array.from({ length: count }, (_, at) => {
      const value = this.#values[(from + at) * this.#width + outcome] as number;
      return Number.isNaN(value) ? null : value;
    });
  }

  #makeRoom(): void {
    if ((this.#count + 1) * this.#width <= this.#values.length) return;
    const values = new Float64Array(Math.max(ROOM, 2 * this.#count) * this.#width);
    values.set(this.#values);
    this.#values = values;
  }
}
