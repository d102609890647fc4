/** A matrix: every cell with its number, the ground saying the same. */
import { joined, type Markup, markup } from '../page/markup.ts';
import { cut, textWidth } from './labels.ts';
import { DEPTH, DIVERGING, textOn } from './look.ts';
import { PANEL_WIDTH, type Panel, TITLE_HEIGHT, titled } from './panel.ts';
import { px } from './scale.ts';

export interface HeatPanel {
  readonly title: string;
  readonly label: string;
  /** Above the columns and on the left of rows: what they are. */
  readonly across: string;
  readonly down: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** Null: no cell. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly print: (value: number) => string;
  /** `depth` from 0 to `most`; `diverging` from −most to most. */
  readonly ground: 'depth' | 'diverging';
  readonly most: number;
  readonly width?: number;
}

const CELL_HEIGHT = 26;
const NAMES_MOST = 17;

export function heatPanel(asked: HeatPanel): Panel {
  const { title, label, across, down, columns, rows, cells, print, width = PANEL_WIDTH } = asked;
  const names = rows.map((row) => cut(row, NAMES_MOST));
  const left = Math.max(textWidth(cut(down, NAMES_MOST)), ...names.map((name) => textWidth(name))) + 8;
  const cell = (width - left) / columns.length;
  const longest = Math.max(1, Math.floor(cell / 6));
  const top = TITLE_HEIGHT + 34;
  const body = joined([
    markup`<text class="m" x="${px(left + (width - left) / 2)}" y="${TITLE_HEIGHT + 12}">${across}</text>`,
    markup`<text x="0" y="${TITLE_HEIGHT + 28}">${down}</text>`,
    ...columns.map(
      (name, at) =>
        markup`<text class="m s" x="${px(left + (at + 0.5) * cell)}" y="${TITLE_HEIGHT + 28}">${cut(name, longest)}</text>`,
    ),
    ...rows.map((row, at) => {
      const y = top + at * CELL_HEIGHT;
      const own = cells[at] ?? [];
      const drawn = own.map((value, column) =>
        value === null
          ? markup``
          : cellMarkup(value, { x: left + column * cell, y, cell, text: print(value), fill: fillOf(value, asked) }),
      );
      return markup`<text class="s" x="0" y="${px(y + 17)}">${names[at] as string}${row === names[at] ? undefined : markup`<title>${row}</title>`}</text>${drawn}`;
    }),
  ]);
  return titled(title, { width, height: top + rows.length * CELL_HEIGHT + 4, label, body });
}

interface CellPlace {
  readonly x: number;
  readonly y: number;
  readonly cell: number;
  readonly text: string;
  readonly fill: string;
}

function cellMarkup(_value: number, { x, y, cell, text, fill }: CellPlace): Markup {
  return markup`<rect x="${px(x + 1)}" y="${px(y + 1)}" width="${px(cell - 2)}" height="${CELL_HEIGHT - 2}" fill="${fill}"/><text class="m" x="${px(x + cell / 2)}" y="${px(y + 17)}" style="fill:${textOn(fill)}">${text}</text>`;
}

function fillOf(value: number, { ground, most }: HeatPanel): string {
  const steps = ground === 'depth' ? DEPTH : DIVERGING;
  const share = ground === 'depth' ? value / most : (value / most + 1) / 2;
  const at = Math.min(steps.length - 1, Math.max(0, Math.floor(share * steps.length)));
  return steps[at] as string;
}
