/** Four numbers: where each country's bond stands and what it has changed by. */
import { benchmarkOf, bondName, marketsShown } from '../views/bond-lines.ts';
import { element, refill } from './element.ts';
import type { Lab, Part } from './lab.ts';
import { frameOf, type LabState } from './lab-state.ts';

export function tilesPart({ say, numbers }: Lab): Part {
  const root = element('div', { class: 'tiles', role: 'group', 'aria-label': say('tiles.label') });
  let drawn = '';
  return {
    root,
    draw(state) {
      const tiles = tilesOf(state);
      const key = tiles.map(({ level, change }) => `${numbers.percent(level)} ${numbers.bp(change)}`).join();
      if (key === drawn) return;
      drawn = key;
      refill(
        root,
        ...tiles.map(({ market, index, level, change }) => {
          const arrow = Math.round(change) > 0 ? '▲' : Math.round(change) < 0 ? '▼' : '▬';
          const value = String(Math.abs(Math.round(change)));
          return element(
            'div',
            { class: `tile k-${market}` },
            bondName(state.manifest, index, say),
            element('b', {}, `${numbers.percent(level)}%`),
            element('i', {}, say('tile.change', { arrow, value })),
          );
        }),
      );
    },
  };
}

function tilesOf(state: LabState) {
  const frame = frameOf(state);
  return marketsShown(state.manifest).flatMap((market) => {
    const line = benchmarkOf(state.manifest, market);
    if (line === undefined) return [];
    const level = frame.levelBp[line.index] as number;
    return [{ market, index: line.index, level, change: level - (state.base.levelBp[line.index] as number) }];
  });
}
