/** Two outcomes against each other: a cloud, its mean and the ellipse that holds most of it, for each of a few groups. */
import { joined, type Markup, markup } from '../page/markup.ts';
import { fixed } from '../page/numbers.ts';
import { spread, textWidth } from './labels.ts';
import { PANEL_WIDTH, type Panel, TITLE_HEIGHT, titled } from './panel.ts';
import { px, roundMarks, roundRange, type Scale, scaleOf } from './scale.ts';

export interface Cloud {
  readonly label: string;
  readonly hue: string;
  readonly points: readonly (readonly [number, number])[];
  readonly mean: readonly [number, number];
  readonly deviation: readonly [number, number];
  readonly correlation: number;
}

export interface ScatterPanel {
  readonly title: string;
  readonly label: string;
  readonly clouds: readonly Cloud[];
  readonly xTitle: string;
  readonly width?: number;
}

const HEIGHT = 280;
const FOOT = 38;

export function scatterPanel({ title, label, clouds, xTitle, width = PANEL_WIDTH }: ScatterPanel): Panel {
  const all = clouds.flatMap(({ points }) => points);
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [xRange, yRange] = [roundRange(xs), roundRange(ys)];
  const yMarks = roundMarks(...yRange);
  const [xPlaces, yPlaces] = [decimals(roundMarks(...xRange, 4)), decimals(yMarks)];
  const left = Math.max(...yMarks.map((mark) => textWidth(fixed(mark, yPlaces)))) + 6;
  const right = Math.max(10, ...clouds.map((cloud) => textWidth(cloud.label))) + 8;
  const across = scaleOf(xRange, [left, width - right]);
  const down = scaleOf(yRange, [HEIGHT - FOOT, TITLE_HEIGHT + 4]);
  const places = spread(
    clouds.map(({ mean }) => down.place(mean[1]) + 4),
    [TITLE_HEIGHT + 12, HEIGHT - FOOT],
  );
  const body = joined([
    ...yMarks.map((mark) => {
      const y = px(down.place(mark));
      return markup`<line class="${mark === 0 ? 'z' : 'g'}" x1="${px(left)}" x2="${px(width - right)}" y1="${y}" y2="${y}"/><text class="e" x="${px(left - 5)}" y="${px(down.place(mark) + 4)}">${fixed(mark, yPlaces)}</text>`;
    }),
    ...roundMarks(...xRange, 4).map(
      (mark) =>
        markup`<text class="m" x="${px(across.place(mark))}" y="${HEIGHT - FOOT + 15}">${fixed(mark, xPlaces)}</text>`,
    ),
    markup`<text class="m" x="${px((left + width - right) / 2)}" y="${HEIGHT - 6}">${xTitle}</text>`,
    ...clouds.flatMap((cloud, at) =>
      cloudMarkup(cloud, { across, down, labelX: width - right + 6, labelY: places[at] as number }),
    ),
  ]);
  return titled(title, { width, height: HEIGHT, label, body });
}

const decimals = (marks: readonly number[]): number =>
  Math.min(4, Math.max(0, ...marks.map((mark) => (String(mark).split('.')[1] ?? '').length)));

interface CloudPlace {
  readonly across: Scale;
  readonly down: Scale;
  readonly labelX: number;
  readonly labelY: number;
}

function cloudMarkup(cloud: Cloud, { across, down, labelX, labelY }: CloudPlace): Markup[] {
  const { label, hue, points, mean } = cloud;
  const dots = points.map(([x, y]) => `M${px(across.place(x))} ${px(down.place(y))}h0`).join('');
  const [x, y] = [across.place(mean[0]), down.place(mean[1])];
  return [
    markup`<path class="k-${hue}" d="${dots}" fill="none" stroke="var(--k)" stroke-width="3.5" stroke-linecap="round" stroke-opacity=".5"/>`,
    markup`<path class="c t k-${hue}" d="${ellipse(cloud, across, down)}"><title>${label}</title></path>`,
    markup`<circle class="d k-${hue}" cx="${px(x)}" cy="${px(y)}" r="4.5"/>`,
    markup`<path class="r" d="M${px(x + 5)} ${px(y)}L${px(labelX - 3)} ${px(labelY - 4)}" fill="none"/>`,
    markup`<text class="l k-${hue}" x="${px(labelX)}" y="${px(labelY)}">${label}</text>`,
  ];
}

/** Holds nine tenths of a two-dimensional normal: √χ²₂(0.9). */
const RADIUS = 2.146;
const CORNERS = 48;

/** Points of the unit circle through the Cholesky factor of the covariance. */
function ellipse({ mean, deviation, correlation }: Cloud, across: Scale, down: Scale): string {
  const rest = Math.sqrt(Math.max(0, 1 - correlation * correlation));
  const corners = Array.from({ length: CORNERS }, (_, at) => {
    const angle = (2 * Math.PI * at) / CORNERS;
    const [u, v] = [RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
    const x = mean[0] + deviation[0] * u;
    const y = mean[1] + deviation[1] * (correlation * u + rest * v);
    return `${px(across.place(x))} ${px(down.place(y))}`;
  });
  return `M${corners.join('L')}Z`;
}
