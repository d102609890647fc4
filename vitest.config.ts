/**
 * The two tiers of tests: `*.test.ts` is what everybody runs, `*.deep.ts` (`--mode deep`) is what a change must also survive.
 *
 * A deep file is its own process, so that a soak may fill its heap and a kill test may kill. The quick ones share the modules of
 * whichever process runs them, which halves their cost: none may leave behind what another could see. No time is ever
 * asserted; the limits below only end what hangs.
 */
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const MINUTE_MS = 60_000;
const QUICK = 'test/**/*.test.ts';
/** Puts another module in the place of one that others have loaded. */
const ALONE = 'test/math/draws-zero.test.ts';

type Project = NonNullable<TestProjectInlineConfiguration['test']>;
const project = (test: Project): TestProjectInlineConfiguration => ({ extends: true, test });

export default defineConfig(({ mode }) => {
  const deep = mode === 'deep';
  const reportFile = process.env.SPILLOVER_TEST_REPORT;
  const quick = [
    project({ name: 'quick', include: [QUICK], exclude: [ALONE], isolate: false }),
    project({ name: 'alone', include: [ALONE] }),
  ];
  return {
    test: {
      projects: deep ? [project({ name: 'deep', include: ['test/**/*.deep.ts'] })] : quick,
      pool: 'forks',
      globalSetup: 'test/cli/built-folder.ts',
      maxWorkers: availableParallelism(),
      testTimeout: (deep ? 10 : 3) * MINUTE_MS,
      hookTimeout: (deep ? 10 : 3) * MINUTE_MS,
      reporters: reportFile === undefined ? ['default'] : ['default', ['json', { outputFile: reportFile }]],
      coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/lab/**'] },
    },
  };
});
