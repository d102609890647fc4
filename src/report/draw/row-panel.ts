/** Rows with a name on the left: an estimate with its interval, or bars to both sides of zero. */
import { joined, type Markup, markup } from '../page/markup.ts';
import { fixed } from '../page/numbers.ts';
import { cut, textWidth } from './labels.ts';
import { PANEL_WIDTH, type Panel, TITLE_HEIGHT, titled } from './panel.ts';
import { px, roundMarks, roundRange, type Scale, scaleOf } from './scale.ts';

export interface EstimateRow {
  readonly label: string;
  readonly hue: string;
  readonly value: number;
  /** Undefined: a bar or a dot without. */
  readonly interval?: { readonly from: number; readonly to: number } | undefined;
  /** Filled dot; otherwise hollow: its interval holds zero. */
  readonly isClear?: boolean;
  /** Printed at the right edge. */
  readonly text: string;
  /** Of a bar: the part from zero that is drawn solid, the rest pale. */
  readonly solid?: number;
}

export interface RowPanel {
  readonly title: string;
  readonly label: string;
  readonly rows: readonly EstimateRow[];
  readonly as: 'estimates' | 'bars';
  /** Shared by panels that are compared. */
  readonly range?: readonly [number, number];
  readonly axisTitle: string;
  readonly width?: number;
}

const ROW = 19;
const FOOT = 36;
const NAMES_MOST = 20;

export function rowPanel({ title, label, rows, as, range, axisTitle, width = PANEL_WIDTH }: RowPanel): Panel {
  const names = rows.map((row) => cut(row.label, NAMES_MOST));
  const left = Math.max(40, ...names.map((name) => textWidth(name))) + 6;
  const right = Math.max(24, ...rows.map(({ text }) => textWidth(text))) + 14;
  const ends = rows.flatMap(({ value, interval }) => [value, interval?.from ?? value, interval?.to ?? value]);
  const [low, high] = range ?? roundRange([0, ...ends], 4);
  const scale = scaleOf([low, high], [left, width - right]);
  const foot = TITLE_HEIGHT + 4 + ROW * rows.length;
  const marks = roundMarks(low, high, 4);
  const places = Math.max(0, ...marks.map((mark) => (String(mark).split('.')[1] ?? '').length));
  const body = joined([
    ...marks.map((mark) => axisMark(mark, fixed(mark, Math.min(places, 4)), scale, foot)),
    markup`<text class="m" x="${px((left + width - right) / 2)}" y="${px(foot + 31)}">${axisTitle}</text>`,
    ...rows.map((row, at) => {
      const y = TITLE_HEIGHT + 4 + ROW * (at + 0.5);
      const mark = as === 'bars' ? barMarkup(row, y, scale) : estimateMarkup(row, y, scale);
      const name = markup`<text class="e s" x="${px(left - 6)}" y="${px(y + 4)}">${names[at] as string}${wholeName(row.label, names[at] as string)}</text>`;
      return markup`${name}${mark}<text class="e s" x="${width}" y="${px(y + 4)}">${row.text}</text>`;
    }),
  ]);
  return titled(title, { width, height: foot + FOOT, label, body });
}

const wholeName = (whole: string, shown: string): Markup | undefined =>
  whole === shown ? undefined : markup`<title>${whole}</title>`;

function axisMark(mark: number, text: string, scale: Scale, foot: number): Markup {
  const x = px(scale.place(mark));
  return markup`<line class="${mark === 0 ? 'z' : 'g'}" x1="${x}" x2="${x}" y1="${TITLE_HEIGHT + 2}" y2="${px(foot)}"/><text class="m" x="${x}" y="${px(foot + 15)}">${text}</text>`;
}

function barMarkup({ value, hue, solid, label, text }: EstimateRow, y: number, scale: Scale): Markup {
  const whole = rectangle(0, value, y, scale);
  const part = solid === undefined ? undefined : markup`<rect class="f k-${hue}" ${rectangle(0, solid, y, scale)}/>`;
  const paleness = solid === undefined ? 'f' : 'f x';
  return markup`<g><title>${label}: ${text}</title><rect class="${paleness} k-${hue}" ${whole}/>${part}</g>`;
}

const BAR = 11;

function rectangle(from: number, to: number, y: number, scale: Scale): Markup {
  const [a, b] = [scale.place(Math.min(from, to)), scale.place(Math.max(from, to))];
  return markup`x="${px(a)}" y="${px(y - BAR / 2)}" width="${px(b - a)}" height="${BAR}"`;
}

function estimateMarkup(
  { value, interval, hue, isClear = true, label, text }: EstimateRow,
  y: number,
  scale: Scale,
): Markup {
  const x = px(scale.place(value));
  const whisker =
    interval === undefined
      ? undefined
      : markup`<line class="w k-${hue}" x1="${px(scale.place(interval.from))}" x2="${px(scale.place(interval.to))}" y1="${px(y)}" y2="${px(y)}"/>`;
  return markup`<g><title>${label}: ${text}</title>${whisker}<circle class="${isClear ? 'd' : 'o'} k-${hue}" cx="${x}" cy="${px(y)}" r="4"/></g>`;
}
