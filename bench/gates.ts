/** The ratios that the suite must keep (design: none is an absolute time), and the goals beyond them. */

import type { Measured } from './measure.ts';
import { short } from './table.ts';

interface Gate {
  readonly what: string;
  /** Name of the benchmark begins so. */
  readonly benchmark: string;
  readonly row: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly goal: number;
  /** Why it is not kept yet, measured: said each time, and no failure. `docs/performance.md` has more. */
  readonly open?: string;
}

const GATES: readonly Gate[] = [
  {
    what: 'times as fast as plain objects',
    benchmark: 'matching, dense',
    row: 'plain objects',
    atLeast: 8,
    goal: 11,
  },
  {
    what: 'times as fast as nodejs-order-book',
    benchmark: 'matching, dense',
    row: 'nodejs-order-book',
    atLeast: 100,
    goal: 140,
    open: 'it takes 4.5 µs and writes no record; C++ with our records, lists and checks takes 35 ns, and 45 would be the gate',
  },
  {
    what: 'of our time in C++',
    benchmark: 'matching, dense',
    row: 'C++ -O3, same design',
    atLeast: 0.4,
    goal: 0.57,
  },
  {
    what: 'of bare matching with records and eight observers',
    benchmark: 'records and who reads them',
    row: '8 observers',
    atMost: 1.6,
    goal: 1.3,
  },
  {
    what: 'of the cost at 100 resting orders with 100,000',
    benchmark: 'cost against depth',
    row: '100000 resting orders',
    atMost: 2,
    goal: 1.3,
    open: 'the cell of the index and the order behind it, one after the other, out of 5 MB: C++ of the same design comes to 3.9',
  },
  {
    what: 'of the first tenth in the last',
    benchmark: 'a long run',
    row: 'last tenth',
    atMost: 1.1,
    goal: 1.02,
  },
];

export interface GateResult {
  readonly what: string;
  readonly benchmark: string;
  readonly ratio: number;
  readonly limit: string;
  readonly goal: number;
  readonly isMissed: boolean;
  readonly open: string | undefined;
  readonly topic?: string;
}

export function gatesOf(measured: readonly Measured[]): GateResult[] {
  return measured.flatMap(({ name, rows }) =>
    GATES.filter(({ benchmark }) => name.startsWith(benchmark)).flatMap((gate) =>
      rows.filter((row) => row.name === gate.row).map(({ ratio }) => judged(gate, name, ratio.median)),
    ),
  );
}

function judged({ what, atLeast, atMost, goal, open }: Gate, benchmark: string, ratio: number): GateResult {
  const isMissed = (atLeast !== undefined && ratio < atLeast) || (atMost !== undefined && ratio > atMost);
  const limit = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  return { what, benchmark, ratio, limit, goal, isMissed, open: isMissed ? open : undefined };
}

export function gateText({ what, benchmark, ratio, limit, goal, isMissed, open }: GateResult): string {
  const verdict = isMissed ? (open === undefined ? 'MISSED' : 'open') : 'kept';
  const reason = open === undefined ? '' : `; ${open}`;
  return `${verdict}: ${short(ratio)} ${what} (${limit}, goal ${goal}); ${benchmark}${reason}`;
}
