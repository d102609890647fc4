/** How a run ended, told in full: results on stdout, the rest on stderr, and the exit code that says it in a number. */
import { isoTime } from '../units/time.ts';
import { commandText, runCommandText } from './command-text.ts';
import { ExitCode } from './exit-codes.ts';
import type { Session } from './live-run.ts';
import { bytesText, countText } from './number-text.ts';
import type { RunRecord } from './run-record.ts';
import type { SessionEnd } from './run-session.ts';
import { scenarioWord } from './shipped-scenarios.ts';
import { summaryLines } from './summary-text.ts';
import { complain, print, printWidth, tell } from './terminal.ts';
import { momentText } from './time-argument.ts';

export function reportEnd(end: SessionEnd, session: Session, json: boolean): ExitCode {
  switch (end.how) {
    case 'done':
      tell(timeLine(end.record));
      tellSeqUsed(end.record, session);
      if (json) print(JSON.stringify(documentOf(end, session)));
      else printSummary(end, session);
      return ExitCode.done;
    case 'interrupted':
      complain(`interrupted at ${end.record.to}; everything up to there is whole\n${whereItIs(session)}`);
      return ExitCode.interrupted;
    case 'ourBug':
      complain(`our bug: ${end.fault.message}\nto see it again:  ${repeatCommand(session)}\n${seeIt(session)}`);
      return ExitCode.ourBug;
    case 'environment': {
      const { kept } = end;
      const good =
        kept === undefined
          ? ''
          : `\nthe log is good up to seq ${kept.lastSeq}${kept.at === undefined ? '' : `, ${isoTime(kept.at)}`} (${bytesText(kept.bytes)})`;
      complain(`${end.fault.message}${good}\n${whereItIs(session)}`);
      return ExitCode.environment;
    }
  }
}

type Done = Extract<SessionEnd, { how: 'done' | 'interrupted' }>;

function printSummary({ record, report }: Done, session: Session): void {
  const { title, id } = session.loaded.scenario;
  const head = { title, id, seed: session.seed, settings: session.settings };
  for (const line of summaryLines(head, report, printWidth())) print(line);
  print('');
  for (const line of whatNext(session)) print(line);
  print(`digest ${record.digest}`);
}

function documentOf({ record, report }: Done, { loaded, seed, settings, folder, keepLog }: Session): unknown {
  const { id, title } = loaded.scenario;
  const run = folder?.path ?? null;
  const head = { scenario: { id, title, digest: loaded.digest }, seed, until: record.until, settings };
  return { schema: 'spillover/run@1', ...head, run, log: run !== null && keepLog, ...report, digest: record.digest };
}

function timeLine({ counts, wall_seconds, log }: RunRecord): string {
  const { events = 0, orders = 0, fills = 0 } = counts ?? {};
  const seconds = wall_seconds ?? 0;
  const rate = seconds > 0 ? `, ${countText(Math.round(events / seconds))} events/s` : '';
  const kept = log === null ? '' : `, log ${bytesText(log.bytes)}`;
  return `${countText(events)} events, ${countText(orders)} orders, ${countText(fills)} fills in ${seconds.toFixed(1)} s${rate}${kept}`;
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
  if (folder !== undefined && keepLog) next.push(['see the books and curves', commandText('replay', folder.path)]);
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
  const { folder, keepLog } = session;
  const goOn = folder === undefined || !keepLog ? '' : `\ngo on:       ${commandText('run', '--resume', folder.path)}`;
  return seeIt(session) + goOn;
}

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
