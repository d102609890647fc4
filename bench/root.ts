/** The clone that is measured: set by `run.ts` for the compiled topics, which lie elsewhere. */
import { join } from 'node:path';

export const ROOT = process.env.BENCH_ROOT ?? join(import.meta.dirname, '..');
