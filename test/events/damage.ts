/** What must hold of a damaged log, whatever the damage: shared by the quick and the deep tier. */
import { expect } from 'vitest';
import type { LogEnd } from '../../src/events/log-reader.ts';
import type { Dice } from './random-run.ts';
import { type Entry, plain, type RecordedLog, readAll } from './recorded-log.ts';

/** Every length of the file gives the frames that are whole, and says how many bytes it drops. */
export function checkCuts(log: RecordedLog, entries: readonly Entry[]): void {
  const expected = entries.map(plain);
  for (let length = 0; length <= log.bytes.length; length++) {
    const read = readAll(log.bytes.subarray(0, length));
    const whole = log.ends.filter((end) => end <= length).length;
    const end = whole === 0 ? 0 : (log.ends[whole - 1] as number);
    const expectedEnd: LogEnd =
      end === length && whole > 0 ? { ending: 'whole' } : { ending: 'torn', droppedBytes: length - end };
    if (read.end.ending !== expectedEnd.ending) expect(read.end, `cut at ${length}`).toEqual(expectedEnd);
    if (read.end.ending === 'torn') expect(read.end, `cut at ${length}`).toEqual(expectedEnd);
    const count = whole === 0 ? 0 : (log.entriesAt[whole - 1] as number);
    if (read.entries.length !== count) expect(read.entries.length, `cut at ${length}`).toBe(count);
    if (length % 977 === 0) expect(read.entries.map(plain), `cut at ${length}`).toEqual(expected.slice(0, count));
  }
}

/** A damaged log is refused at or after the frame before the damage, and delivers only whole frames before it. */
export function checkRefused(log: RecordedLog, damaged: Uint8Array, what: string): void {
  const { entries, end } = readAll(damaged);
  if (end.ending !== 'refused') expect(end, what).toMatchObject({ ending: 'refused' });
  else {
    const frame = log.entriesAt.indexOf(entries.length);
    const good = end.flaw.frame === 0 ? frame === -1 || frame === 0 : frame + 1 === end.flaw.frame;
    const from = end.flaw.frame === 0 ? 0 : (log.ends[end.flaw.frame - 1] as number);
    const last = entries.at(-1);
    const lastSeq = last === undefined ? 0 : 'words' in last ? last.firstSeq + last.words.length / 12 - 1 : last.seq;
    const located = end.flaw.offset >= from && end.flaw.offset < damaged.length && end.flaw.lastGoodSeq === lastSeq;
    if (!good || !located) expect({ ...end.flaw, delivered: entries.length }, what).toBe('a located refusal');
  }
}

export function checkEveryBit(log: RecordedLog): void {
  for (let bit = 0; bit < log.bytes.length * 8; bit++) {
    const damaged = log.bytes.slice();
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    checkRefused(log, damaged, `bit ${bit}`);
  }
}

/** Two to thirty-one bytes in a row replaced by others; the first is another one for certain. */
export function overwritten({ bytes }: RecordedLog, roll: Dice): Uint8Array {
  const damaged = bytes.slice();
  const length = 2 + roll(30);
  const at = roll(damaged.length - length);
  for (let i = at; i < at + length; i++) damaged[i]! ^= roll(256);
  if (damaged[at] === bytes[at]) damaged[at]! ^= 1 + roll(255);
  return damaged;
}
