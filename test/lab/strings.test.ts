/** Two files of strings that say the same things, and everything that the page asks of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AGENT_KIND_NAMES } from '../../src/agents/kind-names.ts';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { EVERY_LESSON } from '../../src/lab/lessons/every-lesson.ts';
import { brief } from '../../src/lab/page/captions.ts';
import { FORCED_FLAGS, LIMIT_NAMES, MIX } from '../../src/lab/protocol.ts';
import { CARDS } from '../../src/lab/state/cards.ts';
import en from '../../src/lab/strings/en.json' with { type: 'json' };
import ja from '../../src/lab/strings/ja.json' with { type: 'json' };
import { messageText } from '../../src/lab/strings/message.ts';

const LAB = join(import.meta.dirname, '../../src/lab');
const holesOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name as string))].sort();

test('both languages have the same keys in the same order', () => {
  expect(Object.keys(ja)).toEqual(Object.keys(en));
});

test('a string has the same holes in both languages, and no empty words', () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(en[key].trim(), key).not.toBe('');
    expect(ja[key].trim(), key).not.toBe('');
    if (!/plural/.test(en[key] + ja[key])) expect(holesOf(ja[key]), key).toEqual(holesOf(en[key]));
  }
});

test('Japanese strings are Japanese', () => {
  const same = (Object.keys(en) as (keyof typeof en)[]).filter(
    (key) => en[key] === ja[key] && /[a-z]{4,}/.test(en[key].replaceAll(/\{\w+\}/g, '')),
  );
  expect(same).toEqual([]);
});

test('every key is asked for somewhere, or put together from names', () => {
  const sources = ['page', 'views', 'lessons'].flatMap((folder) =>
    readdirSync(join(LAB, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(LAB, folder, file), 'utf8')),
  );
  const text = sources.join('\n');
  const composed =
    /^(lesson\.\d|lesson\.(step|variant)|kind|group|market|bonds|city|scenario|section|limit|loops|mix|card|rule|root|tell|tool\.theme|v2\.rule|v3\.tab|lane|fact|sources|model\.limit|word|help|view|column|teach)\./;
  const unused = Object.keys(en).filter((key) => !text.includes(`'${key}'`) && !composed.test(key));
  expect(unused).toEqual([]);
});

describe('names of the model that the page must be able to say', () => {
  const asked = [
    ...AGENT_KIND_NAMES.flatMap((kind) => [`kind.${kind}`, `rule.${kind}`]),
    ...LOOP_NAMES.map((loop) => `loops.${loop}`),
    ...Object.keys(MIX).map((name) => `mix.${name}`),
    ...Object.keys(CARDS).flatMap((card) => [`card.${card}`, `card.${card}.unit`]),
    ...LIMIT_NAMES.map((limit) => `limit.${limit}`),
    ...FORCED_FLAGS.map((flag) => `v2.rule.${flag}`),
    ...EVERY_LESSON.flatMap(({ number, predict, run }) => [
      ...[
        'title',
        'predict',
        'run',
        'reveal',
        'change',
        'talk.1',
        'talk.2',
        'talk.3',
        'left',
        'aim',
        'usual',
        'board',
        'answer.1',
        'answer.2',
        'answer.3',
      ].map((part) => `lesson.${number}.${part}`),
      ...(predict.kind === 'choice'
        ? Array.from({ length: predict.options }, (_, at) => `lesson.${number}.option.${at + 1}`)
        : []),
      ...(run?.variants ?? []).map(({ name }) => `lesson.variant.${name}`),
    ]),
  ];
  test.each(['en', 'ja'] as const)('%s', (language) => {
    const strings: Readonly<Record<string, string>> = language === 'en' ? en : ja;
    expect(asked.filter((key) => strings[key] === undefined)).toEqual([]);
  });
});

describe('captions', () => {
  const captions = (Object.keys(en) as (keyof typeof en)[]).filter(
    (key) => key.startsWith('caption.') && key !== 'caption.label',
  );
  test.each(captions)('%s has at most eighteen words', (key) => {
    const words = en[key].replaceAll(/\{\w+\}/g, 'word').split(/\s+/);
    expect(words.length).toBeLessThanOrEqual(18);
  });

  test('a headline of a shipped scenario is cut where it is longer', () => {
    const sims = join(import.meta.dirname, '../../sims');
    const headlines = readdirSync(sims)
      .filter((file) => file.endsWith('.yaml'))
      .flatMap((file) =>
        [...readFileSync(join(sims, file), 'utf8').matchAll(/headline: (.+)/g)].map(([, text]) => text as string),
      );
    expect(headlines.length).toBeGreaterThan(10);
    for (const headline of headlines) expect(brief(headline).split(/\s+/).length).toBeLessThanOrEqual(18);
    expect(brief('BOJ holds at 0.75 %')).toBe('BOJ holds at 0.75 %.');
  });
});

describe('messages', () => {
  test('holes are filled, numbers choose their plural', () => {
    const pattern = '{who}: {count, plural, one {# fund sells} other {# funds sell {what}}}';
    expect(messageText(pattern, { who: 'A', count: 1, what: 'gilts' }, 'en-GB')).toBe('A: 1 fund sells');
    expect(messageText(pattern, { who: 'A', count: 1200, what: 'gilts' }, 'en-GB')).toBe('A: 1,200 funds sell gilts');
  });
  test('a hole without a value is our bug', () => {
    expect(() => messageText('{who}', {}, 'en-GB')).toThrow('who');
  });
});
