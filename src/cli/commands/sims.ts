/** `sims`: the scenarios and experiments that come with the program. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

import { isoTime } from '../../units/time.ts';
import { reportBadInput } from '../bad-input.ts';
import { commandText } from '../command-text.ts';
import { attempt } from '../environment-fault.ts';
import { ExitCode } from '../exit-codes.ts';
import { shippedExperiments } from '../experiment/experiment-source.ts';
import { loadScenario } from '../run/scenario-source.ts';
import { shippedScenarios } from '../run/shipped-scenarios.ts';
import { paint, print, printWidth } from '../terminal.ts';
import { left, right, textTable } from '../text-table.ts';

/** Throws `EnvironmentFault`. */
export function sims({ json }: { readonly json: boolean }): ExitCode {
  const rows: Record<string, string | number>[] = [];
  for (const { name, path } of shippedScenarios()) {
    const loaded = loadScenario(path);
    if (!loaded.ok) return reportBadInput(loaded, json);
    const { id, title, opensAt, endsAt, agents, instruments } = loaded.scenario;
    const [opens, ends] = [isoTime(opensAt), isoTime(endsAt)];
    const counts = { institutions: agents.length, instruments: instruments.length };
    rows.push({ name, id, title, opens, ends, ...counts, file: path, digest: loaded.digest });
  }
  if (json) {
    print(JSON.stringify({ schema: 'spillover/sims@1', sims: rows, experiments: experimentRows() }));
    return ExitCode.done;
  }
  const cells = rows.map((row) => [
    String(row.name),
    String(row.opens).slice(0, 10),
    String(row.ends).slice(0, 10),
    String(row.institutions),
    String(row.title),
  ]);
  const [head = '', ...lines] = textTable(
    [
      left('name'),
      left('from', { dispensable: 3 }),
      left('to', { dispensable: 2 }),
      right('firms', { dispensable: 1 }),
      left('what'),
    ],
    cells,
    printWidth(),
  );
  print(paint('dim', head));
  for (const line of lines) print(line);
  print('');
  const asked = experimentRows().map(({ name, kind, title }) => [name, kind, title]);
  const [experimentHead = '', ...experimentLines] = textTable(
    [left('experiment'), left('kind', { dispensable: 1 }), left('what')],
    asked,
    printWidth(),
  );
  print(paint('dim', experimentHead));
  for (const line of experimentLines) print(line);
  const [first] = rows;
  if (first !== undefined) print(`\nrun one:  ${commandText('run', String(first.name))}`);
  print(`ask one:  ${commandText('experiment', 'smoke')}`);
  return ExitCode.done;
}

interface ExperimentRow {
  readonly name: string;
  readonly kind: string;
  readonly title: string;
  readonly scenario: string;
  readonly file: string;
}

/** What their files say of themselves; `check` reads the rest. */
const experimentRows = (): ExperimentRow[] =>
  shippedExperiments().map(({ name, path }) => {
    const { kind, title, scenario } = parse(attempt('read', path, () => readFileSync(path, 'utf8'))) as ExperimentRow;
    return { name, kind, title, scenario, file: path };
  });
