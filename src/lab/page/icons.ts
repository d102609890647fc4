/** Icons as paths on a grid of sixteen, since the characters for them are missing from many fonts. */
import { svg } from './element.ts';

const PATHS = {
  play: 'M3 1l11 7-11 7z',
  pause: 'M3 2h4v12H3zM9 2h4v12H9z',
  backEvent: 'M2 2h2v12H2zM14 2v12L5 8z',
  nextEvent: 'M12 2h2v12h-2zM2 2v12l9-6z',
  backTick: 'M11 2v12L3 8z',
  nextTick: 'M5 2v12l8-6z',
  nextLimit: 'M1 2v12l6-6zM7 2v12l6-6zM13.4 2H15v12h-1.6z',
  close: 'M3.4 2L8 6.6 12.600 2 14 3.400 9.400 8 14 12.600 12.600 14 8 9.400 3.400 14 2 12.600 6.600 8 2 3.400z',
  enlarge: 'M2 2h5v1.600H3.600V7H2zM14 14H9v-1.600h3.400V9H14z',
  shrink: 'M7 7H2V5.400h3.400V2H7zM9 9h5v1.600h-3.400V14H9z',
} as const;

export type IconName = keyof typeof PATHS;

export const icon = (name: IconName): SVGSVGElement =>
  svg(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] }),
  );
