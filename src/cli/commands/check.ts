/** `check`: everything that is wrong with scenario and experiment files, each fault in its place. */
import { readFileSync } from 'node:fs';
import type { Experiment } from '../../experiments/experiment.ts';
import { countOf } from '../../experiments/run-seed.ts';
import { isPurchase } from '../../scenario/auctions/auction-text.ts';
import type { AuctionFacts } from '../../scenario/scenario.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, reportBadInput } from '../bad-input.ts';
import { ExitCode } from '../exit-codes.ts';
import { loadExperiment } from '../experiment/experiment-source.ts';
import { plural } from '../own-input/number-text.ts';
import { type LoadedScenario, loadScenario } from '../run/scenario-source.ts';
import { print, tell } from '../terminal.ts';

export interface CheckArguments {
  readonly files: readonly string[];
  readonly json: boolean;
}

/** Throws `EnvironmentFault`. */
export function check({ files, json }: CheckArguments): ExitCode {
  const read = files.map((file) =>
    isExperiment(file) ? loadExperiment(file, file) : loadScenario(file, { argument: file }),
  );
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

/** Only experiments have a `kind` of their own. */
function isExperiment(file: string): boolean {
  try {
    return /^kind:/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false; // what is wrong with it is said when it is read
  }
}

type Loaded = LoadedScenario | { readonly ok: true; readonly experiment: Experiment };

function goodRow(loaded: Loaded): Record<string, unknown> {
  return 'experiment' in loaded ? experimentRow(loaded.experiment) : scenarioRow(loaded);
}

const goodLine = (loaded: Loaded): string =>
  'experiment' in loaded ? experimentLine(loaded.experiment) : scenarioLine(loaded);

function experimentRow({
  file,
  id,
  title,
  kind,
  scenario,
  arms,
  outcomes,
  digest,
}: Experiment): Record<string, unknown> {
  return {
    file,
    kind: 'experiment',
    id,
    title,
    method: kind,
    scenario: scenario.word,
    arms: arms.length,
    outcomes: outcomes.length,
    digest,
  };
}

function experimentLine({ file, kind, arms, outcomes, digest }: Experiment): string {
  const seeds = countOf((arms[0] as Experiment['arms'][number]).seeds);
  const counts = [plural(arms.length, 'arm'), plural(seeds, 'seed'), plural(outcomes.length, 'outcome')];
  return `${file}: good: ${kind}, ${counts.join(', ')}; digest ${digest}`;
}

function scenarioRow({ path, scenario, digest }: LoadedScenario): Record<string, unknown> {
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

function scenarioLine(loaded: LoadedScenario): string {
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
