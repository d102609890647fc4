/**
 * The keys of an index-linked bond in a scenario file: where its index ratio stands and how fast the index grows.
 */
import { type IndexPath, RATIO_UNIT } from '../bonds/index-ratio.ts';
import { type MilliBp, roundHalfAway } from '../units/quantity.ts';
import type { Path, Problem } from './located-error.ts';

interface StatedIndex {
  readonly indexRatio?: number | undefined;
  readonly inflation?: MilliBp | undefined;
}

const KEYS = ['indexRatio', 'inflation'] as const;

/** Undefined for a bond that is not index-linked, and where something is missing. */
export function indexPath(
  entry: StatedIndex,
  isIndexLinked: boolean,
  { path, complain }: { readonly path: Path; readonly complain: (problem: Problem) => void },
): IndexPath | undefined {
  for (const key of KEYS) {
    if (isIndexLinked && entry[key] === undefined)
      complain({
        path: [...path, key],
        message: `missing key "${key}": an index-linked gilt needs it`,
        expected: `the key "${key}"`,
      });
    if (!isIndexLinked && entry[key] !== undefined)
      complain({
        path: [...path, key],
        atKey: true,
        message: `only an index-linked gilt has ${key}`,
        expected: 'a line such as GILT-30Y-IL',
      });
  }
  const { indexRatio, inflation } = entry;
  if (!isIndexLinked || indexRatio === undefined || inflation === undefined) return undefined;
  const openRatioHundredThousandths = roundHalfAway(indexRatio * RATIO_UNIT);
  if (openRatioHundredThousandths / RATIO_UNIT !== indexRatio)
    complain({
      path: [...path, 'indexRatio'],
      message: 'an index ratio has at most five decimals',
      expected: 'such as 1.48321',
    });
  return { openRatioHundredThousandths, inflation };
}
