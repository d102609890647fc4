/** `check`: everything that is wrong with scenario files, each fault in its place. */
import { isPurchase } from '../../scenario/auctions/auction-text.ts';
import type { AuctionFacts } from '../../scenario/scenario.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, reportBadInput } from '../bad-input.ts';
import { ExitCode } from '../exit-codes.ts';
import { plural } from '../own-input/number-text.ts';
import { type LoadedScenario, loadScenario } from '../run/scenario-source.ts';
import { print, tell } from '../terminal.ts';

export interface CheckArguments {
  readonly files: readonly string[];
  readonly json: boolean;
}

/** Throws `EnvironmentFault`. */
export function check({ files, json }: CheckArguments): ExitCode {
  const read = files.map((file) => loadScenario(file, { argument: file }));
  const good = read.filter((result) => result.ok);
  const bad = read.filter((result) => !result.ok);
  if (!json) for (const loaded of good) print(goodLine(loaded));
  if (bad.length === 0) {
    if (json) print(JSON.stringify({ schema: 'spillover/check@1', files: good.map(goodRow) }));
    return ExitCode.done;
  }
  const faults = bad.flatMap(({ errors }) => errors);
  const code = json ? reportBadInput({ errors: faults }, json) : showAll(bad);
  tell(`${plural(faults.length, 'fault')} in ${bad.length} of ${plural(files.length, 'file')}`);
  return code;
}

function showAll(bad: readonly BadInput[]): ExitCode {
  for (const input of bad) reportBadInput(input, false);
  return ExitCode.badInput;
}

function goodRow({ path, scenario, digest }: LoadedScenario): Record<string, unknown> {
  const { id, title, opensAt, endsAt, agents, instruments, announcements, auctions } = scenario;
  return {
    file: path,
    kind: 'scenario',
    id,
    title,
    opens: isoTime(opensAt),
    ends: isoTime(endsAt),
    institutions: agents.length,
    instruments: instruments.length,
    announcements: announcements.length,
    auctions: issuesOf(auctions).length,
    operations: auctions.filter(isPurchase).length,
    digest,
  };
}

function goodLine(loaded: LoadedScenario): string {
  const { agents, instruments, announcements, auctions } = loaded.scenario;
  const operations = auctions.filter(isPurchase).length;
  const counts = [
    plural(agents.length, 'institution'),
    plural(instruments.length, 'instrument'),
    plural(announcements.length, 'announcement'),
    plural(issuesOf(auctions).length, 'auction'),
    ...(operations === 0 ? [] : [plural(operations, 'operation')]),
  ];
  return `${loaded.path}: good: ${counts.join(', ')}; digest ${loaded.digest}`;
}

const issuesOf = (auctions: readonly AuctionFacts[]): AuctionFacts[] => auctions.filter((each) => !isPurchase(each));
