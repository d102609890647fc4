/** Notes in a second window, which follows the lesson in the first: the same file, opened with another hash. */
import { EVERY_LESSON } from '../lessons/every-lesson.ts';
import { type Language, sayIn } from '../strings/say.ts';
import { element, refill } from './element.ts';
import type { LabState, LessonStep } from './lab-state.ts';
import type { Store } from './store.ts';
import { lessonNotes } from './teach-page.ts';

const CHANNEL = 'spillover-lab-notes';
export const NOTES_HASH = '#notes';

interface Told {
  readonly language: Language;
  readonly lesson: number | undefined;
  readonly step: LessonStep | undefined;
}

const toldOf = ({ language, lesson }: LabState): Told => ({
  language,
  lesson: lesson?.lesson.number,
  step: lesson?.step,
});

/** In the first window: says where the lesson is. Returns how to stop. */
export function tellPresenter(store: Store<LabState>): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  let isOpen = true;
  // The change that takes this page apart may still be told to it.
  const tell = (): void => {
    if (isOpen) channel.postMessage(toldOf(store.get()));
  };
  // A window that has just been opened asks.
  channel.onmessage = ({ data }) => {
    if (data === 'where') tell();
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.lesson !== before.lesson || state.language !== before.language) tell();
  });
  return () => {
    isOpen = false;
    unsubscribe();
    channel.close();
  };
}

/** In the second window. */
export function mountNotes(body: HTMLElement): void {
  const channel = new BroadcastChannel(CHANNEL);
  const root = element('main', { class: 'page notes' });
  const show = ({ language, lesson, step }: Told): void => {
    const say = sayIn(language);
    document.documentElement.lang = language;
    document.title = say('lesson.notes');
    const found = EVERY_LESSON.find(({ number }) => number === lesson);
    refill(
      root,
      element('p', { class: 'quiet' }, say('teach.follows')),
      ...(step === undefined ? [] : [element('p', {}, element('b', {}, say(`lesson.step.${step}`)))]),
      ...(found === undefined ? [element('h1', {}, say('lesson.notes'))] : lessonNotes({ say }, found)),
    );
  };
  channel.onmessage = ({ data }) => {
    if (data !== 'where') show(data as Told);
  };
  body.replaceChildren(root);
  show({ language: navigator.language.startsWith('ja') ? 'ja' : 'en', lesson: undefined, step: undefined });
  channel.postMessage('where');
}
