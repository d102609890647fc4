/**
 * The file `contents` beside the snapshots: the content digest of every control event, three words each, appended as the
 * run goes. A snapshot says how many of them it needs, so that no two of them store the same ones.
 */
import type { RunDigestState } from '../../events/content-digest.ts';

export const CONTENTS_FILE = 'contents';
const ROW_WORDS = 3;
export const ROW_BYTES = 4 * ROW_WORDS;

/** Seq and two words of content digest for each of the state's own events. */
export function contentRows({ seqs, contents }: RunDigestState): Int32Array {
  const rows = new Int32Array(seqs.length * ROW_WORDS);
  for (let i = 0; i < seqs.length; i++) {
    rows[i * ROW_WORDS] = seqs[i] as number;
    rows[i * ROW_WORDS + 1] = contents[2 * i] as number;
    rows[i * ROW_WORDS + 2] = contents[2 * i + 1] as number;
  }
  return rows;
}

/** The state with the events that it has left out put in front; undefined where the rows are not those. */
export function withContents(state: RunDigestState, rows: Int32Array): RunDigestState | undefined {
  const count = rows.length / ROW_WORDS;
  if (state.known !== count || state.seqs.length !== 0 || state.contents.length !== 0) return undefined;
  const seqs = new Int32Array(count);
  const contents = new Int32Array(2 * count);
  let before = 0;
  for (let i = 0; i < count; i++) {
    const seq = rows[i * ROW_WORDS] as number;
    if (seq <= before || seq > state.count) return undefined;
    before = seq;
    seqs[i] = seq;
    contents[2 * i] = rows[i * ROW_WORDS + 1] as number;
    contents[2 * i + 1] = rows[i * ROW_WORDS + 2] as number;
  }
  return { ...state, known: 0, seqs, contents };
}
