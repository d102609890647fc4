/** Play, step and speed, the clock, and which run is looked at. */
import { element, refill, setText } from './element.ts';
import { type IconName, icon } from './icons.ts';
import type { Lab, Part } from './lab.ts';
import { type LabState, SPEEDS } from './lab-state.ts';

export function transportPart(lab: Lab): Part {
  const { say, store, control } = lab;
  const button = (name: IconName, label: string, press: () => void, look = 'square'): HTMLButtonElement =>
    element(
      'button',
      { type: 'button', class: look, 'aria-label': label, title: label, on: { click: press } },
      icon(name),
    );
  const playIcon = element('span', {});
  const playText = element('span', {});
  const play = element(
    'button',
    { type: 'button', class: 'strong play', on: { click: () => control.toggle() } },
    playIcon,
    ' ',
    playText,
  );
  const speed = element('select', {
    class: 'desk',
    'aria-label': say('transport.speed'),
    on: { change: () => store.set({ speed: SPEEDS[Number(speed.value)] ?? 2 }) },
  });
  speed.append(
    ...SPEEDS.map((seconds, at) =>
      element('option', { value: at }, say('transport.speed.value', { seconds: secondsText(seconds) })),
    ),
  );
  const clock = element('span', { class: 'clock' });
  const branches = branchesPart(lab);
  const root = element(
    'div',
    { class: 'transport', role: 'group', 'aria-label': say('transport.label') },
    button('backEvent', say('transport.back'), () => control.toMark(-1)),
    play,
    button('nextEvent', say('transport.forward'), () => control.toMark(1)),
    button('backTick', say('transport.step.back'), () => control.step(-1), 'square desk'),
    button('nextTick', say('transport.step'), () => control.step(1), 'square desk'),
    button('nextLimit', say('transport.nextLimit'), () => control.toMark(1, 'limit'), 'square desk'),
    speed,
    clock,
    element('span', { class: 'spring' }),
    branches.root,
  );
  let wasPlaying: boolean | undefined;
  return {
    root,
    draw(state) {
      if (wasPlaying !== state.isPlaying) {
        refill(playIcon, icon(state.isPlaying ? 'pause' : 'play'));
        setText(playText, say(state.isPlaying ? 'transport.pause' : 'transport.play'));
      }
      wasPlaying = state.isPlaying;
      speed.value = String(SPEEDS.indexOf(state.speed));
      setText(clock, say('transport.clock', { time: lab.numbers.moment(state.at) }));
      branches.draw(state);
    },
  };
}

const secondsText = (seconds: number): string => (seconds === 0.5 ? '½' : String(seconds));

/** A as it happened, B and C as they were forked, and the difference. */
function branchesPart({ say, store, control, numbers }: Lab): Part {
  const root = element('div', { class: 'branches', role: 'group', 'aria-label': say('compare.label') });
  let drawn = '';
  return {
    root,
    draw(state: LabState) {
      root.hidden = state.branches.length < 2;
      const key = `${state.branches.map(({ id, name, at }) => `${id} ${name} ${at}`).join()} ${state.shown} ${state.isDifference}`;
      if (key === drawn || root.hidden) return;
      drawn = key;
      const buttons = state.branches.flatMap(({ id, letter, name, at }) => {
        const text = id === 0 ? say('compare.a') : `${name} (${say('compare.forked', { time: numbers.clock(at) })})`;
        const show = element(
          'button',
          {
            type: 'button',
            'aria-pressed': String(state.shown === id && !state.isDifference),
            on: { click: () => store.set({ shown: id, isDifference: false }) },
          },
          element('span', { class: 'letter' }, letter),
          ` ${text}`,
        );
        if (id === 0) return [show];
        const remove = say('compare.remove', { letter });
        const away = element(
          'button',
          {
            type: 'button',
            class: 'square',
            'aria-label': remove,
            title: remove,
            on: { click: () => control.drop(id) },
          },
          icon('close'),
        );
        return [show, away];
      });
      const difference = element(
        'button',
        {
          type: 'button',
          'aria-pressed': String(state.isDifference),
          on: { click: () => store.set({ isDifference: !store.get().isDifference }) },
        },
        say('compare.difference'),
      );
      refill(root, element('span', { class: 'quiet' }, say('compare.label')), ...buttons, difference);
    },
  };
}
