/** One small picture, and figures that are made of them. A panel is drawn for a column of 340 pixels and is as wide as it may be. */
import { Markup, markup } from '../page/markup.ts';
import { FIGURE_STYLE, LIGHT } from './look.ts';
import { px } from './scale.ts';

export interface Panel {
  readonly width: number;
  readonly height: number;
  /** What it shows, for whoever cannot see it. */
  readonly label: string;
  readonly body: Markup;
}

export const PANEL_WIDTH = 340;
/** Where the title stands. */
export const TITLE_HEIGHT = 22;

export const titleMarkup = (title: string): Markup => markup`<text class="h" x="0" y="13">${title}</text>`;

/** Inside the page, whose style it takes. */
export function panelMarkup({ width, height, label, body }: Panel): Markup {
  return markup`<svg class="fig" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" style="max-width:${Math.round(1.2 * width)}px">
${body}
</svg>`;
}

const GAP = 24;
const MARGIN = 16;
const COLUMNS_MOST = 2;
const HEAD = 34;

/** All panels of a figure in one file that needs nothing else. */
export function standaloneFigure(title: string, panels: readonly Panel[], note: string): string {
  const columns = Math.min(COLUMNS_MOST, panels.length);
  const width = Math.max(...panels.map((panel) => panel.width));
  const rows: (readonly Panel[])[] = [];
  for (let at = 0; at < panels.length; at += columns) rows.push(panels.slice(at, at + columns));
  const whole = 2 * MARGIN + columns * width + (columns - 1) * GAP;
  let y = MARGIN + HEAD;
  const placed: Markup[] = [];
  for (const row of rows) {
    for (const [at, panel] of row.entries()) {
      const x = MARGIN + at * (width + GAP);
      placed.push(
        markup`<svg x="${px(x)}" y="${px(y)}" width="${panel.width}" height="${panel.height}" viewBox="0 0 ${panel.width} ${panel.height}">${panel.body}</svg>`,
      );
    }
    y += Math.max(...row.map(({ height }) => height)) + GAP;
  }
  const height = y + MARGIN;
  const label = panels.map((panel) => panel.label).join(' ');
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="fig" width="${whole}" height="${px(height)}" viewBox="0 0 ${whole} ${px(height)}" role="img">
<title>${title}</title>
<desc>${label}</desc>
<style>${STYLE}</style>
<rect width="100%" height="100%" fill="#fcfbf8"/>
<text class="h" x="${MARGIN}" y="${MARGIN + 14}">${title}</text>
${placed}
<text x="${MARGIN}" y="${px(height - MARGIN / 2)}">${note}</text>
</svg>
`.text;
}

/** Style sheets hold no text of anybody. */
const STYLE = new Markup(`svg{${LIGHT}}${FIGURE_STYLE}`);
