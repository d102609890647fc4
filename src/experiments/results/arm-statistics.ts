/** Each arm by itself, and each against the base: paired on the same luck, or apart where every arm has its own. */
import type { ExperimentArm } from '../experiment.ts';
import {
  bootstrapDifference,
  bootstrapInterval,
  deviation,
  type Interval,
  mean,
  median,
  quantile,
  signShare,
} from '../statistics.ts';
import { factsOf, hasNamedArms, type KnownRuns } from './known-runs.ts';

export const LEVEL = 0.95;

export type LevelInterval = Interval & { readonly level: number };
export const atLevel = (interval: Interval): LevelInterval => ({ ...interval, level: LEVEL });

export interface ArmStatistic {
  readonly arm: string;
  readonly outcome: string;
  /** With a value. */
  readonly runs: number;
  /** Without one. */
  readonly without: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly p05: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
  readonly mean_interval: LevelInterval | null;
}

export function armStatistics(known: KnownRuns): ArmStatistic[] {
  const { experiment, outcomes } = known;
  if (!hasNamedArms(experiment)) return [];
  return experiment.arms.flatMap(({ name }, arm) =>
    experiment.outcomes.map(({ name: outcome }, at) => {
      const all = outcomes.ofPoint(arm, at);
      const values = all.filter((value) => value !== null);
      return {
        arm: name,
        outcome,
        runs: values.length,
        without: all.length - values.length,
        ...spread(values, `${name} ${outcome}`),
      };
    }),
  );
}

const NOTHING = { mean: null, sd: null, p05: null, p25: null, median: null, p75: null, p95: null, mean_interval: null };

export function spread(
  values: readonly number[],
  name: string,
): Omit<ArmStatistic, 'arm' | 'outcome' | 'runs' | 'without'> {
  if (values.length === 0) return NOTHING;
  return {
    mean: mean(values),
    sd: values.length < 2 ? null : deviation(values),
    p05: quantile(values, 0.05),
    p25: quantile(values, 0.25),
    median: median(values),
    p75: quantile(values, 0.75),
    p95: quantile(values, 0.95),
    mean_interval: values.length < 2 ? null : atLevel(bootstrapInterval(values, mean, `mean ${name}`, LEVEL)),
  };
}

export interface Effect {
  readonly arm: string;
  readonly base: string;
  readonly outcome: string;
  /** Seeds on which both have a value; null: not paired. */
  readonly pairs: number | null;
  /** Of arm − base. */
  readonly mean: number | null;
  readonly interval: LevelInterval | null;
  readonly median: number | null;
  readonly median_interval: LevelInterval | null;
  readonly share_positive: number | null;
  /** The mean over that of the base; null where that is not surely another number than 0. */
  readonly relative: number | null;
}

export function effectsOn(known: KnownRuns): Effect[] {
  const { experiment } = known;
  const [base, ...others] = experiment.arms as [ExperimentArm, ...ExperimentArm[]];
  if (!hasNamedArms(experiment)) return [];
  return others.flatMap(({ name }, index) =>
    experiment.outcomes.map(({ name: outcome }, at) => {
      const place = { arm: name, base: base.name, outcome };
      return experiment.luck === 'common'
        ? { ...place, ...paired(known, index + 1, at, `${name} ${outcome}`) }
        : { ...place, ...apart(known, index + 1, at, `${name} ${outcome}`) };
    }),
  );
}

const NO_EFFECT = {
  mean: null,
  interval: null,
  median: null,
  median_interval: null,
  share_positive: null,
  relative: null,
};

type Numbers = Omit<Effect, 'arm' | 'base' | 'outcome'>;

function paired(known: KnownRuns, arm: number, outcome: number, name: string): Numbers {
  const theirs = bySeed(known, arm, outcome);
  const pairs = [...bySeed(known, 0, outcome)].flatMap(([seed, base]) => {
    const value = theirs.get(seed);
    return value === undefined ? [] : [{ base, difference: value - base }];
  });
  const differences = pairs.map(({ difference }) => difference);
  if (differences.length === 0) return { pairs: 0, ...NO_EFFECT };
  const centre = mean(differences);
  const enough = differences.length > 1;
  return {
    pairs: differences.length,
    mean: centre,
    interval: enough ? atLevel(bootstrapInterval(differences, mean, `effect ${name}`, LEVEL)) : null,
    median: median(differences),
    median_interval: enough ? atLevel(bootstrapInterval(differences, median, `median effect ${name}`, LEVEL)) : null,
    share_positive: signShare(differences, 1),
    relative: relativeTo(
      centre,
      pairs.map(({ base }) => base),
    ),
  };
}

function apart(known: KnownRuns, arm: number, outcome: number, name: string): Numbers {
  const [values, base] = [[...bySeed(known, arm, outcome).values()], [...bySeed(known, 0, outcome).values()]];
  if (values.length === 0 || base.length === 0) return { pairs: null, ...NO_EFFECT };
  const groups = [values, base] as const;
  const enough = values.length > 1 && base.length > 1;
  const centre = mean(values) - mean(base);
  return {
    pairs: null,
    mean: centre,
    interval: enough ? atLevel(bootstrapDifference(groups, mean, `effect ${name}`, LEVEL)) : null,
    median: median(values) - median(base),
    median_interval: enough ? atLevel(bootstrapDifference(groups, median, `median effect ${name}`, LEVEL)) : null,
    share_positive: null,
    relative: relativeTo(centre, base),
  };
}

function bySeed(known: KnownRuns, arm: number, outcome: number): Map<number, number> {
  const values = known.outcomes.ofPoint(arm, outcome);
  const facts = factsOf(known, arm);
  return new Map(values.flatMap((value, at) => (value === null ? [] : [[facts[at]?.seed as number, value] as const])));
}

/** Standard errors from zero at which a mean is surely another number. */
const SURE = 2;

function relativeTo(effect: number, base: readonly number[]): number | null {
  const centre = mean(base);
  const error = deviation(base) / Math.sqrt(base.length);
  return centre === 0 || Math.abs(centre) < SURE * error ? null : effect / centre;
}

export interface Answer {
  readonly outcome: string;
  readonly what: string;
  readonly unit: string;
  readonly base_mean: number | null;
  readonly largest: (Omit<Effect, 'outcome'> & { readonly what: string; readonly is_clear: boolean }) | null;
  /** Arms, the largest absolute mean effect first. */
  readonly ranking: readonly string[];
}

/** What a reader is shown first: of each outcome asked for the arm that matters most. */
export function answersOf(
  { experiment }: KnownRuns,
  statistics: readonly ArmStatistic[],
  effects: readonly Effect[],
): Answer[] {
  return experiment.answers.flatMap((name) => {
    const outcome = experiment.outcomes.find((each) => each.name === name);
    if (outcome === undefined) return [];
    const ranked = effects
      .filter((effect) => effect.outcome === name && effect.mean !== null)
      .sort((a, b) => Math.abs(b.mean as number) - Math.abs(a.mean as number) || (a.arm < b.arm ? -1 : 1));
    const [first] = ranked;
    const base = statistics.find((each) => each.outcome === name && each.arm === experiment.arms[0]?.name);
    const largest = first === undefined ? null : largestOf(first, experiment.arms);
    const { what, unit } = outcome;
    return [
      { outcome: name, what, unit, base_mean: base?.mean ?? null, largest, ranking: ranked.map(({ arm }) => arm) },
    ];
  });
}

function largestOf({ outcome, ...effect }: Effect, arms: readonly ExperimentArm[]): NonNullable<Answer['largest']> {
  const { interval, arm } = effect;
  const isClear = interval !== null && (interval.from > 0 || interval.to < 0);
  return { ...effect, what: arms.find(({ name }) => name === arm)?.what ?? arm, is_clear: isClear };
}
