/**
 * Names and the 64-bit hashes by which they enter a digest, computed once each.
 *
 * Slot 0 is empty ("nobody", hash zero); names take the slots from 1. Two uses, not to be mixed in one object: by order
 * of arrival (`append`, for the indices in records) or by text (`slotOf`).
 */
import { nameHashInto } from '../math/digest.ts';

/** Longer texts are no names: they are hashed each time and not remembered, so that a stranger's log cannot fill the memory. */
const LONGEST_NAME = 256;

export class NameHashes {
  /** Two words a slot. Replaced when it grows: do not keep it. */
  words = new Int32Array(64);
  private readonly list: string[] = [];
  private readonly slots = new Map<string, number>();
  private longTextSlot: number | undefined;

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

  /** The slot of a text, which is appended when it is new; of a long text only until the next one. */
  slotOf(name: string): number {
    if (name.length > LONGEST_NAME) return this.slotOfLong(name);
    const known = this.slots.get(name);
    if (known !== undefined) return known;
    const slot = this.append(name);
    this.slots.set(name, slot);
    return slot;
  }

  private slotOfLong(text: string): number {
    this.longTextSlot ??= this.append('');
    nameHashInto(text, this.words, 2 * this.longTextSlot);
    return this.longTextSlot;
  }

  texts(): readonly string[] {
    return this.list.slice();
  }
}
