/** Everything unlocked: the mix of institutions and the links of the model. Both make another world: the run starts again. */
import { LOOP_NAMES, type LoopName } from '../../agents/loops.ts';
import { MIX, type Mix, type MixName } from '../protocol.ts';
import { element, setText } from './element.ts';
import type { Lab, Part } from './lab.ts';

const MIX_NAMES = Object.keys(MIX) as MixName[];
const STEP = 0.05;

export function explorePanel(lab: Lab): Part {
  const { say, control, store } = lab;
  const sliders = MIX_NAMES.map((name) => new MixSlider(lab, name, changed));
  const switches = LOOP_NAMES.map((name) => loopSwitch(lab, name, changed));
  const seed = element('input', {
    type: 'number',
    min: 0,
    step: 1,
    'aria-label': say('explore.seed'),
    on: { input: changed },
  });
  const rebuild = element(
    'button',
    { type: 'button', disabled: true, on: { click: () => void open() } },
    say('mix.rebuild'),
  );
  const said = element('p', { class: 'quiet', role: 'status' }, say('mix.note'));
  const root = element(
    'section',
    { class: 'explore', 'aria-label': say('section.explore') },
    element('div', { class: 'mix' }, element('h2', {}, say('mix.title')), ...sliders.map((slider) => slider.root)),
    element(
      'div',
      { class: 'loops' },
      element('h2', {}, say('loops.title')),
      ...switches.map(({ root: each }) => each),
    ),
    element(
      'div',
      { class: 'actions' },
      element('label', { class: 'seed' }, `${say('explore.seed')} `, seed),
      rebuild,
      said,
    ),
  );

  function changed(): void {
    rebuild.disabled = false;
    rebuild.classList.add('strong');
    setText(said, say('mix.note'));
  }

  async function open(): Promise<void> {
    const { manifest, at } = store.get();
    const mix: Record<string, number> = {};
    for (const { name, value } of sliders) if (value !== 1) mix[name] = value;
    const loops = Object.fromEntries(switches.map(({ name, isOn }) => [name, isOn()]));
    setText(said, say('state.loading'));
    rebuild.disabled = true;
    const why = await control.open(
      { scenario: { name: manifest.scenario }, seed: Number(seed.value), mix: mix as Mix, loops },
      at,
    );
    rebuild.classList.remove('strong');
    setText(said, why ?? say('mix.note'));
  }

  let of: unknown;
  return {
    root,
    draw(state) {
      root.hidden = state.section !== 'explore';
      if (of === state.manifest) return;
      of = state.manifest;
      seed.value = String(state.manifest.seed);
      for (const { name, set } of switches) set(state.manifest.loops[name] ?? true);
    },
  };
}

/** Multiples of the scenario's own numbers, dragged or typed; the tick below stands at 1. */
class MixSlider {
  readonly root: HTMLElement;
  readonly name: MixName;
  readonly #field: HTMLInputElement;

  constructor({ say }: Lab, name: MixName, changed: () => void) {
    this.name = name;
    const { least, most } = MIX[name];
    const label = say(`mix.${name}`);
    const both = { min: least, max: most, step: STEP, value: 1 };
    const list = element('datalist', { id: `mix-${name}-default` }, element('option', { value: 1 }));
    const slider = element('input', { type: 'range', ...both, list: list.id, 'aria-label': label });
    this.#field = element('input', { type: 'number', ...both, 'aria-label': label });
    slider.addEventListener('input', () => {
      this.#field.value = slider.value;
      changed();
    });
    this.#field.addEventListener('input', () => {
      slider.value = this.#field.value;
      changed();
    });
    this.root = element(
      'div',
      { class: 'mix-row' },
      element('span', { 'aria-hidden': 'true' }, label),
      slider,
      list,
      element('span', { class: 'times' }, '×', this.#field),
    );
  }

  get value(): number {
    const { least, most } = MIX[this.name];
    const typed = Number(this.#field.value);
    return Number.isFinite(typed) ? Math.min(most, Math.max(least, typed)) : 1;
  }
}

function loopSwitch({ say }: Lab, name: LoopName, changed: () => void) {
  const box = element('input', { type: 'checkbox', id: `loop-${name}`, on: { change: changed } });
  box.checked = true;
  const root = element(
    'div',
    { class: 'loop-row' },
    box,
    element('label', { for: box.id }, element('b', {}, name), ` ${say(`loops.${name}`)}`),
  );
  return {
    name,
    root,
    isOn: (): boolean => box.checked,
    set: (isOn: boolean): void => {
      box.checked = isOn;
    },
  };
}
