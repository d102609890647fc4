/** `why`: what an event follows from, back to its roots; with `--prove` also what is different without it. */

import { type ExtraHolidays, extraHolidaysOf } from '../../analysis/quote-board.ts';
import { type Chain, ChainCollector, ChainIndex } from '../../analysis/why/causal-chain.ts';
import { type QueryMatch, QueryMatches } from '../../analysis/why/query-matches.ts';
import { QUERY_FORM, type QueryFlaw, type ReadQuery, readQuery } from '../../analysis/why/why-query.ts';
import { SEQ_MAX, type Seq, seq } from '../../units/quantity.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { Interruption } from '../interruption.ts';
import { type FoundRun, findLog } from '../log/find-run.ts';
import { isShortened, mismatch, noHeader, reportDamage, tellTorn, tellUnreadable } from '../log/log-ending.ts';
import { type PassedLog, passLog } from '../log/log-pass.ts';
import { reloadScenario } from '../run/reload-scenario.ts';
import { complain, print, printWidth } from '../terminal.ts';
import { wrapped } from '../text-table.ts';
import { type Proof, provable, prove } from '../why/prove.ts';
import { proofLines } from '../why/prove-text.ts';
import { chainLines, foundText, matchLines } from '../why/why-text.ts';

export interface WhyArguments {
  readonly run: string;
  /** A seq, or a question in one or more words. */
  readonly asked: string;
  readonly prove: boolean;
  readonly json: boolean;
}

const MATCHES_IN_JSON = 100;

/** What the log was asked for: an event, and the other matches of a question. */
interface Answer {
  readonly target: Seq;
  readonly matches: readonly QueryMatch[];
  readonly isNamed: boolean;
}

/** Undefined: interrupted. A number: it has been said what is wrong. */
type Found<T> = { readonly ok: true; readonly value: T } | BadInput | ExitCode | undefined;

interface Work {
  readonly asked: WhyArguments;
  readonly found: FoundRun;
  readonly interruption: Interruption;
}

interface Findings {
  readonly answer: Answer;
  readonly chain: Chain;
  readonly proof: Proof | undefined;
}

/** Throws `EnvironmentFault`. */
export async function why(asked: WhyArguments): Promise<ExitCode> {
  const { run, json } = asked;
  const found = findLog(run);
  if (!found.ok) return reportBadInput(found, json);
  const question = readQuestion(asked.asked);
  if ('errors' in question) return reportBadInput(question, json);
  if (found.recordProblem !== undefined) tellUnreadable(found);
  const interruption = new Interruption(json);
  try {
    const work = { asked, found, interruption };
    const findings = await find(question, work);
    if (findings === undefined) return interrupted(work);
    if (typeof findings === 'number') return findings;
    if (!findings.ok) return reportBadInput(findings, json);
    if (json) print(JSON.stringify(documentOf(work, findings.value)));
    else for (const line of linesOf(findings.value, printWidth())) print(line);
    return ExitCode.done;
  } finally {
    interruption.end();
  }
}

type Question = { readonly kind: 'seq'; readonly seq: Seq } | { readonly kind: 'query'; readonly query: ReadQuery };

function readQuestion(text: string): Question | BadInput {
  if (!/^\s*\d+\s*$/.test(text)) {
    const query = readQuery(text);
    return query.ok ? { kind: 'query', query } : badQuery(query);
  }
  const value = Number(text);
  if (value >= 1 && value <= SEQ_MAX) return { kind: 'seq', seq: seq(value) };
  const expected = `a seq from 1 to ${SEQ_MAX}, or ${QUERY_FORM}`;
  return badArgument({ argument: 'SEQ', found: text, message: `"${text}" is no seq`, expected });
}

const badQuery = ({ found, message, expected, nearest }: QueryFlaw): BadInput =>
  badArgument({ argument: 'QUERY', found, message, expected, nearest });

async function find(question: Question, work: Work): Promise<Found<Findings>> {
  const named = (target: Seq): Found<Answer> => ({ ok: true, value: { target, matches: [], isNamed: true } });
  const answered = question.kind === 'seq' ? named(question.seq) : await search(question.query, work);
  if (typeof answered !== 'object' || !answered.ok) return answered;
  const { value: answer } = answered;
  const chained = await readChain(answer.target, work);
  if (typeof chained !== 'object' || !chained.ok) return chained;
  const { value: chain } = chained;
  if (!work.asked.prove) return { ok: true, value: { answer, chain, proof: undefined } };
  const what = await provable({ found: work.found, chain, isNamed: answer.isNamed });
  if (!what.ok) return what;
  const proof = await prove(what, work.found, work.interruption);
  return proof === undefined || 'ok' in proof ? proof : { ok: true, value: { answer, chain, proof } };
}

/** The largest deed that answers a question. */
async function search(query: ReadQuery, { asked: { asked, json }, found, interruption }: Work): Promise<Found<Answer>> {
  const matching = new QueryMatches(query, await holidaysOf(found));
  const isDone = (): boolean => matching.flaw !== undefined;
  const passed = await passLog({ path: found.logPath, visitor: matching, isDone, interruption });
  if (passed.wasInterrupted) return undefined;
  const wrong = matching.flaw === undefined ? unreadable(found, passed, json) : badQuery(matching.flaw);
  if (wrong !== undefined) return wrong;
  const matches = matching.matches();
  const [largest] = matches;
  if (largest !== undefined) return { ok: true, value: { target: largest.seq, matches, isNamed: false } };
  const dates = matching.otherDates;
  const message = `nothing in ${found.folder} answers "${asked.trim()}"`;
  const expected =
    dates.length === 0 ? 'something that happened in it' : `one of the dates on which it happened: ${dates.join(', ')}`;
  return badArgument({ argument: 'QUERY', found: asked, message, expected });
}

/** Two passes up to the event: what follows from what, then the events of its chain. */
async function readChain(target: Seq, { asked: { json }, found, interruption }: Work): Promise<Found<Chain>> {
  const index = new ChainIndex(target);
  const through = (visitor: ChainIndex | ChainCollector): Promise<PassedLog> =>
    passLog({ path: found.logPath, visitor, isDone: () => visitor.isDone, interruption });
  const passed = await through(index);
  if (passed.wasInterrupted) return undefined;
  const wrong = index.isDone ? mismatch(found, passed) : unreadable(found, passed, json);
  if (wrong !== undefined) return wrong;
  if (!index.isDone) {
    const message = `there is no seq ${target} in ${found.logPath}, which ends at ${passed.lastSeq}`;
    const expected = `a seq from 1 to ${passed.lastSeq}`;
    return badArgument({ argument: 'SEQ', found: String(target), message, expected });
  }
  const collector = new ChainCollector(target, index);
  const again = await through(collector);
  return again.wasInterrupted ? undefined : { ok: true, value: collector.chain() };
}

/** What is wrong with a log that was read to its end; a torn tail is told and left out. */
function unreadable(found: FoundRun, passed: PassedLog, json: boolean): BadInput | ExitCode | undefined {
  if (passed.end?.ending === 'refused') return reportDamage(found.logPath, passed.end.flaw, json);
  const wrong = noHeader(found, passed) ?? mismatch(found, passed);
  if (wrong !== undefined) return wrong;
  if (passed.end?.ending === 'torn' || isShortened(found, passed)) tellTorn(found, passed);
  return undefined;
}

/** Stated by the scenario and not by the log; without it dates near a holiday of a scenario's own may be off by one. */
async function holidaysOf({ folder, record }: FoundRun): Promise<ExtraHolidays> {
  if (record === undefined) return {};
  const reloaded = await reloadScenario(folder, record, 'RUN');
  return reloaded.ok ? extraHolidaysOf(reloaded.scenario) : {};
}

function interrupted({ asked: { run, asked, prove: isProof, json }, found: { folder, logPath } }: Work): ExitCode {
  const message = 'interrupted; nothing was changed';
  complain(message);
  const repeat = commandText('why', run, asked, ...(isProof ? ['--prove'] : []));
  const soFar = { run: folder, seq: null, at: null, digest: null, repeat, resume: null };
  if (json) printFailure({ message, file: logPath }, soFar);
  return ExitCode.interrupted;
}

function linesOf({ answer: { matches }, chain, proof }: Findings, width: number): string[] {
  return [
    ...(matches.length === 0 ? [] : [...wrapped(foundText(matches), width), '']),
    ...chainLines(chain, width),
    ...(proof === undefined ? [] : ['', ...proofLines(proof, width)]),
    ...(proof !== undefined || matches.length < 2 ? [] : ['', ...matchLines(matches, width)]),
  ];
}

function documentOf({ asked, found: { folder, record } }: Work, { answer, chain, proof }: Findings): unknown {
  const { target, matches, isNamed } = answer;
  return {
    schema: 'spillover/why@1',
    run: folder,
    scenario: record === undefined ? null : { id: record.scenario.id, title: record.scenario.title },
    seed: record?.seed ?? null,
    asked: asked.asked.trim(),
    seq: target,
    matches: isNamed ? [] : matches.slice(0, MATCHES_IN_JSON),
    match_count: isNamed ? null : matches.length,
    provenance: { recorded_by: 'engine', nodes: chain.nodes, roots: chain.roots },
    proof: proof === undefined ? null : proofDocument(proof),
  };
}

const proofDocument = ({ seq: without, done, firstDifference, closes, flows, digest }: Proof): unknown => ({
  without,
  done,
  first_difference: firstDifference ?? null,
  closes,
  flows,
  digest,
});
