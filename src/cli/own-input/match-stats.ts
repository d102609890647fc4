/**
 * What matching costs, measured while it happens: processor time and heap of the matching alone, batch by batch, and the
 * time that the collector takes from the whole command.
 *
 * Heap is counted over batches during which the collector did not shrink it. None of this is a result.
 */
import { PerformanceObserver } from 'node:perf_hooks';

export interface MatchCosts {
  readonly operationsPerCpuSecond: number;
  readonly bytesPerOperation: number;
  readonly collectionMs: number;
}

export class MatchStats {
  private cpuMicros = 0;
  private operations = 0;
  private heapBytes = 0;
  private heapOperations = 0;
  private collectionMs = 0;
  private readonly observer = new PerformanceObserver((list) => this.addCollections(list.getEntries()));

  constructor() {
    this.observer.observe({ entryTypes: ['gc'] });
  }

  readonly measured = (work: () => void, operations: number): void => {
    const heapBefore = process.memoryUsage().heapUsed;
    const cpuBefore = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(cpuBefore);
    const grown = process.memoryUsage().heapUsed - heapBefore;
    this.cpuMicros += user + system;
    this.operations += operations;
    if (grown < 0) return;
    this.heapBytes += grown;
    this.heapOperations += operations;
  };

  /** Ends the measuring. */
  costs(): MatchCosts {
    this.addCollections(this.observer.takeRecords());
    this.observer.disconnect();
    return {
      operationsPerCpuSecond: this.cpuMicros === 0 ? 0 : Math.round((this.operations / this.cpuMicros) * 1e6),
      bytesPerOperation: this.heapOperations === 0 ? 0 : this.heapBytes / this.heapOperations,
      collectionMs: this.collectionMs,
    };
  }

  private addCollections(entries: readonly { readonly duration: number }[]): void {
    for (const { duration } of entries) this.collectionMs += duration;
  }
}
