/** Logs by strangers: payloads that somebody else wrote and sealed correctly, so that only their content can be refused. */
import { expect } from 'vitest';
import { ByteWriter } from '../../src/events/byte-writer.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { FRAME_HEADER_BYTES, firstChain, HEADER_BYTES, sealFrame } from '../../src/events/log-format.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import type { Seq } from '../../src/units/quantity.ts';
import { type Dice, randomRun } from './random-run.ts';
import { HEADER, join, readAll, recordLog } from './recorded-log.ts';

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

/** The payload of one frame as words, with the count that its header states. */
export interface FrameContent {
  readonly words: Int32Array;
  readonly count: number;
}

export function frameContent(seed: number): FrameContent {
  const { bytes } = recordLog(randomRun(seed, 8));
  const count = new DataView(bytes.buffer, HEADER_BYTES).getUint32(12, true);
  return { words: new Int32Array(bytes.slice(HEADER_BYTES + FRAME_HEADER_BYTES).buffer), count };
}

/** A rightly sealed log with broken content is refused behind its header; returns for what, figures left out. */
export function checkForged({ words, count }: FrameContent, roll: Dice, said: string): string {
  const mutated = mutatedWords(words, roll);
  const stated = roll(8) === 0 ? roll(2 ** 31) : count;
  const { end } = readAll(forge((out) => out.copy(mutated, 0, mutated.length), stated));
  if (end.ending !== 'refused') return expect.fail(`${said}: ${end.ending}`);
  if (end.flaw.offset < HEADER_BYTES) expect.fail(`${said}: refused at ${end.flaw.offset}`);
  return end.flaw.problem.replace(/[\d.,−-]+/g, '#').slice(0, 24);
}
