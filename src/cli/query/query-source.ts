/** What a query is asked of: runs and experiments, by their folders, by their names, or all that lie here. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BadInput, badArgument } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { DOCUMENT_FILE, EXPERIMENTS, finishedFolder, isUnfinished } from '../experiment/experiment-folder.ts';
import { type FoundRun, findRun } from '../log/find-run.ts';
import { RUNS } from '../run/run-folder.ts';
import { RUN_FILE } from '../run/run-record.ts';

const FROM = '--from';

export type QuerySource =
  | { readonly kind: 'experiment'; readonly folder: string }
  | { readonly kind: 'run'; readonly folder: string; readonly found: FoundRun };

type Sources = { readonly ok: true; readonly sources: readonly QuerySource[] } | BadInput;

/** @param asked None: every run and every finished experiment that lies here. Throws `EnvironmentFault`. */
export function querySources(asked: readonly string[]): Sources {
  const folders = [...new Set(asked.length > 0 ? asked : allHere())];
  const read = folders.map(sourceOf);
  const errors = read.flatMap((each) => (each.ok ? [] : each.errors));
  if (errors.length > 0) return { ok: false, errors };
  const sources = read.flatMap((each) => (each.ok ? [each.source] : []));
  if (sources.length > 0) return { ok: true, sources };
  const message = `no run lies in ${RUNS}/ and no finished experiment in ${EXPERIMENTS}/`;
  return badArgument({
    argument: FROM,
    found: 'nothing',
    message,
    expected: `${FROM} with the folder of a run or an experiment`,
  });
}

function allHere(): string[] {
  const within = (folder: string, file: string): string[] =>
    existsSync(folder)
      ? attempt('look into', folder, () => readdirSync(folder))
          .sort()
          .map((name) => join(folder, name))
          .filter((path) => existsSync(join(path, file)))
      : [];
  return [...within(EXPERIMENTS, DOCUMENT_FILE), ...within(RUNS, RUN_FILE)];
}

function sourceOf(asked: string): { readonly ok: true; readonly source: QuerySource } | BadInput {
  const folder = finishedFolder(asked);
  if (folder !== undefined) return { ok: true, source: { kind: 'experiment', folder } };
  if (isUnfinished(asked)) {
    const message = `${asked} is not finished: \`spillover experiment FILE --resume\` goes on with it`;
    return badArgument({ argument: FROM, found: asked, message, expected: `the folder of a finished experiment` });
  }
  const found = findRun(asked, FROM);
  if (found.ok) return { ok: true, source: { kind: 'run', folder: found.folder, found } };
  const errors = found.errors.map((error) => ({
    ...error,
    expected: `${error.expected}, or the folder of an experiment`,
  }));
  return { ok: false, errors };
}
