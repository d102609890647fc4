/** Words and numbers of the record's pages, which several of them share. */
import type { Band } from '../../analysis/episodes/target.ts';
import type { RecordedTarget } from './record.ts';

export const WRITTEN = '<!-- Written by `npm run record`; do not edit. -->';

export const seedsText = (seeds: readonly number[]): string => {
  const [first, last] = [seeds[0], seeds.at(-1)];
  const isRun = first !== undefined && last !== undefined && seeds.length === last - first + 1;
  return isRun && seeds.length > 1 ? `${first} to ${last}` : seeds.join(', ');
};

export function verdictText({ mark, miss, sign, interval, without }: RecordedTarget, band?: Band): string {
  const unsure =
    band !== undefined && interval !== null && reachesAcross(interval, band) && (mark === 'met' || mark === 'missed')
      ? '≈ '
      : '';
  const by = mark === 'missed' ? ` by ${numberText(miss)}` : '';
  const signs = sign === null ? '' : `; sign on ${Math.round(100 * sign)} % of seeds`;
  const lacking = without === 0 ? '' : `; ${without} without a number`;
  return `${unsure}${mark}${by}${signs}${lacking}`;
}

/** Part of the interval lies in the band and part outside. */
export function reachesAcross({ from, to }: { readonly from: number; readonly to: number }, band: Band): boolean {
  const [low, high] = [band.from ?? Number.NEGATIVE_INFINITY, band.to ?? Number.POSITIVE_INFINITY];
  return (from < low && to >= low) || (from <= high && to > high);
}

export function bandText({ from, to }: Band): string {
  if (from === undefined && to === undefined) return '';
  if (from === undefined) return `≤ ${signed(to as number)}`;
  if (to === undefined) return `≥ ${signed(from)}`;
  return `${signed(from)} to ${signed(to)}`;
}

const signed = (value: number): string => `${value}`.replace('-', '−');

export function numberText(value: number | null): string {
  if (value === null) return '–';
  const places = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 2 ? 1 : 2;
  return value
    .toFixed(places)
    .replace(/^-(?=0\.?0*$)/, '')
    .replace('-', '−');
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
