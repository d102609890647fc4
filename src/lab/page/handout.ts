/** Two pages for the class: axes to draw on, a chain with blanks, words in both languages. Only paper ever shows them. */
import type { Lesson } from '../lessons/lesson.ts';
import { type Say, sayIn } from '../strings/say.ts';
import { element, svg } from './element.ts';
import type { Lab } from './lab.ts';
import { quotation } from './quotation.ts';

const WORDS = ['word.yield', 'word.bp', 'word.duration', 'word.repo', 'word.stopLoss', 'word.ldi'] as const;
const BLANKS = 5;

/** Prints it, and nothing else of the page. */
export function printHandout(lab: Lab, lesson: Lesson): void {
  const root = handout(lab, lesson);
  document.body.append(root);
  document.documentElement.setAttribute('data-print', 'handout');
  const clear = (): void => {
    root.remove();
    document.documentElement.removeAttribute('data-print');
  };
  addEventListener('afterprint', clear, { once: true });
  print();
}

export function handout(lab: Lab, lesson: Lesson): HTMLElement {
  const { say } = lab;
  const text = (what: string): string => say.named(`lesson.${lesson.number}.${what}`, '');
  const other = sayIn(say.language === 'en' ? 'ja' : 'en');
  const options =
    lesson.predict.kind === 'choice'
      ? Array.from({ length: lesson.predict.options }, (_, at) => element('li', {}, `☐ ${text(`option.${at + 1}`)}`))
      : [element('li', {}, '________')];
  return element(
    'div',
    { class: 'handout' },
    element(
      'section',
      {},
      element('p', { class: 'line' }, `${say('handout.name')} `),
      element('h2', {}, say('handout.title', { title: text('title') })),
      quotation(lab, lesson),
      element('h3', {}, text('predict')),
      element('ul', { class: 'plain' }, ...options),
      element('p', {}, say('handout.draw')),
      emptyAxes(say),
      element('p', { class: 'quiet' }, say('lab.note')),
    ),
    element(
      'section',
      {},
      element('h3', {}, say('handout.chain')),
      element('ol', { class: 'blanks' }, ...Array.from({ length: BLANKS }, () => element('li'))),
      element('h3', {}, say('lesson.step.talk')),
      element('ol', { class: 'questions' }, ...[1, 2, 3].map((at) => element('li', {}, text(`talk.${at}`)))),
      element('h3', {}, say('handout.glossary')),
      element(
        'ul',
        { class: 'plain' },
        ...WORDS.map((key) =>
          element('li', {}, say(key), ' ', element('span', { class: 'quiet', lang: other.language }, other(key))),
        ),
      ),
    ),
  );
}

const TENORS = [2, 5, 10, 20, 30, 40];
const WIDTH = 560;
const HEIGHT = 250;

function emptyAxes(say: Say): SVGElement {
  const x = (at: number): number => 40 + (at * (WIDTH - 60)) / (TENORS.length - 1);
  const marks = [0, 10, 20, 30, 40];
  const y = (bp: number): number => HEIGHT - 30 - (bp / 40) * (HEIGHT - 50);
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, role: 'img', 'aria-label': say('handout.draw') },
    ...marks.flatMap((bp) => [
      svg('line', { class: bp === 0 ? 'zero' : 'grid', x1: 40, x2: WIDTH - 20, y1: y(bp), y2: y(bp) }),
      svg('text', { class: 'end', x: 34, y: y(bp) + 4 }, bp === 0 ? '0' : `+${bp}`),
    ]),
    ...TENORS.map((years, at) => svg('text', { class: 'mid', x: x(at), y: HEIGHT - 10 }, say('tenor', { years }))),
  );
}
