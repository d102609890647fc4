/**
 * Results of experiments made up from drawn numbers with planted effects: every kind, so that reports can be drawn and read without a
 * run. What is planted: without L2 New York rises 4 bp less, without L6 Tokyo 12 and London 5 less, and Seoul does not care.
 */
import type { Effect, LevelInterval } from '../../src/experiments/results/arm-statistics.ts';
import { drawsOf, streamKey } from '../../src/math/draws.ts';
import { normalQuantile } from '../../src/math/normal.ts';
import type {
  ExperimentDocument,
  ExperimentInput,
  ExperimentRun,
  RunDays,
} from '../../src/report/experiment/experiment-input.ts';

export const OUTCOMES = [
  { name: 'new_york_10y', what: 'highest close of the 10-year in New York', unit: 'bp' },
  { name: 'london_30y', what: 'highest close of the 30-year in London', unit: 'bp' },
  { name: 'seoul_10y', what: 'highest close of the 10-year in Seoul', unit: 'bp' },
] as const;

const DATES = ['2026-01-19', '2026-01-20', '2026-01-21'];
/** Bond, moves by day, spread over seeds, which outcome is its highest close. */
const LINES = [
  ['JGB-30Y', [13, 24, -12], 6, undefined],
  ['JGB-10Y', [6, 8, -5], 3, undefined],
  ['UST-10Y', [null, 9, -3], 4, 0],
  ['UST-30Y', [null, 10, -3], 4, undefined],
  ['GILT-30Y', [2, 9, -4], 4, 1],
  ['GILT-10Y', [1, 6, -3], 3, undefined],
  ['KTB-10Y', [4, 5, -1], 3, 2],
  ['KTB-30Y', [3, 4, -1], 3, undefined],
] as const;

/** What an arm takes from a line’s rise on the second day. */
const PLANTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'L2-off': { 'UST-10Y': -4, 'UST-30Y': -3, 'GILT-30Y': -2 },
  'L6-off': { 'JGB-30Y': -12, 'JGB-10Y': -4, 'GILT-30Y': -5, 'UST-10Y': -1 },
  'L3-off': {},
};

const ARMS = ['base', 'L2-off', 'L3-off', 'L6-off'] as const;
const WHATS: Readonly<Record<string, string>> = {
  base: 'as shipped',
  'L2-off': 'L2 switched off',
  'L3-off': 'without margin calls',
  'L6-off': 'L6 switched off',
};
const SEEDS = 16;

const normal = (seed: number, agent: string): number =>
  normalQuantile(drawsOf(streamKey({ seed, purpose: 'planted', agent, instant: 0 })).uniform());

function daysOf(arm: string, replicate: number, run: number): RunDays {
  const days = LINES.flatMap(([bond, moves, spread]) =>
    DATES.map((date, at) => {
      const move = moves[at] as number | null;
      const effect = at === 1 ? (PLANTED[arm]?.[bond] ?? 0) : 0;
      const common = 2 * normal(replicate, `world ${date}`);
      const change = move === null ? null : move + effect + common + spread * normal(replicate, `${bond} ${date}`);
      const noise = arm === 'base' ? 0 : 0.5 * normal(replicate, `${arm} ${bond} ${date}`);
      return {
        date,
        bond,
        change_bp: change === null ? null : Number((change + noise).toFixed(1)),
        volume_dv01: 1e8 * (1 + Math.abs(change ?? 0) / 10),
        spread_bp: 1 + Math.abs(change ?? 0) / 20,
        depth_dv01: 1e7 / (1 + Math.abs(change ?? 0) / 5),
      };
    }).filter(({ change_bp }) => change_bp !== null),
  );
  return { arm, run, replicate, days };
}

const highest = ({ days }: RunDays, bond: string): number => {
  let sum = 0;
  const closes = days.filter((day) => day.bond === bond).map(({ change_bp }) => (sum += change_bp as number));
  return Number(Math.max(...closes).toFixed(1));
};

const DAYS = ARMS.flatMap((arm, index) =>
  Array.from({ length: SEEDS }, (_, replicate) => daysOf(arm, replicate, index * SEEDS + replicate)),
);
const OUTCOME_LINES = LINES.flatMap(([bond, , , at]) => (at === undefined ? [] : [[at, bond] as const]));
const RUNS: ExperimentRun[] = DAYS.map((each) => ({
  arm: each.arm,
  run: each.run,
  point: ARMS.indexOf(each.arm as (typeof ARMS)[number]),
  replicate: each.replicate,
  seed: 201 + each.replicate,
  outcomes: Object.fromEntries(OUTCOME_LINES.map(([at, bond]) => [OUTCOMES[at]?.name ?? '', highest(each, bond)])),
  replay: `spillover run japan-2026 --seed ${201 + each.replicate}`,
}));

const around = (mean: number, width: number): LevelInterval => ({ from: mean - width, to: mean + width, level: 0.95 });

const EFFECTS: Effect[] = ARMS.slice(1).flatMap((arm) =>
  OUTCOMES.map(({ name: outcome }) => {
    const of = (which: string): number[] =>
      RUNS.filter((run) => run.arm === which).map((run) => run.outcomes[outcome] as number);
    const base = of('base');
    const differences = of(arm).map((value, at) => value - (base[at] as number));
    const mean = differences.reduce((sum, value) => sum + value, 0) / SEEDS;
    const share = differences.filter((value) => value > 0).length / SEEDS;
    const interval = around(mean, 0.4);
    return {
      arm,
      base: 'base',
      outcome,
      pairs: SEEDS,
      mean,
      interval,
      median: mean,
      median_interval: interval,
      share_positive: share,
      relative: null,
    };
  }),
);

const ANSWERS = OUTCOMES.map(({ name: outcome, what, unit }) => {
  const ranked = EFFECTS.filter((effect) => effect.outcome === outcome).sort(
    (a, b) => Math.abs(b.mean as number) - Math.abs(a.mean as number),
  );
  const { outcome: _, ...largest } = ranked[0] as Effect;
  const isClear = (largest.interval?.from ?? 0) > 0 || (largest.interval?.to ?? 0) < 0;
  return {
    outcome,
    what,
    unit,
    base_mean: 20,
    largest: { ...largest, is_clear: isClear },
    ranking: ranked.map(({ arm }) => arm),
  };
});

const document = {
  schema: 'spillover/experiment-results@1',
  id: 'ablation',
  title: 'Which loop carries January abroad',
  engine: { version: '0.1.0', code: '0123456789abcdef0123456789abcdef' },
  experiment: { file: 'experiment.yaml', digest: 'fedcba9876543210fedcba9876543210' },
  scenarios: [{ name: 'japan-2026', file: 'scenarios/japan-2026.yaml', digest: '00' }],
  luck: 'common',
  outcomes: OUTCOMES,
  parameters: [],
  arms: ARMS.map((name) => ({
    name,
    what: WHATS[name] ?? '',
    scenario: 'japan-2026',
    settings: name === 'base' ? [] : [`loops.${name.slice(0, 2)}=off`],
    until: '2026-01-21T22:05Z',
    fork_at: null,
    scenario_digest: '00',
    seeds: Array.from({ length: SEEDS }, (_, at) => 201 + at),
    digests: Array.from({ length: SEEDS }, () => '00'),
    runs: SEEDS,
    failed: 0,
  })),
  points: ARMS.map((arm, point) => ({ point, arm, scenario_digest: '00', values: {} })),
  tables: { runs: { rows: RUNS.length, parts: [] } },
  failures: [],
  statistics: ARMS.flatMap((arm) =>
    OUTCOMES.map(({ name: outcome }) => ({
      arm,
      outcome,
      runs: SEEDS,
      without: 0,
      mean: 20,
      sd: 4,
      p05: 13,
      p25: 17,
      median: 20,
      p75: 23,
      p95: 27,
      mean_interval: around(20, 2),
    })),
  ),
  effects: EFFECTS,
  answers: ANSWERS,
} as const;

const inputOf = (value: unknown): ExperimentInput => ({
  name: 'experiments/ablation',
  document: value as ExperimentDocument,
  runs: RUNS,
  days: DAYS,
  flows: DAYS.map(({ arm, run, replicate }) => ({
    arm,
    run,
    net_sold_face: 1e9 * (12 + 4 * normal(replicate, 'flows')),
  })),
  published: [],
  machine: { node: 'v22.23.2', cpus: 2, workers: 2, runs: RUNS.length, wall_seconds: 812.4 },
  sources: { sourced: 210, assumed: 34 },
});

export const ablation = (change: Partial<ExperimentDocument> = {}): ExperimentInput =>
  inputOf({ ...document, kind: 'ablation', results: null, ...change });

export const ensemble = (): ExperimentInput => ({
  ...inputOf({
    ...document,
    kind: 'ensemble',
    results: null,
    arms: document.arms.slice(0, 1),
    effects: [],
    answers: [],
    points: document.points.slice(0, 1),
    statistics: document.statistics.slice(0, 3),
  }),
  days: DAYS.slice(0, SEEDS),
  runs: RUNS.slice(0, SEEDS),
});

const [X, Y] = [OUTCOMES[0].name, OUTCOMES[1].name];
export const policy = (): ExperimentInput => {
  const arms = ARMS.map((arm) => {
    const own = RUNS.filter((run) => run.arm === arm).map(({ outcomes }) => [
      outcomes[X] as number,
      outcomes[Y] as number,
    ]);
    const mean = (at: number): number => own.reduce((sum, each) => sum + (each[at] as number), 0) / own.length;
    return { arm, x_mean: mean(0), y_mean: mean(1), x_sd: 4, y_sd: 3, correlation: 0.4, runs: SEEDS };
  });
  return inputOf({
    ...document,
    id: 'boj-dilemma',
    title: 'Three ways out',
    kind: 'policy',
    results: { dials: [X, Y], arms },
  });
};

const PARAMETERS = [
  { name: 'share', path: 'agents.risk-parity.share', unit: '%', low: 10, high: 60, values: null },
  { name: 'depth', path: 'agents.value.depth', unit: 'times', low: 0.5, high: 2, values: null },
];
const MANY = { effects: [], answers: [], statistics: [], arms: document.arms.slice(0, 1) };
const manyPoints = (count: number) =>
  Array.from({ length: count }, (_, point) => ({ point, arm: 'base', scenario_digest: '00', values: {} }));
const withoutDays = (input: ExperimentInput): ExperimentInput => ({ ...input, days: [], flows: [], runs: [] });

export const morris = (): ExperimentInput =>
  withoutDays(
    inputOf({
      ...document,
      ...MANY,
      kind: 'morris',
      parameters: PARAMETERS,
      points: manyPoints(30),
      results: {
        trajectories: 10,
        levels: 4,
        effects: OUTCOMES.flatMap(({ name: outcome }) => [
          { outcome, parameter: 'share', mu: 3.1, mu_star: 3.4, mu_star_interval: around(3.4, 0.8), sigma: 1.2 },
          { outcome, parameter: 'depth', mu: -6, mu_star: 6.2, mu_star_interval: around(6.2, 1.1), sigma: 2.5 },
        ]),
      },
    }),
  );

export const sobol = (): ExperimentInput =>
  withoutDays(
    inputOf({
      ...document,
      ...MANY,
      kind: 'sobol',
      parameters: PARAMETERS,
      points: manyPoints(64),
      results: {
        base_samples: 16,
        indices: OUTCOMES.flatMap(({ name: outcome }) => [
          {
            outcome,
            parameter: 'share',
            first: -0.04,
            first_interval: around(-0.04, 0.1),
            total: 0.2,
            total_interval: around(0.2, 0.1),
            notes: ['the estimate is below zero by chance of sampling'],
          },
          {
            outcome,
            parameter: 'depth',
            first: 0.7,
            first_interval: around(0.7, 0.2),
            total: 0.85,
            total_interval: around(0.85, 0.2),
            notes: [],
          },
        ]),
        variances: OUTCOMES.map(({ name: outcome }) => ({ outcome, mean: 20, variance: 16 })),
        hint: '64 base samples would halve the widest interval',
      },
    }),
  );

export const grid = (): ExperimentInput => {
  const axes = [
    { parameter: 'share', values: ['10%', '30%', '60%'] },
    { parameter: 'depth', values: [0.5, 1, 2] },
  ];
  const values = (axes[0]?.values ?? []).flatMap((share) =>
    (axes[1]?.values ?? []).map((depth) => ({ share: String(share), depth: String(depth) })),
  );
  return withoutDays(
    inputOf({
      ...document,
      ...MANY,
      kind: 'grid',
      parameters: PARAMETERS,
      points: values.map((each, point) => ({ point, arm: 'base', scenario_digest: '00', values: each })),
      results: {
        axes,
        cells: values.flatMap((_, point) =>
          OUTCOMES.map(({ name: outcome }) => ({
            point,
            outcome,
            runs: 4,
            mean: 10 + 3 * point,
            median: 10,
            p05: 5,
            p95: 40,
            mean_interval: around(10 + 3 * point, 2),
          })),
        ),
      },
    }),
  );
};

export const calibrate = (): ExperimentInput =>
  withoutDays(
    inputOf({
      ...document,
      ...MANY,
      kind: 'calibrate',
      parameters: PARAMETERS,
      points: manyPoints(40),
      results: {
        method: 'cma-es',
        stopped: 'the budget was used up',
        evaluations: 40,
        loss: 0.42,
        parameters: [
          {
            name: 'share',
            path: 'agents.risk-parity.share',
            unit: '%',
            low: 10,
            high: 60,
            start: 30,
            value: 41.5,
            at_bound: false,
          },
          {
            name: 'depth',
            path: 'agents.value.depth',
            unit: 'times',
            low: 0.5,
            high: 2,
            start: 1,
            value: 1.995,
            at_bound: true,
          },
        ],
        moments: [
          {
            name: 'peak in Tokyo',
            outcome: X,
            statistic: 'median',
            target: 40,
            tolerance: 4,
            value: 41,
            loss: 0.06,
            held_out: false,
          },
          {
            name: 'peak in Seoul',
            outcome: Y,
            statistic: 'median',
            target: 9,
            tolerance: 2,
            value: 14,
            loss: 6.25,
            held_out: true,
          },
        ],
        trace: Array.from({ length: 40 }, (_, evaluation) => ({
          evaluation,
          point: evaluation,
          loss: 5 - evaluation / 10,
          best: Math.max(0.42, 5 - evaluation / 8),
        })),
      },
    }),
  );

export const EVERY_KIND = { ablation, ensemble, policy, morris, sobol, grid, calibrate } as const;
