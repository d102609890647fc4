/**
 * `fork RUN`: the run that is left, read from its folder and log: where the fork lies in it, its numbers to compare with,
 * and its scenario with the patch beside it; or why it cannot be forked.
 */
import { join } from 'node:path';
import { AGENT_KINDS } from '../../agents/kinds.ts';
import { extraHolidaysOf } from '../../analysis/quote-board.ts';
import { RunSummary } from '../../analysis/run-summary.ts';
import { Hash128 } from '../../math/digest.ts';
import { SETTINGS_FILE, type Setting } from '../../scenario/apply-settings.ts';
import type { ForkMoment } from '../../scenario/interventions/fork-moment.ts';
import { type Patch, readPatch, readPatchedScenario } from '../../scenario/interventions/patch-file.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Interruption } from '../interruption.ts';
import { type FoundRun, findLog, unreadableRecord } from '../log/find-run.ts';
import { inTurn } from '../log/in-turn.ts';
import { isShortened, mismatch, noHeader, reportDamage } from '../log/log-ending.ts';
import { type PassedLog, passLog } from '../log/log-pass.ts';
import { ENGINE_VERSION } from '../program.ts';
import { type ReloadedScenario, reloadScenario } from '../run/reload-scenario.ts';
import { type RunRecord, SCENARIO_FILE } from '../run/run-record.ts';
import { type LoadedScenario, readSettings } from '../run/scenario-source.ts';
import { readText } from '../text-file.ts';
import { type Moment, readMoment } from '../time-argument.ts';
import { ForkPoint } from './fork-point.ts';

export interface ForkAsked {
  readonly run: string;
  readonly at: string | undefined;
  readonly patch: string | undefined;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** A run that can be forked, and what is to be changed in it. */
export interface ForkPlan {
  readonly ok: true;
  readonly found: FoundRun;
  readonly record: RunRecord;
  readonly reloaded: ReloadedScenario;
  readonly moment: Moment;
  readonly patch: Patch | undefined;
  readonly patchText: string;
  readonly settings: readonly Setting[];
}

/** Everything that can be told without reading the log. Throws `EnvironmentFault`. */
export async function planFork(asked: ForkAsked): Promise<ForkPlan | BadInput> {
  const found = findLog(asked.run);
  if (!found.ok) return found;
  const record = forkableRecord(found);
  if ('ok' in record) return record;
  const text = asked.patch === undefined ? undefined : readText(asked.patch, '--patch');
  if (text !== undefined && !text.ok) return text;
  const patchText = text?.text ?? '';
  const read = text === undefined ? undefined : readPatch(patchText, asked.patch as string);
  if (read !== undefined && !read.ok) return { ok: false, errors: read.errors, textOf: () => patchText };
  const settings = readSettings(asked.set);
  if (!settings.ok) return settings;
  const at = asked.at ?? read?.patch.at;
  if (at === undefined) return noMoment(asked);
  const moment = readMoment('--at', at);
  if (!moment.ok) return moment;
  const reloaded = await reloadScenario(found.folder, record, 'RUN');
  if (!reloaded.ok) return reloaded;
  const outside = outsideRun(moment.moment, at, reloaded.scenario);
  if (outside !== undefined) return outside;
  const patch = read?.patch;
  return { ok: true, found, record, reloaded, moment: moment.moment, patch, patchText, settings: settings.settings };
}

function forkableRecord(found: FoundRun): RunRecord | BadInput {
  const { folder, record, recordProblem, logPath } = found;
  if (recordProblem !== undefined) return unreadableRecord(found, 'RUN');
  if (record === undefined) {
    const message = `${logPath} has no run.json beside it, so the run cannot be repeated`;
    return refuse(logPath, message, 'the folder of a run');
  }
  if (record.engine_version !== ENGINE_VERSION) {
    const versions = `${folder} was run by engine ${record.engine_version}, this is ${ENGINE_VERSION}`;
    return refuse(folder, versions, 'a run of this engine: logs of others can be replayed and exported, not forked');
  }
  if (record.complete) return record;
  const message = `${folder} was interrupted, so there is no straight run to compare with`;
  return refuse(folder, message, `a complete run; to go on with it: ${commandText('run', '--resume', folder)}`);
}

const noMoment = ({ patch }: ForkAsked): BadInput =>
  badArgument({
    argument: '--at',
    found: 'nothing',
    message: `when?${patch === undefined ? '' : ` ${patch} has no "at"`}`,
    expected: 'a seq, a date, or a time such as 2026-01-20T12:35+09:00',
  });

function outsideRun(moment: Moment, found: string, { opensAt, endsAt }: Scenario): BadInput | undefined {
  if (moment.kind === 'seq' || (moment.at >= opensAt && moment.at <= endsAt)) return undefined;
  const side = moment.at < opensAt ? 'before the opening' : 'after the end';
  const expected = `${isoTime(opensAt)} … ${isoTime(endsAt)}`;
  return badArgument({ argument: '--at', found, message: `${isoTime(moment.at)} lies ${side}`, expected });
}

/** What the log says of the run that is left. */
export interface ForkBase {
  readonly ok: true;
  readonly summary: RunSummary;
  /** Last event or record before the fork. */
  readonly seq: Seq;
  readonly at: SimTime;
  /** Time of the log's last event. */
  readonly lastAt: SimTime;
}

/** Undefined: interrupted. A number: it has been said what is wrong. Throws `EnvironmentFault`. */
export async function readBase(
  { found, reloaded, moment, record }: ForkPlan,
  interruption: Interruption,
  json: boolean,
): Promise<ForkBase | BadInput | ExitCode | undefined> {
  const summary = new RunSummary({ extraHolidays: extraHolidaysOf(reloaded.scenario) });
  const point = new ForkPoint(moment);
  const passed = await passLog({ path: found.logPath, visitor: inTurn(summary, point), interruption });
  if (passed.wasInterrupted) return undefined;
  if (passed.end?.ending === 'refused') return reportDamage(found.logPath, passed.end.flaw, json);
  const wrong = noHeader(found, passed) ?? mismatch(found, passed) ?? torn(found, passed);
  if (wrong !== undefined) return wrong;
  const { seq, at, lastAt } = point;
  const ended = moment.kind === 'time' && record.until !== null && moment.at > lastAt;
  if (seq !== undefined && at !== undefined && !ended) return { ok: true, summary, seq, at, lastAt };
  const asked = moment.kind === 'seq' ? `seq ${moment.seq}` : isoTime(moment.at);
  const message = `${asked} lies after the end of the run: seq ${passed.lastSeq}, ${isoTime(lastAt)}`;
  return badArgument({ argument: '--at', found: asked, message, expected: 'a moment of the run' });
}

function torn(found: FoundRun, passed: PassedLog): BadInput | undefined {
  if (passed.end?.ending === 'whole' && !isShortened(found, passed)) return undefined;
  const { logPath, folder } = found;
  const message = `${logPath} is torn: good up to seq ${passed.lastSeq}`;
  return refuse(folder, message, `a whole log; to complete it: ${commandText('run', '--resume', folder)}`);
}

/** The scenario with the patch beside it. Throws `EnvironmentFault`. */
export function patchedScenario(plan: ForkPlan, { at, seq }: ForkBase): LoadedScenario | BadInput {
  const { found, patch, patchText, settings, moment, reloaded } = plan;
  const scenarioFile = join(found.folder, SCENARIO_FILE);
  const text = readText(scenarioFile, 'RUN');
  if (!text.ok) return text;
  const fork: ForkMoment = moment.kind === 'seq' ? { at, after: seq } : { at };
  const { agents } = reloaded;
  const kinds = { ...AGENT_KINDS, ...agents?.kinds };
  const result = readPatchedScenario({ scenarioText: text.text, scenarioFile, patch, settings, fork, kinds });
  if (!result.ok) {
    const textOf: NonNullable<BadInput['textOf']> = ({ file, path }) => {
      if (file === SETTINGS_FILE) return settingText(settings, path);
      return file === patch?.file ? patchText : text.text;
    };
    return { ok: false, errors: result.errors, textOf };
  }
  const { scenario, resolved, digestText } = result;
  const hash = new Hash128();
  hash.text(digestText);
  if (agents !== undefined) hash.text(agents.sha256);
  return { ok: true, scenario, resolved, digest: hash.hex, path: reloaded.path };
}

function settingText(settings: readonly Setting[], path: string): string | undefined {
  const setting = settings.findLast((each) => each.path === path);
  return setting === undefined ? undefined : `${setting.path}=${setting.valueText}`;
}

const refuse = (found: string, message: string, expected: string): BadInput =>
  badArgument({ argument: 'RUN', found, message, expected });
