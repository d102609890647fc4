/**
 * One scenario under every circumstance that must not matter: its keys shuffled, its log kept, everything observed, an
 * institution added that never trades. Gives one line for each, and beside digests the contents of everything published.
 */
import { Simulation, type SimulationOptions } from '../../src/engine/simulation.ts';
import { RunDigest } from '../../src/events/content-digest.ts';
import { LogWriter } from '../../src/events/log-writer.ts';
import { Hash128 } from '../../src/math/digest.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { scenarioOfText } from './random-scenario.ts';
import { shuffledText } from './shuffled.ts';

export interface Subject {
  readonly name: string;
  readonly text: string;
  readonly seed: number;
  readonly until?: SimTime | undefined;
}

export type Line = readonly [name: string, hex: string];

/** The plain digest, and that of each variant, which must all be the same. */
export function digestLines(subject: Subject, shuffles: number): Line[] {
  const { name, text } = subject;
  const scenario = scenarioOfText(text, name);
  const lines: Line[] = [[name, digestOf(subject, scenario)]];
  for (let shuffle = 1; shuffle <= shuffles; shuffle++) {
    const other = scenarioOfText(shuffledText(text, shuffle), name);
    lines.push([`${name}, keys shuffled ${shuffle}`, digestOf(subject, other)]);
  }
  lines.push([`${name}, observed`, digestOf(subject, scenario, watchEverything)]);
  lines.push([`${name}, logged`, digestWithLog(subject, scenario)]);
  return lines;
}

/** What everything but the bystander's own opening says, without and with it. */
export function bystanderLines({ name, text, seed: number, until }: Subject): [Line, Line] {
  const joined = text.replace(/^agents:\n/m, (head) => `${head}${BYSTANDER}`);
  const contents = [text, joined].map((each) => {
    const scenario = scenarioOfText(each, name);
    return contentsOf({ scenario, seed: seed(number) }, until);
  });
  return [
    [`${name}, alone`, contents[0] as string],
    [`${name}, with a bystander`, contents[1] as string],
  ];
}

const BYSTANDER_ID = 'bystander';
/** It holds nothing and has no stop: nothing ever makes it trade. */
const BYSTANDER = `  ${BYSTANDER_ID}: { kind: foreignHolder, mandate: { market: equity, stops: false } }\n`;

function digestOf(
  { seed: number, until }: Subject,
  scenario: Scenario,
  observe?: NonNullable<SimulationOptions['observe']>,
): string {
  const run = new Simulation({ scenario, seed: seed(number), ...(observe === undefined ? {} : { observe }) });
  run.advance(until ?? scenario.endsAt);
  return run.digest;
}

/** What observers have made of all that they saw: a number that nobody needs. */
export const observed = { sum: 0 };

const watchEverything: NonNullable<SimulationOptions['observe']> = (stream) => {
  stream.events$.subscribe(({ causes }) => {
    observed.sum += causes.length;
  });
  stream.batches$.subscribe(({ words, from }) => {
    observed.sum += words[from] as number;
  });
  for (let more = 0; more < 4; more++)
    stream.of('PriceTicked').subscribe(({ level }) => {
      observed.sum += level;
    });
};

/** The digest that the log's writer has come to. */
function digestWithLog(subject: Subject, scenario: Scenario): string {
  const digest = new RunDigest();
  const start = { engineVersion: '0', scenarioDigest: 'variant', seed: seed(subject.seed) };
  const writer = new LogWriter({ digest, start, sink: () => undefined, frameBytes: 4096 });
  digestOf(subject, scenario, ({ events$, batches$ }) => {
    events$.subscribe((event) => {
      digest.control(event);
      writer.control(event);
    });
    batches$.subscribe((batch) => {
      digest.batch(batch);
      writer.batch(batch);
    });
  });
  writer.flush();
  return digest.hex;
}

/** One hash over the contents of all that was published, without the events of the bystander itself. */
function contentsOf(options: SimulationOptions, until: SimTime | undefined): string {
  const bySeq = new Map<number, string>();
  const own = new Set<number>();
  const run = new Simulation({
    ...options,
    observeContent: (at, content) => bySeq.set(at, content),
    observe: ({ events$ }) =>
      events$.subscribe((event) => {
        if ('agent' in event && event.agent === BYSTANDER_ID) own.add(event.seq);
      }),
  });
  run.advance(until ?? options.scenario.endsAt);
  const hash = new Hash128();
  for (const [at, content] of bySeq) if (!own.has(at)) hash.text(content);
  const words = new Int32Array(4);
  hash.finishInto(words, 0);
  return [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
