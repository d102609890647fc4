/**
 * A view as a file: the drawing, the picture of it at twice its size, the numbers. Each says that it is a model's output and
 * which run it is of.
 */
import { csvOf, type DataTable } from '../../report/page/data-table.ts';
import { element, svg } from '../page/element.ts';
import type { Lab } from '../page/lab.ts';
import { EXPORT_STYLE } from '../theme/page-style.ts';
import { TOKENS } from '../theme/tokens.ts';

export interface Shown {
  readonly lab: Lab;
  readonly name: string;
  readonly title: string;
  readonly drawing: SVGSVGElement;
}

export interface FileOffer {
  readonly name: string;
  readonly blob: Blob;
}

const MARGIN = 16;
const HEAD = 34;
const FOOT = 30;
const SCALE = 2;
/** What only a page has a use for. */
const OF_THE_PAGE = 'role tabindex aria-label aria-selected aria-activedescendant id'.split(' ');

/** Asks the browser to save it. */
export function offerFile({ name, blob }: FileOffer): void {
  const url = URL.createObjectURL(blob);
  const link = element('a', { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

function footerOf({ store, say, numbers }: Lab): string {
  const { manifest, at } = store.get();
  const title = say.named(`scenario.${manifest.scenario}`, manifest.title);
  return say('export.footer', { title, seed: manifest.seed, time: numbers.moment(at) });
}

const nameOf = ({ lab, name }: Shown, ending: string): string => {
  const { manifest, at } = lab.store.get();
  const minute = new Date(at).toISOString().slice(0, 16).replaceAll(':', '');
  return `${manifest.scenario}-${manifest.seed}-${minute}-${name}.${ending}`;
};

/** Comment lines first, as statistical packages skip them. */
export function csvFile(shown: Shown, table: DataTable): FileOffer {
  const text = `# ${shown.title}\n# ${footerOf(shown.lab)}\n${csvOf(table)}`;
  return { name: nameOf(shown, 'csv'), blob: new Blob([text], { type: 'text/csv' }) };
}

export const svgFile = (shown: Shown): FileOffer => ({
  name: nameOf(shown, 'svg'),
  blob: new Blob([standalone(shown).text], { type: 'image/svg+xml' }),
});

export async function pngOf(shown: Shown): Promise<FileOffer> {
  const { text, width, height } = standalone(shown);
  const image = new Image(width * SCALE, height * SCALE);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = element('canvas', { width: width * SCALE, height: height * SCALE });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return { name: nameOf(shown, 'png'), blob: blob ?? new Blob() };
}

/** Always on light paper, with its title and where it is from. */
function standalone(shown: Shown): { readonly text: string; readonly width: number; readonly height: number } {
  const { drawing, title, lab } = shown;
  const box = drawing.viewBox.baseVal;
  const [width, height] = [box.width + 2 * MARGIN, box.height + HEAD + FOOT];
  const picture = drawing.cloneNode(true) as SVGSVGElement;
  for (const each of [picture, ...picture.querySelectorAll('*')])
    for (const name of OF_THE_PAGE) each.removeAttribute(name);
  for (const [name, value] of Object.entries({ x: MARGIN, y: HEAD, width: box.width, height: box.height }))
    picture.setAttribute(name, String(value));
  const whole = svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    svg('style', {}, EXPORT_STYLE),
    svg('rect', { width: '100%', height: '100%', fill: TOKENS.light.paper }),
    svg('text', { class: 'strong', x: MARGIN, y: 22 }, title),
    picture,
    svg('text', { x: MARGIN, y: height - 11 }, footerOf(lab)),
  );
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}
