/** For whoever stands in front: aim, minutes, what is usually said, the board, answers, and the run that cannot surprise. */
import { EVERY_LESSON } from '../lessons/every-lesson.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { element } from './element.ts';
import type { Lab, Part } from './lab.ts';
import { startLesson } from './lesson-panel.ts';

export interface TeachHost {
  readonly openNotes: () => void;
  readonly printHandout: (lesson: Lesson) => void;
}

export function teachPage(lab: Lab, host: TeachHost): Part {
  const { say, store } = lab;
  const root = element(
    'div',
    { class: 'page teach' },
    element(
      'section',
      {},
      element('h2', {}, say('section.teach')),
      element('p', {}, say('teach.intro')),
      element('p', {}, element('button', { type: 'button', on: { click: host.openNotes } }, say('teach.window'))),
    ),
    ...EVERY_LESSON.map((lesson) =>
      element(
        'section',
        {},
        ...lessonNotes(lab, lesson),
        element(
          'div',
          { class: 'actions' },
          element(
            'button',
            { type: 'button', class: 'strong', on: { click: () => startLesson(lab, lesson) } },
            say('teach.link', { seed: store.get().manifest.seed }),
          ),
          element('button', { type: 'button', on: { click: () => host.printHandout(lesson) } }, say('teach.print')),
        ),
      ),
    ),
  );
  return {
    root,
    draw({ section }) {
      root.hidden = section !== 'teach';
    },
  };
}

/** Also what the second window shows. */
export function lessonNotes({ say }: Pick<Lab, 'say'>, { number, minutes }: Lesson): HTMLElement[] {
  const text = (what: string): string => say.named(`lesson.${number}.${what}`, '');
  const kicker = number === 0 ? say('lesson.warmup') : say('lesson.of', { number });
  const notes = (['aim', 'usual', 'board'] as const).flatMap((what) => [
    element('dt', {}, say(`teach.${what}`)),
    element('dd', {}, text(what)),
  ]);
  const answers = [1, 2, 3].map((at) =>
    element('li', {}, element('b', {}, text(`talk.${at}`)), ' ', text(`answer.${at}`)),
  );
  return [
    element('h2', {}, text('title')),
    element('p', { class: 'quiet' }, `${kicker} · ${say('teach.minutes', { minutes })}`),
    element('dl', { class: 'kinds' }, ...notes),
    element('h3', {}, say('teach.questions')),
    element('ol', { class: 'questions' }, ...answers),
  ];
}
