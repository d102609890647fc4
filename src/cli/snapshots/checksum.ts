/** Checksums of what lies in a snapshot folder: four words of the hash that log and digest have. */
import { Hash128 } from '../../math/digest.ts';

/** Of all words so far; more may follow. */
export function finished(hash: Hash128): Int32Array {
  const check = new Int32Array(4);
  hash.finishInto(check);
  return check;
}

export function checksumOf(words: Int32Array): Int32Array {
  const hash = new Hash128();
  hash.words(words);
  return finished(hash);
}
