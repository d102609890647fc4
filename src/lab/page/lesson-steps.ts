/** What each step of a lesson shows. */
import { CONFLICTS } from '../lessons/articles.ts';
import type { Lesson, RevealLine } from '../lessons/lesson.ts';
import { recordOf } from '../lessons/lesson-record.ts';
import { askWhyMarket } from '../views/ask-market.ts';
import { element } from './element.ts';
import type { Lab } from './lab.ts';
import type { LabState, LessonProgress, LessonStep } from './lab-state.ts';
import { runWorlds } from './lesson-runner.ts';
import { quotation } from './quotation.ts';
import { conflictTable } from './sources-page.ts';

type StepParts = (lab: Lab, progress: LessonProgress, state: LabState) => readonly HTMLElement[];

export const lessonStepParts = (lab: Lab, state: LabState, progress: LessonProgress): readonly HTMLElement[] =>
  STEPS[progress.step](lab, progress, state);

const words = ({ say }: Lab, { number }: Lesson, what: string): string => say.named(`lesson.${number}.${what}`, '');
const paragraph = (text: string): HTMLElement => element('p', {}, text);

const STEPS: Readonly<Record<LessonStep, StepParts>> = {
  hook: (lab, { lesson }) => [
    quotation(lab, lesson),
    ...(lesson.number === 0 ? [conflictTable(lab, CONFLICTS)] : []),
    element('p', { class: 'quiet' }, lab.say('lesson.opinion')),
  ],
  predict: predictParts,
  run: runParts,
  reveal: revealParts,
  why: whyParts,
  change: changeParts,
  talk: (lab, { lesson }) => [
    element(
      'ol',
      { class: 'questions' },
      ...[1, 2, 3].map((at) => element('li', {}, words(lab, lesson, `talk.${at}`))),
    ),
  ],
  left: (lab, { lesson }) => [
    paragraph(words(lab, lesson, 'left')),
    paragraph(lab.say('lesson.real')),
    paragraph(lab.say('lab.note')),
  ],
};

function predictParts(lab: Lab, progress: LessonProgress): HTMLElement[] {
  const { say, store } = lab;
  const { lesson, guess, hands } = progress;
  const set = (change: Partial<LessonProgress>): void => {
    const now = store.get().lesson;
    if (now !== undefined) store.set({ lesson: { ...now, ...change } });
  };
  const question = element('p', { class: 'question' }, words(lab, lesson, 'predict'));
  if (lesson.predict.kind === 'number') {
    const { least, most, step } = lesson.predict;
    const field = element('input', {
      type: 'number',
      min: least,
      max: most,
      step,
      value: guess,
      'aria-label': say('lesson.yourGuess'),
    });
    field.addEventListener('change', () => set({ guess: field.value === '' ? undefined : Number(field.value) }));
    return [question, element('p', {}, element('label', {}, `${say('lesson.yourGuess')} `, field))];
  }
  const rows = Array.from({ length: lesson.predict.options }, (_, at) => {
    const radio = element('input', {
      type: 'radio',
      name: 'guess',
      id: `guess-${at}`,
      on: { change: () => set({ guess: at }) },
    });
    radio.checked = guess === at;
    const text = words(lab, lesson, `option.${at + 1}`);
    const tally = element('input', {
      type: 'number',
      min: 0,
      class: 'tally',
      value: hands[at],
      'aria-label': `${say('lesson.tally')}: ${text}`,
    });
    tally.addEventListener('change', () =>
      set({ hands: hands.map((count, index) => (index === at ? Number(tally.value) : count)) }),
    );
    return element('li', {}, radio, element('label', { for: `guess-${at}` }, text), tally);
  });
  return [question, element('ul', { class: 'options' }, ...rows)];
}

function runParts(lab: Lab, progress: LessonProgress): HTMLElement[] {
  const { say, control } = lab;
  const { lesson, running, worlds, fault } = progress;
  const text = paragraph(words(lab, lesson, 'run'));
  const { run } = lesson;
  if (run === undefined) return [text];
  const isReady = control.hasEngine && running === undefined;
  const status =
    running !== undefined
      ? say('lesson.running', running)
      : worlds !== undefined
        ? say('lesson.ran', { count: run.variants.length })
        : control.hasEngine
          ? ''
          : say('state.loading');
  return [
    text,
    element(
      'button',
      { type: 'button', class: 'strong', disabled: !isReady, on: { click: () => void runNow(lab) } },
      say('lesson.runNow'),
    ),
    element('p', { class: 'quiet', role: 'status' }, fault ?? status),
  ];
}

async function runNow(lab: Lab): Promise<void> {
  const { store, control } = lab;
  const change = (part: Partial<LessonProgress>): void => {
    const now = store.get().lesson;
    if (now !== undefined) store.set({ lesson: { ...now, ...part } });
  };
  const run = store.get().lesson?.lesson.run;
  if (run === undefined) return;
  const count = run.variants.length;
  change({ running: { number: 1, count }, fault: undefined, worlds: undefined });
  try {
    const worlds = await runWorlds(lab, run, (number) => change({ running: { number, count } }));
    change({ worlds, running: undefined });
    control.playUntil(Date.parse(run.until));
  } catch (cause) {
    change({ running: undefined, fault: cause instanceof Error ? cause.message : String(cause) });
  }
}

function revealParts(lab: Lab, progress: LessonProgress): HTMLElement[] {
  const { say } = lab;
  const { lesson, worlds, isRevealed } = progress;
  if (!isRevealed) return [element('p', { class: 'covered' }, say('lesson.locked'))];
  const lines = worlds === undefined ? (lesson.run === undefined ? lesson.reveal({}) : []) : lesson.reveal(worlds);
  const told = lines.map((line) => element('p', { class: 'answer' }, revealText(lab, lesson, line)));
  const none = lesson.run !== undefined && worlds === undefined ? [paragraph(say('lesson.runNow'))] : [];
  return [paragraph(guessText(lab, progress)), ...none, ...told, ...recordParts(lab, lesson)];
}

const revealText = (lab: Lab, { number }: Lesson, { key, values }: RevealLine): string => {
  const full = `lesson.${number}.${key}`;
  return lab.say.has(full) ? lab.say(full, values) : '';
};

function guessText(lab: Lab, { lesson, guess, hands }: LessonProgress): string {
  const { say } = lab;
  const own =
    guess === undefined
      ? say('lesson.noGuess')
      : lesson.predict.kind === 'number'
        ? String(guess)
        : words(lab, lesson, `option.${guess + 1}`);
  const most = Math.max(0, ...hands);
  const text = `${say('lesson.yourGuess')}: ${own}.`;
  if (most === 0) return text;
  const counted = hands.map((count, at) => `${words(lab, lesson, `option.${at + 1}`)} ${count}`).join(', ');
  return `${text} ${say('lesson.classGuess', { text: counted })}.`;
}

/** How often the claim held with other luck, as a script has recorded it. */
function recordParts({ say, numbers }: Lab, lesson: Lesson): HTMLElement[] {
  if (lesson.claim === undefined) return [];
  const record = recordOf(lesson.number);
  const text =
    record === undefined
      ? say('lesson.notRecorded')
      : say('lesson.manyRuns', { count: record.runs, share: numbers.share(record.held / record.runs) });
  return [element('p', { class: 'quiet' }, text)];
}

function whyParts(lab: Lab, { lesson }: LessonProgress): HTMLElement[] {
  const { why } = lesson;
  if (why === undefined) return [paragraph(lab.say('why.pick'))];
  const text = lab.say('lesson.whyNow', { bonds: lab.say(`bonds.${why}`) });
  return [
    element('button', { type: 'button', class: 'strong', on: { click: () => askWhyMarket(lab, why) } }, text),
    element('p', { class: 'quiet' }, lab.say('why.follows')),
  ];
}

function changeParts(lab: Lab, { lesson }: LessonProgress): HTMLElement[] {
  const { say, store } = lab;
  const text = paragraph(words(lab, lesson, 'change'));
  const open = (label: string, press: () => void): HTMLElement =>
    element('button', { type: 'button', on: { click: press } }, label);
  switch (lesson.change) {
    case 'sources':
      return [text, open(say('section.sources'), () => store.set({ section: 'sources' }))];
    case 'explore':
      return [text, open(say('section.explore'), () => store.set({ section: 'explore' }))];
    case 'depth':
      return [text, open(say('v4.line'), () => store.set({ large: 'v4' }))];
    case 'agents':
      return [text, open(say('v3.tab.agents'), () => store.set({ side: 'agents', large: undefined }))];
    case 'whatif':
      return [text];
  }
}
