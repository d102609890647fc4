/** A report as a test reads it: tags, links and figures, without a browser. */
import type { Report } from '../../src/report/page/page.ts';

/** Everything that any report is made of. A name of a scenario can add nothing to it. */
const ELEMENTS =
  'html head meta title link style body header p h1 h2 h3 nav ol ul li a main section figure figcaption b div details summary ' +
  'table caption thead tbody tr th td dl dt dd code span footer svg g path line rect circle text br desc';
const KNOWN = new Set(ELEMENTS.split(' '));

/** Names of elements that no report is made of, and handlers. */
export function strangers({ html }: Report): string[] {
  const tags = [...html.matchAll(/<\/?([a-zA-Z][\w-]*)/g)].map(([, name]) => name as string);
  const attributes = html.replace(/="[^"]*"/g, '=""');
  const handlers = [...attributes.matchAll(/<[^>]*\s(on\w+|srcdoc|formaction)\s*=/gi)].map(
    ([, name]) => name as string,
  );
  return [...tags.filter((name) => !KNOWN.has(name)), ...handlers];
}

/** What a reader gets by the links under the figures: file name → content. */
export function downloads({ html }: Report): Map<string, string> {
  const links = html.matchAll(/<a download="([^"]+)" href="data:[^,]+,([^"]*)"/g);
  return new Map([...links].map(([, name, body]) => [name as string, decodeURIComponent(unescaped(body as string))]));
}

const unescaped = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] as string,
  );

/** Text of the first paragraphs of a block, as it is read. */
export function answersOf({ html }: Report): string[] {
  return [...html.matchAll(/<p class="answer">([^<]*)<\/p>/g)].map(([, text]) => unescaped(text as string));
}

/** Rows of the table of a figure. */
export function tableRows({ html }: Report, figure: string): number {
  const part = html.slice(
    html.indexOf(`<figure id="fig-${figure}">`),
    html.indexOf('</figure>', html.indexOf(`<figure id="fig-${figure}">`)),
  );
  return (part.match(/<tr>/g)?.length ?? 0) - 1;
}

export const idsOf = ({ html }: Report): string[] =>
  [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id as string);
