/** The record that is committed, and what of the sources it is held to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SIMS } from '../../src/cli/program.ts';
import type { ValidationRecord } from '../../src/experiments/validation/record.ts';

export const RENEW = 'npm run record -- --seeds 201-220 --workers 2';
/** Where only the rendering changed. */
export const RENDER = 'npm run record -- --from docs/validation/record.json';

export const committed = (name: string): string => readFileSync(join(ROOT, 'docs/validation', name), 'utf8');
export const committedRecord = (): ValidationRecord => JSON.parse(committed('record.json'));
export const scenarioText = (scenario: string): string => readFileSync(join(SIMS, `${scenario}.yaml`), 'utf8');
