/** Measured benchmarks as text. */
import type { Spread } from './interval.ts';
import type { Measured, MeasuredRow } from './measure.ts';

export function tableOf({ name, unit, rounds, note, rows }: Measured): string {
  const wide = Math.max(34, ...rows.map((row) => row.name.length + 4));
  const head = `${name}, ns a ${unit}, ${rounds} rounds`;
  const lines = [
    head,
    `${''.padEnd(wide)}${'median'.padStart(10)}${'range'.padStart(20)}${'x first'.padStart(10)}${'95 % interval'.padStart(18)}${'bytes'.padStart(9)}${'collections'.padStart(13)}`,
  ];
  for (const row of rows) lines.push(lineOf(row, wide));
  if (note !== undefined) lines.push(`  ${note}`);
  return lines.join('\n');
}

function lineOf({ name, nanos, ratio, bytes, isBytesLowerBound, collections }: MeasuredRow, wide: number): string {
  const memory = `${isBytesLowerBound ? '>' : ''}${short(bytes)}`;
  return [
    `  ${name}`.padEnd(wide),
    short(nanos.median).padStart(10),
    `${short(nanos.least)} to ${short(nanos.most)}`.padStart(20),
    ratio.median.toFixed(2).padStart(10),
    between(ratio).padStart(18),
    memory.padStart(9),
    short(collections).padStart(13),
  ].join('');
}

export const between = ({ low, high }: Spread): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;

/** Three significant digits and no exponent; millions as such. */
export function short(value: number): string {
  if (value === 0) return '0';
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  if (value >= 100) return Math.round(value).toString();
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
