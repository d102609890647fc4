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

/** Between two lines of a title. */
const TITLE_LINE = 16;
/** Of a bold letter of thirteen pixels. */
const LETTER = 7.6;
/** Of a plain one of twelve. */
const SMALL_LETTER = 6.6;

/** A panel with its title above; what does not fit into one line of it goes into the next, and everything moves down. */
export function titled(title: string, { width, height, label, body }: Panel): Panel {
  const lines = linesOf(title, Math.floor(width / LETTER));
  const extra = TITLE_LINE * (lines.length - 1);
  const moved = extra === 0 ? body : markup`<g transform="translate(0 ${extra})">${body}</g>`;
  return { width, height: height + extra, label, body: markup`${titleLines(lines, 0, 13)}${moved}` };
}

const titleLines = (lines: readonly string[], x: number, y: number): Markup[] =>
  lines.map((line, at) => markup`<text class="h" x="${x}" y="${y + TITLE_LINE * at}">${line}</text>`);

/** Whole words in lines of at most so many letters. */
function linesOf(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length === 0 ? [''] : lines;
}

/** Inside the page, whose style it takes. */
export function panelMarkup({ width, height, label, body }: Panel): Markup {
  return markup`<svg class="fig" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" style="max-width:${Math.round(1.2 * width)}px">
${body}
</svg>`;
}

const GAP = 24;
const MARGIN = 16;
const COLUMNS_MOST = 2;
const HEAD = 18;

/** All panels of a figure in one file that needs nothing else. */
export function standaloneFigure(title: string, panels: readonly Panel[], note: string): string {
  const columns = Math.min(COLUMNS_MOST, panels.length);
  const width = Math.max(...panels.map((panel) => panel.width));
  const rows: (readonly Panel[])[] = [];
  for (let at = 0; at < panels.length; at += columns) rows.push(panels.slice(at, at + columns));
  const whole = 2 * MARGIN + columns * width + (columns - 1) * GAP;
  const lines = linesOf(title, Math.floor((whole - 2 * MARGIN) / LETTER));
  let y = MARGIN + HEAD + TITLE_LINE * lines.length;
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
  const notes = linesOf(note, Math.floor((whole - 2 * MARGIN) / SMALL_LETTER));
  const height = y + MARGIN * notes.length;
  const label = panels.map((panel) => panel.label).join(' ');
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="fig" width="${whole}" height="${px(height)}" viewBox="0 0 ${whole} ${px(height)}" role="img">
<title>${title}</title>
<desc>${label}</desc>
<style>${STYLE}</style>
<rect width="100%" height="100%" fill="#fcfbf8"/>
${titleLines(lines, MARGIN, MARGIN + 14)}
${placed}
${notes.map((line, at) => markup`<text x="${MARGIN}" y="${px(y + MARGIN * (at + 0.5))}">${line}</text>`)}
</svg>
`.text;
}

/** Style sheets hold no text of anybody. */
const STYLE = new Markup(`svg{${LIGHT}}${FIGURE_STYLE}`);
