/**
 * Two result files side by side. Times of two days cannot be compared, the machine is another one each day: what is compared is
 * each contender's time as a multiple of the first one's, which was measured in the same rounds. Where that is a reference, which does not
 * change, a rise means that ours has become faster. A move counts where the two 95 % intervals leave no room for none.
 */
import type { MeasuredRow } from './measure.ts';
import type { ResultFile } from './result-file.ts';

interface Move {
  readonly benchmark: string;
  readonly row: MeasuredRow;
  readonly was: MeasuredRow;
  /** New over old, and where it may lie. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
}

export function comparisonOf(old: ResultFile, now: ResultFile): string {
  const moves = movesBetween(old, now);
  const moved = moves.filter(({ low, high }) => low > 1 || high < 1);
  const lines = [
    `against ${old.date} (${old.machine.cpu}, ${old.machine.cores} cores, Node ${old.machine.node}): x first, then and now`,
    ...moves.map(lineOf),
    moved.length === 0 ? 'nothing moved beyond noise' : 'moved beyond noise:',
    ...moved.map(wordsOf),
  ];
  return lines.join('\n');
}

function movesBetween(old: ResultFile, now: ResultFile): Move[] {
  return now.benchmarks.flatMap(({ name, rows }) => {
    const before = old.benchmarks.find((benchmark) => benchmark.name === name);
    return rows.slice(1).flatMap((row): Move[] => {
      const was = before?.rows.find((other) => other.name === row.name);
      if (was === undefined) return [];
      const change = row.ratio.median / was.ratio.median;
      return [
        {
          benchmark: name,
          row,
          was,
          change,
          low: row.ratio.low / was.ratio.high,
          high: row.ratio.high / was.ratio.low,
        },
      ];
    });
  });
}

const lineOf = ({ benchmark, row, was, change, low, high }: Move): string =>
  `  ${`${benchmark}: ${row.name}`.padEnd(74)}${was.ratio.median.toFixed(2).padStart(9)}${row.ratio.median.toFixed(2).padStart(9)}` +
  `   x ${change.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

function wordsOf({ benchmark, row, change }: Move): string {
  const by = `${Math.abs(100 * (change - 1)).toFixed(0)} %`;
  if (row.isReference) return `  ${benchmark}: ours is ${by} ${change > 1 ? 'faster' : 'slower'} beside ${row.name}`;
  return `  ${benchmark}: ${row.name} costs ${by} ${change > 1 ? 'more' : 'less'} beside the first row`;
}
