/**
 * The one screen of Watch, Learn and Explore: caption, tiles, five views and what may be changed. A stage is what of it is shown;
 * nothing is built twice.
 */
import { depthView } from '../views/depth.ts';
import { flowMapView } from '../views/flow-map.ts';
import { sidePanel } from '../views/side-panel.ts';
import { timelineView } from '../views/timeline.ts';
import { whatIfPart } from '../views/what-if.ts';
import { yieldChangeView } from '../views/yield-change.ts';
import { captionPart } from './caption.ts';
import { element } from './element.ts';
import type { Lab, Part } from './lab.ts';
import { tilesPart } from './tiles.ts';
import { transportPart } from './transport.ts';

const TABS = [
  ['v1', 'glance.curves'],
  ['v2', 'glance.map'],
  ['v3', 'glance.agents'],
  ['whatif', 'glance.change'],
] as const;

export interface Stage extends Part {
  fork(): void;
}

export function stagePart(lab: Lab): Stage {
  const { say, store } = lab;
  const transport = transportPart(lab);
  const whatIf = whatIfPart(lab);
  const fork = (): void => {
    store.set({ tab: 'whatif', isPlaying: false });
    whatIf.focus();
  };
  const parts: Readonly<Record<string, Part>> = {
    caption: captionPart(lab),
    tiles: tilesPart(lab),
    v1: yieldChangeView(lab),
    v2: flowMapView(lab),
    v3: sidePanel(lab, fork),
    v4: depthView(lab),
    whatif: whatIf,
    v5: timelineView(lab, transport.root),
  };
  const tabs = TABS.map(([tab, key]) =>
    element('button', { type: 'button', 'aria-pressed': 'false', on: { click: () => store.set({ tab }) } }, say(key)),
  );
  const tabBar = element(
    'div',
    { class: 'phone-tabs', role: 'group', 'aria-label': say('glance.tabs'), hidden: false },
    ...tabs,
  );
  const { caption, tiles, ...views } = parts as Readonly<Record<'caption' | 'tiles', Part>> & typeof parts;
  const root = element(
    'div',
    { class: 'stage' },
    caption.root,
    tiles.root,
    tabBar,
    ...Object.values(views).map((part) => part.root),
  );
  return {
    root,
    fork,
    draw(state) {
      root.setAttribute('data-tab', state.tab);
      for (const [at, tab] of tabs.entries()) tab.setAttribute('aria-pressed', String(TABS[at]?.[0] === state.tab));
      for (const [name, part] of Object.entries(parts)) {
        part.root.classList.toggle('on-tab', name === state.tab);
        part.draw(state);
      }
      transport.draw(state);
    },
  };
}
