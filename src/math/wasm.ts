/**
 * WebAssembly written as expressions: a function of 32-bit integers and vectors of four of them over one memory, as bytes.
 *
 * An expression is the list of its bytes, operands before the operation (W3C, WebAssembly Core Specification 2.0, §5
 * "Binary Format"). Integer operations only: every engine gives the same bits. Only here is `WebAssembly` named, so that
 * what is done with it stays arithmetic; where there is none, or none with vectors, `instantiate` says so.
 */
import { assert } from '../units/assert.ts';

export type Code = readonly number[];

export const WASM_PAGE_BYTES = 65_536;
const I32 = 0x7f;
const V128 = 0x7b;
const NO_RESULT = 0x40;
/** 2^2 bytes. */
const WORD_ALIGNMENT = 2;

/** LEB128, unsigned and signed (§5.2.2). */
function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
function signed(value: number): Code {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

const binary =
  (...operation: Code) =>
  (left: Code, right: Code): Code => [...left, ...right, ...operation];
const vectorOperation = (number: number): Code => [0xfd, ...unsigned(number)];
const binaryOfVectors = (number: number) => binary(...vectorOperation(number));
/** `alignment` as the logarithm of bytes: of words unless said; a hint. `offset` in bytes beyond the address. */
const storeOf =
  (operation: Code, alignment = WORD_ALIGNMENT) =>
  (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    ...operation,
    alignment,
    ...unsigned(offset),
  ];
/** Addresses are those of words; `offset` in bytes beyond the address. */
const loadOf =
  (...operation: Code) =>
  (address: Code, offset: number): Code => [...address, ...operation, WORD_ALIGNMENT, ...unsigned(offset)];

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value | 0)],
  load: loadOf(0x28),
  store: storeOf([0x36]),
  /** The low 8 bits, the low 16. */
  storeByte: storeOf([0x3a], 0),
  storeHalf: storeOf([0x3b], 1),
  equals: binary(0x46),
  differs: binary(0x47),
  isBelowUnsigned: binary(0x49),
  isAtLeastUnsigned: binary(0x4f),
  add: binary(0x6a),
  subtract: binary(0x6b),
  and: binary(0x71),
  or: binary(0x72),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x76),
  /** The first where the condition is not zero, else the second; both are computed. */
  select: (condition: Code, first: Code, second: Code): Code => [...first, ...second, ...condition, 0x1b],
} as const;

/** Four 32-bit lanes. */
export const i32x4 = {
  constant: (lanes: readonly [number, number, number, number]): Code => [
    ...vectorOperation(0x0c),
    ...lanes.flatMap((lane) => [lane & 255, (lane >> 8) & 255, (lane >> 16) & 255, lane >>> 24]),
  ],
  load: loadOf(...vectorOperation(0x00)),
  store: storeOf(vectorOperation(0x0b)),
  /** Two words into the first two lanes, zeros into the others. */
  loadPair: loadOf(...vectorOperation(0x5d)),
  /** Two words into the last two lanes of `vector`. */
  loadUpperPair: (address: Code, offset: number, vector: Code): Code => [
    ...address,
    ...vector,
    ...vectorOperation(0x57),
    WORD_ALIGNMENT,
    ...unsigned(offset),
    1,
  ],
  withLane: (vector: Code, lane: number, value: Code): Code => [...vector, ...value, ...vectorOperation(0x1c), lane],
  /** The lanes of a vector in another order. */
  permuted: (vector: Code, lanes: readonly [number, number, number, number]): Code => [
    ...vector,
    ...vector,
    ...vectorOperation(0x0d),
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
  and: binaryOfVectors(0x4e),
  or: binaryOfVectors(0x50),
  xor: binaryOfVectors(0x51),
  shiftLeft: (vector: Code, bits: number): Code => [...vector, ...i32.constant(bits), ...vectorOperation(0xab)],
  shiftRight: (vector: Code, bits: number): Code => [...vector, ...i32.constant(bits), ...vectorOperation(0xad)],
  add: binaryOfVectors(0xae),
  multiply: binaryOfVectors(0xb5),
} as const;

/** A parameter or local variable by its number: parameters first, then integers, then vectors. */
export const variable = (number: number) => ({
  value: [0x20, ...unsigned(number)] as Code,
  become: (value: Code): Code => [...value, 0x21, ...unsigned(number)],
  /** Becomes the value and gives it. */
  with: (value: Code): Code => [...value, 0x22, ...unsigned(number)],
});

/** Repeats its body while `again` is not zero; `leaveIf` inside ends it. */
export const loop = (body: readonly Code[], again: Code): Code => [
  0x02,
  NO_RESULT,
  0x03,
  NO_RESULT,
  ...body.flat(),
  ...again,
  0x0d,
  0,
  0x0b,
  0x0b,
];
/** Does its body where the condition is not zero. */
export const when = (condition: Code, body: readonly Code[]): Code => [
  ...condition,
  0x04,
  NO_RESULT,
  ...body.flat(),
  0x0b,
];
export const leaveIf = (condition: Code): Code => [...condition, 0x0d, 1];

export interface WasmFunction {
  /** Integers, as are the result and the first `integers` local variables; `vectors` more hold four lanes each. */
  readonly parameters: number;
  readonly integers: number;
  readonly vectors: number;
  /** Ends with the result on the stack. */
  readonly body: readonly Code[];
}

/** "\0asm" and version 1. */
const PREAMBLE: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const exported = (name: string, kind: number): Code => [1, name.charCodeAt(0), kind, 0];

/** A module that exports the function as `f` and its memory as `m`. */
export function moduleBytes(
  { parameters, integers, vectors, body }: WasmFunction,
  pages: number,
): Uint8Array<ArrayBuffer> {
  const code = [
    ...vector([
      [...unsigned(integers), I32],
      [...unsigned(vectors), V128],
    ]),
    ...body.flat(),
    0x0b,
  ];
  return Uint8Array.from([
    ...PREAMBLE,
    ...section(1, vector([[0x60, ...vector(Array.from({ length: parameters }, () => [I32])), 1, I32]])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0, ...unsigned(pages)]])),
    ...section(7, vector([exported('f', 0), exported('m', 2)])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}

export interface Instance {
  readonly run: (...parameters: number[]) => number;
  /** Replaced by `grow`: do not keep it. */
  readonly words: Int32Array;
  grow(pages: number): void;
}

/** Undefined where the engine has no WebAssembly with vectors, or a page's policy forbids it. */
export function instantiate(bytes: Uint8Array<ArrayBuffer>): Instance | undefined {
  let exports: WebAssembly.Exports;
  try {
    exports = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  } catch {
    return undefined;
  }
  const { f, m } = exports;
  assert(typeof f === 'function' && m instanceof WebAssembly.Memory, 'a module exports its function and its memory');
  const memory = m;
  let words = new Int32Array(memory.buffer);
  return {
    run: f as (...parameters: number[]) => number,
    get words() {
      return words;
    },
    grow(pages) {
      memory.grow(pages);
      words = new Int32Array(memory.buffer);
    },
  };
}
