/** The strip at the head that says exactly what was run. */
import { type Markup, markup } from './markup.ts';

export interface ManifestEntry {
  readonly name: string;
  readonly value: string | Markup;
  /** Over the whole width: commands, lists. */
  readonly isWide?: boolean;
}

export const manifestMarkup = (entries: readonly (ManifestEntry | undefined)[]): Markup => {
  const items = entries
    .filter((entry) => entry !== undefined)
    .map(({ name, value, isWide }) => {
      const wide = isWide === true ? WIDE : undefined;
      return markup`<div${wide}><dt>${name}</dt><dd>${value}</dd></div>`;
    });
  return markup`<dl class="manifest">${items}</dl>`;
};

const WIDE = markup` class="wide"`;

export const code = (text: string): Markup => markup`<code>${text}</code>`;
