/** One run of the shipped Japanese episode, up to a moment: official closes by line and business date. */
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { isoDate } from '../../src/units/civil-date.ts';
import { type Market, seed } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';
import { read } from './constants.ts';

/** The seed that the README runs: the program's default, not chosen for its result. */
export const SEED = 1;

export interface Close {
  readonly date: string;
  readonly market: Market;
  readonly bond: string;
  readonly tenorYears: number;
  /** bp, one decimal. */
  readonly changeBp: number;
}

export function japanUntil(until: string): { readonly closes: readonly Close[]; readonly digest: string } {
  const reading = readScenario(read('sims/japan-2026.yaml'), 'sims/japan-2026.yaml', AGENT_KINDS);
  const end = parseIsoTime(until);
  if (!reading.ok || end === undefined) throw new Error('the shipped scenario cannot be read');
  const tenors = new Map<string, { market: Market; tenorYears: number }>();
  const closes: Close[] = [];
  const run = new Simulation({
    scenario: reading.scenario,
    seed: seed(SEED),
    observe: (stream) => {
      stream.of('InstrumentListed').subscribe(({ instrument, market, tenorMilliYears }) => {
        if (tenorMilliYears > 0) tenors.set(instrument, { market, tenorYears: tenorMilliYears / 1000 });
      });
      stream.of('CloseMarked').subscribe(({ instrument, date, change }) => {
        const line = tenors.get(instrument);
        if (line !== undefined)
          closes.push({ date: isoDate(date), bond: instrument, changeBp: Number((change / 1000).toFixed(1)), ...line });
      });
    },
  });
  run.advance(end);
  return { closes, digest: run.digest };
}
