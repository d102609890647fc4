import { describe, test } from 'vitest';
import { PROPERTIES } from './price-properties.ts';

const RUNS = 50_000;

describe('for any bond', () => {
  for (const [name, check] of Object.entries(PROPERTIES)) test(name, () => check(RUNS));
});
