/**
 * IBM Plex Sans, the Latin letters in two weights, inside the file (SIL Open Font License, `fonts/OFL.txt`; from the package
 * `@fontsource/ibm-plex-sans` 5.3.0, reduced by `subset-font` to what the strings and numbers need). Japanese comes from the reader's system.
 */
import regular from './fonts/ibm-plex-sans-latin-400-normal.woff2?inline';
import bold from './fonts/ibm-plex-sans-latin-600-normal.woff2?inline';

const face = (weight: string, source: string): string =>
  `@font-face{font-family:"IBM Plex Sans";font-style:normal;font-weight:${weight};font-display:block;src:url(${source}) format("woff2")}`;

export const FONT_FACES = face('400 500', regular) + face('600 700', bold);
