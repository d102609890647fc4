/** One institution: what it holds now, its rule in words, and how far its limit is in market units. */
import { element, refill } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import { frameOf, type LabState } from '../page/lab-state.ts';
import { institutionName } from '../page/names.ts';
import type { Holdings } from '../protocol.ts';
import { bondName } from './bond-lines.ts';
import { limitRows, limitSentence } from './headroom.ts';

export function balanceSheet(lab: Lab, back: () => void): Part {
  const { say, control, store } = lab;
  const title = element('h3');
  const rule = element('p', { class: 'quiet' });
  const limit = element('p');
  const holdings = element('div');
  const root = element(
    'div',
    { class: 'sheet' },
    element('button', { class: 'plain', type: 'button', on: { click: back } }, `← ${say('v3.tab.agents')}`),
    title,
    limit,
    rule,
    holdings,
  );
  let asked = '';
  async function load(state: LabState, institution: number): Promise<void> {
    const question = `${state.shown} ${institution} ${state.at}`;
    if (question === asked || !control.hasEngine || state.isPlaying) return;
    asked = question;
    const answer = await control.ask({ ask: 'holdings', branch: state.shown, institution, at: state.at });
    if (answer.answer === 'holdings' && store.get().opened === institution) show(store.get(), answer.holdings);
  }
  function show({ manifest }: LabState, { line, face, risk, cash }: Holdings): void {
    const rows = [...line].map((index, at) => {
      const currency = manifest.lines[index]?.currency ?? 'JPY';
      return element(
        'tr',
        {},
        element('th', { scope: 'row' }, bondName(manifest, index, say)),
        element('td', { class: 'n' }, lab.numbers.money(currency, face[at] as number)),
        element('td', { class: 'n' }, lab.numbers.risk(risk[at] as number)),
      );
    });
    const money = cash.map(([currency, amount]) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, say('v3.sheet.funding')),
        element('td', { class: 'n' }, lab.numbers.money(currency, amount)),
        element('td'),
      ),
    );
    refill(holdings, element('table', { class: 'ledger' }, element('tbody', {}, ...rows, ...money)));
  }
  return {
    root,
    draw(state) {
      const { opened, manifest } = state;
      if (opened === undefined) {
        asked = '';
        return;
      }
      const facts = manifest.institutions[opened];
      const name = institutionName(manifest, opened, say);
      refill(title, say('v3.sheet', { name }));
      refill(rule, `${say('v3.sheet.rule')}: ${say.named(`rule.${facts?.kind ?? ''}`, '')}`);
      const row = limitRows(frameOf(state).limits, 500).find(({ institution }) => institution === opened);
      refill(limit, row === undefined ? '' : limitSentence(lab, state, row));
      if (facts !== undefined && holdings.childElementCount === 0) refill(holdings, openingText(lab, state, opened));
      void load(state, opened);
    },
  };
}

/** Until the engine tells the present holdings: those of the opening. */
function openingText({ say, numbers }: Lab, { manifest }: LabState, institution: number): HTMLElement {
  const told = (manifest.institutions[institution]?.holdings ?? []).map(
    ([line, face]) =>
      `${bondName(manifest, line, say)} ${numbers.money(manifest.lines[line]?.currency ?? 'JPY', face)}`,
  );
  return element('p', {}, told.length === 0 ? '' : `${say('v3.sheet.holds')}: ${told.join(', ')}`);
}
