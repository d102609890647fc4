/** Keys of the whole page. Single letters can be switched off; inside a field or a list they mean what they mean there. */
import type { Lab } from './lab.ts';
import { VIEW_NAMES } from './lab-state.ts';

export interface KeyActions {
  readonly help: () => void;
  readonly fork: () => void;
  readonly close: () => void;
}

type Action = (event: KeyboardEvent) => void;

export function listenToKeys(lab: Lab, actions: KeyActions): () => void {
  const letters = letterActions(lab, actions);
  const others = otherActions(lab, actions);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key } = event;
    if (lab.store.get().isBlank && key !== 'Tab') {
      lab.store.set({ isBlank: false });
      event.preventDefault();
      return;
    }
    const inDialog = document.querySelector('dialog[open]') !== null;
    if (inDialog || isField(target)) return;
    const action = others[key] ?? (lab.store.get().areLettersOn ? letters[key.toLowerCase()] : undefined);
    if (action === undefined || (key === ' ' && isButton(target))) return;
    action(event);
    event.preventDefault();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=range]), select, textarea, [contenteditable]');
const isButton = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('button, a, summary');

function otherActions({ store, control }: Lab, { close }: KeyActions): Readonly<Record<string, Action>> {
  const across =
    (direction: 1 | -1): Action =>
    ({ shiftKey }) =>
      shiftKey ? control.toMark(direction) : control.step(direction);
  return {
    ' ': () => control.toggle(),
    ArrowLeft: across(-1),
    ArrowRight: across(1),
    ArrowUp: () => control.faster(1),
    ArrowDown: () => control.faster(-1),
    Home: () => control.goTo(store.get().manifest.opensAt),
    End: () => control.goTo(store.get().manifest.endsAt),
    Escape: () => close(),
  };
}

function letterActions({ store, control }: Lab, { help, fork }: KeyActions): Readonly<Record<string, Action>> {
  const show =
    (at: number): Action =>
    () => {
      const branch = store.get().branches[at];
      if (branch !== undefined) store.set({ shown: branch.id, isDifference: false });
    };
  const views = VIEW_NAMES.map((name, at): [string, Action] => [
    String(at + 1),
    () => store.set({ large: store.get().large === name ? undefined : name }),
  ]);
  return {
    ...Object.fromEntries(views),
    y: () => store.set({ showsLevels: !store.get().showsLevels }),
    w: () => store.set({ side: store.get().side === 'why' ? 'agents' : 'why', tab: 'v3' }),
    f: fork,
    a: show(0),
    b: show(1),
    c: show(2),
    d: () => {
      if (store.get().branches.length > 1) store.set({ isDifference: !store.get().isDifference });
    },
    p: () => store.set({ theme: store.get().theme === 'projector' ? 'auto' : 'projector' }),
    '.': () => store.set({ isBlank: true }),
    '?': help,
    n: () => control.toMark(1, 'limit'),
  };
}
