/**
 * The two tiers of tests: `*.test.ts` is what everybody runs, `*.deep.ts` (`--mode deep`) is what a change must also survive.
 *
 * A test file is its own process, so that a soak may fill its heap and a kill test may kill. No time is ever asserted;
 * the limits below only end what hangs.
 */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const MINUTE_MS = 60_000;

export default defineConfig(({ mode }) => {
  const deep = mode === 'deep';
  const reportFile = process.env.SPILLOVER_TEST_REPORT;
  return {
    test: {
      include: [deep ? 'test/**/*.deep.ts' : 'test/**/*.test.ts'],
      pool: 'forks',
      maxWorkers: availableParallelism(),
      testTimeout: deep ? 10 * MINUTE_MS : MINUTE_MS,
      hookTimeout: deep ? 5 * MINUTE_MS : MINUTE_MS,
      reporters: reportFile === undefined ? ['default'] : ['default', ['json', { outputFile: reportFile }]],
      coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/lab/**'] },
    },
  };
});
