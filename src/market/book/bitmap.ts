/**
 * A set of small integers with its least member found in a few steps: a 32-way bitmap of three tiers.
 *
 * The book keeps one for each side, of the price levels that hold orders; the best price is the least key. A linear
 * scan would do as well on a dense book and walk the whole ladder on an empty one. Index reads are in bounds by
 * construction (`0 ≤ key < keyCount`), hence the casts.
 */
import { assert } from '../../units/assert.ts';

/** Largest number of keys: the roots are scanned, and 32 words are one glance. */
export const KEY_COUNT_MAX = 2 ** 20;

/** Position of the lowest set bit; `bits` is not 0. */
const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

export class KeyBitmap {
  declare readonly keyCount: number;
  declare readonly leaves: Int32Array;
  declare readonly branches: Int32Array;
  declare readonly roots: Int32Array;

  /** An empty set over keys 0 … `keyCount` − 1; a multiple of 32, at most `KEY_COUNT_MAX`. */
  constructor(keyCount: number) {
    assert(
      Number.isInteger(keyCount) && keyCount > 0 && keyCount % 32 === 0 && keyCount <= KEY_COUNT_MAX,
      `a bitmap holds a multiple of 32 keys, at most ${KEY_COUNT_MAX}, got ${keyCount}`,
    );
    this.keyCount = keyCount;
    this.leaves = new Int32Array(keyCount >>> 5);
    this.branches = new Int32Array(Math.ceil(this.leaves.length / 32));
    this.roots = new Int32Array(Math.ceil(this.branches.length / 32));
  }

  has(key: number): boolean {
    return ((this.leaves[key >>> 5] as number) & (1 << key)) !== 0;
  }

  add(key: number): void {
    const leaf = key >>> 5;
    const before = this.leaves[leaf] as number;
    this.leaves[leaf] = before | (1 << key);
    if (before !== 0) return;
    const branch = leaf >>> 5;
    const branchBefore = this.branches[branch] as number;
    this.branches[branch] = branchBefore | (1 << leaf);
    if (branchBefore === 0) this.roots[branch >>> 5] = (this.roots[branch >>> 5] as number) | (1 << branch);
  }

  remove(key: number): void {
    const leaf = key >>> 5;
    const after = (this.leaves[leaf] as number) & ~(1 << key);
    this.leaves[leaf] = after;
    if (after !== 0) return;
    const branch = leaf >>> 5;
    const branchAfter = (this.branches[branch] as number) & ~(1 << leaf);
    this.branches[branch] = branchAfter;
    if (branchAfter === 0) this.roots[branch >>> 5] = (this.roots[branch >>> 5] as number) & ~(1 << branch);
  }

  clear(): void {
    this.leaves.fill(0);
    this.branches.fill(0);
    this.roots.fill(0);
  }

  /** The least member that is not below `key`; `keyCount` where there is none. */
  from(key: number): number {
    if (key >= this.keyCount) return this.keyCount;
    const leaf = key >>> 5;
    const bits = (this.leaves[leaf] as number) & (-1 << key);
    return bits !== 0 ? (leaf << 5) + lowestBit(bits) : this.fromLeafAfter(leaf);
  }

  private fromLeafAfter(leaf: number): number {
    const branch = leaf >>> 5;
    // -2 << 31 is 0: nothing lies above the last bit of a word.
    const bits = (this.branches[branch] as number) & (-2 << leaf);
    if (bits !== 0) return this.leastOfLeaf((branch << 5) + lowestBit(bits));
    const root = branch >>> 5;
    const rootBits = (this.roots[root] as number) & (-2 << branch);
    if (rootBits !== 0) return this.leastOfBranch((root << 5) + lowestBit(rootBits));
    for (let next = root + 1; next < this.roots.length; next++) {
      const nextBits = this.roots[next] as number;
      if (nextBits !== 0) return this.leastOfBranch((next << 5) + lowestBit(nextBits));
    }
    return this.keyCount;
  }

  private leastOfBranch(branch: number): number {
    return this.leastOfLeaf((branch << 5) + lowestBit(this.branches[branch] as number));
  }

  private leastOfLeaf(leaf: number): number {
    return (leaf << 5) + lowestBit(this.leaves[leaf] as number);
  }
}
