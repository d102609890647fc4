/** Every word of the page, by its key, in the language that is chosen. */
import en from './en.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import { messageText, type Values } from './message.ts';

export type Language = 'en' | 'ja';
export type Key = keyof typeof en;

const STRINGS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, ja };
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' };

export interface Say {
  (key: Key, values?: Values): string;
  readonly language: Language;
  /** Whether there is such a string: keys that are put together from names of a run. */
  has(key: string): key is Key;
  /** The string of a key that is put together; the fallback where a run has names of its own. */
  named(key: string, fallback: string): string;
}

export function sayIn(language: Language): Say {
  const strings = STRINGS[language];
  const locale = LOCALES[language];
  const has = (key: string): key is Key => Object.hasOwn(strings, key);
  const say = (key: Key, values: Values = {}): string => messageText(strings[key], values, locale);
  return Object.assign(say, {
    language,
    has,
    named: (key: string, fallback: string): string => (has(key) ? strings[key] : fallback),
  });
}
