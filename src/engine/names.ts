/**
 * Who and what takes part in a run, by name and by index. The index is the order of the log's opening events, which is
 * the order of the names' code units, so that records can carry small numbers and no digest depends on a position.
 */
import { assert } from '../units/assert.ts';

export class Names {
  readonly ids: readonly string[];
  private readonly indices: ReadonlyMap<string, number>;

  constructor(ids: readonly string[]) {
    this.ids = ids;
    this.indices = new Map(ids.map((id, index) => [id, index]));
    assert(this.indices.size === ids.length, 'two participants or instruments of a run share a name');
  }

  indexOf(id: string): number {
    const index = this.indices.get(id);
    assert(index !== undefined, `nobody in this run is called ${id}`);
    return index;
  }

  idAt(index: number): string {
    const id = this.ids[index];
    assert(id !== undefined, `no name has index ${index}`);
    return id;
  }
}

/** Plain code-unit order: the same on every machine and in every language. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
