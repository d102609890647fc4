/**
 * The digests that shipped scenarios are known by (`sims/digests.json`). A change of history needs a line in the CHANGELOG
 * that says why; then `UPDATE_DIGESTS=1 npx vitest run --mode deep test/sims` writes the new ones.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { SimTime } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { runShipped, shippedScenario } from './shipped-run.ts';

const FILE = new URL('../../sims/digests.json', import.meta.url);

export interface Golden {
  readonly scenario: string;
  readonly seed: number;
  /** Absent: to the scenario's end. */
  readonly until?: string;
  readonly events: number;
  readonly digest: string;
}

export const goldens = (): Golden[] => JSON.parse(readFileSync(FILE, 'utf8'));

/** The entry as the code of today would write it. */
export function rerun(golden: Golden): Golden {
  const until = golden.until === undefined ? undefined : (parseIsoTime(golden.until) as SimTime);
  const scenario = shippedScenario(golden.scenario);
  const run = runShipped({ scenario, seed: golden.seed, ...(until === undefined ? {} : { until }) });
  return { ...golden, events: run.lastSeq, digest: run.digest };
}

export function check(entries: readonly Golden[], compare: (now: Golden, then: Golden) => void): void {
  const renewed = new Map(entries.map((golden) => [golden, rerun(golden)]));
  if (process.env.UPDATE_DIGESTS !== undefined) {
    const all = goldens().map((known) => {
      const match = [...renewed].find(([golden]) => same(golden, known));
      return match?.[1] ?? known;
    });
    writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  for (const [then, now] of renewed) compare(now, then);
}

const same = (a: Golden, b: Golden): boolean => a.scenario === b.scenario && a.seed === b.seed && a.until === b.until;
