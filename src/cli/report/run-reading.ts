/** Reads a run's log once for its report. */
import { comparePublished } from '../../analysis/published/compare-published.ts';
import { RunStudy } from '../../analysis/run-study.ts';
import type { LogFlaw } from '../../events/log-reader.ts';
import type { RunFacts, RunInput } from '../../report/run/run-input.ts';
import type { BadInput } from '../bad-input.ts';
import { shellWord } from '../command-text.ts';
import type { Interruption } from '../interruption.ts';
import { FileSource } from '../log/file-source.ts';
import type { FoundRun } from '../log/find-run.ts';
import { isShortened, mismatch, noHeader, tellTorn } from '../log/log-ending.ts';
import { type ReplayedLog, replayLog } from '../log/replay-log.ts';
import { startProgress } from '../progress.ts';
import { publishedOf } from '../published/published-files.ts';
import type { RunRecord } from '../run/run-record.ts';
import { NO_FACTS, scenarioFacts } from '../tables/scenario-facts.ts';
import { tell } from '../terminal.ts';

const CHAINS_TOLD = 10;

export type RunReading =
  | { readonly ok: true; readonly input: RunInput }
  | BadInput
  | { readonly ok: 'damaged'; readonly flaw: LogFlaw }
  | { readonly ok: 'interrupted' };

/** Throws `EnvironmentFault`, `ReplayFault`. */
export async function readRunInput(asked: string, found: FoundRun, interruption: Interruption): Promise<RunReading> {
  const facts = scenarioFacts(found);
  if (facts === undefined)
    tell(`spillover: ${found.folder}/scenario.yaml cannot be read; extra holidays are not known`);
  const { extraHolidays } = facts ?? NO_FACTS;
  let study = new RunStudy({ extraHolidays });
  const source = new FileSource(found.logPath);
  const read = await replayLog({
    source,
    path: found.logPath,
    moment: undefined,
    progress: startProgress('events'),
    interruption,
    also: ({ world }) => {
      study = new RunStudy({ extraHolidays, books: () => (world.isOpened ? world.parts.books : undefined) });
      return [study];
    },
  }).finally(() => source.close());
  if (read.wasInterrupted) return { ok: 'interrupted' };
  if (read.end?.ending === 'refused') return { ok: 'damaged', flaw: read.end.flaw };
  const wrong = noHeader(found, read) ?? mismatch(found, read);
  if (wrong !== undefined) return wrong;
  const isTorn = read.end?.ending === 'torn' || isShortened(found, read);
  if (isTorn) tellTorn(found, read);
  const result = study.result(CHAINS_TOLD);
  const episode = found.record === undefined ? undefined : publishedOf(found.record.scenario.id);
  if (episode !== undefined && !episode.ok) return episode;
  const published = episode === undefined ? null : comparePublished(episode.episode, episode.rows, result.report);
  return { ok: true, input: { facts: factsOf(asked, found, read, isTorn), study: result, published } };
}

function factsOf(name: string, { record }: FoundRun, read: ReplayedLog, isTorn: boolean): RunFacts {
  const { header, digest } = read;
  const base = {
    name,
    scenarioDigest: header?.scenarioDigest ?? '',
    seed: header?.seed ?? 0,
    engineVersion: header?.engineVersion ?? '',
    digest,
  };
  if (record === undefined) return { ...UNRECORDED, ...base };
  const { scenario, settings, patches, fork, until, machine, wall_seconds: wallSeconds } = record;
  const isStraight = fork === null && patches.length === 0;
  return {
    ...base,
    scenarioId: scenario.id,
    title: scenario.title,
    code: record.code,
    settings,
    patches,
    fork: fork === null ? null : { run: fork.run, at: fork.at },
    until,
    isComplete: record.complete && !isTorn,
    wallSeconds,
    machine: `${machine.cpu}, Node ${machine.node}`,
    repeat: isStraight ? repeatText(record) : null,
    scenarioFile: scenario.file,
  };
}

/** The same wherever the report is made, so that its bytes are. */
function repeatText({ scenario, seed, until, settings, agents }: RunRecord): string {
  const words = [
    'spillover',
    'run',
    wordOf(scenario),
    '--seed',
    `${seed}`,
    ...(until === null ? [] : ['--until', until]),
  ];
  for (const setting of settings) words.push('--set', setting);
  if (agents !== null) words.push('--agents', agents.file);
  return words.map(shellWord).join(' ');
}

/** A log alone says neither its scenario's name nor how it was asked for. */
const UNRECORDED = {
  scenarioId: 'a log by itself',
  title: 'A run of an unnamed scenario',
  code: null,
  settings: [],
  patches: [],
  fork: null,
  until: null,
  isComplete: true,
  wallSeconds: null,
  machine: null,
  repeat: null,
  scenarioFile: null,
} as const;

/** A shipped scenario by its name, any other by its path. */
const wordOf = ({ id, file }: { readonly id: string; readonly file: string }): string =>
  file.endsWith(`sims/${id}.yaml`) ? id : file;
