/**
 * A lesson beside the stage: what was written, a guess, the run, the answer, why, one change, talk, and what the model leaves out.
 * Results stay covered until the guess is in; Enter goes on, so that a class needs no mouse.
 */
import { EVERY_LESSON } from '../lessons/every-lesson.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { element, refill } from './element.ts';
import type { Lab, Part } from './lab.ts';
import { type LabState, LESSON_STEPS, type LessonProgress } from './lab-state.ts';
import { lessonStepParts } from './lesson-steps.ts';

export interface LessonHost {
  readonly openNotes: () => void;
  readonly printHandout: () => void;
}

export function lessonPanel(lab: Lab, host: LessonHost): Part {
  const { store } = lab;
  const root = element('section', { class: 'lesson', 'aria-label': lab.say('lesson.label') });
  let drawn: LessonProgress | undefined | null = null;
  root.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const isControl = target instanceof HTMLElement && target.matches('button, a, select, input[type=number]');
    if (key !== 'Enter' || isControl || store.get().lesson === undefined) return;
    event.preventDefault();
    goOn(lab);
  });
  return {
    root,
    draw(state: LabState) {
      root.hidden = state.section !== 'learn';
      if (root.hidden || drawn === state.lesson) return;
      const isNewStep = drawn?.step !== state.lesson?.step || drawn?.lesson !== state.lesson?.lesson;
      drawn = state.lesson;
      const parts = state.lesson === undefined ? listParts(lab) : stepParts(lab, state, state.lesson, host);
      refill(root, ...parts);
      if (isNewStep && state.lesson !== undefined) root.querySelector<HTMLElement>('h2')?.focus();
    },
  };
}

export function startLesson({ store }: Lab, lesson: Lesson): void {
  const options = lesson.predict.kind === 'choice' ? lesson.predict.options : 0;
  store.set({
    section: 'learn',
    isPlaying: false,
    caption: undefined,
    side: 'agents',
    lesson: {
      lesson,
      step: 'hook',
      guess: undefined,
      hands: Array.from({ length: options }, () => 0),
      running: undefined,
      worlds: undefined,
      isRevealed: false,
      fault: undefined,
    },
  });
}

/** One step on; on a covered answer the first press uncovers it. */
export function goOn({ store }: Lab): void {
  const { lesson } = store.get();
  if (lesson === undefined || lesson.running !== undefined) return;
  if (lesson.step === 'reveal' && !lesson.isRevealed) {
    store.set({ lesson: { ...lesson, isRevealed: true } });
    return;
  }
  const step = LESSON_STEPS[LESSON_STEPS.indexOf(lesson.step) + 1];
  store.set({ lesson: step === undefined ? undefined : { ...lesson, step } });
}

function listParts(lab: Lab): HTMLElement[] {
  const { say } = lab;
  const items = EVERY_LESSON.map((lesson) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', on: { click: () => startLesson(lab, lesson) } },
        element('span', { class: 'quiet' }, lesson.number === 0 ? say('lesson.warmup') : String(lesson.number)),
        ' ',
        say.named(`lesson.${lesson.number}.title`, ''),
      ),
    ),
  );
  return [
    element('h2', { tabindex: '-1' }, say('section.learn')),
    element('p', { class: 'quiet' }, say('lesson.list')),
    element('ol', { class: 'lessons' }, ...items),
    element('p', { class: 'quiet' }, say('lesson.opinion')),
  ];
}

function stepParts(lab: Lab, state: LabState, progress: LessonProgress, host: LessonHost): HTMLElement[] {
  const { say, store } = lab;
  const { lesson, step } = progress;
  const at = LESSON_STEPS.indexOf(step);
  const title = say.named(`lesson.${lesson.number}.title`, '');
  const kicker = lesson.number === 0 ? say('lesson.warmup') : say('lesson.of', { number: lesson.number });
  const plain = (text: string, click: () => void): HTMLElement =>
    element('button', { type: 'button', class: 'plain', on: { click } }, text);
  const back = (): void =>
    store.set({ lesson: at === 0 ? undefined : { ...progress, step: LESSON_STEPS[at - 1] ?? 'hook' } });
  const steps = LESSON_STEPS.map((name, index) =>
    element(
      'li',
      { class: index < at ? 'is-past' : undefined, 'aria-current': index === at ? 'step' : undefined },
      say(`lesson.step.${name}`),
    ),
  );
  return [
    element('p', { class: 'quiet' }, `${kicker}: ${title}`),
    element('ol', { class: 'steps', 'aria-hidden': 'true' }, ...steps),
    element('h2', { tabindex: '-1' }, say(`lesson.step.${step}`)),
    element('div', { class: 'step' }, ...lessonStepParts(lab, state, progress)),
    element(
      'div',
      { class: 'actions' },
      element('button', { type: 'button', on: { click: back } }, say('lesson.back')),
      element(
        'button',
        { type: 'button', class: 'strong', disabled: progress.running !== undefined, on: { click: () => goOn(lab) } },
        say(step === 'reveal' && !progress.isRevealed ? 'lesson.reveal' : 'lesson.next'),
      ),
    ),
    element(
      'p',
      { class: 'lesson-tools' },
      plain(say('lesson.leave'), () => store.set({ lesson: undefined })),
      plain(say('lesson.notes'), host.openNotes),
      plain(say('lesson.handout'), host.printHandout),
    ),
  ];
}
