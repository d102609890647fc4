/** The report of an experiment: its answer first, then how it was found. A block that does not apply is absent. */
import { code, type ManifestEntry, manifestMarkup } from '../page/manifest.ts';
import { counted, fixed } from '../page/numbers.ts';
import { type Report, reportOf } from '../page/page.ts';
import { answerBlock } from './answer-block.ts';
import { calibrationBlock } from './calibration-block.ts';
import { compareBlock } from './compare-block.ts';
import { distributionsBlock } from './distributions-block.ts';
import type { ExperimentInput } from './experiment-input.ts';
import { factsBlock } from './facts-block.ts';
import { fansBlock } from './fans-block.ts';
import { limitsBlock } from './limits-block.ts';
import { policyBlock } from './policy-block.ts';
import { responsesBlock } from './responses-block.ts';
import { sensitivityBlock } from './sensitivity-block.ts';
import { spilloverBlock } from './spillover-block.ts';

const KINDS: Readonly<Record<string, string>> = {
  ensemble: 'Ensemble',
  ablation: 'Ablation: one feedback loop switched off at a time',
  policy: 'Policies compared from one moment on',
  grid: 'Grid of parameters',
  morris: 'Morris screening',
  sobol: 'Sobol sensitivity analysis',
  calibrate: 'Calibration by simulated moments',
};

export function experimentReport(input: ExperimentInput, other?: ExperimentInput): Report {
  const { document } = input;
  const runs = document.tables.runs?.rows ?? input.runs.length;
  const blocks = [
    answerBlock(input),
    other === undefined ? undefined : compareBlock(input, other),
    policyBlock(input),
    sensitivityBlock(input),
    calibrationBlock(input),
    fansBlock(input),
    responsesBlock(input),
    distributionsBlock(input),
    spilloverBlock(input),
    factsBlock(input),
    limitsBlock(input),
  ];
  return reportOf({
    title: document.title,
    subtitle: `${KINDS[document.kind] ?? document.kind}, ${counted(runs)} runs.`,
    manifest: manifestMarkup(experimentManifest(input, runs)),
    blocks: blocks.filter((block) => block !== undefined),
    note: `spillover, model output: experiment ${document.id}, ${counted(runs)} runs, engine ${document.engine.version}, digest ${document.experiment.digest}`,
  });
}

const ARMS_TOLD = 20;

function experimentManifest({ document, machine, name }: ExperimentInput, runs: number): (ManifestEntry | undefined)[] {
  const { arms, luck, engine, experiment, scenarios, failures, points } = document;
  const seeds = new Set(arms.flatMap((arm) => arm.seeds));
  return [
    { name: 'experiment', value: document.id },
    { name: 'kind', value: document.kind },
    { name: 'scenario', value: scenarios.map((each) => each.name).join(', ') },
    {
      name: 'runs',
      value: `${counted(runs)}${failures.length === 0 ? ', none failed' : `, ${counted(failures.length)} failed`}`,
    },
    {
      name: 'seeds',
      value: `${seedsText([...seeds])}, ${luck === 'common' ? 'the same in every arm' : 'of each arm its own'}`,
    },
    points.length > arms.length ? { name: 'points', value: counted(points.length) } : undefined,
    { name: 'engine', value: `${engine.version}, code ${engine.code.slice(0, 12)}` },
    machine === null
      ? undefined
      : {
          name: 'wall time',
          value: `${durationText(machine.wall_seconds)} on ${machine.workers} ${machine.workers === 1 ? 'worker' : 'workers'}, Node ${machine.node}`,
        },
    { name: 'digest of the file', value: code(experiment.digest) },
    arms.length > 1
      ? {
          name: 'arms',
          value: arms
            .slice(0, ARMS_TOLD)
            .map((arm) => `${arm.name} (${arm.runs})`)
            .join(' · '),
          isWide: true,
        }
      : undefined,
    { name: 'to repeat it', value: code(`spillover experiment ${name}/experiment.yaml`), isWide: true },
  ];
}

function seedsText(seeds: readonly number[]): string {
  const sorted = [...seeds].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return 'none';
  const isRun = last - first + 1 === sorted.length;
  return isRun && sorted.length > 1 ? `${first} to ${last}` : `${counted(sorted.length)} of them`;
}

const durationText = (seconds: number): string =>
  seconds >= 120 ? `${fixed(seconds / 60, 1)} min` : `${fixed(seconds, 1)} s`;
