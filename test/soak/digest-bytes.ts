/**
 * What one `RunDigest` keeps for ever, to the byte: two words of content for each control event and the index of their seqs
 * (`src/events/content-digest.ts`, `src/events/seq-index.ts`). Not an upper bound: what is counted too high here hides a leak.
 */

const FIRST_WORDS = 1024;
const WORD_BYTES = 4;

export function digestBytes(controlEvents: number, lastControlSeq: number): number {
  // Rank 0 has its two words, too; the index has 32 seqs in a word, and a word of running count beside each.
  const contents = capacity(2 * controlEvents + 2);
  const index = 2 * capacity((lastControlSeq >>> 5) + 1);
  return WORD_BYTES * (contents + index);
}

function capacity(words: number): number {
  let length = FIRST_WORDS;
  while (length < words) length *= 2;
  return length;
}
