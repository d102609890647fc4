/** Every number of the scenario with its source, and where the articles differ. Both sides are shown, and what was ruled. */
import { ARTICLES, CONFLICTS, type Conflict } from '../lessons/articles.ts';
import type { SourcedNumber } from '../protocol.ts';
import { element, refill } from './element.ts';
import type { Lab, Part } from './lab.ts';

const FILTERS = ['all', 'sourced', 'assumed'] as const;
type Filter = (typeof FILTERS)[number];

export function sourcesPage(lab: Lab): Part {
  const { say, store, control } = lab;
  const body = element('tbody');
  const count = element('span', { class: 'quiet', role: 'status' });
  const filter = element('select', { id: 'filter', on: { change: () => fill(store.get().sources ?? []) } });
  filter.append(...FILTERS.map((each) => element('option', { value: each }, say(`sources.${each}`))));
  const head = (['key', 'value', 'source'] as const).map((key) =>
    element('th', { scope: 'col' }, say(`column.${key}`)),
  );
  const articles = Object.values(ARTICLES).map(({ id, title, publisher }) =>
    element('li', {}, element('b', {}, id), ' ', element('cite', { lang: 'en' }, title), `, ${publisher}`),
  );
  const root = element(
    'div',
    { class: 'page' },
    element('section', {}, element('h2', {}, say('sources.conflicts')), conflictTable(lab, CONFLICTS)),
    element(
      'section',
      {},
      element('h2', {}, say('sources.articles')),
      element('ul', { class: 'plain' }, ...articles),
      element('p', { class: 'quiet' }, say('lesson.opinion')),
    ),
    element(
      'section',
      {},
      element('h2', {}, say('sources.numbers')),
      element('p', {}, say('sources.intro')),
      element('p', {}, element('label', { for: 'filter' }, `${say('sources.filter')} `), filter, ' ', count),
      element(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say('sources.numbers') },
        element('table', {}, element('thead', {}, element('tr', {}, ...head)), body),
      ),
    ),
  );
  let drawn: unknown;

  function fill(sources: readonly SourcedNumber[]): void {
    const shown = sources.filter((each) => isShown(each, filter.value as Filter));
    count.textContent = say('sources.count', { count: shown.length });
    refill(body, ...shown.map((each) => sourceRow(lab, each)));
  }

  return {
    root,
    draw({ sources, section, manifest }) {
      root.hidden = section !== 'sources';
      if (root.hidden) return;
      if (sources === undefined) {
        count.textContent = say('state.loading');
        if (drawn !== manifest && control.hasEngine) void control.loadSources();
        drawn = manifest;
      } else if (drawn !== sources) {
        drawn = sources;
        fill(sources);
      }
    },
  };
}

const isShown = ({ isAssumed, source }: SourcedNumber, filter: Filter): boolean =>
  filter === 'all' || (filter === 'assumed' ? isAssumed : source !== undefined);

function sourceRow({ say }: Lab, { path, value, source, isAssumed, versions, why, note }: SourcedNumber): HTMLElement {
  const others = (versions ?? []).map((version) =>
    element('div', { class: 'quiet' }, `${version.value}: ${version.source}`),
  );
  const reasons = [why, note]
    .filter((each) => each !== undefined)
    .map((each) => element('div', { class: 'quiet', lang: 'en' }, each));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('code', {}, path)),
    element('td', { class: 'n' }, value),
    element('td', {}, source ?? (isAssumed ? element('i', {}, say('sources.isAssumed')) : ''), ...others, ...reasons),
  );
}

/** Each version beside the other, with the article that states it. */
export function conflictTable({ say }: Lab, conflicts: readonly Conflict[]): HTMLElement {
  const rows = conflicts.map(({ fact, versions, ruling }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, say(`fact.${fact}`)),
      ...versions.map(([article, value]) =>
        element('td', {}, element('b', {}, value), ' ', element('span', { class: 'quiet' }, article)),
      ),
      element(
        'td',
        {},
        typeof ruling === 'string' ? element('span', { class: 'quiet' }, say(`fact.${ruling}`)) : ruling.value,
      ),
    ),
  );
  const head = [say('column.fact'), say('column.article'), say('column.article'), say('column.ruling')];
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say('sources.conflicts') },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...rows),
    ),
  );
}
