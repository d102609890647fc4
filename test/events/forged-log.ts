/** Logs by strangers: payloads that somebody else wrote and sealed correctly, so that only their content can be refused. */
import { ByteWriter } from '../../src/events/byte-writer.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { FRAME_HEADER_BYTES, firstChain, sealFrame } from '../../src/events/log-format.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import type { Seq } from '../../src/units/quantity.ts';
import type { Dice } from './random-run.ts';
import { HEADER, join } from './recorded-log.ts';

/** A log of one frame. */
export function forge(payload: (out: ByteWriter) => void, count: number, digest = new Int32Array(4)): Uint8Array {
  const chunks: Uint8Array[] = [];
  new LogWriter({
    sink: (bytes) => chunks.push(bytes.slice()),
    digest: new RunDigest(),
    start: HEADER,
    frameBytes: 64,
  });
  const out = new ByteWriter(64);
  for (let i = 0; i < FRAME_HEADER_BYTES; i += 4) out.word(0);
  payload(out);
  sealFrame(out.wordView(), { firstSeq: 1 as Seq, count, digest }, firstChain(chunks[0] as Uint8Array));
  return join([...chunks, out.view()]);
}

/** One to four words of a payload replaced by whatever breaks readers: huge counts, small ones, single bits. */
export function mutatedWords(words: Int32Array, roll: Dice): Int32Array {
  const mutated = words.slice();
  for (let n = 1 + roll(4); n > 0; n--) {
    const at = roll(mutated.length);
    mutated[at] = [roll(2 ** 32), roll(20), -1, 2 ** 31 - 1, mutated[at]! ^ (1 << roll(32))][roll(5)] as number;
  }
  return roll(10) === 0 ? mutated.slice(0, 1 + roll(mutated.length)) : mutated;
}
