/** The run so far as files to keep: what a spreadsheet opens, labelled as what it is. */

import type { SimTime } from '../../units/quantity.ts';
import { isoTime } from '../../units/time.ts';
import type { Branch } from './branch.ts';

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

const time = (at: number): string => isoTime(at as SimTime);
/** RFC 4180; a cell that a spreadsheet would take for a formula is a text. */
const cell = (value: string | number): string => {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const table = (rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

export function tablesOf(branch: Branch): TextFile[] {
  const { manifest, rows, marks, layout, scenario } = branch;
  const { lines, kinds, markets, engineVersion, scenarioDigest, seed } = manifest;
  const yields = rows.flatMap(({ at, exact }) =>
    lines.map(({ id, openLevelBp }, line) => {
      const level = exact[line] as number;
      return [time(at), id, level.toFixed(3), (level - openLevelBp).toFixed(3)];
    }),
  );
  const flows = rows.flatMap(({ at, parts }) =>
    kinds.flatMap((kind, k) =>
      markets.flatMap((market, m) => {
        const of = (from: number): number => parts[from + k * markets.length + m] as number;
        const [forced, policy, all] = [of(layout.forced), of(layout.policy), of(layout.all)];
        return all === 0 ? [] : [[time(at), kind, market, forced.toFixed(3), policy.toFixed(3), all.toFixed(3)]];
      }),
    ),
  );
  const events = marks.map(({ at, seq, lane, type, institution, line, text }) => [
    time(at),
    seq,
    lane,
    type,
    manifest.institutions[institution]?.id ?? '',
    lines[line]?.id ?? '',
    text,
  ]);
  const about = {
    what: 'model output, not data: an illustration, not a forecast or advice',
    scenario: scenario.id,
    title: scenario.title,
    scenario_digest: scenarioDigest,
    seed,
    engine_version: engineVersion,
    to: time(branch.reachedAt),
    digest: branch.digest,
  };
  return [
    { name: 'yields.csv', text: table([['time', 'line', 'level_bp', 'change_bp'], ...yields]) },
    {
      name: 'flows.csv',
      text: table([
        ['time', 'agent_kind', 'market', 'forced_kusd_per_bp', 'policy_kusd_per_bp', 'net_kusd_per_bp'],
        ...flows,
      ]),
    },
    { name: 'events.csv', text: table([['time', 'seq', 'lane', 'type', 'agent', 'line', 'text'], ...events]) },
    { name: 'manifest.json', text: `${JSON.stringify(about, null, 2)}\n` },
  ];
}
