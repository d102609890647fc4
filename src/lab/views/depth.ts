/**
 * The order book of one bond over time: a column every five minutes, darker where more waits to trade, the middle drawn over it.
 * Beside it the number that says more than the picture: how much money moves the price by a basis point. Blank after the cursor.
 */

import { px } from '../../report/draw/scale.ts';
import { type DataTable, numbers } from '../../report/page/data-table.ts';
import { element, refill, setText, svg } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import { frameOf, type LabState, shownBranch } from '../page/lab-state.ts';
import type { DepthHistory } from '../protocol.ts';
import { bondLines, bondName } from './bond-lines.ts';
import { figure, type Size } from './figure.ts';
import { windowOf } from './time-window.ts';

const GUTTER = 62;
const STEPS = ['#eaf3f6', '#b9d3db', '#7fa9b5', '#437985', '#0e3a46'] as const;

export function depthView(lab: Lab): Part {
  const { say, store, control } = lab;
  const select = element('select', {
    'aria-label': say('v4.line'),
    on: { change: () => control.watch(Number(select.value)) },
  });
  const twin = element('span', { class: 'twin-number' });
  let history: DepthHistory | undefined;
  let askedFor = '';

  async function load(state: LabState): Promise<void> {
    const [from] = windowOf(state);
    const branch = shownBranch(state);
    const key = `${branch.id} ${state.watched} ${from} ${state.at}`;
    if (key === askedFor || !control.hasEngine || branch.reachedAt < state.at || state.isPlaying) return;
    askedFor = key;
    const answer = await control.ask({ ask: 'depth', branch: branch.id, line: state.watched, from, to: state.at });
    if (answer.answer !== 'depth') return;
    history = answer.depth;
    view.draw(store.get());
  }

  const view = figure(lab, {
    name: 'v4',
    title: (state) => say('v4.title', { bond: bondName(state.manifest, state.watched, say) }),
    label: (state) => `${say('v4.label')} ${moveText(lab, state, shownHistory(history, state))}`,
    picture: (state, size) => picture(lab, state, size, shownHistory(history, state)),
    table: (state) => tableOf(lab, state, shownHistory(history, state)),
    tools: [select, twin],
  });
  let listed: unknown;
  return {
    root: view.root,
    draw(state) {
      if (listed !== state.manifest) {
        listed = state.manifest;
        refill(
          select,
          ...bondLines(state.manifest).map(({ index }) =>
            element(
              'option',
              { value: index, selected: index === state.watched },
              bondName(state.manifest, index, say),
            ),
          ),
        );
      }
      if (select.value !== String(state.watched)) select.value = String(state.watched);
      setText(twin, moveText(lab, state, shownHistory(history, state)));
      view.draw(state);
      void load(state);
    },
  };
}

const shownHistory = (history: DepthHistory | undefined, state: LabState): DepthHistory | undefined =>
  history?.line === state.watched && history.branch === state.shown ? history : undefined;

/** The first and the latest of the day at which something waited on both sides. */
function moveText({ say, numbers: n }: Lab, state: LabState, history: DepthHistory | undefined): string {
  const currency = state.manifest.lines[state.watched]?.currency ?? 'JPY';
  const past =
    history === undefined ? [] : [...history.depthFace].filter((_, tick) => (history.at[tick] as number) <= state.at);
  const known = past.filter((face) => face > 0);
  const shown = frameOf(state).depthFace[state.watched] as number;
  const now = shown > 0 ? shown : known.at(-1);
  const before = known[0];
  if (now === undefined) return '';
  const money = (value: number): string => n.money(currency, value);
  return before === undefined
    ? say('v4.move.now', { now: money(now) })
    : say('v4.move', { before: money(before), now: money(now) });
}

function tableOf({ say, numbers: n }: Lab, state: LabState, history: DepthHistory | undefined): DataTable {
  const currency = state.manifest.lines[state.watched]?.currency ?? 'JPY';
  const { ladder } = frameOf(state);
  const columns = [
    numbers('level_bp', say('column.level'), (value) => n.percent(value)),
    numbers('bids_face', say('column.bids'), (value) => n.money(currency, value)),
    numbers('offers_face', say('column.offers'), (value) => n.money(currency, value)),
  ];
  if (ladder.line !== state.watched && history === undefined) return { columns, rows: [] };
  const offers = [...ladder.offerLevelBp].map((level, at) => [level, null, ladder.offerFace[at] as number]);
  const bids = [...ladder.bidLevelBp].map((level, at) => [level, ladder.bidFace[at] as number, null]);
  return { columns, rows: [...offers.reverse(), ...bids] };
}

function picture(lab: Lab, state: LabState, size: Size, history: DepthHistory | undefined): SVGElement[] {
  if (history === undefined || history.at.length === 0)
    return [
      svg('text', { x: 4, y: px(size.height / 2) }, lab.say(isComing(lab, state) ? 'state.loading' : 'v4.empty')),
    ];
  const [from, to] = windowOf(state);
  const across = (at: number): number => GUTTER + ((at - from) / (to - from)) * (size.width - GUTTER - 8);
  const shown = binsShown(history);
  const tall = (size.height - 4) / (shown.to - shown.from);
  const wide = Math.max(1, across(from + 300_000) - across(from));
  const down = (bp: number): number => 2 + (shown.to - (bp - history.lowestBp) / history.binBp) * tall;
  const parts: SVGElement[] = [];
  // One path a shade: thousands of cells would be thousands of elements.
  const shades = STEPS.map(() => '');
  const top = quantile(history.face, 0.98);
  for (const [tick, at] of history.at.entries()) {
    if (at > state.at) break;
    const x = across(at);
    for (let bin = shown.from; bin < shown.to; bin++) {
      const face = history.face[tick * history.binsPerTick + bin] as number;
      if (!(face > 0)) continue;
      const shade = Math.min(STEPS.length - 1, Math.floor((STEPS.length * face) / top));
      shades[shade] +=
        `M${px(x)} ${px(2 + (shown.to - 1 - bin) * tall)}h${px(wide + 0.3)}v${px(tall + 0.3)}h-${px(wide + 0.3)}z`;
    }
  }
  for (const [shade, d] of shades.entries()) if (d !== '') parts.push(svg('path', { d, fill: STEPS[shade] }));
  const mid = [...history.at.entries()].filter(([tick, at]) => at <= state.at && Number.isFinite(history.midBp[tick]));
  const d = mid
    .map(([tick, at], n) => `${n === 0 ? 'M' : 'L'}${px(across(at))} ${px(down(history.midBp[tick] as number))}`)
    .join('');
  parts.push(svg('path', { class: 'mid-line', d }));
  parts.push(...levelMarks(lab, state, history, { ...shown, tall }));
  const x = px(across(state.at));
  parts.push(svg('line', { class: 'cursor', x1: x, x2: x, y1: 0, y2: px(size.height) }));
  return parts;
}

interface BinsShown {
  readonly from: number;
  readonly to: number;
  /** Height of one. */
  readonly tall: number;
}

/** The engine has not come so far. */
const isComing = ({ control }: Lab, state: LabState): boolean =>
  !control.hasEngine || shownBranch(state).reachedAt < state.at;

/** Only the bins where something ever waited. */
function binsShown({ face, binsPerTick }: DepthHistory): { from: number; to: number } {
  let [from, to] = [binsPerTick, 0];
  for (let at = 0; at < face.length; at++) {
    if (!((face[at] as number) > 0)) continue;
    const bin = at % binsPerTick;
    from = Math.min(from, bin);
    to = Math.max(to, bin + 1);
  }
  return from < to ? { from, to } : { from: 0, to: binsPerTick };
}

function levelMarks(lab: Lab, state: LabState, history: DepthHistory, bins: BinsShown): SVGElement[] {
  const open = state.manifest.lines[history.line]?.openLevelBp ?? 0;
  return [bins.from, Math.floor((bins.from + bins.to) / 2), bins.to - 1].map((bin) =>
    svg(
      'text',
      { class: 'end', x: GUTTER - 8, y: px(Math.max(11, (bins.to - bin - 0.5) * bins.tall + 2)) },
      `${lab.numbers.percent(open + history.lowestBp + bin * history.binBp)}%`,
    ),
  );
}

function quantile(values: Float32Array, share: number): number {
  const known = values.filter((value) => value > 0).sort();
  return known[Math.min(known.length - 1, Math.floor(share * known.length))] ?? 1;
}
