/** What is printed can be read, and four countries can be told apart, by whoever looks. */
import { describe, expect, test } from 'vitest';
import { BOND_MARKETS, COUNTRIES } from '../../src/lab/theme/countries.ts';
import { TOKENS } from '../../src/lab/theme/tokens.ts';
import { contrast, deltaE2000, difference, VISIONS } from './colour.ts';

const LEAST_TEXT = { light: 4.5, dark: 4.5, projector: 7 } as const;
const LEAST_DIFFERENCE = 15;

test('the difference of two colours is that of the published examples', () => {
  // Sharma, Wu, Dalal (2005), table 1, pairs 1, 7, 17 and 25.
  expect(deltaE2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(deltaE2000([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
  expect(deltaE2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(deltaE2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
});

describe.each(['light', 'dark', 'projector'] as const)('%s', (theme) => {
  const tokens = TOKENS[theme];
  const texts = ['ink', 'mute', ...BOND_MARKETS.map((market) => `${market}-text` as const)] as const;

  test.each(texts)('%s is read on paper', (name) => {
    expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(LEAST_TEXT[theme]);
  });

  test('text is read on panels, sheets and dark buttons', () => {
    for (const ground of [tokens.panel, tokens.sheet]) {
      expect(contrast(tokens.ink, ground)).toBeGreaterThanOrEqual(LEAST_TEXT[theme]);
      expect(contrast(tokens.mute, ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(tokens['on-ink'], tokens.ink)).toBeGreaterThanOrEqual(LEAST_TEXT[theme]);
  });

  test.each(['control', 'bar', 'axis', 'focus', ...BOND_MARKETS] as const)('%s is seen as a mark', (name) => {
    expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(VISIONS))('countries differ to %s vision', (vision) => {
    for (const [at, one] of BOND_MARKETS.entries())
      for (const other of BOND_MARKETS.slice(at + 1)) {
        const seen = difference(tokens[one], tokens[other], vision);
        expect(seen, `${one} and ${other}`).toBeGreaterThanOrEqual(LEAST_DIFFERENCE);
      }
  });
});

test('dash, marker and letters tell countries apart without any colour', () => {
  for (const part of ['dash', 'marker', 'letters'] as const)
    expect(new Set(BOND_MARKETS.map((market) => COUNTRIES[market][part])).size).toBe(BOND_MARKETS.length);
});
