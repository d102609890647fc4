/** Where the tests of one call of vitest build the program as one file, and the end of what they have built. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly builtFolder: string;
  }
}

export default function setUp(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'spillover-built-'));
  project.provide('builtFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
