/**
 * One made-up scenario to its end: it is read, runs, gets on, loses nothing, and replays to the live world at every frame.
 * Shared by the deep tier and the soak.
 */
import type { Replay } from '../../src/engine/replay.ts';
import type { EventType } from '../../src/events/vocabulary.ts';
import { Liveness } from './liveness.ts';
import { checkReplay, loggedRun } from './logged-run.ts';
import type { Wanted } from './random-draws.ts';
import { randomScenario, scenarioOfText } from './random-scenario.ts';

const FRAME_BYTES = 32 * 1024;

export interface Checked {
  readonly events: number;
  readonly frames: number;
  readonly wakes: number;
  readonly longestQueue: number;
}

export interface HowToCheck {
  readonly wanted?: Wanted;
  /** Told of every control event of the live run. */
  readonly heard?: (type: EventType) => void;
  /** Does the replaying, and may watch. */
  readonly replay?: Replay;
}

export function checkScenario(seed: number, { wanted, heard, replay }: HowToCheck = {}): Checked {
  const said = `scenario of seed ${seed}`;
  const scenario = scenarioOfText(randomScenario(seed, wanted), said);
  const liveness = new Liveness(scenario);
  let sessions = 0;
  const logged = loggedRun({
    scenario,
    seed,
    frameBytes: FRAME_BYTES,
    kinds: liveness.kinds(),
    begun: (run) => {
      liveness.run = run;
    },
    observe: (stream) =>
      stream.events$.subscribe(({ type }) => {
        if (type === 'SessionOpened') sessions += 1;
        heard?.(type);
      }),
  });
  liveness.check(said, sessions);
  const frames = checkReplay(logged, said, replay);
  const { wakes, longestQueue } = liveness;
  return { events: logged.run.lastSeq, frames, wakes, longestQueue };
}
