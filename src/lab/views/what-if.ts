/** What if, from here? Four cards, the rest behind *More*; pressing one forks the run at once, on the same luck. */
import { element, refill, setText } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import type { LabState, ShownBranch } from '../page/lab-state.ts';
import { benchmarkOf, bondName } from './bond-lines.ts';
import { type ChosenCard, cardsOf } from './card-choice.ts';

export interface WhatIf extends Part {
  focus(): void;
}

export function whatIfPart(lab: Lab): WhatIf {
  const { say, control, store } = lab;
  const said = element('p', { class: 'quiet', role: 'status' });
  const cards = element('div', { class: 'cards' });
  const turn = (): void => {
    isMore = !isMore;
    fill(store.get());
  };
  const more = element('button', { type: 'button', class: 'plain', hidden: true, on: { click: turn } });
  const root = element(
    'section',
    { class: 'view whatif', 'aria-labelledby': 'whatif-title' },
    element('header', {}, element('h2', { id: 'whatif-title' }, say('whatif.title')), more),
    cards,
    said,
  );
  let isMore = false;
  let drawn = '';

  function fill(state: LabState): void {
    const all = cardsOf(state);
    const shown = all.filter(({ isMain }) => isMain || isMore);
    if (all.length === 0) {
      refill(cards, element('p', { class: 'quiet' }, say(control.hasEngine ? 'whatif.none' : 'state.loading')));
      return;
    }
    more.hidden = all.every(({ isMain }) => isMain);
    more.setAttribute('aria-expanded', String(isMore));
    setText(more, say(isMore ? 'whatif.less' : 'whatif.more'));
    refill(cards, ...shown.map((card) => cardElement(lab, card, said)));
  }

  return {
    root,
    focus: () => cards.querySelector('button')?.focus(),
    draw(state) {
      const key = `${state.manifest.scenarioDigest} ${control.hasEngine} ${state.manifest.cards.join()}`;
      if (key !== drawn) {
        drawn = key;
        fill(state);
      }
      const fork = state.branches.find(({ id }) => id === state.shown && id !== 0);
      if (fork !== undefined) setText(said, endText(lab, state, fork));
    },
  };
}

/** A button with its number beside it: typed or stepped. */
function cardElement({ say, control, store }: Lab, card: ChosenCard, said: HTMLElement): HTMLElement {
  const name = say.named(`card.${card.id}`, card.id);
  const { number } = card;
  const field =
    number === undefined
      ? undefined
      : element('input', {
          type: 'number',
          min: number.least,
          max: number.most,
          step: number.step,
          value: number.usual,
          'aria-label': `${name}: ${say.named(`card.${card.id}.unit`, number.unit)}`,
        });
  async function press(): Promise<void> {
    const value = Number(field?.value ?? 0);
    setText(said, say('whatif.wait'));
    const unit = say.named(`card.${card.id}.unit`, '');
    const why = await control.fork({
      name: `${name} ${field?.value ?? ''} ${unit}`.trim(),
      patch: card.patch(value),
      what: { card: card.id, numbers: field === undefined ? [] : [value] },
    });
    if (why === undefined) store.set({ caption: undefined });
    else setText(said, why === 'full' ? say('compare.full') : say('whatif.refused', { why }));
  }
  return element(
    'div',
    { class: 'card' },
    element('button', { type: 'button', disabled: !control.hasEngine, on: { click: () => void press() } }, name),
    field === undefined
      ? undefined
      : element(
          'span',
          { class: 'card-number' },
          field,
          element('span', { class: 'quiet' }, say.named(`card.${card.id}.unit`, number?.unit ?? '')),
        ),
  );
}

/** "B ends 11 bp lower in JGB 30y, yen 2.1 % weaker": at the moment shown. */
function endText({ say, numbers }: Lab, state: LabState, fork: ShownBranch): string {
  const own = state.branches[0]?.frame;
  const line = benchmarkOf(state.manifest, 'jgb') ?? benchmarkOf(state.manifest, 'gilt');
  if (own === undefined || fork.frame === undefined || line === undefined || state.at < fork.at) return '';
  const difference = (index: number): number => (fork.frame?.levelBp[index] as number) - (own.levelBp[index] as number);
  const bp = difference(line.index);
  const change =
    Math.abs(bp) < 0.05
      ? say('compare.same')
      : say(bp < 0 ? 'compare.lower' : 'compare.higher', { bp: numbers.distance(bp) });
  const text = say('compare.end', { letter: fork.letter, change, bond: bondName(state.manifest, line.index, say) });
  const yen = state.manifest.lines.findIndex(({ id }) => id === 'FX-USDJPY');
  if (yen === -1) return text;
  // The level of a pair is −10,000 × ln(price): a fall means more yen for a dollar.
  const percent = -difference(yen) / 100;
  if (Math.abs(percent) < 0.05) return text;
  const key = percent > 0 ? 'compare.yen.weaker' : 'compare.yen.stronger';
  return `${text}, ${say(key, { percent: Math.abs(percent).toFixed(1) })}`;
}
