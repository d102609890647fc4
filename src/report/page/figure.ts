/** A figure with everything that belongs to it: pictures, caption, its numbers as a table and as a file, its drawing as a file. */
import { PANEL_WIDTH, type Panel, panelMarkup, standaloneFigure } from '../draw/panel.ts';
import { csvOf, type DataTable, tableMarkup } from './data-table.ts';
import { type Markup, markup } from './markup.ts';

export interface Figure {
  /** In names of files and links: `paths`. */
  readonly id: string;
  /** Says what is shown, with the unit in words. */
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  readonly panels: readonly Panel[];
  readonly data: DataTable;
}

/** A file beside the report. */
export interface Asset {
  readonly name: string;
  readonly text: string;
}

export const assetsOf = (figure: Figure, note: string): Asset[] => [
  { name: `${figure.id}.csv`, text: csvOf(figure.data) },
  { name: `${figure.id}.svg`, text: standaloneFigure(figure.title, figure.panels, note) },
];

export function figureMarkup(figure: Figure, note: string): Markup {
  const { id, title, caption, panels, data } = figure;
  const [csv, svg] = assetsOf(figure, note) as [Asset, Asset];
  return markup`<figure id="fig-${id}">
<figcaption><b>${title}.</b> ${caption}</figcaption>
<div class="panels ${arrangement(panels)}">
${panels.map(panelMarkup)}
</div>
<details><summary>Numbers of this figure</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${title}: numbers">${tableMarkup(data)}</div></details>
<p class="files"><a download="${csv.name}" href="${dataUri('text/csv', csv.text)}">data (CSV)</a> <a download="${svg.name}" href="${dataUri('image/svg+xml', svg.text)}">drawing (SVG)</a></p>
</figure>`;
}

/** Columns on a wide screen: pairs stay pairs, small panels stand in fours. */
function arrangement(panels: readonly Panel[]): string {
  if (panels.length === 1) return 'one';
  if (panels.every(({ width }) => width < PANEL_WIDTH)) return 'small';
  return panels.length === 2 || panels.length === 4 ? 'pairs' : 'wide';
}

/** Characters that may stand as they are inside a quoted attribute. */
const PLAIN: Readonly<Record<string, string>> = {
  '%20': ' ',
  '%3D': '=',
  '%3A': ':',
  '%2F': '/',
  '%2C': ',',
  '%3B': ';',
  '%7B': '{',
  '%7D': '}',
};

function dataUri(kind: string, text: string): string {
  const body = encodeURIComponent(text).replace(/%(20|3D|3A|2F|2C|3B|7B|7D)/g, (code) => PLAIN[code] as string);
  return `data:${kind};charset=utf-8,${body}`;
}
