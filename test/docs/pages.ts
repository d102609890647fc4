/** The documents of the project and what they refer to: links, files, names in code spans. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, read } from './constants.ts';

export const PAGES: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort(),
];

/** A page without its fenced blocks, whose contents are no prose. */
export const proseOf = (page: string): string => read(page).replace(/^```[\s\S]*?^```$/gm, '');

export const codeSpans = (page: string): string[] =>
  [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, span]) => span as string);

/** Targets of links, absolute addresses left out. */
export const linksOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target));
