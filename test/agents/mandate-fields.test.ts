/** Quantities of a mandate as a scenario writes them: read with their unit, or refused with what was expected. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  basisPointsField,
  bondMarketField,
  dv01Field,
  faceField,
  marketField,
  moneyField,
  shareField,
} from '../../src/agents/mandate-fields.ts';

const read = (field: z.ZodType, text: unknown): unknown => field.parse(text);
const refusal = (field: z.ZodType, text: unknown): string => {
  const parsed = field.safeParse(text);
  return parsed.success ? `read as ${parsed.data}` : (parsed.error.issues[0]?.message ?? '');
};

test('face is in whole units of its currency, money in its smallest', () => {
  expect(read(faceField('face'), '¥10.6tn')).toBe(10.6e12);
  expect(read(faceField('face'), '$250bn')).toBe(250e9);
  expect(read(moneyField('money'), '¥60bn')).toBe(60e9);
  expect(read(moneyField('money'), '£1bn')).toBe(100e9);
});

test('a risk limit is money per basis point, in the smallest unit', () => {
  expect(read(dv01Field('limit'), '¥450m/bp')).toBe(450e6);
  expect(read(dv01Field('limit'), '£9.6m/bp')).toBe(960e6);
  expect(refusal(dv01Field('limit'), '¥450m')).toMatch(/money per basis point/);
});

test('yields come as per cent or as basis points', () => {
  expect(read(basisPointsField('fair'), '2.75%')).toBe(275);
  expect(read(basisPointsField('buffer'), '300bp')).toBe(300);
  expect(read(shareField('share', 0.1), '7.6%')).toBe(0.076);
});

test('what has a default may be left out, what has none is missed', () => {
  expect(read(shareField('share', 0.1), undefined)).toBe(0.1);
  expect(read(basisPointsField('trigger', 50), undefined)).toBe(50);
  expect(refusal(basisPointsField('buffer'), undefined)).toBe('missing');
  expect(refusal(z.strictObject({ face: faceField('face') }), {})).toBe('missing');
});

test('a bare number, a wrong unit and a negative amount are refused', () => {
  expect(refusal(faceField('face'), 5)).toMatch(/expected/);
  expect(refusal(basisPointsField('fair'), '¥5tn')).toMatch(/expected/);
  expect(refusal(faceField('face'), '¥-5tn')).toMatch(/negative/);
  expect(refusal(faceField('face'), true)).toMatch(/expected amount/);
});

test('a central bank stands behind a bond market, not behind a currency pair', () => {
  expect(read(bondMarketField('market'), 'gilt')).toBe('gilt');
  expect(bondMarketField('market').safeParse('fx').success).toBe(false);
  expect(read(marketField('market'), 'fx')).toBe('fx');
});
