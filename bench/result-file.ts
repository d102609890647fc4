/** What `--json` keeps: the figures, and the machine and the day that they are of. */
import { cpus, loadavg, totalmem } from 'node:os';
import type { Scale } from './benchmark.ts';
import type { Measured } from './measure.ts';

export interface ResultFile {
  readonly date: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly platform: string;
    readonly node: string;
    /** Of the last minute and the last quarter of an hour, at the end of the run. */
    readonly load: readonly [number, number];
  };
  readonly scale: Scale;
  readonly benchmarks: readonly Measured[];
}

export function resultOf(scale: Scale, benchmarks: readonly Measured[]): ResultFile {
  const [minute = 0, , quarter = 0] = loadavg();
  return {
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform}-${process.arch}`,
      node: process.version,
      load: [minute, quarter],
    },
    scale,
    benchmarks,
  };
}
