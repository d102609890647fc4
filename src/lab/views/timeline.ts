/**
 * The timeline, as a video player has one: lanes of what happened, a cursor to drag, marks that are buttons. Marks that would
 * lie on each other are one, with their number.
 */

import { px } from '../../report/draw/scale.ts';
import { type DataTable, numbers, words } from '../../report/page/data-table.ts';
import { HOUR_MS, TICK_MS } from '../../units/time.ts';
import { element, setText, svg } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import { type LabState, type ShownBranch, shownBranch } from '../page/lab-state.ts';
import { tell } from '../page/tell.ts';
import type { Lane, Mark } from '../protocol.ts';
import { figure, type Size } from './figure.ts';
import type { Option } from './option-keys.ts';
import { windowOf } from './time-window.ts';

const SHOWN: readonly {
  readonly lane: Exclude<Lane, 'fork'>;
  readonly key: 'policy' | 'auctions' | 'limits' | 'trades';
}[] = [
  { lane: 'policy', key: 'policy' },
  { lane: 'auction', key: 'auctions' },
  { lane: 'limit', key: 'limits' },
  { lane: 'trade', key: 'trades' },
];
const NARROW = 600;
const MARK = { width: 7, height: 13 };

interface Cluster {
  readonly x: number;
  readonly marks: readonly Mark[];
}

export function timelineView(lab: Lab, transport: HTMLElement): Part {
  const { say, store, control } = lab;
  const slider = element('input', {
    type: 'range',
    class: 'scrub',
    'aria-label': say('v5.label'),
    step: TICK_MS,
    on: { input: () => control.goTo(Number(slider.value)) },
  });
  const zoom = element('button', {
    class: 'plain',
    type: 'button',
    on: { click: () => store.set({ zoom: store.get().zoom === 'day' ? 'all' : 'day' }) },
  });
  let geometry: Geometry | undefined;
  const view = figure(lab, {
    name: 'v5',
    title: () => say('v5.title'),
    label: () => say('v5.title'),
    picture: (state, size) => {
      geometry = new Geometry(state, size, leftOf(lab, size));
      // The middle of the thumb runs over the lanes.
      slider.style.marginLeft = `${Math.max(0, geometry.left - 8)}px`;
      slider.style.width = `${geometry.right - geometry.left + 16}px`;
      return picture(lab, state, geometry);
    },
    table: (state) => tableOf(lab, state),
    options: (state) => (geometry === undefined ? [] : optionsOf(lab, state, geometry)),
    tools: [zoom],
    head: transport,
    above: element('div', { class: 'scrub-row' }, slider),
  });
  const drawing = view.root.querySelector('.drawing') as HTMLElement;
  dragOver(drawing, (x) => {
    if (geometry !== undefined) control.goTo(geometry.timeAt(x));
  });
  return {
    root: view.root,
    draw(state) {
      const [from, to] = windowOf(state);
      slider.min = String(from);
      slider.max = String(to);
      slider.value = String(state.at);
      slider.setAttribute('aria-valuetext', lab.numbers.moment(state.at));
      setText(zoom, say(state.zoom === 'day' ? 'v5.all' : 'v5.day'));
      view.draw(state);
    },
  };
}

/** Drags scrub; a press that does not move is a click, which the marks take. */
function dragOver(place: HTMLElement, scrub: (x: number) => void): void {
  let pressedAt: number | undefined;
  const xOf = (event: PointerEvent): number => event.clientX - place.getBoundingClientRect().left;
  place.addEventListener('pointerdown', (event) => {
    pressedAt = xOf(event);
    if ((event.target as Element).closest('[data-option]') === null) scrub(pressedAt);
  });
  place.addEventListener('pointermove', (event) => {
    if (pressedAt === undefined || event.buttons === 0) return;
    if (Math.abs(xOf(event) - pressedAt) < 3) return;
    if (!place.hasPointerCapture(event.pointerId)) place.setPointerCapture(event.pointerId);
    scrub(xOf(event));
  });
  place.addEventListener('pointerup', () => {
    pressedAt = undefined;
  });
}

const leftOf = ({ say }: Lab, { width, text }: Size): number => {
  if (width < NARROW) return 4;
  const longest = Math.max(...SHOWN.map(({ key }) => say(`lane.${key}`).length));
  return longest * text * (say.language === 'ja' ? 1.05 : 0.56) + 14;
};

class Geometry {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  readonly size: Size;
  readonly isNarrow: boolean;
  readonly rowHeight: number;

  constructor(state: LabState, size: Size, left: number) {
    [this.from, this.to] = windowOf(state);
    this.size = size;
    this.left = left;
    this.right = size.width - 8;
    this.isNarrow = size.width < NARROW;
    const rows = SHOWN.length + state.branches.length - 1;
    this.rowHeight = Math.min(26, (size.height - size.text - 6) / rows);
  }

  x(at: number): number {
    return this.left + ((at - this.from) / (this.to - this.from)) * (this.right - this.left);
  }

  timeAt(x: number): number {
    const share = Math.min(1, Math.max(0, (x - this.left) / (this.right - this.left)));
    return this.from + share * (this.to - this.from);
  }

  y(row: number): number {
    return this.rowHeight * (row + 0.5);
  }

  /** Marks that would touch are one. */
  clusters(marks: readonly Mark[]): Cluster[] {
    const clusters: { x: number; marks: Mark[] }[] = [];
    for (const mark of marks) {
      if (mark.at < this.from || mark.at > this.to) continue;
      const x = this.x(mark.at);
      const last = clusters.at(-1);
      if (last !== undefined && x < last.x + widthOf(last.marks.length) + 2) last.marks.push(mark);
      else clusters.push({ x, marks: [mark] });
    }
    return clusters;
  }
}

/** Wider where there are more, and wide enough for their number. */
const widthOf = (count: number): number => (count > 3 ? Math.min(34, 14 + count * 0.5) : MARK.width + (count - 1) * 2);

const clusterId = (lane: string, { marks }: Cluster): string => `${lane}-${marks[0]?.seq ?? 0}`;

function picture(lab: Lab, state: LabState, g: Geometry): SVGElement[] {
  if (g.isNarrow) return densityStrip(state, g);
  const branch = shownBranch(state);
  const parts: SVGElement[] = [];
  for (const [row, { lane, key }] of SHOWN.entries()) {
    parts.push(...laneGround(g, row, lab.say(`lane.${key}`)));
    if (lane === 'auction') parts.push(...planned(state, g, row));
    for (const cluster of g.clusters(branch.marks.filter((mark) => mark.lane === lane)))
      parts.push(clusterMark(cluster, { lane, y: g.y(row), isAhead: (cluster.marks[0]?.at ?? 0) > state.at }));
  }
  for (const [at, fork] of state.branches.slice(1).entries()) parts.push(...forkLane(lab, g, SHOWN.length + at, fork));
  parts.push(...hours(lab, g));
  const x = px(g.x(state.at));
  parts.push(svg('line', { class: 'cursor', x1: x, x2: x, y1: 0, y2: px(g.size.height - g.size.text - 4) }));
  return parts;
}

const laneGround = (g: Geometry, row: number, name: string): SVGElement[] => [
  svg('text', { class: 'ink', x: 0, y: px(g.y(row) + 4.5) }, name),
  svg('line', { class: 'grid', x1: px(g.left), x2: px(g.right), y1: px(g.y(row)), y2: px(g.y(row)) }),
];

function clusterMark(
  cluster: Cluster,
  { lane, y, isAhead }: { lane: string; y: number; isAhead: boolean },
): SVGElement {
  const count = cluster.marks.length;
  const last = cluster.marks.at(-1) as Mark;
  const width = widthOf(count);
  return svg(
    'g',
    { class: `event lane-${lane}${isAhead ? ' is-ahead' : ''}`, 'data-option': clusterId(lane, cluster) },
    svg('title', {}, last.headline ?? last.text),
    svg('rect', {
      class: 'hit',
      x: px(cluster.x - MARK.width / 2),
      y: px(y - MARK.height / 2),
      width: px(width),
      height: MARK.height,
      rx: 1,
    }),
    count > 3 &&
      svg('text', { class: 'count mid', x: px(cluster.x - MARK.width / 2 + width / 2), y: px(y + 4) }, count),
  );
}

/** Sales of the calendar that are still to come. */
const planned = ({ manifest, at }: LabState, g: Geometry, row: number): SVGElement[] =>
  manifest.auctions
    .filter(({ resultAt }) => resultAt > at && resultAt >= g.from && resultAt <= g.to)
    .map(({ resultAt }) =>
      svg('rect', { class: 'planned', x: px(g.x(resultAt) - 3.5), y: px(g.y(row) - 6.5), width: 7, height: 13, rx: 1 }),
    );

function forkLane({ say }: Lab, g: Geometry, row: number, fork: ShownBranch): SVGElement[] {
  const [x1, x2] = [Math.max(g.left, g.x(fork.at)), Math.min(g.right, g.x(fork.reachedAt))];
  const ground = laneGround(g, row, say('lane.branch', { letter: fork.letter, name: '' }).trim());
  if (fork.at > g.to || x2 < x1) return ground;
  return [
    ...ground,
    svg('rect', { class: 'fork-lane', x: px(x1), y: px(g.y(row) - 6), width: px(Math.max(3, x2 - x1)), height: 12 }),
  ];
}

/** At the foot: every four hours of a day, every day of a run. */
function hours({ numbers: n }: Lab, g: Geometry): SVGElement[] {
  const isDay = g.to - g.from <= 36 * HOUR_MS;
  const step = isDay ? 4 * HOUR_MS : 48 * HOUR_MS;
  // From 08:00 in Tokyo.
  const first = isDay ? g.from : Math.ceil((g.from - 15 * HOUR_MS) / (24 * HOUR_MS)) * 24 * HOUR_MS + 15 * HOUR_MS;
  const marks: SVGElement[] = [];
  for (let at = first; at <= g.to; at += step) {
    const text = isDay ? n.clock(at) : n.day(at);
    const x = g.x(at);
    const isLast = x > g.right - 20;
    marks.push(
      svg('text', { class: isLast ? 'end' : 'mid', x: px(isLast ? g.right + 6 : x), y: px(g.size.height - 3) }, text),
    );
  }
  return marks;
}

/** On a telephone: how much happened when. */
function densityStrip(state: LabState, g: Geometry): SVGElement[] {
  const bins = Math.max(10, Math.floor((g.right - g.left) / 8));
  const counts = Array.from({ length: bins }, () => 0);
  for (const { at, lane } of shownBranch(state).marks) {
    if (at < g.from || at >= g.to || lane === 'fork') continue;
    const bin = Math.min(bins - 1, Math.floor(((at - g.from) / (g.to - g.from)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(4, ...counts);
  const foot = g.size.height - 2;
  const x = px(g.x(state.at));
  return [
    svg('line', { class: 'grid', x1: px(g.left), x2: px(g.right), y1: px(foot), y2: px(foot) }),
    ...counts.flatMap((count, bin) =>
      count === 0
        ? []
        : [
            svg('rect', {
              class: 'density',
              x: px(g.left + bin * 8),
              y: px(foot - (count / most) * (foot - 4)),
              width: 6,
              height: px((count / most) * (foot - 4)),
            }),
          ],
    ),
    svg('line', { class: 'cursor', x1: x, x2: x, y1: 0, y2: px(foot) }),
  ];
}

function optionsOf(lab: Lab, state: LabState, g: Geometry): Option[] {
  if (g.isNarrow) return [];
  const { say, control, numbers: n } = lab;
  const branch = shownBranch(state);
  return SHOWN.flatMap(({ lane }) =>
    g.clusters(branch.marks.filter((mark) => mark.lane === lane)).map((cluster) => {
      const heaviest = cluster.marks.reduce((best, mark) => (mark.weight > best.weight ? mark : best));
      const { text } = tell(heaviest, state.manifest, say);
      const label =
        cluster.marks.length === 1
          ? `${n.moment(heaviest.at)}: ${text}`
          : `${say('lane.count', { count: cluster.marks.length, time: n.moment(heaviest.at) })}: ${text}`;
      const choose = (): void => {
        control.goTo(Math.ceil(heaviest.at / TICK_MS) * TICK_MS);
        void control.why(heaviest.seq, text);
      };
      return { id: clusterId(lane, cluster), label, choose };
    }),
  );
}

function tableOf({ say, numbers: n }: Lab, state: LabState): DataTable {
  const [from, to] = windowOf(state);
  return {
    columns: [
      words('time', say('column.time')),
      words('lane', say('column.lane')),
      words('what', say('column.what')),
      numbers('seq', '#', String),
    ],
    rows: shownBranch(state)
      .marks.filter(({ at, lane }) => at >= from && at <= to && lane !== 'fork')
      .map((mark) => {
        const key = SHOWN.find(({ lane }) => lane === mark.lane)?.key ?? 'trades';
        return [n.moment(mark.at), say(`lane.${key}`), tell(mark, state.manifest, say).text, mark.seq];
      }),
  };
}
