/** The right column: agents by headroom, why something happened, or why somebody did not act. */
import { element, refill, setText, svg } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import { frameOf, type LabState, type Side } from '../page/lab-state.ts';
import { balanceSheet } from './balance-sheet.ts';
import { csvFile, offerFile } from './export.ts';
import { headroomList, type LimitRow, limitRows, limitTable } from './headroom.ts';
import { tableElement } from './table-twin.ts';
import { whyPanel } from './why-panel.ts';

const SIDES: readonly Side[] = ['agents', 'why', 'whyNot'];
const ALL = 500;
const ROWS_MOST = 14;

export function sidePanel(lab: Lab, forkHere: () => void): Part {
  const { say } = lab;
  const tabs = sideTabs(lab);
  const note = element('p', { class: 'quiet' });
  const body = element('div', { class: 'side', tabindex: '0', role: 'region' });
  const why = whyPanel(lab, forkHere);
  const sheet = balanceSheet(lab, () => lab.store.set({ opened: undefined }));
  const limits = limitsPart(lab);
  const root = element(
    'section',
    { class: 'view v3', 'aria-labelledby': 'v3-title' },
    element('h2', { id: 'v3-title', class: 'unseen' }, say('v3.title')),
    tabs.root,
    note,
    body,
    limits.footer,
  );
  let placed: HTMLElement | undefined;

  function draw(state: LabState): void {
    root.classList.toggle('is-large', state.large === 'v3');
    tabs.draw(state);
    body.setAttribute('aria-label', say(`v3.tab.${state.side}`));
    const shown = state.side === 'why' ? why : state.opened === undefined ? limits : sheet;
    const isList = shown === limits;
    limits.footer.hidden = !isList;
    note.hidden = !isList;
    if (isList) setText(note, state.side === 'whyNot' ? say('whyNot.title') : `${say('v3.title')}. ${say('v3.note')}`);
    shown.draw(state);
    if (placed !== shown.root) refill(body, shown.root);
    placed = shown.root;
  }
  return { root, draw };
}

function sideTabs({ say, store }: Lab): Part {
  const tabs = SIDES.map((side) =>
    element(
      'button',
      { type: 'button', 'aria-pressed': 'false', on: { click: () => store.set({ side, opened: undefined }) } },
      say(`v3.tab.${side}`),
    ),
  );
  const number = element('span', { class: 'number quiet', 'aria-hidden': 'true' }, '3');
  return {
    root: element('div', { class: 'tabs' }, number, ...tabs),
    draw(state) {
      for (const [at, tab] of tabs.entries()) tab.setAttribute('aria-pressed', String(SIDES[at] === state.side));
    },
  };
}

/** Bars, or the same as a table. */
function limitsPart(lab: Lab): Part & { readonly footer: HTMLElement } {
  const { say, store } = lab;
  const list = headroomList(lab, (opened) => store.set({ opened, side: 'agents' }));
  const twin = element('div');
  const root = element('div', {}, list.root, twin);
  let isTable = false;
  const plain = (press: () => void): HTMLButtonElement =>
    element('button', { class: 'plain', type: 'button', on: { click: press } });
  const tableButton = plain(() => {
    isTable = !isTable;
    draw(store.get());
  });
  const csvButton = plain(() => {
    const state = store.get();
    const shown = { lab, name: 'v3', title: say('v3.title'), drawing: svg('svg') };
    offerFile(csvFile(shown, limitTable(lab, state, limitRows(frameOf(state).limits, ALL))));
  });
  setText(csvButton, say('view.csv'));

  function draw(state: LabState): void {
    const rows = rowsOf(state);
    setText(tableButton, say(isTable ? 'view.picture' : 'view.table'));
    list.root.hidden = isTable;
    twin.hidden = !isTable;
    if (isTable) refill(twin, tableElement(limitTable(lab, state, rows)));
    else list.show(rows, state);
  }
  return { root, draw, footer: element('footer', {}, tableButton, csvButton) };
}

/** All, nearest first; or whoever has not traded because of a limit, and could have. */
function rowsOf(state: LabState): LimitRow[] {
  const { limits } = frameOf(state);
  if (state.side !== 'whyNot') return limitRows(limits, ROWS_MOST);
  return limitRows(limits, ALL)
    .filter(({ isActing, used }) => !isActing && used < 1)
    .slice(0, ROWS_MOST);
}
