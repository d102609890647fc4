/** The recorded opening, made by the engine when the file is built: the day of the auction, 20 January 2026, a frame every quarter of an hour. */
import { assert } from '../../units/assert.ts';
import type { Seed } from '../../units/quantity.ts';
import { parseIsoTime, TICK_MS } from '../../units/time.ts';
import type { Frame, RecordedOpening, RunChoice } from '../protocol.ts';
import { Branch } from '../worker/branch.ts';
import { frameOf } from '../worker/frames.ts';
import { NoShock } from '../worker/no-shock.ts';
import { recordOf } from '../worker/opening-record.ts';
import { RowLayout } from '../worker/tick-row.ts';
import { type Shelf, worldOf } from '../worker/world-of-choice.ts';

/** What the page opens with. */
export const OPENING: RunChoice = { scenario: { name: 'japan-2026' }, seed: 1 };
const FROM = '2026-01-20T00:00:00Z';
const TO = '2026-01-20T22:00:00Z';
const EVERY_MS = 3 * TICK_MS;
const WATCHED = 'JGB-30Y';

export function recordOpening(shelf: Shelf): RecordedOpening {
  const { name } = OPENING.scenario as { readonly name: string };
  const data = shelf.scenarios[name];
  assert(data !== undefined, `${name} is shipped`);
  const world = worldOf(OPENING, data, shelf);
  assert(world.ok, `${name} is a scenario`);
  const { scenario, manifest } = world;
  const layout = new RowLayout({
    lines: manifest.lines.length,
    kinds: manifest.kinds.length,
    markets: manifest.markets.length,
  });
  const seed = OPENING.seed as Seed;
  const branch = new Branch({ id: 0, name: '', scenario, data: world.data, seed, manifest, layout });
  const noShock = new NoShock(scenario, seed);
  const [from, to] = [parseIsoTime(FROM), parseIsoTime(TO)];
  assert(from !== undefined && to !== undefined, 'two times');
  const watch = manifest.lines.findIndex(({ id }) => id === WATCHED);
  const frames: Frame[] = [];
  while (branch.reachedAt < to) {
    branch.step();
    noShock.step();
    const at = branch.reachedAt;
    const frame = at < from || at % EVERY_MS !== 0 ? undefined : frameOf({ branch, noShock, at, watch });
    if (frame !== undefined) frames.push(frame);
  }
  return recordOf({ manifest, frames, marks: branch.marks });
}
