/** September 2022: funds without collateral and buyers who stand back make the run together; either alone does not. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import type { LoopName } from '../../src/agents/loops.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { type SimTime, seed } from '../../src/units/quantity.ts';
import { parseIsoTime } from '../../src/units/time.ts';

const SEED = 104;
const FILE = new URL('../../sims/gilt-2022.yaml', import.meta.url);
const BUFFERS = 'evenlyFrom: 80bp, evenlyTo: 150bp';

interface Outcome {
  readonly riseBp: number;
  readonly calls: number;
}

/** Rise of the 30-year from the close of the 21st to that of the 27th, and margin calls by then. */
function toThe27th(change: (text: string) => string): Outcome {
  const read = readScenario(change(readFileSync(FILE, 'utf8')), 'gilt-2022.yaml', AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors[0]?.message);
  let riseBp = 0;
  let calls = 0;
  const run = new Simulation({
    scenario: read.scenario,
    seed: seed(SEED),
    observe: (stream) => {
      stream.of('CloseMarked').subscribe((event) => {
        if (event.instrument === 'GILT-30Y') riseBp += event.change / 1000;
      });
      stream.of('MarginCalled').subscribe(() => {
        calls += 1;
      });
    },
  });
  run.advance(parseIsoTime('2022-09-27T17:00:00Z') as SimTime);
  return { riseBp, calls };
}

const without = (loop: LoopName): Outcome => toThe27th((text) => text.replace('loops: {}', `loops: { ${loop}: off }`));

test(`seed ${SEED}: thin buffers and withdrawn liquidity run away together, and neither without the other`, () => {
  const shipped = toThe27th((text) => text);
  expect(shipped.calls).toBeGreaterThan(10);
  for (const [name, outcome] of [
    ['L3', without('L3')],
    ['L6', without('L6')],
  ] as const)
    expect(shipped.riseBp - outcome.riseBp, name).toBeGreaterThan(30);
});

test(`seed ${SEED}: with the buffers of 2026 nobody is called, and gilts rise as if no fund could be`, () => {
  const of2026 = toThe27th((text) => {
    expect(text, 'the buffers of 2022').toContain(BUFFERS);
    return text.replaceAll(BUFFERS, 'evenlyFrom: 300bp, evenlyTo: 400bp');
  });
  expect(of2026.calls).toBe(0);
  expect(Math.abs(of2026.riseBp - without('L3').riseBp)).toBeLessThan(5);
});
