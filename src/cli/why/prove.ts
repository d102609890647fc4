/**
 * `why --prove`: the same run without one event, on the same luck, and what is different.
 *
 * Only this shows an effect: that one event follows from another says how it came about, not what would have been. The run
 * is repeated from its folder; up to the event both are compared event by event.
 */

import { extraHolidaysOf } from '../../analysis/quote-board.ts';
import { RunSummary } from '../../analysis/run-summary.ts';
import type { Chain } from '../../analysis/why/causal-chain.ts';
import { nearestRemovable, type Removal, removalOf } from '../../analysis/why/leave-out.ts';
import {
  type CloseDifference,
  closeDifferences,
  type FlowDifference,
  flowDifferences,
} from '../../analysis/why/paired-differences.ts';
import type { MarketEvent } from '../../events/vocabulary.ts';
import { assert } from '../../units/assert.ts';
import type { Seed, Seq } from '../../units/quantity.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { codeIdentity } from '../code-identity.ts';
import { commandText } from '../command-text.ts';
import type { Interruption } from '../interruption.ts';
import type { FoundRun } from '../log/find-run.ts';
import { passLog } from '../log/log-pass.ts';
import { ENGINE_VERSION } from '../program.ts';
import { type ReloadedScenario, reloadScenario } from '../run/reload-scenario.ts';
import type { RunRecord } from '../run/run-record.ts';
import { rerun } from './rerun.ts';
import { worldWithout } from './world-without.ts';

/** What can be proved of a chain, and how. */
export interface Provable {
  readonly ok: true;
  readonly event: MarketEvent;
  readonly removal: Removal;
  readonly reloaded: ReloadedScenario;
  readonly record: RunRecord;
}

export interface Proof {
  /** What was left out, and what that means. */
  readonly seq: Seq;
  readonly done: string;
  /** Undefined: without it everything is as it was. */
  readonly firstDifference: Seq | undefined;
  readonly closes: readonly CloseDifference[];
  readonly flows: readonly FlowDifference[];
  /** Digest of the run without it. */
  readonly digest: string;
}

export interface ProofRequest {
  readonly found: FoundRun;
  readonly chain: Chain;
  /** True: the event itself or nothing; false: the nearest one that can be left out. */
  readonly isNamed: boolean;
}

/** What to leave out; or why it cannot be done, with the nearest event for which it can. Throws `EnvironmentFault`. */
export async function provable({ found, chain, isNamed }: ProofRequest): Promise<Provable | BadInput> {
  const { record, folder } = found;
  if (record === undefined) {
    const message = `${found.logPath} has no run.json beside it, so the run cannot be repeated`;
    return badArgument({ argument: '--prove', found: found.logPath, message, expected: 'the folder of a run' });
  }
  const changed = otherCode(found, record);
  if (changed !== undefined) return changed;
  const reloaded = await reloadScenario(folder, record, '--prove');
  if (!reloaded.ok) return reloaded;
  const { scenario } = reloaded;
  const target = chain.events.get(chain.target);
  const removal = target === undefined ? undefined : removalOf(target, chain, scenario);
  if (target !== undefined && removal !== undefined) return { ok: true, event: target, removal, reloaded, record };
  const nearest = nearestRemovable(chain, scenario);
  if (nearest !== undefined && !isNamed) return { ok: true, ...nearest, reloaded, record };
  return notProvable(folder, chain, nearest?.event);
}

function notProvable(folder: string, { nodes, target }: Chain, nearest: MarketEvent | undefined): BadInput {
  const type = nodes.find(({ seq }) => seq === target)?.type ?? 'event';
  const why = `seq ${target} is ${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}`;
  const expected = 'an event of the scenario or of a patch, a decision or a draw';
  const argument = '--prove';
  if (nearest === undefined) {
    const message = `${why}, and nothing that it follows from can be left out`;
    return badArgument({ argument, found: String(target), message, expected });
  }
  const command = commandText('why', folder, String(nearest.seq), '--prove');
  const message = `${why}, which cannot be left out; the nearest that can is the ${nearest.type} #${nearest.seq}`;
  const found = String(target);
  return badArgument({ argument, found, message, expected: `${expected}: ${command}`, nearest: String(nearest.seq) });
}

/** A run by other code is another world already. */
function otherCode({ folder }: FoundRun, record: RunRecord): BadInput | undefined {
  const isSame = record.engine_version === ENGINE_VERSION && (record.code === null || record.code === codeIdentity());
  if (isSame) return undefined;
  const isOther = record.engine_version !== ENGINE_VERSION;
  const versions = isOther ? ` (engine ${record.engine_version}, this is ${ENGINE_VERSION})` : '';
  const message = `${folder} was run by other code${versions}: a difference would not be that of the event`;
  const expected = `a run of this code; to run it anew: ${commandText('run', `${folder}/scenario.yaml`, '--seed', String(record.seed))}`;
  return badArgument({ argument: '--prove', found: folder, message, expected });
}

/** Undefined where it was interrupted. Throws `EnvironmentFault`, `SimulationFault`. */
export async function prove(
  { event, removal, reloaded, record }: Provable,
  found: FoundRun,
  interruption: Interruption,
): Promise<Proof | BadInput | undefined> {
  const scenario = worldWithout({ folder: found.folder, reloaded, removal, seq: event.seq });
  if ('ok' in scenario) return scenario;
  const extraHolidays = extraHolidaysOf(reloaded.scenario);
  const base = new RunSummary({ extraHolidays });
  const passed = await passLog({ path: found.logPath, visitor: base, interruption });
  if (passed.wasInterrupted) return undefined;
  const again = await rerun({
    logPath: found.logPath,
    seed: record.seed as Seed,
    reloaded,
    removal,
    event,
    scenario,
    until: passed.at,
    summarised: { extraHolidays },
    interruption,
  });
  if (again === undefined) return undefined;
  const { summary: other, firstDifference, digest } = again;
  if ((firstDifference ?? event.seq) < event.seq) return notRepeated(found, firstDifference as Seq, event.seq);
  return {
    seq: event.seq,
    done: removal.text,
    firstDifference,
    closes: closeDifferences(base.report().daily, other.report().daily),
    flows: flowDifferences(base.flowRows(), other.flowRows()),
    digest,
  };
}

/** The log was not written by this code after all. */
function notRepeated({ folder }: FoundRun, seq: Seq, target: Seq): BadInput {
  assert(seq < target, 'the runs part at the event or after it');
  const message = `repeating ${folder} gives another event at seq ${seq}, before seq ${target}: it was written by other code`;
  return badArgument({ argument: '--prove', found: folder, message, expected: 'a run of this code' });
}
