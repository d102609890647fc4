/** `--seed`: an integer from 0 to 2^53 − 1 in plain digits, so that no two texts mean one seed. */
import { type Seed, seed } from '../../units/quantity.ts';
import { type BadInput, badArgument } from '../bad-input.ts';

export const SEED_DEFAULT = '1';

export function readSeed(text: string): { readonly ok: true; readonly seed: Seed } | BadInput {
  const value = Number(text);
  if (/^(?:0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(value)) return { ok: true, seed: seed(value) };
  return badArgument({
    argument: '--seed',
    found: text,
    message: `"${text}" is no seed`,
    expected: 'an integer from 0 to 9007199254740991 in plain digits, without leading zeros',
  });
}
