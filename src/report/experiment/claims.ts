/**
 * What was said and printed of an episode, as reference lines for distributions: the articles' claims and published closes.
 *
 * For looking back only: nothing that runs or chooses parameters can see this folder.
 */
import { episodeOf, type PublishedRow } from '../../analysis/published/published-row.ts';
import type { Reference } from '../draw/line-panel.ts';

interface Claim {
  readonly episode: string;
  readonly measure: string;
  readonly of: string;
  readonly at: number;
  readonly label: string;
}

/** S0 to S4: the articles (`docs/odd.md` §9). */
const CLAIMS: readonly Claim[] = [
  { episode: 'japan-2026', measure: 'largest-day', of: 'JGB-30Y', at: 25, label: 'S1–S3: over 25' },
  { episode: 'japan-2026', measure: 'largest-day', of: 'UST-10Y', at: 50, label: 'S1: 50 in the US' },
  { episode: 'japan-2026', measure: 'risk-parity-sales', of: 'UST', at: 130, label: 'S0: up to $130bn' },
];

export function claimsOf(scenario: string, measure: string, of: string, rows: readonly PublishedRow[]): Reference[] {
  const claims = CLAIMS.filter(
    (claim) => claim.measure === measure && claim.of === of && episodeOf(scenario, [claim.episode]) !== undefined,
  );
  return [...claims.map(({ at, label }) => ({ at, label })), ...printedOf(measure, of, rows)];
}

/** The largest rise in a day that was printed. */
function printedOf(measure: string, of: string, rows: readonly PublishedRow[]): Reference[] {
  if (measure !== 'largest-day') return [];
  const own = rows.filter(
    ({ observation, subject, since, unit }) =>
      observation === 'change' && subject === of && since === null && unit === 'bp',
  );
  const [largest] = own.sort((a, b) => b.value - a.value);
  return largest === undefined
    ? []
    : [{ at: largest.value, label: `printed ${largest.value}${largest.source === '' ? '' : ` (${largest.source})`}` }];
}
