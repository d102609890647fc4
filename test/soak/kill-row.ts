/** R13: a run is killed at any moment; its log is the beginning of the whole one, and the run goes on from it to the same digest. */
import { rmSync } from 'node:fs';
import { type BuiltProgram, buildProgram } from '../cli/built-program.ts';
import { KilledRuns } from '../cli/killed-run.ts';
import { Workplace } from '../cli/program.ts';
import { dice } from '../scenario/hostile-text.ts';
import type { SoakRow } from './soak-row.ts';

const MOMENTS = 1_000_000;

export function killRow(): SoakRow {
  let built: BuiltProgram | undefined;
  let runs: KilledRuns | undefined;
  return {
    id: 'R13',
    title: 'killed at any moment, resumed to the same log',
    async prepare() {
      built = await buildProgram();
      runs = await KilledRuns.begin(new Workplace(built.main), { everyMinutes: 60, from: 'first event' });
    },
    async check(number) {
      const moment = dice(number)(MOMENTS) / MOMENTS;
      await runs?.kill({ kill: number, moment, said: `kill ${number}` });
    },
    figures: () => `${runs?.resumed ?? 0} resumed, ${runs?.midway ?? 0} of them between two frames`,
    close() {
      runs?.place.remove();
      if (built !== undefined) rmSync(built.folder, { recursive: true, force: true });
    },
  };
}
