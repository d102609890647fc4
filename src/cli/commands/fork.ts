/**
 * `fork`: the same run up to a moment, something changed there, and run on; what is different from the straight run.
 *
 * A run is a pure function of scenario and seed, so a fork repeats it with the patch beside the scenario, from the last
 * snapshot before the moment of the fork or from its first event, and is held to the log of the straight run up to that
 * moment. It keeps a folder like any run.
 */
import { join, resolve } from 'node:path';
import { institutionDifferences } from '../../analysis/institution-differences.ts';
import { closeDifferences } from '../../analysis/why/paired-differences.ts';
import type { Seed, Seq } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { codeIdentity } from '../code-identity.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { type ForkBase, type ForkPlan, patchedScenario, planFork, readBase } from '../fork/fork-base.ts';
import { type ForkResult, forkLines } from '../fork/fork-text.ts';
import { yetToCome } from '../fork/yet-to-come.ts';
import { Interruption } from '../interruption.ts';
import { startProgress } from '../progress.ts';
import { reportEnd } from '../run/run-end.ts';
import { defaultFolder, namedFolder, type RunFolder } from '../run/run-folder.ts';
import { identity, type RunRecord, SCENARIO_FILE } from '../run/run-record.ts';
import { runSession } from '../run/run-session.ts';
import type { LoadedScenario } from '../run/scenario-source.ts';
import type { Session, WatchedRun } from '../run/session.ts';
import { findStart, startText } from '../snapshots/start-point.ts';
import { complain, print, printWidth, tell } from '../terminal.ts';
import { type Moment, momentText, readMoment } from '../time-argument.ts';

export interface ForkArguments {
  readonly run: string;
  readonly at: string | undefined;
  readonly patch: string | undefined;
  readonly set: readonly string[];
  readonly out: string | undefined;
  readonly json: boolean;
}

interface Fork {
  readonly asked: ForkArguments;
  readonly plan: ForkPlan;
  readonly base: ForkBase;
  readonly loaded: LoadedScenario;
  readonly folder: RunFolder;
  readonly until: Moment | undefined;
}

/** Throws `EnvironmentFault`. */
export async function fork(asked: ForkArguments): Promise<ExitCode> {
  const { json, run } = asked;
  const plan = await planFork(asked);
  if (!plan.ok) return reportBadInput(plan, json);
  const base = await readStraight(plan, json);
  if (base === undefined) return interruptedAtFirst(asked);
  if (typeof base === 'number') return base;
  if (!base.ok) return reportBadInput(base, json);
  const loaded = patchedScenario(plan, base);
  if (!loaded.ok) return reportBadInput(loaded, json);
  const until = untilOf(plan, base);
  const folder = chooseFolder(asked, plan, { loaded, until });
  if (!folder.ok) return reportBadInput(folder, json);
  tell(`fork of ${run} after seq ${base.seq}, ${isoTime(base.at)}`);
  tell(`kept in ${folder.folder.path}`);
  return runFork({ asked, plan, base, loaded, until, folder: folder.folder });
}

async function readStraight(plan: ForkPlan, json: boolean): Promise<Awaited<ReturnType<typeof readBase>>> {
  const interruption = new Interruption(json);
  try {
    return await readBase(plan, interruption, json);
  } finally {
    interruption.end();
  }
}

/** As far as the straight run went; where that was to a seq, to its instant. */
function untilOf({ record }: ForkPlan, { lastAt }: ForkBase): Moment | undefined {
  if (record.until === null) return undefined;
  const read = readMoment('--until', record.until);
  return read.ok && read.moment.kind === 'time' ? read.moment : { kind: 'time', at: lastAt };
}

function chooseFolder(
  { out }: ForkArguments,
  { found, record }: ForkPlan,
  { loaded, until }: Pick<Fork, 'loaded' | 'until'>,
): { readonly ok: true; readonly folder: RunFolder } | BadInput {
  const run = identity(loaded.digest, record.seed, until === undefined ? null : momentText(until));
  if (out === undefined) return { ok: true, folder: notItself(found.folder, `${loaded.scenario.id}-fork`, run) };
  if (resolve(out) !== resolve(found.folder)) return namedFolder(out, run);
  const message = `${out} is the run that is forked`;
  return badArgument({ argument: '--out', found: out, message, expected: 'a folder for the fork' });
}

/** A fork that changes nothing is the same run as a fork before it: never write over what is being read. */
function notItself(parent: string, name: string, run: ReturnType<typeof identity>): RunFolder {
  for (let base = name; ; base = `${base}-fork`) {
    const folder = defaultFolder(base, run);
    if (resolve(folder.path) !== resolve(parent)) return folder;
  }
}

async function runFork(work: Fork): Promise<ExitCode> {
  const { asked, plan, base, loaded, folder, until } = work;
  let live: WatchedRun | undefined;
  const code = codeIdentity();
  const { found, record } = plan;
  const { agents } = plan.reloaded;
  const wanted = { logPath: found.logPath, scenarioDigest: record.scenario.digest, seed: record.seed, code, agents };
  const start = findStart({ ...wanted, upTo: base.seq, before: base.at, isOwn: false });
  if (start !== undefined) tell(startText(start));
  const session: Session = {
    loaded: { ...loaded, path: join(folder.path, SCENARIO_FILE) },
    seed: plan.record.seed as Seed,
    until,
    settings: [],
    agents: plan.reloaded.agents,
    folder,
    keepLog: true,
    code,
    soFar: undefined,
    resumes: undefined,
    snapshots: plan.record.snapshots ?? undefined,
    start,
    progress: startProgress('events'),
    fork: {
      parent: plan.record,
      parentLog: plan.found.logPath,
      seq: base.seq,
      patches: patchesOf(plan),
      origin: (run) => originOf(work, run),
      begun: (run) => {
        live = run;
      },
    },
  };
  const end = await runSession(session, asked.json);
  if (end.how === 'otherCode') return notRepeated(work, end.mismatch.seq);
  if (end.how !== 'done' || live === undefined) return reportEnd(end, session, asked.json);
  report(work, { live, record: end.record });
  return ExitCode.done;
}

/** The seq used: a fork inside the effects of a command happens after that command. */
function seqUsed({ base, plan, loaded }: Fork, run: WatchedRun | undefined): Seq {
  if (plan.moment.kind !== 'seq') return base.seq;
  const waits = loaded.scenario.interventions?.some(({ after }) => after === base.seq) === true;
  return (waits ? run?.intervenedAfter.find((seq) => seq >= base.seq) : undefined) ?? base.seq;
}

function originOf(work: Fork, run: WatchedRun | undefined): NonNullable<RunRecord['fork']> {
  const { plan, base } = work;
  const digest = plan.record.digest ?? '';
  return { run: plan.found.folder, digest, seq: seqUsed(work, run), at: isoTime(base.at) };
}

const patchesOf = ({ record, patch, settings }: ForkPlan): string[] => [
  ...record.patches,
  ...(patch?.entries ?? []).map((entry) => JSON.stringify(entry)),
  ...settings.map(({ path, valueText }) => `${path}=${valueText}`),
];

interface Outcome {
  readonly live: WatchedRun;
  readonly record: RunRecord;
}

function report(work: Fork, { live, record }: Outcome): void {
  const { asked, base, folder, loaded, plan } = work;
  const origin = originOf(work, live);
  const [straight, forked] = [base.summary, live.summary];
  const daily = forked.report().daily;
  const result: ForkResult = {
    parent: plan.found.folder,
    seq: origin.seq as Seq,
    time: origin.at,
    divergence: live.watch?.divergence,
    yetToCome: yetToCome(loaded.scenario, base.lastAt),
    closes: closeDifferences(daily, straight.report().daily),
    institutions: institutionDifferences({ straight: straight.flowRows(), fork: forked.flowRows(), daily }),
  };
  if (plan.moment.kind === 'seq' && plan.moment.seq !== origin.seq)
    tell(`forked after seq ${origin.seq}, the end of the command whose effects seq ${plan.moment.seq} belongs to`);
  if (asked.json) {
    print(JSON.stringify(documentOf(work, result, record)));
    return;
  }
  for (const line of forkLines(result, printWidth())) print(line);
  print('');
  print(`see its books and curves  ${commandText('show', folder.path)}`);
  print(`digest ${record.digest}`);
}

function documentOf({ asked, plan, loaded, folder }: Fork, result: ForkResult, record: RunRecord): unknown {
  const { id, title } = loaded.scenario;
  return {
    schema: 'spillover/fork@1',
    run: folder.path,
    parent: { run: plan.found.folder, digest: plan.record.digest },
    scenario: { id, title, digest: loaded.digest },
    seed: plan.record.seed,
    fork: { asked: asked.at ?? plan.patch?.at ?? null, seq: result.seq, time: result.time },
    patches: record.patches,
    first_divergence: result.divergence ?? null,
    closes: result.closes.map(({ close, close_without, difference_bp, ...place }) => ({
      ...place,
      straight: close_without,
      fork: close,
      difference_bp,
    })),
    flows: result.institutions,
    digest: record.digest,
  };
}

/** The log was written by other code: from its first difference on a fork of it would mean nothing. */
function notRepeated({ asked, plan, base }: Fork, seq: Seq): ExitCode {
  const { folder } = plan.found;
  const message = `repeating ${folder} gives another event at seq ${seq}, before the fork after seq ${base.seq}: it was written by other code`;
  const expected = `a run of this code; to run it anew: ${commandText('run', `${folder}/${SCENARIO_FILE}`, '--seed', String(plan.record.seed))}`;
  return reportBadInput(badArgument({ argument: 'RUN', found: folder, message, expected }), asked.json);
}

function interruptedAtFirst({ run, json }: ForkArguments): ExitCode {
  const message = 'interrupted; nothing was written';
  complain(message);
  if (json) printFailure({ message, file: run });
  return ExitCode.interrupted;
}
