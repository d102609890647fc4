/**
 * Who may be short of what. Issuers owe their bonds; those who borrow bonds for a living, or stand for clients whom nobody
 * names, are not limited (the loan itself is not modelled yet); real money may not be short at all. Currencies are
 * promises to deliver, so anybody may be short of them.
 */
import type { ShortRule } from './world.ts';

const BORROWERS: ReadonlySet<string> = new Set([
  'dealer',
  'vigilante',
  'curveRv',
  'globalRv',
  'carry',
  'noise',
  'account',
]);
const ISSUERS: ReadonlySet<string> = new Set(['debtOffice']);

export const permittedShort: ShortRule = (agent, listing) => {
  if (ISSUERS.has(agent.kind) || BORROWERS.has(agent.kind) || listing.market === 'fx') return Number.POSITIVE_INFINITY;
  return 0;
};
