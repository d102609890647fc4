/** What if, from here? Four cards, the rest behind *More*; pressing one forks the run at once, on the same luck. */
import { element, refill, setText } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import type { LabState, ShownBranch } from '../page/lab-state.ts';
import { benchmarkOf, bondName } from './bond-lines.ts';

export interface Card {
  readonly name: string;
  /** Its two numbers, in words; empty where the strings have none. */
  readonly note: string;
  readonly patch: () => string;
}

const FIRST = 4;

export function whatIfPart(lab: Lab, cardsOf: (state: LabState) => readonly Card[]): Part & { focus(): void } {
  const { say, control } = lab;
  const said = element('p', { class: 'quiet', role: 'status' });
  const cards = element('div', { class: 'cards' });
  const root = element(
    'section',
    { class: 'view whatif', 'aria-labelledby': 'whatif-title' },
    element('header', {}, element('h2', { id: 'whatif-title' }, say('whatif.title'))),
    cards,
    said,
  );
  let drawn: unknown;
  let isMore = false;

  async function press(card: Card): Promise<void> {
    setText(said, say('whatif.wait'));
    const why = await control.fork(say.named(`card.${card.name}`, card.name), card.patch());
    if (why === undefined) return;
    setText(said, why === 'full' ? say('compare.full') : say('whatif.refused', { why }));
  }

  function fill(state: LabState): void {
    const all = cardsOf(state);
    const shown = isMore ? all : all.slice(0, FIRST);
    const buttons = shown.map((card) =>
      element(
        'button',
        { type: 'button', disabled: !control.hasEngine, on: { click: () => void press(card) } },
        say.named(`card.${card.name}`, card.name),
        element('small', {}, card.note),
      ),
    );
    const more =
      all.length <= FIRST
        ? undefined
        : element(
            'button',
            {
              type: 'button',
              class: 'wide',
              'aria-expanded': String(isMore),
              on: {
                click: () => {
                  isMore = !isMore;
                  fill(lab.store.get());
                },
              },
            },
            say(isMore ? 'whatif.less' : 'whatif.more'),
          );
    refill(cards, ...buttons, more);
    if (all.length === 0)
      refill(cards, element('p', { class: 'quiet' }, say(control.hasEngine ? 'whatif.none' : 'state.loading')));
  }

  return {
    root,
    focus: () => cards.querySelector('button')?.focus(),
    draw(state) {
      const key = `${state.manifest.scenarioDigest} ${control.hasEngine} ${cardsOf(state).length}`;
      if (key !== drawn) {
        drawn = key;
        fill(state);
      }
      const fork = state.branches.find(({ id }) => id === state.shown && id !== 0);
      if (fork !== undefined) setText(said, endText(lab, state, fork));
    },
  };
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
