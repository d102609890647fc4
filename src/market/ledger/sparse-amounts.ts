/**
 * A layer of amounts with the zeros left out, for snapshots: most accounts of most layers are empty.
 */
import { assert } from '../../units/assert.ts';

export interface SparseAmounts {
  /** Of the whole layer. */
  readonly accounts: number;
  /** Accounts with an amount, ascending, and the amounts. */
  readonly at: Int32Array;
  readonly amounts: Float64Array;
}

export function withoutZeros(layer: Float64Array): SparseAmounts {
  let count = 0;
  for (const amount of layer) if (amount !== 0) count += 1;
  const [at, amounts] = [new Int32Array(count), new Float64Array(count)];
  let next = 0;
  for (const [account, amount] of layer.entries()) {
    if (amount === 0) continue;
    at[next] = account;
    amounts[next++] = amount;
  }
  return { accounts: layer.length, at, amounts };
}

/** Gives a layer these amounts and no others. */
export function fillLayer(layer: Float64Array, { accounts, at, amounts }: SparseAmounts): void {
  assert(accounts === layer.length, `amounts of ${accounts} accounts do not fit ${layer.length}: another ledger`);
  layer.fill(0);
  for (const [next, account] of at.entries()) layer[account] = amounts[next] as number;
}
