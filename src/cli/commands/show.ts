/** `show`: a run at a moment: curves, books, institutions and their limits, auctions and flows so far. */

import { comparePublished, type PublishedComparison } from '../../analysis/published/compare-published.ts';
import { extraHolidaysOf } from '../../analysis/quote-board.ts';
import type { RunReport } from '../../analysis/run-summary.ts';
import type { FlowRow } from '../../analysis/tables/flow-table.ts';
import { agentsCalled } from '../../analysis/why/why-query.ts';
import { isoTime } from '../../units/time.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { Interruption } from '../interruption.ts';
import { type FoundRun, findLog } from '../log/find-run.ts';
import { reportImpossible } from '../log/impossible-log.ts';
import { isShortened, mismatch, noHeader, reportDamage, tellTorn, tellUnreadable } from '../log/log-ending.ts';
import { ReplayFault } from '../log/replay-log.ts';
import { countText } from '../own-input/number-text.ts';
import { hasPublished, type PublishedEpisode, publishedEpisodes, publishedOf } from '../published/published-files.ts';
import { type ReloadedScenario, reloadScenario } from '../run/reload-scenario.ts';
import { type HeadroomReading, headroomAt, whyNotRepeated } from '../show/headroom-run.ts';
import { type Holder, holdersOf } from '../show/holdings.ts';
import { type LineRow, lineRows } from '../show/line-rows.ts';
import { showLines } from '../show/show-text.ts';
import { readShown, type ShownRun } from '../show/shown-run.ts';
import { complain, print, printWidth } from '../terminal.ts';
import { type Moment, momentText, readMoment } from '../time-argument.ts';

export interface ShowArguments {
  readonly run: string;
  readonly at: string | undefined;
  /** Institutions or a kind by name; undefined: all, by kind. */
  readonly agent: string | undefined;
  readonly published: boolean;
  /** However much of the run has to be repeated for it. */
  readonly headroom: boolean;
  readonly json: boolean;
}

/** Everything that can be told without reading the log. */
interface Prepared {
  readonly ok: true;
  readonly found: FoundRun;
  readonly moment: Moment | undefined;
  readonly episode: PublishedEpisode | undefined;
  /** The scenario, where the run can be repeated; in words why it cannot. */
  readonly repeatable: ReloadedScenario | string;
}

interface Shown extends ShownRun {
  /** Those asked for by name; undefined: everybody. */
  readonly agents: ReadonlySet<string> | undefined;
  readonly asked: ShowArguments;
  readonly prepared: Prepared;
  readonly headroom: HeadroomReading;
}

/** Throws `EnvironmentFault`. */
export async function show(asked: ShowArguments): Promise<ExitCode> {
  const { json } = asked;
  const prepared = await prepare(asked);
  if (!prepared.ok) return reportBadInput(prepared, json);
  const { found } = prepared;
  if (found.recordProblem !== undefined) tellUnreadable(found);
  const interruption = new Interruption(json);
  try {
    return await readAndTell(asked, prepared, interruption);
  } catch (error) {
    if (!(error instanceof ReplayFault)) throw error;
    return reportImpossible(found, error, 'what its log tells cannot have happened', json);
  } finally {
    interruption.end();
  }
}

async function readAndTell(asked: ShowArguments, prepared: Prepared, interruption: Interruption): Promise<ExitCode> {
  const { found, moment, repeatable } = prepared;
  const { json } = asked;
  const extraHolidays = typeof repeatable === 'string' ? {} : extraHolidaysOf(repeatable.scenario);
  const shown = await readShown({ logPath: found.logPath, moment, extraHolidays, interruption });
  const { replayed } = shown;
  if (replayed.wasInterrupted) return reportInterruption(asked, shown, found);
  if (replayed.end?.ending === 'refused') return reportDamage(found.logPath, replayed.end.flaw, json);
  const wrong = noHeader(found, replayed) ?? beforeOpening(prepared, shown) ?? mismatch(found, replayed);
  if (wrong !== undefined) return reportBadInput(wrong, json);
  if (replayed.end?.ending === 'torn' || isShortened(found, replayed)) tellTorn(found, replayed);
  const agents = asked.agent === undefined ? undefined : agentsCalled(asked.agent, shown.roster);
  if (agents !== undefined && 'ok' in agents)
    return reportBadInput(badArgument({ argument: '--agent', ...agents }), json);
  const headroom = await readHeadroom(asked, prepared, shown, interruption);
  if (headroom === undefined) return reportInterruption(asked, shown, found);
  tellState({ ...shown, asked, prepared, headroom, agents: agents && new Set(agents) });
  return ExitCode.done;
}

async function prepare({ run, at, published, headroom }: ShowArguments): Promise<Prepared | BadInput> {
  const found = findLog(run);
  if (!found.ok) return found;
  const moment = at === undefined ? undefined : readMoment('--at', at);
  if (moment !== undefined && !moment.ok) return moment;
  const episode = published ? episodeFor(found) : undefined;
  if (episode !== undefined && !episode.ok) return episode;
  const why = whyNotRepeated(found);
  if (why !== undefined && headroom) {
    const expected = 'the folder of a run of this code';
    return badArgument({ argument: '--headroom', found: found.folder, message: why, expected });
  }
  const { record } = found;
  const reloaded = record === undefined ? undefined : await reloadScenario(found.folder, record, 'RUN');
  const place = { ok: true, found, moment: moment?.moment, episode } as const;
  if (reloaded === undefined || why !== undefined) return { ...place, repeatable: why ?? 'no run.json' };
  if (reloaded.ok) return { ...place, repeatable: reloaded };
  if (headroom) return reloaded;
  return { ...place, repeatable: reloaded.errors[0]?.message ?? 'its scenario cannot be read' };
}

function episodeFor({ record, logPath }: FoundRun): PublishedEpisode | BadInput {
  const argument = '--published';
  if (record === undefined) {
    const message = `${logPath} has no run.json beside it, so it is not known which episode it is of`;
    return badArgument({ argument, found: logPath, message, expected: 'the folder of a run' });
  }
  const { id } = record.scenario;
  const own = publishedOf(id);
  if (own !== undefined) return own;
  const message = `nothing published is kept of the scenario ${id}`;
  const expected = `a run of one of these, or of a variant named after it: ${publishedEpisodes().join(', ')}`;
  return badArgument({ argument, found: id, message, expected });
}

/** Undefined: interrupted. */
async function readHeadroom(
  { headroom: isAsked }: ShowArguments,
  { found, moment, repeatable }: Prepared,
  { replayed }: ShownRun,
  interruption: Interruption,
): Promise<HeadroomReading | undefined> {
  if (typeof repeatable === 'string') return { ok: false, why: repeatable, canBeAsked: false };
  return headroomAt({ found, reloaded: repeatable, replayed, moment, isAsked, interruption });
}

function beforeOpening({ found, moment }: Prepared, { replayed }: ShownRun): BadInput | undefined {
  const { opensAfterwards } = replayed;
  if (opensAfterwards === undefined || moment?.kind !== 'time') return undefined;
  const message = `${momentText(moment)} lies before the opening`;
  const expected = `${isoTime(opensAfterwards)} … ${found.record?.to ?? 'the end of the log'}`;
  return badArgument({ argument: '--at', found: momentText(moment), message, expected });
}

function reportInterruption(
  { run, at, agent, published, headroom, json }: ShowArguments,
  { replayed }: ShownRun,
  { folder, logPath }: FoundRun,
): ExitCode {
  const { replay, digest } = replayed;
  const message = `interrupted at seq ${replay.lastSeq}`;
  complain(`${message}; nothing was changed`);
  const who = agent === undefined ? [] : ['--agent', agent];
  const flags = [...who, ...(published ? ['--published'] : []), ...(headroom ? ['--headroom'] : [])];
  const repeat = commandText('show', run, ...(at === undefined ? [] : ['--at', at]), ...flags);
  const reached = { seq: replay.lastSeq, at: isoTime(replay.at), digest };
  if (json) printFailure({ message, file: logPath }, { run: folder, ...reached, repeat, resume: null });
  return ExitCode.interrupted;
}

interface State {
  readonly lines: readonly LineRow[];
  readonly holders: readonly Holder[];
  readonly report: RunReport;
  readonly published: PublishedComparison | undefined;
  readonly tradesAsked: readonly FlowRow[] | undefined;
}

function stateOf({ prepared, replayed, summary, roster, agents }: Shown): State {
  const { world } = replayed.replay;
  const report = summary.report();
  const { episode } = prepared;
  return {
    lines: lineRows(world, summary.board, report.daily),
    holders: holdersOf(world, summary.board, roster).filter(({ agent }) => agents?.has(agent) !== false),
    report,
    published: episode === undefined ? undefined : comparePublished(episode.episode, episode.rows, report),
    tradesAsked: agents && summary.flowRows().filter(({ agent }) => agents.has(agent)),
  };
}

function tellState(shown: Shown): void {
  const { asked, prepared, replayed, headroom } = shown;
  const { found } = prepared;
  const state = stateOf(shown);
  if (asked.json) {
    print(JSON.stringify(documentOf(shown, state)));
    return;
  }
  const { record } = found;
  const title = record === undefined ? `the log ${found.logPath}` : `${record.scenario.title} · seed ${record.seed}`;
  for (const line of showLines({ ...state, title, about: aboutText(shown), headroom }, printWidth())) print(line);
  if (!asked.published && asked.agent === undefined && record !== undefined && hasPublished(record.scenario.id))
    print(`\nbeside what was published  ${commandText('show', found.folder, '--published')}`);
  print(`digest ${replayed.digest}`);
}

function aboutText({ prepared: { moment }, replayed }: Shown): string {
  const { replay, end } = replayed;
  if (replay.lastSeq === 0) return 'no event';
  const asked = moment === undefined ? '' : momentText(moment);
  const isMoved = moment?.kind === 'seq' && moment.seq !== replay.lastSeq;
  const stopped = isMoved ? `the end of what seq ${asked} belongs to` : 'as asked';
  const where = end === undefined ? stopped : `end of the log${asked === '' ? '' : `, before ${asked}`}`;
  return `${isoTime(replay.at)} · seq ${countText(replay.lastSeq)} · ${where}`;
}

function documentOf({ prepared, replayed, headroom }: Shown, state: State): unknown {
  const { found, moment } = prepared;
  const { record, folder } = found;
  const { replay, header, end, digest } = replayed;
  const { lines, holders, report, published } = state;
  const limits = headroom.ok ? new Map(headroom.agents.map((each) => [each.agent, each.headroom])) : undefined;
  return {
    schema: 'spillover/show@1',
    run: folder,
    scenario: record === undefined ? null : { id: record.scenario.id, title: record.scenario.title },
    scenario_digest: header?.scenarioDigest ?? null,
    seed: header?.seed ?? null,
    asked: moment === undefined ? null : momentText(moment),
    time: replay.lastSeq === 0 ? null : isoTime(replay.at),
    seq: replay.lastSeq,
    ending: isShortened(found, replayed) ? 'torn' : (end?.ending ?? 'stopped'),
    lines,
    agents: holders.map((holder) => ({ ...holder, headroom: limitsOf(limits, holder.agent) })),
    headroom_missing: headroom.ok ? null : headroom.why,
    auctions: report.auctions,
    operations: report.operations,
    flows: report.flows,
    published: published ?? null,
    digest,
  };
}

/** Distances to a tenth of a basis point; null where they are not known. */
function limitsOf(
  limits: ReadonlyMap<string, Extract<HeadroomReading, { ok: true }>['agents'][number]['headroom']> | undefined,
  agent: string,
): unknown {
  if (limits === undefined) return null;
  return (limits.get(agent) ?? []).map(({ limit, instrument, distanceBp }) => ({
    limit,
    bond: instrument,
    distance_bp: Number(distanceBp.toFixed(1)),
  }));
}
