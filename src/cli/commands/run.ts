/** `run`: from a scenario and a seed to a summary, a run folder and a digest. */
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { codeIdentity } from '../code-identity.ts';
import type { ExitCode } from '../exit-codes.ts';
import { plural } from '../own-input/number-text.ts';
import { startProgress } from '../progress.ts';
import { publishedOf } from '../published/published-files.ts';
import { loadAgents } from '../run/agents-file.ts';
import { readUnfinished } from '../run/resume.ts';
import { reportEnd } from '../run/run-end.ts';
import { defaultFolder, namedFolder, type RunFolder } from '../run/run-folder.ts';
import { identity } from '../run/run-record.ts';
import { runSession } from '../run/run-session.ts';
import { type LoadedScenario, loadScenario, readSettings } from '../run/scenario-source.ts';
import { readSeed } from '../run/seed-argument.ts';
import type { Session } from '../run/session.ts';
import { findScenario } from '../run/shipped-scenarios.ts';
import { readPlan } from '../snapshots/snapshot-argument.ts';
import { startText } from '../snapshots/start-point.ts';
import { tell } from '../terminal.ts';
import { type Moment, momentText, readMoment } from '../time-argument.ts';

export interface RunArguments {
  readonly scenario: string | undefined;
  readonly seed: string;
  readonly until: string | undefined;
  readonly set: readonly string[];
  readonly out: string | undefined;
  readonly noLog: boolean;
  readonly snapshots: string | undefined;
  readonly agents: string | undefined;
  readonly resume: string | undefined;
  readonly json: boolean;
}

type Prepared = ({ readonly ok: true } & Omit<Session, 'progress'>) | BadInput;

/** Throws `EnvironmentFault`. */
export async function run(args: RunArguments): Promise<ExitCode> {
  const prepared = args.resume === undefined ? await prepare(args) : await prepareResume(args, args.resume);
  if (!prepared.ok) return reportBadInput(prepared, args.json);
  const { loaded, folder, seed, keepLog } = prepared;
  const published = args.json ? publishedOf(loaded.scenario.id) : undefined;
  if (published?.ok === false) return reportBadInput(published, args.json);
  const { agents, instruments } = loaded.scenario;
  const size = `${plural(agents.length, 'institution')}, ${plural(instruments.length, 'instrument')}`;
  tell(`${loaded.scenario.title}: ${size}, seed ${seed}`);
  tell(
    folder === undefined ? 'nothing is kept (--no-log)' : `kept in ${folder.path}${keepLog ? '' : ', without a log'}`,
  );
  if (prepared.start !== undefined) tell(startText(prepared.start));
  if (prepared.soFar !== undefined) tell(`repeating up to seq ${prepared.soFar.tail.lastSeq}, then going on`);
  const session = { ...prepared, progress: startProgress('events') };
  return reportEnd(await runSession(session, args.json), session, args.json, published);
}

async function prepare(args: RunArguments): Promise<Prepared> {
  if (args.scenario === undefined) return missingScenario();
  const found = findScenario(args.scenario);
  if (!found.ok) return found;
  const seed = readSeed(args.seed);
  if (!seed.ok) return seed;
  const until = args.until === undefined ? undefined : readMoment('--until', args.until);
  if (until !== undefined && !until.ok) return until;
  const plan = readPlan(args);
  if (!plan.ok) return plan;
  const settings = readSettings(args.set);
  if (!settings.ok) return settings;
  const brought = args.agents === undefined ? undefined : await loadAgents(args.agents);
  if (brought !== undefined && !brought.ok) return brought;
  const loaded = loadScenario(found.path, { settings: settings.settings, agents: brought?.agents });
  if (!loaded.ok) return loaded;
  const early = beforeOpening(until?.moment, loaded);
  if (early !== undefined) return early;
  const folder = chooseFolder(args, loaded, seed.seed, until?.moment);
  if (folder !== undefined && !folder.ok) return folder;
  return {
    ok: true,
    loaded,
    seed: seed.seed,
    until: until?.moment,
    settings: args.set,
    agents: brought?.agents,
    folder: folder?.folder,
    keepLog: !args.noLog,
    code: folder === undefined ? null : codeIdentity(),
    soFar: undefined,
    resumes: undefined,
    snapshots: plan.plan,
    start: undefined,
  };
}

async function prepareResume(args: RunArguments, path: string): Promise<Prepared> {
  const { scenario, until, set, out, noLog, snapshots, agents } = args;
  const others = {
    SCENARIO: scenario,
    '--until': until,
    '--set': set[0],
    '--out': out,
    '--agents': agents,
    '--snapshots': snapshots,
  };
  const [extra] = Object.entries({ ...others, '--no-log': noLog ? 'true' : undefined }).filter(
    ([, value]) => value !== undefined,
  );
  if (extra === undefined) return readUnfinished(path);
  const message = `${extra[0]} says what the folder of the run says already`;
  return badArgument({ argument: '--resume', found: extra[1] as string, message, expected: `--resume ${path} alone` });
}

function chooseFolder(
  { out, noLog }: RunArguments,
  loaded: LoadedScenario,
  seed: number,
  until: Moment | undefined,
): { readonly ok: true; readonly folder: RunFolder } | BadInput | undefined {
  const run = identity(loaded.digest, seed, until === undefined ? null : momentText(until));
  if (out !== undefined) return namedFolder(out, run);
  return noLog ? undefined : { ok: true, folder: defaultFolder(loaded.scenario.id, run) };
}

function beforeOpening(until: Moment | undefined, { scenario }: LoadedScenario): BadInput | undefined {
  if (until?.kind !== 'time' || until.at >= scenario.opensAt) return undefined;
  return badArgument({
    argument: '--until',
    found: isoTime(until.at),
    message: `${isoTime(until.at)} lies before the opening`,
    expected: `${isoTime(scenario.opensAt)} … ${isoTime(scenario.endsAt)}`,
  });
}

const missingScenario = (): BadInput =>
  badArgument({
    argument: 'SCENARIO',
    found: 'nothing',
    message: 'which scenario?',
    expected: 'a scenario file or a name that `spillover sims` lists, such as japan-2026',
  });
