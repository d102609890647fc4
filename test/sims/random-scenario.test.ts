/** Made-up scenarios: all are good, between them they have everything, and six of them replay to the live world at every frame. */
import { describe, expect, test } from 'vitest';
import { AGENT_KIND_NAMES } from '../../src/agents/kind-names.ts';
import { HELD_FORMATS } from '../../src/events/auction-terms.ts';
import { Liveness } from './liveness.ts';
import { checkReplay, loggedRun } from './logged-run.ts';
import { randomScenario, SYNTHETIC, scenarioOfText, syntheticText } from './random-scenario.ts';

const FRAME_BYTES = 8 * 1024;

test('a seed is a text, another seed another', () => {
  expect(randomScenario(7)).toBe(randomScenario(7));
  expect(randomScenario(7)).not.toBe(randomScenario(8));
});

test('every one of them is read without a fault', () => {
  for (let seed = 1001; seed <= 1040; seed++) scenarioOfText(randomScenario(seed), `seed ${seed}`);
});

test('a hundred have every kind of institution and every format of auction and operation', () => {
  const texts = Array.from({ length: 100 }, (_, at) => randomScenario(at + 1)).join('\n');
  expect(AGENT_KIND_NAMES.filter((kind) => !texts.includes(`kind: ${kind},`))).toEqual([]);
  expect(HELD_FORMATS.filter((format) => !texts.includes(`format: ${format},`))).toEqual([]);
});

describe.each(SYNTHETIC)('$name', (synthetic) => {
  test('gets on to its end, loses nothing, and its log alone gives the live world at every frame', () => {
    const said = `${synthetic.name}, seed ${synthetic.seed}`;
    const scenario = scenarioOfText(syntheticText(synthetic), said);
    const liveness = new Liveness(scenario);
    const logged = loggedRun({
      scenario,
      seed: synthetic.seed,
      frameBytes: FRAME_BYTES,
      kinds: liveness.kinds(),
      begun: (run) => {
        liveness.run = run;
      },
    });
    liveness.check(said);
    expect(checkReplay(logged, said)).toBeGreaterThan(10);
  });
});

describe('what is checked can fail', () => {
  const [first] = SYNTHETIC.slice(-1) as [(typeof SYNTHETIC)[number]];
  const scenario = scenarioOfText(syntheticText(first), first.name);

  test('a live world that is another than the log tells is noticed at its frame', () => {
    const logged = loggedRun({ scenario, seed: 1, frameBytes: FRAME_BYTES });
    const other = loggedRun({ scenario, seed: 2, frameBytes: FRAME_BYTES });
    expect(() => checkReplay({ ...logged, hashes: other.hashes }, 'mixed')).toThrow(/after frame \d+, seq \d+/);
    expect(() => checkReplay({ ...logged, log: logged.log.subarray(0, -100) }, 'cut')).toThrow();
  });

  test('one who is woken twice for the same event, and time that runs backwards, are told', () => {
    const liveness = new Liveness(scenario);
    const { debtOffice } = liveness.kinds();
    const wake = (at: number, seq: number): void => {
      const view = { self: { id: 'mof', mandate: {} }, at };
      try {
        debtOffice?.decide(view as never, {}, { seq } as never, (() => undefined) as never);
      } catch {
        // Whatever the office makes of a view that is none.
      }
    };
    wake(2, 5);
    wake(2, 5);
    wake(1, 6);
    expect(liveness.faults).toEqual(['mof is woken twice for 5 at 2', 'mof is woken at 1 after 2']);
  });
});
