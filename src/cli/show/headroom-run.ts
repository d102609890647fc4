/**
 * How far each institution's limits are. That follows from what institutions remember, which no log holds: the run is
 * repeated up to the moment, from the last snapshot before it or from its first event, and held to the digest of the log.
 */
import type { Headroom } from '../../agents/contract.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { Snapshot } from '../../engine/snapshot.ts';
import type { Seed, Seq, SimTime } from '../../units/quantity.ts';
import { codeIdentity } from '../code-identity.ts';
import type { Interruption } from '../interruption.ts';
import { FileSource } from '../log/file-source.ts';
import type { FoundRun } from '../log/find-run.ts';
import type { ReplayedLog } from '../log/replay-log.ts';
import { countText } from '../own-input/number-text.ts';
import { ENGINE_VERSION } from '../program.ts';
import { startProgress } from '../progress.ts';
import { drive } from '../run/drive.ts';
import type { ReloadedScenario } from '../run/reload-scenario.ts';
import { snapshotFolderOf } from '../snapshots/snapshot-folder.ts';
import { SnapshotShelf } from '../snapshots/snapshot-shelf.ts';
import { tellLeftOut } from '../snapshots/start-point.ts';
import type { Moment } from '../time-argument.ts';

export interface AgentHeadroom {
  readonly agent: string;
  readonly headroom: readonly Headroom[];
}

export type HeadroomReading =
  | { readonly ok: true; readonly agents: readonly AgentHeadroom[] }
  /** Why not; `canBeAsked` where `--headroom` would give it. */
  | { readonly ok: false; readonly why: string; readonly canBeAsked: boolean };

export interface HeadroomRequest {
  readonly found: FoundRun;
  readonly reloaded: ReloadedScenario;
  readonly replayed: ReplayedLog;
  readonly moment: Moment | undefined;
  /** However much has to be repeated. */
  readonly isAsked: boolean;
  readonly interruption: Interruption;
}

/** A second or two of work: as much is repeated without being asked. */
const EVENTS_UNASKED = 150_000;

/** Why the run cannot be repeated by this program; undefined where it can. */
export function whyNotRepeated({ record, folder, logPath }: FoundRun): string | undefined {
  if (record === undefined) return `${logPath} has no run.json beside it, so the run cannot be repeated`;
  const isSame = record.engine_version === ENGINE_VERSION && (record.code === null || record.code === codeIdentity());
  return isSame ? undefined : `${folder} was run by other code, so the run cannot be repeated`;
}

/** Undefined: interrupted. Throws `EnvironmentFault`, `SimulationFault`. */
export async function headroomAt(request: HeadroomRequest): Promise<HeadroomReading | undefined> {
  const { reloaded, replayed, moment, isAsked, interruption } = request;
  const { replay, end } = replayed;
  if (replay.lastSeq === 0) return { ok: true, agents: [] };
  const from = lastSnapshot(request);
  const events = replay.lastSeq - (from?.seq ?? 0);
  if (!isAsked && events > EVENTS_UNASKED) {
    const why = `no snapshot near: ${countText(events)} events would be repeated`;
    return { ok: false, why, canBeAsked: true };
  }
  const at: SimTime = moment?.kind === 'time' && end === undefined ? moment.at : replay.at;
  const { scenario, agents } = reloaded;
  const seed = replayed.header?.seed as Seed;
  const simulation = new Simulation({
    scenario,
    seed,
    ...(agents === undefined ? {} : { kinds: agents.kinds }),
    ...(from === undefined ? {} : { from }),
  });
  const progress = startProgress('events');
  try {
    const until = { kind: 'time', at } as const;
    if (!(await drive({ simulation, until, progress, interruption, since: from?.at }))) return undefined;
  } finally {
    progress.end();
  }
  // What institutions do at one instant is not taken apart: a seq within it is told at its end.
  const isSame =
    simulation.lastSeq > replay.lastSeq ||
    (simulation.lastSeq === replay.lastSeq && simulation.digest === replayed.digest);
  if (isSame) return { ok: true, agents: simulation.headroom() };
  return { ok: false, why: 'repeating the run gives another one: it was written by other code', canBeAsked: false };
}

function lastSnapshot({ found: { logPath, record }, replayed }: HeadroomRequest): Snapshot | undefined {
  const { header, replay } = replayed;
  // Behaviour of the user's own may keep what its memory does not say.
  if (header === undefined || record?.agents !== null) return undefined;
  const { scenarioDigest, seed } = header;
  const log = new FileSource(logPath);
  try {
    const key = { engineVersion: ENGINE_VERSION, code: codeIdentity(), scenarioDigest, seed };
    const shelf = new SnapshotShelf(snapshotFolderOf(logPath), log, key);
    const found = latestWhole(shelf, replay.lastSeq);
    tellLeftOut(shelf, found?.seq ?? 0, replay.lastSeq);
    return found;
  } finally {
    log.close();
  }
}

function latestWhole(shelf: SnapshotShelf, upTo: Seq): Snapshot | undefined {
  for (;;) {
    const loaded = shelf.latest(({ seq }) => seq <= upTo);
    if (loaded === undefined) return undefined;
    const digest = shelf.digestState(loaded);
    if (typeof digest !== 'string') return { ...loaded.snapshot, digest };
    shelf.drop(loaded.header, digest);
  }
}
