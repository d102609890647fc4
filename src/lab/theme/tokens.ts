/**
 * Colours and sizes of the page, as custom properties. Light and dark share what the report's figures use; a projector washes
 * colours out, so its hues are darker on plain white. Hue is the country, and a dash and a letter say the same.
 */
import { COLOURS } from '../../report/draw/look.ts';

export type Theme = 'light' | 'dark' | 'projector';
export type TokenName =
  | 'paper'
  | 'panel'
  | 'sheet'
  | 'ink'
  | 'on-ink'
  | 'mute'
  | 'control'
  | 'rule'
  | 'axis'
  | 'focus'
  | 'bar'
  | 'hatch'
  | `${'jgb' | 'ust' | 'gilt' | 'ktb'}${'' | '-text'}`;

type Shared = keyof typeof COLOURS;
const shared = (name: Shared, at: 0 | 1): string => COLOURS[name][at];

const inkAndPaper = (at: 0 | 1) => ({
  paper: shared('paper', at),
  ink: shared('ink', at),
  mute: shared('mute', at),
  rule: shared('rule', at),
  axis: shared('axis', at),
  jgb: shared('jgb', at),
  'jgb-text': shared('jgb', at),
  ust: shared('ust', at),
  'ust-text': shared('ust', at),
  gilt: shared('gilt', at),
  'gilt-text': shared('gilt-text', at),
  ktb: shared('ktb', at),
  'ktb-text': shared('ktb-text', at),
});

export const TOKENS: Readonly<Record<Theme, Readonly<Record<TokenName, string>>>> = {
  light: {
    ...inkAndPaper(0),
    panel: '#f4f2ec',
    sheet: '#ffffff',
    'on-ink': '#fcfbf8',
    control: '#7c8894',
    focus: '#0b57d0',
    bar: '#7c8894',
    hatch: '#b9c0c6',
  },
  dark: {
    ...inkAndPaper(1),
    panel: '#18212a',
    sheet: '#161e26',
    'on-ink': '#10161c',
    control: '#75828e',
    focus: '#8ab4f8',
    bar: '#75828e',
    hatch: '#36424d',
  },
  projector: {
    paper: '#ffffff',
    panel: '#f5f5f2',
    sheet: '#ffffff',
    ink: '#0e1720',
    'on-ink': '#ffffff',
    mute: '#3f4a55',
    control: '#5f6b77',
    rule: '#c9c9c4',
    axis: '#5f6b77',
    focus: '#0846ad',
    bar: '#5f6b77',
    hatch: '#b4bbc2',
    jgb: '#8e0f1e',
    'jgb-text': '#8e0f1e',
    ust: '#123f86',
    'ust-text': '#123f86',
    gilt: '#a87400',
    'gilt-text': '#6a4b00',
    ktb: '#0b8a7d',
    'ktb-text': '#085a51',
  },
};

export const propertiesOf = (theme: Theme): string =>
  Object.entries(TOKENS[theme])
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
