/**
 * Colours, dashes and classes of all figures. Hue is the market, and a dash and a label say the same; ink says everything
 * else. The same rules style a figure in the page and one that stands alone in a file.
 */
import type { Market } from '../../units/quantity.ts';

export const MARKET_NAMES: Readonly<Record<Market, string>> = {
  jgb: 'Japan',
  ust: 'United States',
  gilt: 'United Kingdom',
  ktb: 'Korea',
  fx: 'Currencies',
  equity: 'Equities',
  gold: 'Gold',
  bitcoin: 'Bitcoin',
};

export const CITY_NAMES: Readonly<Partial<Record<Market, string>>> = {
  jgb: 'Tokyo',
  ust: 'New York',
  gilt: 'London',
  ktb: 'Seoul',
};

/** Class and, for whoever cannot tell colours apart, the dash of a market's lines. */
export const DASHES: Readonly<Partial<Record<Market, string>>> = { ust: '7 4', gilt: '2 4', ktb: '9 3 2 3' };

/** Light and dark value of every colour; contrast on paper is at least 3 for marks and 4.5 for text. */
export const COLOURS = {
  paper: ['#fcfbf8', '#10161c'],
  ink: ['#1b2733', '#e8e6e1'],
  mute: ['#55616d', '#a7b1ba'],
  rule: ['#d8d4ca', '#2c3640'],
  axis: ['#7c8894', '#75828e'],
  jgb: ['#a5182a', '#f2645a'],
  ust: ['#1d4f9c', '#5e9bf0'],
  gilt: ['#b98307', '#f2d06b'],
  'gilt-text': ['#7a5600', '#f2d06b'],
  ktb: ['#149c8f', '#7be8d5'],
  'ktb-text': ['#0b6b61', '#7be8d5'],
  base: ['#55616d', '#a7b1ba'],
  accent: ['#0b57d0', '#8ab4f8'],
} as const;

const valuesOf = (at: 0 | 1): string =>
  Object.entries(COLOURS)
    .map(([name, pair]) => `--${name}:${pair[at]}`)
    .join(';');
export const LIGHT = valuesOf(0);
export const DARK = valuesOf(1);

const hues = (['jgb', 'ust', 'gilt', 'ktb'] as const)
  .map((market) => {
    const text = market === 'gilt' || market === 'ktb' ? `${market}-text` : market;
    return `.k-${market}{--k:var(--${market});--t:var(--${text})}`;
  })
  .join('');

/** Of everything inside a figure. */
export const FIGURE_STYLE =
  `${hues}.k-base{--k:var(--base);--t:var(--mute)}.k-ink{--k:var(--ink);--t:var(--ink)}` +
  '.fig text{font:12px "IBM Plex Sans","Segoe UI","Helvetica Neue",Arial,sans-serif;fill:var(--mute);font-variant-numeric:tabular-nums}' +
  '.fig .h{font-weight:600;font-size:13px;fill:var(--ink)}.fig .s{fill:var(--ink)}.fig .e{text-anchor:end}.fig .m{text-anchor:middle}' +
  '.fig .l{font-weight:600;fill:var(--t,var(--ink))}' +
  '.fig .g{stroke:var(--rule);stroke-width:1}.fig .z{stroke:var(--axis);stroke-width:1}.fig .r{stroke:var(--mute);stroke-width:1;stroke-dasharray:3 3}' +
  '.fig .c{fill:none;stroke:var(--k);stroke-width:2.2;stroke-linejoin:round;stroke-linecap:butt}.fig .c.t{stroke-width:1.3}' +
  '.fig .c.y{stroke-width:1;stroke-opacity:.22}.fig .b{fill:var(--k);stroke:none}.fig .b1{fill-opacity:.13}.fig .b2{fill-opacity:.26}' +
  '.fig .d{fill:var(--k)}.fig .o{fill:var(--paper);stroke:var(--k);stroke-width:1.6}.fig .w{stroke:var(--k);stroke-width:2;fill:none}' +
  '.fig .f{fill:var(--k)}.fig .f.x{fill-opacity:.35}';

/** Steps of a heat map from nothing to all, and of one with a middle; the text on each that can be read. */
export const DEPTH = ['#eef4f6', '#d9e8ec', '#b9d3db', '#8fb6c1', '#5f97a5', '#356f7b', '#0e3a46'] as const;
export const DIVERGING = ['#1d4f9c', '#5b8fc7', '#a6bddb', '#f3efe6', '#fdb863', '#e08214', '#8f4a06'] as const;
const DARK_STEPS: ReadonlySet<string> = new Set(['#356f7b', '#0e3a46', '#1d4f9c', '#8f4a06']);
export const textOn = (fill: string): string => (DARK_STEPS.has(fill) ? '#ffffff' : '#1b2733');
