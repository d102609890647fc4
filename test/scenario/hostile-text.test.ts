import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT_LENGTH } from '../../src/scenario/source-tree.ts';
import { EVERY_FORMAT, withSections } from './auction-scenario.ts';
import { hammer, mutated, noise, survives } from './hostile-text.ts';
import { changed, errorsOf, faultsOf, SMALL, scenarioOf } from './small-scenario.ts';

const japan = readFileSync(new URL('../../sims/japan-2026.yaml', import.meta.url), 'utf8');

describe('whatever the text', () => {
  it('a broken scenario gives a scenario or located errors, never an exception', () => {
    const count = hammer(20_260_120, 250, (roll) => mutated(SMALL, roll));
    expect(count.scenario).toBeGreaterThan(2);
    expect(count.errors).toBeGreaterThan(150);
  });

  it('so does the shipped one', () => {
    hammer(1, 6, (roll) => mutated(japan, roll));
  });

  it('so do auctions, operations and calendars', () => {
    expect(survives(withSections(EVERY_FORMAT), 'unbroken')).toBe('scenario');
    const count = hammer(20_260_225, 100, (roll) => withSections(mutated(EVERY_FORMAT, roll)));
    expect(count.scenario).toBeGreaterThan(0);
    expect(count.errors).toBeGreaterThan(80);
  });

  it('and noise is refused', () => {
    expect(hammer(5_000, 800, noise).scenario).toBe(0);
  });

  it('a file torn off anywhere is refused, or is whole to its last entry', () => {
    for (let cut = 0; cut < SMALL.length; cut += 29) survives(SMALL.slice(0, cut), `cut at ${cut}`);
  });
});

describe('a text that means harm', () => {
  const refusal = (text: string): string => faultsOf(text)[0] ?? 'read';

  it('of ten megabytes is refused unread', () => {
    expect(refusal(`title: "${'x'.repeat(10_000_000)}"`)).toMatch(/characters; at most 2000000 are read/);
    expect(MAX_TEXT_LENGTH).toBeLessThan(10_000_000);
  });

  it.each([
    ['deep flow lists', '['.repeat(100_000)],
    ['deep flow mappings', '{a: '.repeat(100_000)],
    ['deep block lists', '- '.repeat(100_000)],
    ['deep block mappings', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['deep explicit keys', '? '.repeat(50_000)],
  ])('%s are refused before the stack knows', (_, text) => {
    expect(refusal(text)).toMatch(/nested deeper than 50 levels/);
  });

  it('of fifty-one levels is refused, of a few read', () => {
    expect(faultsOf(`a: ${'['.repeat(51)}${']'.repeat(51)}`).some((fault) => fault.includes('nested deeper'))).toBe(
      true,
    );
    expect(faultsOf(`a: ${'['.repeat(40)}${']'.repeat(40)}`).some((fault) => fault.includes('nested deeper'))).toBe(
      false,
    );
  });

  it('made of a million tokens is refused early', () => {
    expect(refusal('"'.repeat(1_000_000))).toMatch(/more than 300000 tokens/);
    expect(refusal('a: 1\n'.repeat(300_000))).toMatch(/more than 300000 tokens/);
  });

  it('with thousands of keys in one mapping takes no quadratic time', () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => `  X${i}: 1`).join('\n');
    expect(errorsOf(changed('instruments:\n', `instruments:\n${keys}\n`))).toHaveLength(100);
  });

  it('that breeds aliases is refused once they are too many', () => {
    const bomb = [
      'a0: &a0 [1,1,1,1,1,1,1,1,1,1]',
      ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`),
    ].join('\n');
    expect(faultsOf(bomb).some((fault) => fault.includes('more than 100000 values once aliases are expanded'))).toBe(
      true,
    );
    expect(faultsOf('a: &a [*a]').some((fault) => fault.includes('nested deeper than 50 levels'))).toBe(true);
  });

  it('may use a few aliases honestly', () => {
    expect(
      scenarioOf(changed('credibility: 75%', 'credibility: *p', changed('likelihood: 35%', 'likelihood: &p 35%')))
        .announcements[1]?.event,
    ).toMatchObject({ credibility: 350 });
  });

  it('cannot reach a prototype', () => {
    expect(refusal(changed('id: small', '__proto__: { polluted: 1 }\nid: small'))).toMatch(
      /"__proto__" cannot be a key/,
    );
    expect(refusal(changed('holdings: {', 'holdings: { constructor: ¥1, '))).toMatch(/no instrument "constructor"/);
    expect(refusal(changed('issuer: mof', 'issuer: constructor'))).toMatch(/no agent "constructor"/);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('has no tags, merge keys, second documents, odd keys or half characters', () => {
    expect(refusal(changed('title: One', 'title: !!binary One'))).toMatch(
      /the tag tag:yaml.org,2002:binary is not used/,
    );
    expect(refusal(changed('holdings: {', 'holdings: { <<: { JGB-10Y: ¥1tn }, '))).toMatch(/merge keys/);
    expect(refusal(`${SMALL}---\n${SMALL}`)).toMatch(/a second document begins here/);
    expect(refusal(changed('loops: {', 'loops: { [a]: 1, '))).toMatch(/a key must be a plain name/);
    expect(refusal(changed('title: One', 'title: "\\uD800"'))).not.toBe('read');
    expect(refusal(changed('title: One', 'title: \uDC00One'))).toMatch(/half of a surrogate pair/);
    expect(refusal(changed('title: One line, one bank, one speech', 'title: "a\\0b"'))).toMatch(
      /no line breaks or control characters/,
    );
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    expect(scenarioOf(`\uFEFF${SMALL}`)).toEqual(scenarioOf(SMALL));
    expect(scenarioOf(SMALL.replaceAll('\n', '\r\n'))).toEqual(scenarioOf(SMALL));
  });

  it('that is empty, or only a comment, is no scenario', () => {
    for (const text of ['', '\n\n', '# later', '---', '~']) expect(errorsOf(text).length).toBeGreaterThan(0);
  });

  it('with numbers that cannot be counted is refused', () => {
    expect(refusal(changed('count: 3', 'count: 9007199254740993'))).toMatch(/beyond 2\^53/);
    expect(refusal(changed('¥420tn', '¥4200tn', changed('gdp: { value: ¥640tn, source: S0 }', 'gdp: ¥8000tn')))).toBe(
      'read',
    );
    const huge = changed(
      'outstanding: ¥420tn',
      'outstanding: ¥5000tn',
      changed('gdp: { value: ¥640tn, source: S0 }', 'gdp: ¥8000tn'),
    );
    expect(refusal(huge)).toMatch(/add up beyond 2\^53/);
  });
});
