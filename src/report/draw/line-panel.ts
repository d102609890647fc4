/**
 * Lines over time or over values, with bands around them, direct labels at their ends and marks at what happened: paths, fans,
 * responses and distributions are all this.
 */
import { joined, type Markup, markup } from '../page/markup.ts';
import { fixed } from '../page/numbers.ts';
import { spread, textWidth } from './labels.ts';
import { PANEL_WIDTH, type Panel, TITLE_HEIGHT, titled } from './panel.ts';
import { px, roundMarks, roundRange, type Scale, scaleOf } from './scale.ts';

export type Point = readonly [x: number, y: number];

export interface Line {
  /** At its end; empty: none. */
  readonly label: string;
  /** `jgb`, `ust`, `gilt`, `ktb`, `base` or `ink`. */
  readonly hue: string;
  readonly dash?: string | undefined;
  /** `main`, `thin`, or a `trail` among many. */
  readonly weight: 'main' | 'thin' | 'trail';
  readonly points: readonly Point[];
}

export interface Band {
  readonly hue: string;
  /** 1 is lighter. */
  readonly depth: 1 | 2;
  readonly low: readonly Point[];
  readonly high: readonly Point[];
}

export interface Reference {
  readonly at: number;
  readonly label: string;
}

export interface LinePanel {
  readonly title: string;
  readonly label: string;
  readonly lines: readonly Line[];
  readonly bands?: readonly Band[];
  /** Small strokes on the foot: where each observation lies. */
  readonly rug?: readonly number[];
  readonly x: { readonly range: Point; readonly marks: readonly Reference[]; readonly title?: string };
  /** Shared by panels that are compared. */
  readonly yRange?: Point;
  readonly yPlaces?: number;
  /** Vertical reference lines, labelled at the head. */
  readonly upright?: readonly Reference[];
  /** Horizontal reference lines. */
  readonly level?: readonly Reference[];
  readonly width?: number;
  readonly height?: number;
}

const HEIGHT = 210;
const FOOT = 20;
const FOOT_TITLE = 16;
const LABEL_GAP = 5;

/** A round range over lines and bands, zero included, since what is drawn are changes. */
export const rangeOf = (points: readonly (readonly Point[])[], more: readonly number[] = []): Point =>
  roundRange([0, ...more, ...points.flat().map(([, y]) => y)]);

export function linePanel(asked: LinePanel): Panel {
  const { title, label, lines, bands = [], rug = [], x, upright = [], level = [] } = asked;
  const width = asked.width ?? PANEL_WIDTH;
  const height = asked.height ?? HEIGHT;
  const [low, high] =
    asked.yRange ??
    rangeOf(
      [...lines.map(({ points }) => points), ...bands.flatMap((band) => [band.low, band.high])],
      level.map(({ at }) => at),
    );
  const yMarks = roundMarks(low, high);
  const places = asked.yPlaces ?? decimalsOf(yMarks);
  const left = Math.max(...yMarks.map((mark) => textWidth(fixed(mark, places)))) + 6;
  const labelled = lines.filter((line) => line.label !== '' && line.points.length > 0);
  const right = Math.max(8, ...[...labelled, ...level].map((each) => textWidth(each.label) + LABEL_GAP + 2));
  const head = TITLE_HEIGHT + (upright.length === 0 ? 0 : 12 * uprightRows(upright));
  const foot = height - FOOT - (x.title === undefined ? 0 : FOOT_TITLE);
  const across = scaleOf(x.range, [left, width - right]);
  const down = scaleOf([low, high], [foot, head + 4]);
  const place = { across, down, left, right: width - right, head, foot };
  const body = joined([
    ...yMarks.map((mark) => gridMarkup(mark, fixed(mark, places), place)),
    ...x.marks.map(
      ({ at, label: text }) => markup`<text class="m" x="${px(across.place(at))}" y="${px(foot + 15)}">${text}</text>`,
    ),
    x.title === undefined
      ? markup``
      : markup`<text class="m" x="${px((left + width - right) / 2)}" y="${px(height - 4)}">${x.title}</text>`,
    ...bands.map((band) => bandMarkup(band, place)),
    ...level.map((each) => levelMarkup(each, place)),
    ...upright.map((each, at) => uprightMarkup(each, at, upright, place)),
    ...lines.map((line) => lineMarkup(line, place)),
    rugMarkup(rug, place),
    ...endLabels(labelled, place),
  ]);
  return titled(title, { width, height, label, body });
}

interface Place {
  readonly across: Scale;
  readonly down: Scale;
  readonly left: number;
  readonly right: number;
  readonly head: number;
  readonly foot: number;
}

const decimalsOf = (marks: readonly number[]): number =>
  Math.min(6, Math.max(0, ...marks.map((mark) => (String(mark).split('.')[1] ?? '').length)));

function gridMarkup(mark: number, text: string, { down, left, right }: Place): Markup {
  const y = down.place(mark);
  return markup`<line class="${mark === 0 ? 'z' : 'g'}" x1="${px(left)}" x2="${px(right)}" y1="${px(y)}" y2="${px(y)}"/><text class="e" x="${px(left - 5)}" y="${px(y + 4)}">${text}</text>`;
}

const pathOf = (points: readonly Point[], { across, down }: Place): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${px(across.place(x))} ${px(down.place(y))}`).join('');

const WEIGHTS = { main: 'c', thin: 'c t', trail: 'c y' } as const;

function lineMarkup({ hue, dash, weight, points, label }: Line, place: Place): Markup {
  if (points.length === 0) return markup``;
  const dashed = dash === undefined ? undefined : markup` stroke-dasharray="${dash}"`;
  const named = label === '' ? undefined : markup`<title>${label}</title>`;
  return markup`<path class="${WEIGHTS[weight]} k-${hue}"${dashed} d="${pathOf(points, place)}">${named}</path>`;
}

function bandMarkup({ hue, depth, low, high }: Band, place: Place): Markup {
  if (low.length === 0) return markup``;
  const d = `${pathOf(high, place)}${pathOf(low.toReversed(), place).replace('M', 'L')}Z`;
  return markup`<path class="b b${depth} k-${hue}" d="${d}"/>`;
}

function levelMarkup({ at, label }: Reference, { down, left, right }: Place): Markup {
  const y = down.place(at);
  return markup`<line class="r" x1="${px(left)}" x2="${px(right)}" y1="${px(y)}" y2="${px(y)}"/><text x="${px(right + LABEL_GAP)}" y="${px(y + 4)}">${label}</text>`;
}

const UPRIGHT_ROWS = 3;
const uprightRows = (upright: readonly Reference[]): number => Math.min(UPRIGHT_ROWS, upright.length);

/** Labels of neighbours stand in rows of their own. */
function uprightMarkup({ at, label }: Reference, index: number, all: readonly Reference[], place: Place): Markup {
  const { across, left, right, foot } = place;
  const x = across.place(at);
  if (x < left - 0.5 || x > right + 0.5) return markup``;
  const y = TITLE_HEIGHT + 10 + 12 * (index % uprightRows(all));
  const half = textWidth(label) / 2;
  const inside = Math.min(Math.max(x, half), right + 8 - half);
  return markup`<line class="r" x1="${px(x)}" x2="${px(x)}" y1="${px(y + 3)}" y2="${px(foot)}"/><text class="m s" x="${px(Math.max(half, inside))}" y="${px(y)}">${label}</text>`;
}

function rugMarkup(values: readonly number[], { across, foot }: Place): Markup {
  if (values.length === 0) return markup``;
  const d = values.map((value) => `M${px(across.place(value))} ${px(foot)}v-5`).join('');
  return markup`<path class="z" fill="none" d="${d}"/>`;
}

function endLabels(lines: readonly Line[], { across, down, head, foot }: Place): Markup[] {
  const ends = lines.map(({ points }) => points.at(-1) as Point);
  const wanted = ends.map(([, y]) => down.place(y) + 4);
  const places = spread(wanted, [head + 8, foot + 4]);
  return lines.map(({ label, hue }, at) => {
    const x = across.place((ends[at] as Point)[0]) + LABEL_GAP;
    return markup`<text class="l k-${hue}" x="${px(x)}" y="${px(places[at] as number)}">${label}</text>`;
  });
}
