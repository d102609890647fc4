/**
 * The picture at the head of the README: by how much yields moved on three days, by maturity, in four markets; one run.
 *
 * One scale for all panels, so that the fraction that travelled shows. Every bar carries its number as a title, which a
 * screen reader reads and a test compares. Plain SVG with whole and half pixels: the same text on every machine.
 */
import type { BondMarket } from '../../src/units/quantity.ts';
import type { Close } from './japan-run.ts';

const PANELS: readonly (readonly [BondMarket, string])[] = [
  ['jgb', 'Japan'],
  ['ust', 'United States'],
  ['gilt', 'United Kingdom'],
  ['ktb', 'Korea'],
];
export const DATES = ['2026-01-19', '2026-01-20', '2026-01-21'] as const;
const FILLS = ['#d9a441', '#b3261e', '#3a6ea5'] as const;

const BAR = 11;
const GROUP = 3 * BAR + 12;
const PANEL_GAP = 26;
const LEFT = 46;
const TOP = 74;
const HEIGHT = 210;
const BOTTOM = 58;
const GRID_BP = 10;

export const barTitle = ({ bond, date, changeBp }: Close): string =>
  `${bond}, ${Number(date.slice(8))} January: ${changeBp < 0 ? '−' : '+'}${Math.abs(changeBp).toFixed(1)} bp`;

export function japanPicture(all: readonly Close[], caption: string): string {
  const closes = all.filter(({ date }) => (DATES as readonly string[]).includes(date));
  const high = Math.ceil(Math.max(...closes.map(({ changeBp }) => changeBp)) / GRID_BP) * GRID_BP;
  const low = Math.floor(Math.min(0, ...closes.map(({ changeBp }) => changeBp)) / GRID_BP) * GRID_BP;
  const y = (bp: number): number => half(TOP + ((high - bp) / (high - low)) * HEIGHT);
  const panels: string[] = [];
  let x = LEFT;
  for (const [market, name] of PANELS) {
    const own = closes.filter((close) => close.market === market);
    const bonds = [...new Map(own.map(({ bond, tenorYears }) => [bond, tenorYears]))].sort((a, b) => a[1] - b[1]);
    panels.push(panel({ name, bonds, own, x, y }));
    x += bonds.length * GROUP + PANEL_GAP;
  }
  const width = x - PANEL_GAP + 16;
  const height = TOP + HEIGHT + BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">`,
    `<title>Change of yields on 19, 20 and 21 January 2026 in one simulated run</title>`,
    `<desc>${caption}</desc>`,
    `<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>`,
    text(LEFT - 30, 24, 'Change of yield by maturity, basis points a day', 'font-size="15" font-weight="bold"'),
    legend(width - 16),
    grid(low, high, y, width - 16),
    ...panels,
    text(LEFT - 30, height - 12, caption, 'fill="#666" font-size="11"'),
    '</svg>',
    '',
  ].join('\n');
}

interface Panel {
  readonly name: string;
  readonly bonds: readonly (readonly [string, number])[];
  readonly own: readonly Close[];
  readonly x: number;
  readonly y: (bp: number) => number;
}

function panel({ name, bonds, own, x, y }: Panel): string {
  const marks = bonds.flatMap(([bond, tenor], at) => {
    const left = x + at * GROUP;
    const bars = DATES.flatMap((date, day) => {
      const close = own.find((candidate) => candidate.bond === bond && candidate.date === date);
      return close === undefined ? [] : [bar(close, left + 6 + day * BAR, FILLS[day] as string, y)];
    });
    return [...bars, text(left + GROUP / 2, TOP + HEIGHT + 18, `${tenor}y`, 'text-anchor="middle" fill="#444"')];
  });
  return `<g>\n${[text(x + 6, TOP - 10, name, 'font-weight="bold"'), ...marks].join('\n')}\n</g>`;
}

function bar(close: Close, left: number, fill: string, y: (bp: number) => number): string {
  const [top, bottom] = [y(Math.max(0, close.changeBp)), y(Math.min(0, close.changeBp))];
  const shape = `x="${left}" y="${top}" width="${BAR - 1}" height="${Math.max(0.5, bottom - top)}" fill="${fill}"`;
  return `<rect ${shape}><title>${barTitle(close)}</title></rect>`;
}

function grid(low: number, high: number, y: (bp: number) => number, right: number): string {
  const lines: string[] = [];
  for (let bp = low; bp <= high; bp += GRID_BP) {
    const stroke = bp === 0 ? '#555' : '#ddd';
    lines.push(`<line x1="${LEFT}" x2="${right}" y1="${y(bp)}" y2="${y(bp)}" stroke="${stroke}"/>`);
    lines.push(
      text(LEFT - 8, y(bp) + 4, bp > 0 ? `+${bp}` : `${bp}`.replace('-', '−'), 'text-anchor="end" fill="#666"'),
    );
  }
  return lines.join('\n');
}

function legend(right: number): string {
  return DATES.map((date, day) => {
    const x = right - (DATES.length - day) * 92;
    return `<rect x="${x}" y="15" width="10" height="10" fill="${FILLS[day]}"/>\n${text(x + 15, 24, `${Number(date.slice(8))} January`)}`;
  }).join('\n');
}

const text = (x: number, y: number, what: string, more = ''): string =>
  `<text x="${x}" y="${y}"${more === '' ? '' : ` ${more}`}>${what}</text>`;

const half = (pixels: number): number => Math.round(pixels * 2) / 2;
