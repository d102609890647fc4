/** The report of one run: what happened, how, what followed from what, and what it cannot say. A block that does not apply is absent. */
import { code, type ManifestEntry, manifestMarkup } from '../page/manifest.ts';
import { counted, fixed, minuteText } from '../page/numbers.ts';
import { type Report, reportOf } from '../page/page.ts';
import { answerBlock } from './answer-block.ts';
import { auctionsBlock } from './auctions-block.ts';
import { cascadesBlock } from './cascades-block.ts';
import { compareBlock, nameOf } from './compare-block.ts';
import { factsBlock } from './facts-block.ts';
import { flowsBlock } from './flows-block.ts';
import { limitsBlock } from './limits-block.ts';
import { pathsBlock } from './paths-block.ts';
import { publishedBlock } from './published-block.ts';
import type { RunFacts, RunInput } from './run-input.ts';
import { spilloverBlock } from './spillover-block.ts';

export function runReport(input: RunInput, other?: RunInput): Report {
  const { facts, study } = input;
  const blocks = [
    answerBlock(input),
    other === undefined ? undefined : compareBlock(input, other),
    pathsBlock(input, other),
    flowsBlock(input),
    publishedBlock(input),
    auctionsBlock(input),
    spilloverBlock(input),
    factsBlock(input),
    cascadesBlock(input),
    limitsBlock(input),
  ];
  return reportOf({
    title: facts.title,
    subtitle: `One run, seed ${facts.seed}, ${minuteText(study.report.from)} to ${minuteText(study.report.to)}.`,
    manifest: manifestMarkup([
      ...runManifest(input),
      other === undefined
        ? undefined
        : { name: 'compared with (B)', value: `${nameOf(other)}, digest ${other.facts.digest}`, isWide: true },
    ]),
    blocks: blocks.filter((block) => block !== undefined),
    note: noteOf(facts),
  });
}

/** On every drawing that leaves the page. */
const noteOf = ({ scenarioId, seed, digest }: RunFacts): string =>
  `spillover, model output: ${scenarioId}, seed ${seed}, digest ${digest}`;

function runManifest({ facts, study }: RunInput): (ManifestEntry | undefined)[] {
  const { events, orders, fills } = study.report.counts;
  const wall = facts.wallSeconds === null ? undefined : `${fixed(facts.wallSeconds, 1)} s`;
  return [
    { name: 'scenario', value: facts.scenarioId },
    { name: 'seed', value: String(facts.seed) },
    { name: 'events, orders, fills', value: `${counted(events)}, ${counted(orders)}, ${counted(fills)}` },
    {
      name: 'engine',
      value: `${facts.engineVersion}${facts.code === null ? '' : `, code ${facts.code.slice(0, 12)}`}`,
    },
    wall === undefined
      ? undefined
      : { name: 'wall time', value: facts.machine === null ? wall : `${wall} on ${facts.machine}` },
    facts.fork === null
      ? undefined
      : { name: 'fork of', value: `${facts.fork.run}, left at ${minuteText(facts.fork.at)}` },
    facts.settings.length === 0 ? undefined : { name: 'settings', value: code(facts.settings.join(' ')) },
    { name: 'digest of the run', value: code(facts.digest) },
    { name: 'digest of the scenario', value: code(facts.scenarioDigest) },
    facts.repeat === null ? undefined : { name: 'to repeat it', value: code(facts.repeat), isWide: true },
  ];
}
