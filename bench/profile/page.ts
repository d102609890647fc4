/** One HTML file that opens from the disk: two flame graphs and the tables beside them. Nothing is fetched. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallNode, pruned, type Site } from './call-tree.ts';
import type { Deoptimisation } from './deoptimisations.ts';
import type { PhaseTime } from './phase-timers.ts';

export interface Findings {
  readonly title: string;
  readonly figures: string;
  readonly time: CallNode;
  readonly bytes: CallNode;
  readonly phases: readonly PhaseTime[];
  readonly timeSites: readonly Site[];
  readonly byteSites: readonly Site[];
  readonly deoptimisations: readonly Deoptimisation[];
}

const STYLE = `
body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1400px; padding: 0 1em; color: #222; }
table { border-collapse: collapse; } td, th { padding: 1px 12px 1px 0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 0; } figure.flame div { position: relative; overflow: hidden; }
figure.flame button { position: absolute; height: 17px; border: 0; border-right: 1px solid #fff; padding: 0 2px; font: 11px/17px system-ui;
  text-align: left; overflow: hidden; white-space: nowrap; cursor: pointer; }
`;

export function pageOf(findings: Findings): string {
  const { title, figures, time, bytes, phases, timeSites, byteSites, deoptimisations } = findings;
  const script = readFileSync(join(import.meta.dirname, 'flame-script.js'), 'utf8');
  const siteRows = (sites: readonly Site[], of: (value: number) => string): string[][] =>
    sites.map(({ name, place, self, share }) => [of(self), percent(share), name, place]);
  const numbers = (micros: number | undefined): string => (micros === undefined ? '' : micros.toFixed(1));
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style>
<h1>${escaped(title)}</h1>
<p>${escaped(figures)}</p>
<h2>Time</h2>
${flame(time, 'ms')}
<h2>Phases</h2>
${table(
  ['phase', '#calls', '#seconds', '#share', '#p50 µs', '#p99 µs'],
  phases.map(({ phase, calls, seconds, share, p50Micros, p99Micros }) => [
    phase,
    String(calls),
    seconds.toFixed(3),
    percent(share),
    numbers(p50Micros),
    numbers(p99Micros),
  ]),
)}
<h2>Time by function</h2>
${table(
  ['#ms', '#share', 'function', 'where'],
  siteRows(timeSites, (micros) => (micros / 1_000).toFixed(1)),
)}
<h2>Allocation</h2>
${flame(bytes, 'bytes')}
<h2>Allocation by site</h2>
${table(
  ['#MiB', '#share', 'function', 'where'],
  siteRows(byteSites, (size) => (size / 2 ** 20).toFixed(2)),
)}
<h2>Deoptimisations</h2>
${table(
  ['#times', 'function', 'reason'],
  deoptimisations.map((one) => [String(one.times), one.function, one.reason]),
)}
<script>${script}</script></html>
`;
}

type Compact = readonly [name: string, place: string, total: number, self: number, children: readonly Compact[]];
const compact = ({ name, place, total, self, children }: CallNode): Compact => [
  name,
  place,
  Math.round(total),
  Math.round(self),
  children.map(compact),
];

function flame(root: CallNode, unit: string): string {
  // A name cannot end the script that it stands in.
  const data = JSON.stringify(compact(pruned(root))).replaceAll('<', '\\u003c');
  return `<figure class="flame" data-unit="${unit}"><script type="application/json">${data}</script><div></div><figcaption></figcaption></figure>`;
}

/** A heading with `#` is that of numbers. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const kinds = headings.map((heading) => (heading.startsWith('#') ? ' class="number"' : ''));
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell, at) => `<${tag}${kinds[at]}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const heads = headings.map((heading) => heading.replace('#', ''));
  return `<table>${[row(heads, 'th'), ...rows.map((cells) => row(cells, 'td'))].join('\n')}</table>`;
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
