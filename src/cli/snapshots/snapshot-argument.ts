/** `--snapshots`: minutes of simulated time between two, or `off`; by default hourly, where enough has happened. */
import { type BadInput, badArgument } from '../bad-input.ts';
import { HOURLY, type SnapshotPlan } from './cadence.ts';

const MINUTES_MOST = 525_600;
const OFF = ['0', 'off'];

export type PlanReading = { readonly ok: true; readonly plan: SnapshotPlan | undefined } | BadInput;

export function readPlan({
  snapshots,
  noLog,
}: {
  readonly snapshots: string | undefined;
  readonly noLog: boolean;
}): PlanReading {
  if (snapshots === undefined) return { ok: true, plan: noLog ? undefined : HOURLY };
  if (OFF.includes(snapshots)) return { ok: true, plan: undefined };
  const minutes = Number(snapshots);
  if (!/^[1-9][0-9]*$/.test(snapshots) || minutes > MINUTES_MOST) {
    const expected = `minutes of simulated time, 1 … ${MINUTES_MOST}, or off`;
    return badArgument({
      argument: '--snapshots',
      found: snapshots,
      message: `"${snapshots}" is no cadence`,
      expected,
    });
  }
  // Whoever asks for a cadence gets it.
  if (!noLog) return { ok: true, plan: { every_minutes: minutes, least_events: 1 } };
  const message = 'snapshots lie beside a log, and --no-log keeps none';
  return badArgument({ argument: '--snapshots', found: snapshots, message, expected: 'one of the two' });
}
