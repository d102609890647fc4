/** Which records random operations lead to: a comparison of two books that never meets a kind proves nothing about it. */
import { Field, Reason, RecordKind } from '../../../src/events/records.ts';

const NAMES_A_REASON = new Set<number>([RecordKind.rejected, RecordKind.cancelled, RecordKind.expired]);

/** Kind and reason of whatever must be met. */
export const RARE: readonly string[] = [
  ...[Reason.unknownOrder, Reason.outsidePriceLimits, Reason.wouldCross, Reason.cannotFill, Reason.halted].map(
    (why) => `${RecordKind.rejected}:${why}`,
  ),
  `${RecordKind.cancelled}:0`,
  `${RecordKind.cancelled}:${Reason.selfTrade}`,
  `${RecordKind.expired}:${Reason.selfTrade}`,
  ...[
    RecordKind.accepted,
    RecordKind.amended,
    RecordKind.filled,
    RecordKind.expired,
    RecordKind.replenished,
    RecordKind.halted,
    RecordKind.resumed,
  ].map((kind) => `${kind}:0`),
];

export class HeardRecords {
  readonly #counts = new Map<string, number>();

  readonly hear = (row: readonly number[]): void => {
    const kind = row[Field.kind] as number;
    const what = `${kind}:${NAMES_A_REASON.has(kind) ? row[Field.counterOrder] : 0}`;
    this.#counts.set(what, this.count(what) + 1);
  };

  count(what: string): number {
    return this.#counts.get(what) ?? 0;
  }
}
