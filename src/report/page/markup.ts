/**
 * Markup for HTML and for SVG. Whatever is put into a template is text and is escaped; only what is `Markup` already goes in
 * as it is. Names and headlines of a scenario can therefore never become an element, an attribute or a script.
 */

export class Markup {
  readonly text: string;

  /** Of text that is known to be sound markup; everything else goes through `markup`. */
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | undefined | readonly Markup[];

export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] as string;
  for (const [at, part] of parts.entries()) text += textOf(part) + (strings[at + 1] as string);
  return new Markup(text);
}

export const joined = (parts: readonly Markup[], between = '\n'): Markup =>
  new Markup(
    parts
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(between),
  );

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('\n');
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters, halves of characters, and marks that turn the direction of the text around them. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

export const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (each) => ENTITIES[each] as string);
