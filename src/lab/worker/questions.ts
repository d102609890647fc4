/** Smaller answers: paths, depth along time, a balance sheet, who did not act, the sources of a scenario, tables to keep. */

import type { Simulation } from '../../engine/simulation.ts';
import { MINOR_PER_UNIT } from '../../units/amount-text.ts';
import { CURRENCIES } from '../../units/quantity.ts';
import type { DepthHistory, Frame, Holdings, Limits, Manifest, Path, WhyNot } from '../protocol.ts';
import type { Branch } from './branch.ts';
import type { NoShock } from './no-shock.ts';
import { binBpOf } from './tick-reader.ts';
import { BINS_A_SIDE, lastRowAt, type TickRow } from './tick-row.ts';

const rowsBetween = (rows: readonly TickRow[], from: number, to: number): readonly TickRow[] =>
  rows.slice(lastRowAt(rows, from - 1) + 1, lastRowAt(rows, to) + 1);

export function pathOf(
  branch: Branch,
  noShock: NoShock,
  lines: readonly number[],
  [from, to]: readonly [number, number],
): Path {
  const rows = rowsBetween(branch.rows, from, to);
  const at = Float64Array.from(rows, (row) => row.at);
  const changeBp = new Float32Array(lines.length * rows.length);
  const noShockBp = new Float32Array(lines.length * rows.length);
  for (const [tick, row] of rows.entries()) {
    const other = noShock.changeAt(row.at);
    for (const [index, line] of lines.entries()) {
      const open = branch.manifest.lines[line]?.openLevelBp ?? Number.NaN;
      changeBp[index * rows.length + tick] = (row.exact[line] ?? Number.NaN) - open;
      noShockBp[index * rows.length + tick] = other[line] ?? Number.NaN;
    }
  }
  return { branch: branch.id, lines, at, changeBp, noShockBp };
}

export function depthOf(branch: Branch, line: number, [from, to]: readonly [number, number]): DepthHistory {
  const { layout, manifest } = branch;
  const rows = rowsBetween(branch.rows, from, to);
  const binsPerTick = 2 * BINS_A_SIDE;
  const binBp = binBpOf(manifest.lines[line]?.calmSigmaBp ?? 0);
  const face = new Float32Array(rows.length * binsPerTick);
  const bins = layout.binsOf(line);
  for (const [tick, { parts }] of rows.entries()) {
    for (let bin = 0; bin < BINS_A_SIDE; bin++) {
      // Sellers stand below the mid, the nearest one just under it.
      face[tick * binsPerTick + BINS_A_SIDE + bin] = parts[bins + bin] ?? 0;
      face[tick * binsPerTick + BINS_A_SIDE - 1 - bin] = parts[bins + BINS_A_SIDE + bin] ?? 0;
    }
  }
  const open = manifest.lines[line]?.openLevelBp ?? 0;
  return {
    branch: branch.id,
    line,
    at: Float64Array.from(rows, (row) => row.at),
    midBp: Float32Array.from(rows, (row) => (row.exact[line] ?? Number.NaN) - open),
    depthFace: Float32Array.from(rows, ({ parts }) => parts[layout.depth + line] ?? Number.NaN),
    lowestBp: -BINS_A_SIDE * binBp,
    binBp,
    binsPerTick,
    face,
  };
}

export function holdingsOf(simulation: Simulation, manifest: Manifest, institution: number, at: number): Holdings {
  const { world, instruments, market } = simulation;
  const { agents, ledger } = world.parts;
  const owner = agents.indexOf(manifest.institutions[institution]?.id ?? '');
  const held = instruments
    .map((line, index) => ({ index, line, lots: ledger.holding(owner, index) as number }))
    .filter(({ lots }) => lots !== 0);
  const thousandDollars = ({ line, lots }: (typeof held)[number]): number =>
    (lots * (market.pricing(line).dv01 / MINOR_PER_UNIT[line.currency]) * market.fx.rate(line.currency, 'USD')) / 1000;
  return {
    institution,
    at,
    line: Uint16Array.from(held, ({ index }) => index),
    face: Float64Array.from(held, ({ line, lots }) => lots * line.lotFace),
    risk: Float64Array.from(held, thousandDollars),
    cash: CURRENCIES.map(
      (currency) => [currency, ledger.cash(owner, currency) / MINOR_PER_UNIT[currency]] as const,
    ).filter(([, amount]) => amount !== 0),
  };
}

/** Those who did not act, the fullest limit first: of one institution, or of those measured in a line's market. */
export function whyNotOf(
  { limits, at }: Frame,
  manifest: Manifest,
  asked: { readonly institution?: number; readonly line?: number },
): WhyNot {
  const market = asked.line === undefined ? undefined : manifest.lines[asked.line]?.market;
  const isAsked = (row: number): boolean => {
    if (asked.institution !== undefined && limits.institution[row] !== asked.institution) return false;
    if (market !== undefined && manifest.lines[limits.line[row] ?? 0]?.market !== market) return false;
    return limits.isActing[row] === 0;
  };
  const pick = <List extends Float64Array | Uint16Array | Uint8Array>(list: List): List =>
    list.filter((_: number, row: number) => isAsked(row)) as List;
  const picked: Limits = {
    institution: pick(limits.institution),
    limit: pick(limits.limit),
    line: pick(limits.line),
    distanceBp: pick(limits.distanceBp),
    used: pick(limits.used),
    isActing: pick(limits.isActing),
  };
  return { at, limits: picked };
}
