/** `report`: a run or an experiment as one HTML file; with `--assets` the data and the drawing of every figure beside it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { experimentReport } from '../../report/experiment/experiment-report.ts';
import type { Report } from '../../report/page/page.ts';
import { runReport } from '../../report/run/run-report.ts';
import { type BadInput, badArgument, reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { printFailure } from '../failure-document.ts';
import { DISK } from '../file-port.ts';
import { Interruption } from '../interruption.ts';
import { bytesText, plural } from '../own-input/number-text.ts';
import { readSubject, type Subject } from '../report/subject.ts';
import { makeWithParents } from '../run/run-folder.ts';
import { complain, print } from '../terminal.ts';
import { writeWhole } from '../whole-file.ts';

export interface ReportArguments {
  readonly of: string;
  readonly out: string | undefined;
  readonly compare: string | undefined;
  readonly assets: string | undefined;
  readonly json: boolean;
}

const REPORT_FILE = 'report.html';
const MANIFEST_FILE = 'manifest.json';

/** Throws `EnvironmentFault`. */
export async function report(asked: ReportArguments): Promise<ExitCode> {
  const { json, compare } = asked;
  const occupied = refusalOf(asked);
  if (occupied !== undefined) return reportBadInput(occupied, json);
  const interruption = new Interruption(json);
  try {
    const subject = await readSubject(asked.of, interruption, json);
    if (typeof subject === 'number') return subject;
    const other =
      subject === undefined || compare === undefined ? undefined : await readSubject(compare, interruption, json);
    if (typeof other === 'number') return other;
    if (subject === undefined || (compare !== undefined && other === undefined)) return reportInterruption(asked);
    const drawn = drawnOf(subject, other);
    if ('errors' in drawn) return reportBadInput(drawn, json);
    tellWritten(asked, subject, write(asked, subject, drawn));
    return ExitCode.done;
  } finally {
    interruption.end();
  }
}

function refusalOf({ out, assets }: ReportArguments): BadInput | undefined {
  if (out !== undefined && statSync(out, { throwIfNoEntry: false })?.isDirectory() === true) {
    return badArgument({ argument: '--out', found: out, message: `${out} is a folder`, expected: 'a file' });
  }
  const isTaken = assets !== undefined && existsSync(assets) && !isOurs(assets);
  if (!isTaken) return undefined;
  const expected = `a new or empty folder, or one with the ${MANIFEST_FILE} of an earlier report`;
  return badArgument({ argument: '--assets', found: assets, message: `${assets} holds other files`, expected });
}

function isOurs(folder: string): boolean {
  if (!statSync(folder).isDirectory()) return false;
  const names = attempt('look into', folder, () => readdirSync(folder));
  return names.length === 0 || names.includes(MANIFEST_FILE);
}

function drawnOf(subject: Subject, other: Subject | undefined): Report | BadInput {
  if (subject.kind === 'run' && other?.kind !== 'experiment') return runReport(subject.input, other?.input);
  if (subject.kind === 'experiment' && other?.kind !== 'run') return experimentReport(subject.input, other?.input);
  const message = 'a run and an experiment cannot be compared';
  return badArgument({
    argument: '--compare',
    found: other?.folder ?? '',
    message,
    expected: `another ${subject.kind}`,
  });
}

interface Written {
  readonly path: string;
  readonly bytes: number;
  readonly blocks: readonly string[];
  readonly assets: number;
}

function write(
  { out, assets }: ReportArguments,
  { folder }: Subject,
  { html, blocks, assets: files }: Report,
): Written {
  const path = out ?? join(folder, REPORT_FILE);
  attempt('create', dirname(path), () => {
    if (!existsSync(dirname(path))) makeWithParents(dirname(path));
  });
  writeWhole(DISK, path, html);
  if (assets !== undefined) {
    attempt('create', assets, () => {
      if (!existsSync(assets)) makeWithParents(assets);
    });
    for (const { name, text } of files) writeWhole(DISK, join(assets, name), text);
    writeWhole(DISK, join(assets, MANIFEST_FILE), manifestText(files.map(({ name }) => name)));
  }
  return { path, bytes: Buffer.byteLength(html), blocks, assets: assets === undefined ? 0 : files.length };
}

const manifestText = (files: readonly string[]): string =>
  `${JSON.stringify({ schema: 'spillover/report-assets@1', files }, null, 2)}\n`;

function tellWritten({ assets, json }: ReportArguments, { kind, folder }: Subject, written: Written): void {
  const { path, bytes, blocks } = written;
  if (json) {
    const document = {
      schema: 'spillover/report@1',
      of: folder,
      kind,
      file: path,
      bytes,
      blocks,
      assets: assets ?? null,
    };
    print(JSON.stringify(document));
    return;
  }
  print(`${path}  ${bytesText(bytes)}`);
  if (assets !== undefined) print(`${assets}  ${plural(written.assets, 'file')}`);
}

function reportInterruption({ of, out, compare, assets, json }: ReportArguments): ExitCode {
  const message = 'interrupted; nothing was written';
  complain(message);
  const options = Object.entries({ out, compare, assets }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const nowhere = { run: of, seq: null, at: null, digest: null, resume: null };
  if (json) printFailure({ message }, { ...nowhere, repeat: commandText('report', of, ...options) });
  return ExitCode.interrupted;
}
