/**
 * Names and the 64-bit hashes by which they enter a digest, computed once each.
 *
 * Slot 0 is empty ("nobody", hash zero); names take the slots from 1. Two uses, not to be mixed in one object: by order
 * of arrival (`append`, for the indices in records) or by text (`slotOf`).
 */
import { nameHashInto } from '../math/digest.ts';

export class NameHashes {
  /** Two words a slot. Replaced when it grows: do not keep it. */
  words = new Int32Array(64);
  private readonly list: string[] = [];
  private readonly slots = new Map<string, number>();

  get count(): number {
    return this.list.length;
  }

  /** The next name in order of arrival; its slot. A name may come twice, so that indices stay those of the log. */
  append(name: string): number {
    this.list.push(name);
    const slot = this.list.length;
    if (2 * slot + 2 > this.words.length) {
      const wider = new Int32Array(this.words.length * 2);
      wider.set(this.words);
      this.words = wider;
    }
    nameHashInto(name, this.words, 2 * slot);
    return slot;
  }

  /** The slot of a text, which is appended when it is new. */
  slotOf(name: string): number {
    const known = this.slots.get(name);
    if (known !== undefined) return known;
    const slot = this.append(name);
    this.slots.set(name, slot);
    return slot;
  }

  texts(): readonly string[] {
    return this.list.slice();
  }
}
