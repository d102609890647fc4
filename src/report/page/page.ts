/**
 * One HTML file that needs nothing else: no script, no font, no picture from elsewhere. The same input gives the same bytes, since
 * nothing here asks for the time or the machine.
 */
import { type Asset, assetsOf, type Figure, figureMarkup } from './figure.ts';
import { joined, Markup, markup } from './markup.ts';
import { PAGE_STYLE } from './style.ts';

export interface Block {
  readonly id: string;
  readonly title: string;
  /** Paragraphs, tables and figures in order. */
  readonly parts: readonly (Markup | Figure)[];
}

export interface Page {
  readonly title: string;
  /** Under the title. */
  readonly subtitle: string;
  readonly manifest: Markup;
  readonly blocks: readonly Block[];
  /** At the foot, and on every drawing that leaves the page. */
  readonly note: string;
}

export interface Report {
  readonly html: string;
  /** The files of all figures, in their order. */
  readonly assets: readonly Asset[];
  readonly blocks: readonly string[];
}

const STYLE = new Markup(PAGE_STYLE);

export function reportOf({ title, subtitle, manifest, blocks, note }: Page): Report {
  const figures = blocks.flatMap(({ parts }) => parts.filter((part): part is Figure => !(part instanceof Markup)));
  const links = blocks.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`);
  const html = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header><p class="kicker">spillover report</p>
<h1>${title}</h1>
<p class="sub">${subtitle}</p>
${manifest}
</header>
<nav aria-label="Contents"><ol>${links}</ol></nav>
<main>
${blocks.map((block) => blockMarkup(block, note))}
</main>
<footer><p>${note}</p></footer>
</body>
</html>
`.text;
  return { html, assets: figures.flatMap((figure) => assetsOf(figure, note)), blocks: blocks.map(({ id }) => id) };
}

function blockMarkup({ id, title, parts }: Block, note: string): Markup {
  const content = parts.map((part) => (part instanceof Markup ? part : figureMarkup(part, note)));
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${joined(content)}
</section>`;
}
