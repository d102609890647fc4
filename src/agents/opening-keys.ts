/**
 * Keys of a mandate that an institution reads once, on its first day: another value later would change nothing, so a patch
 * that sets one is refused instead of being ignored. `market` decides what an institution listens to, for every kind.
 */
import type { AgentKindName } from './kind-names.ts';

const READ_AT_THE_OPENING: Readonly<Partial<Record<AgentKindName, readonly string[]>>> = {
  carry: ['funded'],
  foreignHolder: ['lossAtStart', 'medianThreshold'],
  ldi: ['buffer', 'sponsors'],
  riskParity: ['sleeves'],
};

export const isReadAtTheOpening = (kind: AgentKindName, key: string): boolean =>
  key === 'market' || READ_AT_THE_OPENING[kind]?.includes(key) === true;
