/**
 * A record log that grows when a single operation writes more than it holds, for orders that come from strangers.
 *
 * One order against an iceberg of a million lots that shows one at a time writes two million records. The engine's own
 * log never grows: it knows its books.
 */
import { RecordLog } from './record-log.ts';

export class GrowingRecordLog extends RecordLog {
  protected override whenFull(): number {
    const words = new Int32Array(2 * this.words.length);
    words.set(this.words);
    this.words = words;
    return words.length;
  }
}
