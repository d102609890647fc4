/**
 * The fixed parts of an event log's bytes: the header of the file and the header of each frame.
 *
 * A log is a header of 256 bytes and frames of many events. Each frame's header holds the checksum of its payload and a
 * checksum of itself that starts from the one before (the chain), so that a length is believed only once it has been
 * verified and no frame can be left out, doubled or moved. Bytes in, bytes out: no files here. Layout with a reader in
 * numpy: `docs/log-format.md`. The magic follows PNG's (W3C PNG, §5.2), which shows up transfers as text.
 */
import { Hash128, highWord, lowWord } from '../math/digest.ts';
import { assert } from '../units/assert.ts';
import type { Seed, Seq } from '../units/quantity.ts';
import { readUtf8, writeUtf8 } from './utf8.ts';

export const MAGIC: readonly number[] = [0x89, 0x53, 0x50, 0x4c, 0x0d, 0x0a, 0x1a, 0x0a];
export const FORMAT_VERSION = 1;
export const HEADER_BYTES = 256;
export const FRAME_HEADER_BYTES = 64;
/** "FRAM" in ASCII. */
export const FRAME_TAG = 0x4d415246;

const VERSION_WORD = 2;
const LENGTH_WORD = 3;
const SEED_WORD = 4;
const ENGINE_AT = 24;
const ENGINE_BYTES = 64;
const SCENARIO_AT = 88;
const SCENARIO_BYTES = 128;
const HEADER_CHECK_WORD = 60;
const FRAME_CHECK_WORD = 12;

export interface LogHeader {
  readonly formatVersion: number;
  readonly engineVersion: string;
  /** Digest of the resolved scenario as text. */
  readonly scenarioDigest: string;
  readonly seed: Seed;
}

/** The checksum of the last verified header: four words. */
export type Chain = Int32Array;

export interface FrameHeader {
  readonly payloadBytes: number;
  readonly firstSeq: Seq;
  /** Events and records. */
  readonly count: number;
  /** The run's digest after the frame, four words. */
  readonly digest: Int32Array;
  /** Checksum of the payload, four words. */
  readonly checksum: Int32Array;
}

/** Something wrong with the bytes; `offset` from the start of the part that was read. */
export interface FormatFlaw {
  readonly offset: number;
  readonly problem: string;
  /** Not damaged, as far as can be told: in a form that only newer programs know. */
  readonly isNewer?: boolean;
}

/** The header of a new log in this program's format. */
export function headerBytes(header: Omit<LogHeader, 'formatVersion'>): Uint8Array {
  const words = new Int32Array(HEADER_BYTES / 4);
  const bytes = new Uint8Array(words.buffer);
  bytes.set(MAGIC);
  words[VERSION_WORD] = FORMAT_VERSION;
  words[LENGTH_WORD] = HEADER_BYTES;
  words[SEED_WORD] = lowWord(header.seed);
  words[SEED_WORD + 1] = highWord(header.seed);
  writeFixed(header.engineVersion, bytes.subarray(ENGINE_AT, ENGINE_AT + ENGINE_BYTES));
  writeFixed(header.scenarioDigest, bytes.subarray(SCENARIO_AT, SCENARIO_AT + SCENARIO_BYTES));
  checksumInto(words, 0, HEADER_CHECK_WORD, words);
  return bytes;
}

/** Reads a header; `reader` is this program's version, named where the log is newer than the program. */
export function readHeader(bytes: Uint8Array, reader: string): LogHeader | FormatFlaw {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4);
  const foreign = MAGIC.findIndex((byte, i) => bytes[i] !== byte);
  if (foreign >= 0) return { offset: foreign, problem: 'not an event log: its first bytes are not those of one' };
  const formatVersion = words[VERSION_WORD]! >>> 0;
  const engineVersion = readFixed(bytes.subarray(ENGINE_AT, ENGINE_AT + ENGINE_BYTES));
  if (formatVersion !== FORMAT_VERSION) {
    const writer = `log format ${formatVersion}, written by engine ${engineVersion ?? '(unreadable)'}`;
    const problem = `${writer}; engine ${reader} reads format ${FORMAT_VERSION}`;
    return { offset: 4 * VERSION_WORD, problem, isNewer: formatVersion > FORMAT_VERSION };
  }
  const check = new Int32Array(HEADER_CHECK_WORD + 4);
  checksumInto(words, 0, HEADER_CHECK_WORD, check);
  if (!sameWords(check, HEADER_CHECK_WORD, words, HEADER_CHECK_WORD)) {
    return { offset: 0, problem: 'the header is damaged: its checksum differs' };
  }
  const scenarioDigest = readFixed(bytes.subarray(SCENARIO_AT, SCENARIO_AT + SCENARIO_BYTES));
  const seed = words[SEED_WORD + 1]! * 2 ** 32 + (words[SEED_WORD]! >>> 0);
  if (engineVersion === undefined || scenarioDigest === undefined) {
    return { offset: ENGINE_AT, problem: 'the header holds a text that is not UTF-8 followed by zeros' };
  }
  if (!Number.isSafeInteger(seed) || seed < 0 || words[LENGTH_WORD] !== HEADER_BYTES) {
    return { offset: 4 * LENGTH_WORD, problem: 'the header holds a length or a seed out of range' };
  }
  return { formatVersion, engineVersion, scenarioDigest, seed: seed as Seed };
}

/** The chain's first link: the checksum at the end of the header. */
export const firstChain = (header: Uint8Array): Chain =>
  // Copied: a slice of Node's Buffer would be a view of all its bytes.
  new Int32Array(new Uint8Array(header.subarray(4 * HEADER_CHECK_WORD, HEADER_BYTES)).buffer);

/** Fills the frame header in the first 16 of `words`; the payload follows in the rest. Returns the chain's next link. */
export function sealFrame(
  words: Int32Array,
  frame: Omit<FrameHeader, 'payloadBytes' | 'checksum'>,
  chain: Chain,
): Chain {
  words[0] = FRAME_TAG;
  words[1] = words.length * 4 - FRAME_HEADER_BYTES;
  words[2] = frame.firstSeq;
  words[3] = frame.count;
  words.set(frame.digest, 4);
  payloadChecksumInto(words.subarray(FRAME_HEADER_BYTES / 4), words, 8);
  return linkInto(words, chain, words);
}

/** Reads a frame header and checks that it follows `chain`; `link` is the chain's next link. */
export function readFrameHeader(words: Int32Array, chain: Chain): { frame: FrameHeader; link: Chain } | FormatFlaw {
  const link = linkInto(words, chain, new Int32Array(FRAME_CHECK_WORD + 4));
  if (!sameWords(link, 0, words, FRAME_CHECK_WORD)) {
    return { offset: 0, problem: 'the frame header is damaged: its checksum differs' };
  }
  const payloadBytes = words[1]! >>> 0;
  const firstSeq = words[2]!;
  const count = words[3]!;
  if (words[0] !== FRAME_TAG || payloadBytes === 0 || payloadBytes % 4 !== 0 || firstSeq < 1 || count < 1) {
    return { offset: 0, problem: 'the frame header is none, although its checksum is right' };
  }
  const frame: FrameHeader = {
    payloadBytes,
    firstSeq: firstSeq as Seq,
    count,
    digest: words.slice(4, 8),
    checksum: words.slice(8, 12),
  };
  return { frame, link };
}

/** How a frame ends, as its header says. */
export interface FrameEnd {
  /** Of header and payload. */
  readonly bytes: number;
  readonly lastSeq: Seq;
  readonly digest: Int32Array;
  /** The chain's link: with it everything before the frame is known to be as it was. */
  readonly link: Chain;
}

/** Reads it without the chain before, for comparison with a frame that was verified once; undefined where there is none. */
export function frameEndOf(words: Int32Array): FrameEnd | undefined {
  if (words.length < FRAME_HEADER_BYTES / 4 || words[0] !== FRAME_TAG) return undefined;
  return {
    bytes: FRAME_HEADER_BYTES + (words[1]! >>> 0),
    lastSeq: (words[2]! + words[3]! - 1) as Seq,
    digest: words.slice(4, 8),
    link: words.slice(FRAME_CHECK_WORD, FRAME_CHECK_WORD + 4),
  };
}

export function payloadChecksumInto(payload: Int32Array, out: Int32Array, at: number): void {
  const hash = new Hash128();
  hash.words(payload);
  hash.finishInto(out, at);
}

export const sameWords = (a: Int32Array, aAt: number, b: Int32Array, bAt: number): boolean =>
  a[aAt] === b[bAt] && a[aAt + 1] === b[bAt + 1] && a[aAt + 2] === b[bAt + 2] && a[aAt + 3] === b[bAt + 3];

function linkInto(words: Int32Array, chain: Chain, out: Int32Array): Chain {
  const hash = new Hash128();
  hash.words(chain);
  hash.words(words, 0, FRAME_CHECK_WORD);
  hash.finishInto(out, FRAME_CHECK_WORD);
  return out.slice(FRAME_CHECK_WORD, FRAME_CHECK_WORD + 4);
}

function checksumInto(words: Int32Array, from: number, to: number, out: Int32Array): void {
  const hash = new Hash128();
  hash.words(words, from, to);
  hash.finishInto(out, to);
}

function writeFixed(text: string, field: Uint8Array): void {
  const room = new Uint8Array(text.length * 3);
  const length = writeUtf8(text, room, 0);
  assert(
    length < field.length && !text.includes('\0'),
    `a text of ${length} bytes does not fit the log's header: ${text}`,
  );
  field.set(room.subarray(0, length));
}

function readFixed(field: Uint8Array): string | undefined {
  const length = field.indexOf(0);
  if (length < 0 || field.subarray(length).some((byte) => byte !== 0)) return undefined;
  return readUtf8(field, 0, length);
}
