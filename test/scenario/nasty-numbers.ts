/** The twelve nasty numbers as texts, put where any number of a scenario file stands, with its unit and without. */
import { survives } from './hostile-text.ts';

const NASTY = [
  '.nan',
  '.inf',
  '-.inf',
  '-0',
  '0.5',
  '-1',
  '9007199254740993',
  '-9007199254740993',
  '1e300',
  '-1e300',
  '1e-320',
  '1e999',
];
/** Digits with their point, after a letter of no name: not the 10 of JGB-10Y, nor a part of a date. */
const NUMBER = /(?<![\w.:+-])([¥$£₩-]*)(\d+(?:\.\d+)?)([a-z%/]*)(?![\w:.-])/g;

/** Puts each nasty number in the place of every `nth` number. Counts what was read and what was refused. */
export function plantNasty(text: string, nth: number, wrap: (text: string) => string = (all) => all) {
  const count = { fields: 0, scenario: 0, errors: 0 };
  const places = [...text.matchAll(NUMBER)].filter((_, at) => at % nth === 0);
  for (const match of places) {
    const [whole, sign = '', , unit = ''] = match;
    count.fields += 1;
    for (const nasty of NASTY) {
      for (const planted of [nasty, `${sign}${nasty}${unit}`]) {
        const broken = text.slice(0, match.index) + planted + text.slice(match.index + whole.length);
        count[survives(wrap(broken), `${planted} for ${whole} at ${match.index}`)] += 1;
      }
    }
  }
  return count;
}
