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
  const accounts = layer.length;
  const at = new Int32Array(accounts);
  let count = 0;
  for (let account = 0; account < accounts; account++) if (layer[account] !== 0) at[count++] = account;
  const amounts = Float64Array.from(at.subarray(0, count), (account) => layer[account] as number);
  return { accounts, at: at.slice(0, count), amounts };
}

/** Gives a layer these amounts and no others. */
export function fillLayer(layer: Float64Array, { accounts, at, amounts }: SparseAmounts): void {
  assert(accounts === layer.length, `amounts of ${accounts} accounts do not fit ${layer.length}: another ledger`);
  layer.fill(0);
  for (const [next, account] of at.entries()) layer[account] = amounts[next] as number;
}
