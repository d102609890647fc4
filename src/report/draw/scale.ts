/** From numbers to places on paper: straight, and with round marks. */

export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Where a value lies. */
  place(value: number): number;
}

export function scaleOf([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const span = high - low || 1;
  return { low, high, place: (value) => from + ((value - low) / span) * (to - from) };
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers from one end to the other, at most so many. */
export function roundMarks(low: number, high: number, most = 5): number[] {
  const step = roundStep((high - low) / Math.max(1, most - 1));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => tidy((first + at) * step));
}

/** A range that begins and ends on round numbers and holds all values. */
export function roundRange(values: readonly number[], most = 5): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite, Number.POSITIVE_INFINITY), Math.max(...finite, Number.NEGATIVE_INFINITY)];
  if (finite.length === 0) return [0, 1];
  if (low === high) return low === 0 ? [-1, 1] : low > 0 ? [0, 2 * low] : [2 * low, 0];
  const step = roundStep((high - low) / Math.max(1, most - 1));
  return [tidy(Math.floor(low / step + 1e-9) * step), tidy(Math.ceil(high / step - 1e-9) * step)];
}

/** 1, 2, 2.5 or 5 times a power of ten, at least as large. */
function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = Number(`1e${Math.floor(Math.log10(least))}`);
  return (STEPS.find((step) => step * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** Without what binary fractions leave over. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** Places on paper are printed to a tenth of a pixel. */
export const px = (value: number): string => {
  const text = value.toFixed(1).replace(/\.0$/, '');
  return text === '-0' ? '0' : text;
};
