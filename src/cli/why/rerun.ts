/**
 * The run again without one thing, on the same luck: from the last snapshot before anything of it, or from the first event.
 *
 * What lies before the snapshot is taken from the log, and what follows is compared with it. Where going on from the
 * snapshot fails, or comes to another event before the thing itself, the first event is the judge.
 */
import { RunSummary, type RunSummaryOptions } from '../../analysis/run-summary.ts';
import { type Removal, sameBefore } from '../../analysis/why/leave-out.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { Snapshot } from '../../engine/snapshot.ts';
import { RunDigest } from '../../events/content-digest.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Seed, Seq, SimTime } from '../../units/quantity.ts';
import { codeIdentity } from '../code-identity.ts';
import type { Interruption } from '../interruption.ts';
import { FirstDifference } from '../log/first-difference.ts';
import { type Progress, startProgress } from '../progress.ts';
import { drive } from '../run/drive.ts';
import type { ReloadedScenario } from '../run/reload-scenario.ts';
import {
  findStart,
  goOnOrRepeat,
  leadUp,
  type StartPoint,
  snapshotWith,
  startText,
  tellDisproved,
} from '../snapshots/start-point.ts';
import { tell } from '../terminal.ts';

export interface Rerun {
  readonly logPath: string;
  readonly seed: Seed;
  readonly reloaded: ReloadedScenario;
  /** What is left out, the event that it is of, and the world without it. */
  readonly removal: Removal;
  readonly event: MarketEvent;
  readonly scenario: Scenario;
  /** The run is repeated as far as it went. */
  readonly until: SimTime;
  readonly summarised: RunSummaryOptions;
  readonly interruption: Interruption;
}

export interface Repeated {
  readonly summary: RunSummary;
  /** Undefined: everything is as it was. */
  readonly firstDifference: Seq | undefined;
  readonly digest: string;
}

/** Undefined: interrupted. Throws `EnvironmentFault`, `SimulationFault`. */
export async function rerun(asked: Rerun): Promise<Repeated | undefined> {
  const start = startBefore(asked);
  if (start === undefined) return repeat(asked, undefined);
  tell(startText(start));
  const { seq } = asked.event;
  const goOn = async (): Promise<Repeated | undefined> => {
    const repeated = await repeat(asked, start);
    const differsAt = repeated?.firstDifference ?? seq;
    if (differsAt < seq) throw new Error(`it comes to another event at seq ${differsAt}`);
    return repeated;
  };
  return goOnOrRepeat(start, goOn, async () => {
    const repeated = await repeat(asked, undefined);
    if (repeated !== undefined && (repeated.firstDifference ?? seq) >= seq) tellDisproved(start);
    return repeated;
  });
}

function startBefore({ logPath, seed, reloaded, removal, event }: Rerun): StartPoint | undefined {
  const { scenario, digest: scenarioDigest, agents } = reloaded;
  const before = sameBefore(removal, scenario, event);
  if (before === undefined) return undefined;
  const run = { logPath, seed, scenarioDigest, agents, code: codeIdentity() };
  return findStart({ ...run, upTo: event.seq, before, isOwn: false });
}

async function repeat(asked: Rerun, start: StartPoint | undefined): Promise<Repeated | undefined> {
  const progress = startProgress('events');
  let difference: FirstDifference | undefined;
  try {
    const summary = new RunSummary(asked.summarised);
    const from = start === undefined ? undefined : await snapshotOf(start, { asked, summary, progress });
    if (start !== undefined && from === undefined) return undefined;
    const same = start && from && { position: start.loaded.header.place, digest: from.digest };
    difference = new FirstDifference(asked.logPath, same);
    const simulation = simulate(asked, { summary, difference, from });
    const { until: at, interruption } = asked;
    const arrived = await drive({ simulation, until: { kind: 'time', at }, progress, interruption, since: from?.at });
    return arrived ? { summary, firstDifference: difference.seq, digest: simulation.digest } : undefined;
  } finally {
    progress.end();
    difference?.close();
  }
}

/** Undefined: interrupted. */
async function snapshotOf(
  start: StartPoint,
  { asked, summary, progress }: { readonly asked: Rerun; readonly summary: RunSummary; readonly progress: Progress },
): Promise<Snapshot | undefined> {
  const { opensAt } = asked.scenario;
  const digest = new RunDigest();
  const shareAt = (at: SimTime): number => (at - opensAt) / Math.max(1, asked.until - opensAt);
  const { interruption } = asked;
  const arrived = await leadUp({ start, visitors: [summary, digest], progress, interruption, shareAt });
  return arrived ? snapshotWith(start.loaded, digest.save(), digest.hex) : undefined;
}

interface Watching {
  readonly summary: RunSummary;
  readonly difference: FirstDifference;
  readonly from: Snapshot | undefined;
}

function simulate({ scenario, seed, removal, reloaded }: Rerun, { summary, difference, from }: Watching): Simulation {
  return new Simulation({
    scenario,
    seed,
    observe: (stream) => {
      stream.events$.subscribe((each) => summary.control(each));
      stream.batches$.subscribe((batch) => summary.batch(batch));
    },
    observeContent: (seq, content) => difference.see(seq, content),
    ...(removal.without === undefined ? {} : { without: removal.without }),
    ...(reloaded.agents === undefined ? {} : { kinds: reloaded.agents.kinds }),
    ...(from === undefined ? {} : { from }),
  });
}
