/** The record for people: numbers first, misses said plainly. Text follows from the record and the targets alone. */
import { PAGES, type Page, type Target } from '../../analysis/episodes/target.ts';
import { acceptancePage } from './acceptance-page.ts';
import type { RecordedTarget, ValidationRecord } from './record.ts';
import { bandText, numberText, seedsText, table, verdictText, WRITTEN } from './record-text.ts';

/** File name → text. */
export type RecordPages = Readonly<Record<string, string>>;

const TITLES: Readonly<Record<Page, string>> = {
  calm: 'Quiet days',
  'japan-2026': 'Japan, January 2026',
  'gilt-2022': 'Gilts, September 2022',
  'two-regimes': 'One shock, two regimes (T1)',
  'jgb-auction-2025': 'The 20-year auction of May 2025',
  'ycc-2022': 'The ceiling of June 2022',
  ablations: 'Loops switched off',
  statements: 'The 28 statements of the calibration',
  facts: 'Stylised facts',
};

export function pagesOf(record: ValidationRecord, targets: readonly Target[]): RecordPages {
  const pages: Record<string, string> = {
    'README.md': readme(record, targets),
    'acceptance.md': acceptancePage(record, targets),
  };
  for (const page of PAGES) {
    const own = targets.filter((target) => target.page === page);
    pages[`${page}.md`] = `# ${TITLES[page]}\n\n${WRITTEN}\n\n${tables(record, own)}\n`;
  }
  return pages;
}

function readme(record: ValidationRecord, targets: readonly Target[]): string {
  const counts = countText(record);
  const missed = record.targets.filter(({ mark }) => mark === 'missed' || mark === 'sign not stable');
  const whats = new Map(targets.map((target) => [target.id, target]));
  return [
    '# What the model reaches, and what it misses',
    WRITTEN,
    `**${counts}** Seeds ${seedsText(record.seeds)}: ${fitText(record.seeds)}.`,
    `Engine ${record.engine.version}, code \`${record.engine.code}\`. One set of behavioural parameters for all episodes. ` +
      'Bands are those of the sources named in each row; none was widened.',
    [
      '## Misses',
      '',
      missed.length === 0 ? 'None.' : missed.map((each) => missLine(each, whats.get(each.id))).join('\n'),
    ].join('\n'),
    `## Pages\n\n[Acceptance tests and stylised facts](acceptance.md), in short; then all targets:\n\n${pageTable(record, targets)}`,
    HOW_TO_READ,
    ['## Runs', '', ...failureLines(record), armTable(record)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

const HOW_TO_READ = `## How to read it

- **Value**: the median over seeds, unless the row says otherwise, and in brackets where 10 % and 90 % of the seeds lie. **Inside**: seeds within
  the band by themselves. **≈** stands before a verdict that other seeds could turn: nine tenths of resamples of the seeds reach across the edge.
- **Frozen**: the same on the same luck with L1 to L9 and B1 off, so that nobody answers to prices, flows or losses. **AR**: median over
  seeds of full over frozen. A level that is met with AR near 1 was put in by beliefs, and is no contagion.
- **Paired** rows compare two arms seed by seed. Of those in which an effect is expected, at least 80 % of seeds must have its sign.
- A run is repeated by \`node bin/spillover.js run SCENARIO --seed N --until T --set …\` with what its row under *Runs* says; its digest must
  be the one in [record.json](record.json). The whole record: \`npm run record -- --seeds 201-220 --workers 2\`.`;

/** Seeds on which parameters were chosen (`docs/odd.md`): they say nothing about how well those hold elsewhere. */
const FITTED_UP_TO = 140;

function fitText(seeds: readonly number[]): string {
  const fitted = seeds.filter((seed) => seed <= FITTED_UP_TO).length;
  if (fitted === 0) return 'none of them took part in choosing a parameter (1 to 140 did)';
  return `**${fitted} of ${seeds.length} took part in choosing parameters, so this is no evidence**`;
}

function countText({ targets }: ValidationRecord): string {
  const of = (mark: RecordedTarget['mark']): number => targets.filter((each) => each.mark === mark).length;
  const judged = targets.length - of('no band') - of('not measured');
  return `${of('met')} of ${judged} targets with a band are met, ${of('missed')} missed, ${of('sign not stable')} in the band with an unstable sign.`;
}

function pageTable(record: ValidationRecord, targets: readonly Target[]): string {
  const marks = new Map(record.targets.map(({ id, mark }) => [id, mark]));
  const rows = PAGES.map((page) => {
    const own = targets.filter((target) => target.page === page);
    const of = (...wanted: readonly RecordedTarget['mark'][]): string =>
      `${own.filter(({ id }) => wanted.some((mark) => mark === marks.get(id))).length}`;
    const byTests = own.filter(({ kind }) => kind === 'tested').length;
    const open = own.filter(({ kind }) => kind === 'open').length;
    return [
      `[${TITLES[page]}](${page}.md)`,
      of('met'),
      of('missed', 'sign not stable'),
      of('no band'),
      `${byTests}`,
      `${open}`,
    ];
  });
  return table(
    ['page', 'met', 'missed or sign not stable', 'printed without a band', 'held by tests', 'no row of its own'],
    rows,
  );
}

function missLine(recorded: RecordedTarget, target: Target | undefined): string {
  if (target?.kind !== 'measured') return `- **${recorded.id}**`;
  return `- **${recorded.id}** ${target.what}: ${numberText(recorded.value)} ${target.unit}, wanted ${bandText(target.band)} (${verdictText(recorded)})`;
}

function tables(record: ValidationRecord, targets: readonly Target[]): string {
  const byId = new Map(record.targets.map((each) => [each.id, each]));
  const measured = targets.flatMap((target) =>
    target.kind === 'measured' ? [rowOf(target, byId.get(target.id))] : [],
  );
  const tested = targets.flatMap((target) =>
    target.kind === 'tested'
      ? [
          [
            target.id,
            target.what,
            target.wanted,
            target.tests.map(({ file, name }) => `\`${file}\`: ${name}`).join('; '),
            target.source,
          ],
        ]
      : [],
  );
  const open = targets.flatMap((target) =>
    target.kind === 'open' ? [[target.id, target.what, target.wanted, target.why, target.source]] : [],
  );
  return [
    measured.length === 0 ? '' : table(MEASURED_HEAD, measured),
    tested.length === 0 ? '' : `## Held by tests\n\n${table(['id', 'what', 'wanted', 'test', 'source'], tested)}`,
    open.length === 0
      ? ''
      : `## Not measured by a row of its own\n\n${table(['id', 'what', 'wanted', 'why', 'source'], open)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const MEASURED_HEAD = [
  'id',
  'target',
  'unit',
  'wanted',
  'value [10 %, 90 %]',
  'inside',
  'verdict',
  'frozen',
  'AR',
  'source',
];

function rowOf(target: Extract<Target, { kind: 'measured' }>, recorded: RecordedTarget | undefined): string[] {
  const head = [target.id, target.what, target.unit, bandText(target.band)];
  if (recorded === undefined) return [...head, '', '', 'not run', '', '', target.source];
  const { value, low, high, inside, seeds, without, frozen } = recorded;
  const spread = value === null ? '' : `**${numberText(value)}** [${numberText(low)}, ${numberText(high)}]`;
  const ofSeeds = recorded.mark === 'no band' ? '' : `${inside}/${seeds - without}`;
  const still = frozen === null ? '' : numberText(frozen.value);
  const ratio = frozen?.ratio === null || frozen === null ? '' : frozen.ratio.toFixed(2);
  const named =
    target.statistic === 'median' || target.statistic === 'distribution'
      ? ''
      : ` (${STATISTIC_NAMES[target.statistic]})`;
  return [...head, `${spread}${named}`, ofSeeds, verdictText(recorded, target.band), still, ratio, target.source];
}

const STATISTIC_NAMES = {
  mean: 'mean',
  rootMeanSquare: 'root mean square',
  meanOverError: 'mean over error; in brackets the changes',
  share: 'share of seeds',
} as const;

const failureLines = ({ failures }: ValidationRecord): string[] =>
  failures.flatMap(({ arm, seed, message, replay }) => [
    `**Failed**: ${arm}, seed ${seed}: ${message}`,
    '',
    `    ${replay}`,
    '',
  ]);

function armTable({ arms }: ValidationRecord): string {
  const rows = arms.map(({ name, what, scenario, until, settings, agents }) => [
    `\`${name}\``,
    what,
    `\`${scenario}\``,
    until ?? 'its end',
    [...settings, ...(agents === undefined ? [] : [`--agents ${agents}`])]
      .map((setting) => `\`${setting.replaceAll('|', '\\|')}\``)
      .join(' '),
  ]);
  return table(['arm', 'what', 'scenario', 'until', 'settings'], rows);
}
