/** When a patch's entries come: at the moment of the fork unless they say another, and never before it. */
import type { Seq, SimTime } from '../../units/quantity.ts';
import { isoTime, parseIsoTime } from '../../units/time.ts';
import type { Problem } from '../located-error.ts';

/** Where a fork leaves the run that it is one of: at the end of an instant, or after a seq within it. */
export interface ForkMoment {
  readonly at: SimTime;
  readonly after?: Seq;
}

/** A patch changes what comes, never what was; and only a fork says after which seq. */
export function momentProblem(entry: unknown, index: number, { at }: ForkMoment): Problem | undefined {
  const { at: stated, after } = (entry ?? {}) as { readonly at?: unknown; readonly after?: unknown };
  const path = ['interventions', index];
  if (after !== undefined) {
    const message = 'a patch has no "after": fork at that seq instead';
    return { path: [...path, 'after'], atKey: true, message, expected: 'at, or --at SEQ' };
  }
  const when = typeof stated === 'string' ? parseIsoTime(stated) : undefined;
  if (when === undefined || when >= at) return undefined;
  const message = `${isoTime(when)} lies before the fork, at ${isoTime(at)}`;
  return { path: [...path, 'at'], message, expected: `a time from ${isoTime(at)}` };
}

export function dated(entry: unknown, { at, after }: ForkMoment): unknown {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || Object.hasOwn(entry, 'at')) return entry;
  return { at: isoTime(at), ...(after === undefined ? {} : { after }), ...entry };
}
