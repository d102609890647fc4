/**
 * Content digests of records in WebAssembly, the four lanes of a record at once: the program and its memory.
 *
 * It does what the loop of `record-contents.ts` does, to the bit, at half the cost; causes are looked up before it. Each content goes into the
 * run's hash at once, whose lanes wait for one another: the next record fills the time. Its memory
 * holds the batch's instant, the run's lanes, the records as they are, their causes' contents, theirs, and the names' hashes:
 * the instruments' with the empty slot before them, then the agents' likewise. Causes are two words each, in the order in which they are
 * asked for: a record's cause where it is another than that of the record before, and a fill's counterparty's.
 */
import { XXH32_PRIMES } from '../math/digest.ts';
import { type Code, i32, i32x4, leaveIf, loop, moduleBytes, variable, WASM_PAGE_BYTES } from '../math/wasm.ts';
import { Field, RECORD_WORDS, RecordKind } from './records.ts';

export const CHUNK_RECORDS = 256;
/** Where things stand, in words. */
export const INSTANT_AT = 0;
export const RUN_AT = 4;
/** Two words: of no cause. */
const ZEROS_AT = 8;
export const RECORDS_AT = 12;
export const CAUSES_AT = RECORDS_AT + CHUNK_RECORDS * RECORD_WORDS;
export const CONTENTS_AT = CAUSES_AT + CHUNK_RECORDS * 4;
export const NAMES_AT = CONTENTS_AT + CHUNK_RECORDS * 4;
/** With room for thirteen thousand names at first. */
const PAGES = Math.ceil((4 * NAMES_AT) / WASM_PAGE_BYTES) + 1;

// Parameters: the address of the records' end, how many instruments and agents there are, the address of the agents' hashes.
const end = variable(0);
const instruments = variable(1);
const agents = variable(2);
const agentsAt = variable(3);
// Local variables: addresses, the kind of the record, and vectors.
const record = variable(4);
const causes = variable(5);
const content = variable(6);
const kind = variable(7);
const causeSeq = variable(8);
const cause = variable(9);
const changes = variable(10);
const lanes = variable(11);
const sum = variable(12);
const run = variable(13);

const ZERO = i32x4.constant([0, 0, 0, 0]);
const ONLY_LAST = i32x4.constant([0, 0, 0, -1]);
const allLanes = (word: number): Code => i32x4.constant([word, word, word, word]);

const field = (which: number): Code => i32.load(record.value, 4 * which);
const fields = (first: number): Code => i32x4.load(record.value, 4 * first);
const isFill = i32.equals(kind.value, i32.constant(RecordKind.filled));
const isOwned = i32.isBelowUnsigned(kind.value, i32.constant(RecordKind.halted));

/** Of the agent with this number, or the empty slot before the first. */
const agentHash = (isNamed: Code, agent: Code): Code =>
  i32.add(
    agentsAt.value,
    i32.shiftLeft(i32.select(isNamed, i32.add(agent, i32.constant(1)), i32.constant(0)), i32.constant(3)),
  );
const unless = (condition: Code, value: Code): Code => i32.select(condition, i32.constant(0), value);

/** Each lane takes its word by XXH32's round, then adds its neighbour: a, b and c theirs, d the new a. */
function take(lanes: typeof run, words: Code): Code[] {
  const added = i32x4.add(lanes.value, i32x4.multiply(words, allLanes(XXH32_PRIMES.second)));
  const rotated = i32x4.or(i32x4.shiftLeft(sum.with(added), 13), i32x4.shiftRight(sum.value, 19));
  const neighbours = i32x4.permuted(lanes.value, [1, 2, 3, 0]);
  const b = i32x4.and(i32x4.permuted(lanes.value, [1, 1, 1, 1]), ONLY_LAST);
  return [
    lanes.become(i32x4.multiply(rotated, allLanes(XXH32_PRIMES.first))),
    lanes.become(i32x4.add(i32x4.add(lanes.value, neighbours), b)),
  ];
}

const KINDS = RecordKind.resumed - RecordKind.accepted + 1;
const isWrong = [
  i32.isAtLeastUnsigned(i32.subtract(kind.value, i32.constant(RecordKind.accepted)), i32.constant(KINDS)),
  i32.isAtLeastUnsigned(field(Field.instrument), instruments.value),
  i32.and(isOwned, i32.isAtLeastUnsigned(field(Field.owner), agents.value)),
  i32.and(isFill, i32.isAtLeastUnsigned(field(Field.counterOwner), agents.value)),
].reduce(i32.or);

const instrumentHash = i32x4.loadPair(i32.shiftLeft(field(Field.instrument), i32.constant(3)), 4 * NAMES_AT + 8);
/** Instrument and owner; beside them the kind, and the owner as it stands where it is no name. */
const hashes = i32x4.loadUpperPair(agentHash(isOwned, field(Field.owner)), 0, instrumentHash);
const beside = i32x4.withLane(i32x4.withLane(ZERO, 2, unless(isOwned, field(Field.owner))), 3, kind.value);
const start = i32x4.xor(i32x4.xor(hashes, beside), i32x4.load(i32.constant(4 * INSTANT_AT), 0));

const orderAndTerms = i32x4.withLane(fields(Field.owner), 0, field(Field.order));
const restingAndCause = i32x4.loadUpperPair(cause.value, 0, fields(Field.resting));
const counterHash = i32x4.loadPair(agentHash(isFill, field(Field.counterOwner)), 0);
const counterCauseAt = i32.select(isFill, causes.value, i32.constant(4 * ZEROS_AT));
const counterparty = i32x4.xor(
  i32x4.loadUpperPair(counterCauseAt, 0, counterHash),
  i32x4.withLane(
    i32x4.withLane(ZERO, 0, unless(isFill, field(Field.counterOwner))),
    2,
    unless(isFill, field(Field.counterCause)),
  ),
);
const passPairs = (pairs: Code): Code => causes.become(i32.add(causes.value, i32.shiftLeft(pairs, i32.constant(3))));

const body: Code[] = [
  run.become(i32x4.load(i32.constant(4 * RUN_AT), 0)),
  record.become(i32.constant(4 * RECORDS_AT)),
  causes.become(i32.constant(4 * CAUSES_AT)),
  causeSeq.become(i32.constant(0)),
  cause.become(i32.constant(4 * ZEROS_AT)),
  content.become(i32.constant(4 * CONTENTS_AT)),
  loop(
    [
      kind.become(field(Field.kind)),
      leaveIf(isWrong),
      changes.become(i32.differs(field(Field.cause), causeSeq.value)),
      causeSeq.become(field(Field.cause)),
      cause.become(i32.select(changes.value, causes.value, cause.value)),
      passPairs(changes.value),
      lanes.become(start),
      ...take(lanes, orderAndTerms),
      ...take(lanes, restingAndCause),
      ...take(lanes, counterparty),
      ...take(run, lanes.value),
      i32x4.store(content.value, 0, lanes.value),
      passPairs(isFill),
      content.become(i32.add(content.value, i32.constant(16))),
    ],
    i32.isBelowUnsigned(record.with(i32.add(record.value, i32.constant(4 * RECORD_WORDS))), end.value),
  ),
  i32x4.store(i32.constant(4 * RUN_AT), 0, run.value),
  record.value,
];

/** Its function returns the address of the first wrong record, or the records' end. */
export const recordProgram = (): Uint8Array<ArrayBuffer> =>
  moduleBytes({ parameters: 4, integers: 7, vectors: 3, body }, PAGES);
