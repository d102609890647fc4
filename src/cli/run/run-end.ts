/** How a run ended, told in full: results on stdout, the rest on stderr, and the exit code that says it in a number. */
import { comparePublished } from '../../analysis/published/compare-published.ts';
import { isoTime } from '../../units/time.ts';
import { reportBadInput } from '../bad-input.ts';
import { commandText, runCommandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure, type SoFar } from '../failure-document.ts';
import { LogMismatch } from '../log/log-mismatch.ts';
import { bytesText, countText, plural } from '../own-input/number-text.ts';
import type { PublishedEpisode } from '../published/published-files.ts';
import { complain, print, printWidth, tell } from '../terminal.ts';
import { momentText } from '../time-argument.ts';
import type { RunRecord } from './run-record.ts';
import type { SessionEnd } from './run-session.ts';
import type { Session } from './session.ts';
import { scenarioWord } from './shipped-scenarios.ts';
import { summaryLines } from './summary-text.ts';

/** @param published Of the episode, for the document. */
export function reportEnd(
  end: SessionEnd,
  session: Session,
  json: boolean,
  published?: PublishedEpisode | undefined,
): ExitCode {
  switch (end.how) {
    case 'done':
      tell(timeLine(end.record));
      tellSeqUsed(end.record, session);
      if (json) print(JSON.stringify(documentOf(end, session, published)));
      else printSummary(end, session);
      return ExitCode.done;
    case 'interrupted':
      return reportInterruption(end.record, session, json);
    case 'ourBug':
      return reportBug(end, session, json);
    case 'otherCode':
      return reportOtherCode(end, session, json);
    case 'environment':
      return reportRefusal(end, session, json);
  }
}

function reportInterruption(record: RunRecord, session: Session, json: boolean): ExitCode {
  const message = `interrupted at ${record.to}`;
  complain(`${message}; everything up to there is whole\n${whereItIs(session)}`);
  const reached = { seq: record.counts?.events ?? null, at: record.to, digest: record.digest };
  if (json) printFailure({ message }, soFar(reached, session));
  return ExitCode.interrupted;
}

function reportBug({ fault, digest }: EndOf<'ourBug'>, session: Session, json: boolean): ExitCode {
  const { agents } = session;
  const message = `our bug${agents === undefined ? '' : `, or one in ${agents.path}`}: ${fault.message}`;
  complain(`${message}\nto see it again:  ${repeatCommand(session)}\n${seeIt(session)}`);
  const { seq, at } = fault instanceof LogMismatch ? { seq: fault.seq, at: null } : fault.place;
  const reached = { seq, at: at === null ? null : isoTime(at), digest };
  if (json) printFailure({ message }, { ...soFar(reached, session), resume: null });
  return ExitCode.ourBug;
}

function reportRefusal({ fault, kept }: EndOf<'environment'>, session: Session, json: boolean): ExitCode {
  const at = kept?.at === undefined ? null : isoTime(kept.at);
  const good =
    kept === undefined
      ? ''
      : `\nthe log is good up to seq ${kept.lastSeq}${at === null ? '' : `, ${at}`} (${bytesText(kept.bytes)})`;
  complain(`${fault.message}${good}\n${whereItIs(session)}`);
  const reached = { seq: kept?.lastSeq ?? null, at, digest: kept?.digest ?? null };
  if (json) {
    printFailure({ message: fault.message, file: fault.path, found: fault.code }, soFar(reached, session));
  }
  return ExitCode.environment;
}

/** Bad input, since the log is not one that this code can go on with. */
function reportOtherCode(
  { mismatch, writtenBy }: EndOf<'otherCode'>,
  { folder, code }: Session,
  json: boolean,
): ExitCode {
  const { seq, repeated, logged } = mismatch;
  const file = folder?.logPath ?? '';
  const names = `engine ${writtenBy.engine_version}, code ${writtenBy.code ?? 'unknown'}; this is code ${code}`;
  const can = `replay works, resuming does not:  ${commandText('replay', folder?.path ?? '')}`;
  const message = `was written by other code (${names})\n${mismatch.message}\n${can}`;
  const place = { file, line: 1, column: 1, path: `seq ${seq}` };
  return reportBadInput({ errors: [{ ...place, found: repeated, expected: logged, message }] }, json);
}

type EndOf<How extends SessionEnd['how']> = Extract<SessionEnd, { how: How }>;

type Done = Extract<SessionEnd, { how: 'done' | 'interrupted' }>;

function printSummary({ record, report }: Done, session: Session): void {
  const { title, id, instruments } = session.loaded.scenario;
  const calmFace = new Map(instruments.map(({ id: bond, calmDailyLots, lotFace }) => [bond, calmDailyLots * lotFace]));
  const head = { title, id, seed: session.seed, settings: session.settings, calmFace };
  for (const line of summaryLines(head, report, printWidth())) print(line);
  print('');
  for (const line of whatNext(session)) print(line);
  print(`digest ${record.digest}`);
}

function documentOf(
  { record, report }: Done,
  { loaded, seed, settings, folder, keepLog }: Session,
  episode: PublishedEpisode | undefined,
): unknown {
  const { id, title } = loaded.scenario;
  const run = folder?.path ?? null;
  const head = { scenario: { id, title, digest: loaded.digest }, seed, until: record.until, settings };
  const published = episode === undefined ? null : comparePublished(episode.episode, episode.rows, report);
  const kept = { run, log: run !== null && keepLog };
  return { schema: 'spillover/run@1', ...head, ...kept, ...report, published, digest: record.digest };
}

function timeLine({ counts, wall_seconds, log }: RunRecord): string {
  const { events = 0, orders = 0, fills = 0 } = counts ?? {};
  const seconds = wall_seconds ?? 0;
  const rate = seconds > 0 ? `, ${countText(Math.round(events / seconds))} events/s` : '';
  const kept = log === null ? '' : `, log ${bytesText(log.bytes)}`;
  const size = [plural(events, 'event'), plural(orders, 'order'), plural(fills, 'fill')].join(', ');
  return `${size} in ${seconds.toFixed(1)} s${rate}${kept}`;
}

/** A seq is reached at the end of its instant: say which one that was. */
function tellSeqUsed({ counts }: RunRecord, { until }: Session): void {
  const lastSeq = counts?.events ?? 0;
  if (until?.kind !== 'seq' || lastSeq === until.seq) return;
  const where = lastSeq > until.seq ? 'the end of the instant of' : 'the end of the scenario, before';
  tell(`stopped after seq ${lastSeq}, ${where} ${until.seq}`);
}

function whatNext(session: Session): string[] {
  const { loaded, seed, folder, keepLog, until } = session;
  const words = {
    scenario: scenarioWord(loaded.path),
    seed,
    until: until === undefined ? null : momentText(until),
    settings: session.settings,
  };
  const next: [string, string][] = [];
  if (folder !== undefined && keepLog) next.push(['see the books and curves', commandText('show', folder.path)]);
  const without = 'loops.L1=off';
  if (!session.settings.includes(without)) {
    const settings = [...session.settings, without];
    next.push(['without the fiscal loop', runCommandText({ ...words, settings, agents: session.agents?.path })]);
  }
  next.push([
    'with other luck',
    runCommandText({ ...words, seed: (seed + 1) % 2 ** 53, agents: session.agents?.path }),
  ]);
  const width = Math.max(...next.map(([what]) => what.length));
  return next.map(([what, command]) => `${what.padEnd(width)}  ${command}`);
}

const seeIt = ({ folder, keepLog }: Session): string =>
  folder === undefined || !keepLog
    ? 'no log was kept (--no-log)'
    : `look at it:  ${commandText('replay', folder.path)}`;

function whereItIs(session: Session): string {
  const goOn = resumeCommand(session);
  return seeIt(session) + (goOn === null ? '' : `\ngo on:       ${goOn}`);
}

const resumeCommand = ({ folder, keepLog }: Session): string | null =>
  folder === undefined || !keepLog ? null : commandText('run', '--resume', folder.path);

const soFar = (reached: Pick<SoFar, 'seq' | 'at' | 'digest'>, session: Session): SoFar => ({
  run: session.folder?.path ?? null,
  ...reached,
  repeat: repeatCommand(session),
  resume: resumeCommand(session),
});

function repeatCommand({ loaded, seed, until, settings, agents }: Session): string {
  const untilText = until === undefined ? null : momentText(until);
  return runCommandText({
    scenario: scenarioWord(loaded.path),
    seed,
    until: untilText,
    settings,
    agents: agents?.path,
  });
}
