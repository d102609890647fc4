/** `auction`: allots the auctions of a file as their issuers do, and prints the results. */
import { isDeepStrictEqual } from 'node:util';
import { type AuctionPrinted, printAuction } from '../../market/auctions/auction-formats.ts';
import { reportBadInput } from '../bad-input.ts';
import { ExitCode } from '../exit-codes.ts';
import { explainAuction } from '../own-input/auction-explain.ts';
import { type ReadCase, readAuctions } from '../own-input/auction-input.ts';
import { plural } from '../own-input/number-text.ts';
import { print, tell } from '../terminal.ts';
import { readFileOrInput } from '../text-file.ts';

export interface AuctionArguments {
  /** `-` is standard input. */
  readonly file: string;
  readonly explain: boolean;
  readonly json: boolean;
}

interface Result {
  readonly id: string;
  readonly result: AuctionPrinted;
  readonly explanation?: readonly string[];
}

/** Throws `EnvironmentFault`. */
export async function auction({ file, explain, json }: AuctionArguments): Promise<ExitCode> {
  const read = await readFileOrInput(file, 'FILE');
  if (!read.ok) return reportBadInput(read, json);
  const cases = readAuctions(read.text, read.name);
  if (!cases.ok) return reportBadInput(cases, json);
  const results = cases.cases.map(({ auction: one }): Result => {
    const result = printAuction(one);
    return { id: one.id, result, ...(explain ? { explanation: explainAuction(one, result) } : {}) };
  });
  if (json) print(JSON.stringify({ schema: 'spillover/auction@1', auctions: results }));
  else if (explain) print(results.map(({ explanation = [] }) => explanation.join('\n')).join('\n\n'));
  else print(JSON.stringify(cases.isList ? results : results[0], null, 2));
  return compare(cases.cases, results);
}

/** Where cases say what they expect: every field of it must be so. */
function compare(cases: readonly ReadCase[], results: readonly Result[]): ExitCode {
  let [compared, differing] = [0, 0];
  for (const [index, { expect }] of cases.entries()) {
    if (expect === undefined) continue;
    const { id, result } = results[index] as Result;
    const wrong = Object.keys(expect).filter((key) => !isDeepStrictEqual(result[key], expect[key]));
    for (const key of wrong) tell(`${id}: ${key} is ${shown(result[key])}, expected ${shown(expect[key])}`);
    compared += 1;
    differing += wrong.length > 0 ? 1 : 0;
  }
  if (compared > 0) tell(`${compared - differing} of ${plural(compared, 'result')} as expected`);
  return differing > 0 ? ExitCode.checkFailed : ExitCode.done;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
