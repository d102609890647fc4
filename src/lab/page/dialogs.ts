/** Help, share and export: plain dialogs, closed by Esc, focus back where it was. */

import type { Key } from '../strings/say.ts';
import { element, refill } from './element.ts';
import { icon } from './icons.ts';
import type { Lab } from './lab.ts';

export interface Dialogs {
  readonly roots: readonly HTMLElement[];
  help(): void;
  share(): Promise<void>;
  exportAll(): void;
}

export interface DialogHost {
  /** The link of the present moment. */
  readonly link: () => Promise<string>;
  /** CSV files of the whole run. */
  readonly saveTables: () => void;
  /** Each view's drawing. */
  readonly saveViews: () => void;
}

const KEYS: readonly (readonly [string, Key])[] = [
  ['Space', 'help.play'],
  ['← →', 'help.tick'],
  ['Shift ← →', 'help.event'],
  ['↑ ↓', 'help.speed'],
  ['Home End', 'help.ends'],
  ['1 – 5', 'help.views'],
  ['Y', 'help.levels'],
  ['W', 'help.why'],
  ['F', 'help.fork'],
  ['A B C D', 'help.branches'],
  ['P', 'help.projector'],
  ['.', 'help.blank'],
  ['?', 'help.help'],
  ['Esc', 'help.close'],
];

export function makeDialogs(lab: Lab, host: DialogHost): Dialogs {
  const { say } = lab;
  const help = dialog(lab, say('help.title'), helpBody(lab));
  const shareBody = element('div');
  const share = dialog(lab, say('share.title'), shareBody);
  const exported = dialog(
    lab,
    say('export.title'),
    element(
      'div',
      {},
      element('p', { class: 'quiet' }, say('export.note')),
      element(
        'div',
        { class: 'actions' },
        element('button', { type: 'button', on: { click: host.saveViews } }, say('export.views')),
        element('button', { type: 'button', on: { click: host.saveTables } }, say('export.tables')),
      ),
    ),
  );
  return {
    roots: [help, share, exported],
    help: () => help.showModal(),
    async share() {
      refill(shareBody, ...shareParts(lab, await host.link()));
      share.showModal();
    },
    exportAll: () => exported.showModal(),
  };
}

function dialog({ say }: Lab, title: string, body: HTMLElement): HTMLDialogElement {
  const close = element('button', { type: 'button', class: 'square', 'aria-label': say('tool.close') }, icon('close'));
  const made = element('dialog', { 'aria-label': title }, element('header', {}, element('h2', {}, title), close), body);
  close.addEventListener('click', () => made.close());
  made.addEventListener('click', ({ target }) => {
    if (target === made) made.close();
  });
  return made;
}

function helpBody({ say, store }: Lab): HTMLElement {
  const letters = element('input', { type: 'checkbox', id: 'letters' });
  letters.checked = store.get().areLettersOn;
  letters.addEventListener('change', () => store.set({ areLettersOn: letters.checked }));
  return element(
    'div',
    {},
    element(
      'dl',
      {},
      ...KEYS.flatMap(([keys, key]) => [element('dt', {}, element('kbd', {}, keys)), element('dd', {}, say(key))]),
    ),
    element('p', { class: 'field' }, letters, ' ', element('label', { for: 'letters' }, say('help.letters'))),
    element('p', { class: 'quiet' }, `${say('help.note')} ${say('lab.note')}`),
  );
}

function shareParts({ say, store }: Lab, link: string): HTMLElement[] {
  const field = element('input', {
    type: 'text',
    class: 'field',
    readonly: true,
    value: link,
    'aria-label': say('share.link'),
  });
  const said = element('p', { class: 'quiet', role: 'status' });
  field.addEventListener('focus', () => field.select());
  const copy = (): void => {
    field.select();
    // Refused without a gesture, or where the browser has none: the field can always be copied by hand.
    void Promise.resolve(navigator.clipboard?.writeText(link))
      .then(() => refill(said, say('share.copied')))
      .catch(() => refill(said, say('share.select')));
  };
  return [
    element('p', {}, say('share.note')),
    field,
    element(
      'div',
      { class: 'actions' },
      element('button', { type: 'button', class: 'strong', on: { click: copy } }, say('share.copy')),
    ),
    store.get().isVerified === true ? element('p', {}, say('share.identical')) : element('p'),
    said,
  ];
}
