/** One sentence of an article, with its title and where it is from. */
import { ARTICLES } from '../lessons/articles.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { element } from './element.ts';
import type { Lab } from './lab.ts';

export function quotation({ say }: Lab, { hook }: Lesson): HTMLElement {
  const { title, publisher } = ARTICLES[hook.article];
  return element(
    'figure',
    { class: 'quotation' },
    element('blockquote', { lang: 'en' }, element('p', {}, hook.quote)),
    element('figcaption', {}, say('lesson.quoted', { title, publisher })),
  );
}
