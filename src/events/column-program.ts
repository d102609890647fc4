/**
 * `record-columns.ts` in WebAssembly, to the byte: the program, its memory, and who runs it.
 *
 * Its memory holds what differs in each column, the packed batch, and behind it the records as they are.
 */
import {
  type Code,
  type Instance,
  i32,
  i32x4,
  instantiate,
  loop,
  moduleBytes,
  variable,
  WASM_PAGE_BYTES,
  when,
} from '../math/wasm.ts';
import { LITTLE_ENDIAN } from './byte-writer.ts';
import {
  ALWAYS_DIFFERENT,
  BLOCK_RECORDS,
  BLOCK_WORDS_MAX,
  COLUMNS_AT,
  PlainPacker,
  type RecordPacker,
} from './record-columns.ts';
import { RECORD_WORDS } from './records.ts';

/** Where things stand, in words. */
const DIFFERENCES_AT = 0;
const PACKED_AT = DIFFERENCES_AT + RECORD_WORDS;
const RECORDS_AT = PACKED_AT + BLOCK_WORDS_MAX + 2;
const RECORD_BYTES = 4 * RECORD_WORDS;
const PAGES = Math.ceil((4 * RECORDS_AT + RECORD_BYTES * BLOCK_RECORDS) / WASM_PAGE_BYTES);

// Its parameter: the address of the records' end.
const end = variable(0);
const start = variable(1);
const record = variable(2);
const out = variable(3);
const field = variable(4);
const difference = variable(5);
const widths = variable(6);
const base = variable(7);
const sums = [variable(8), variable(9), variable(10)];
const firsts = [variable(11), variable(12), variable(13)];

const next = record.with(i32.add(record.value, i32.constant(RECORD_BYTES)));
const inVectors = <T>(of: (vector: number) => T): T[] => [0, 1, 2].map(of);

const findDifferences: Code[] = [
  start.become(i32.constant(4 * RECORDS_AT)),
  ...inVectors((v) => firsts[v]!.become(i32x4.load(start.value, 16 * v))),
  ...inVectors((v) =>
    sums[v]!.become(i32x4.constant(ALWAYS_DIFFERENT.slice(4 * v, 4 * v + 4) as [number, number, number, number])),
  ),
  record.become(start.value),
  loop(
    inVectors((v) =>
      sums[v]!.become(i32x4.or(sums[v]!.value, i32x4.xor(i32x4.load(record.value, 16 * v), firsts[v]!.value))),
    ),
    i32.isBelowUnsigned(next, end.value),
  ),
  ...inVectors((v) => i32x4.store(i32.constant(4 * DIFFERENCES_AT), 16 * v, sums[v]!.value)),
];

/** The low `bytes` of a field of every record, one after the other from `out`, and zeros up to the next word. */
const column = (width: number, bytes: number, store: (address: Code, offset: number, value: Code) => Code): Code[] => [
  widths.become(i32.or(widths.value, i32.shiftLeft(i32.constant(width), i32.shiftRight(field.value, i32.constant(1))))),
  base.become(i32.and(base.value, i32.constant(bytes === 4 ? 0 : -1 << (8 * bytes)))),
  loop(
    [store(out.value, 0, i32.load(record.value, 0)), out.become(i32.add(out.value, i32.constant(bytes)))],
    i32.isBelowUnsigned(next, end.value),
  ),
  i32.store(out.value, 0, i32.constant(0)),
  out.become(i32.and(i32.add(out.value, i32.constant(3)), i32.constant(-4))),
];

const isBelow = (bound: number): Code => i32.isBelowUnsigned(difference.value, i32.constant(bound));
const not = (condition: Code): Code => i32.equals(condition, i32.constant(0));

const writeColumns: Code[] = [
  field.become(i32.constant(0)),
  widths.become(i32.constant(0)),
  out.become(i32.constant(4 * (PACKED_AT + COLUMNS_AT))),
  loop(
    [
      difference.become(i32.load(field.value, 4 * DIFFERENCES_AT)),
      record.become(i32.add(start.value, field.value)),
      base.become(i32.load(record.value, 0)),
      when(i32.and(isBelow(2 ** 8), not(isBelow(1))), column(1, 1, i32.storeByte)),
      when(i32.and(isBelow(2 ** 16), not(isBelow(2 ** 8))), column(2, 2, i32.storeHalf)),
      when(not(isBelow(2 ** 16)), column(3, 4, i32.store)),
      i32.store(field.value, 4 * (PACKED_AT + 2), base.value),
    ],
    i32.isBelowUnsigned(field.with(i32.add(field.value, i32.constant(4))), i32.constant(RECORD_BYTES)),
  ),
  i32.store(i32.constant(0), 4 * (PACKED_AT + 1), widths.value),
];

/** Its function returns the address where the packed batch ends; the number of records is written by whoever calls it. */
const columnProgram = (): Uint8Array<ArrayBuffer> =>
  moduleBytes(
    { parameters: 1, integers: 7, vectors: 6, body: [...findDifferences, ...writeColumns, out.value] },
    PAGES,
  );

/** Of this thread; undefined before it is first asked for. */
let shared: RecordPacker | undefined;

/** In plain TypeScript where the engine has no vectors. */
export function recordPacker(): RecordPacker {
  shared ??= vectorPacker() ?? new PlainPacker();
  return shared;
}

export function vectorPacker(): RecordPacker | undefined {
  const program = LITTLE_ENDIAN ? instantiate(columnProgram()) : undefined;
  return program && new VectorPacker(program);
}

class VectorPacker implements RecordPacker {
  private readonly program: Instance;

  constructor(program: Instance) {
    this.program = program;
  }

  pack(words: Int32Array, from: number, to: number): Int32Array {
    const { program } = this;
    const memory = program.words;
    memory.set(words.subarray(from, to), RECORDS_AT);
    const end = program.run(4 * (RECORDS_AT + to - from));
    memory[PACKED_AT] = (to - from) / RECORD_WORDS;
    return memory.subarray(PACKED_AT, end >> 2);
  }
}
