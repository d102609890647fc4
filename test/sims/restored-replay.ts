/**
 * A replay beside which others go on from saved states: each must have the live world's hash at every later frame.
 *
 * States pass through a structured clone. A restored replay is saved in its turn, so that the last one has been through
 * all places.
 */
import { expect } from 'vitest';
import { Replay } from '../../src/engine/replay.ts';
import { bytesSource, LogReader } from '../../src/events/log-reader.ts';
import type { LoggedRun } from './logged-run.ts';

/** Saves about `places` times on the way; the two latest restored replays go on. Returns how many frames were compared. */
export function checkRestored({ log, hashes }: LoggedRun, said: string, places: number): number {
  const straight = new Replay();
  let restored: Replay[] = [];
  const reader = new LogReader(bytesSource(log), { engineVersion: '0' });
  const all = {
    control: (event: Parameters<Replay['control']>[0]) => {
      for (const replay of [straight, ...restored]) replay.control(event);
    },
    batch: (batch: Parameters<Replay['batch']>[0]) => {
      for (const replay of [straight, ...restored]) replay.batch(batch);
    },
  };
  const every = Math.max(1, Math.floor(hashes.length / places));
  let compared = 0;
  for (let frame = 0; reader.next(all); frame += 1) {
    for (const replay of restored) {
      if (hashes[frame] === 'opening') continue;
      if (replay.world.stateHash() !== hashes[frame])
        expect.fail(`${said}: after frame ${frame + 1}, seq ${replay.lastSeq}, a restored world is another than live`);
      compared += 1;
    }
    if (frame % every !== 0) continue;
    for (const replay of restored) replay.finish();
    const from = restored.at(-1) ?? straight;
    restored = [...restored.slice(-1), new Replay(structuredClone(from.save()))];
  }
  for (const replay of restored) {
    replay.finish();
    const { at, lastSeq, controlEvents, records } = replay;
    expect({ at, lastSeq, controlEvents, records }, said).toEqual({
      at: straight.at,
      lastSeq: straight.lastSeq,
      controlEvents: straight.controlEvents,
      records: straight.records,
    });
    expect(replay.world.save(), said).toEqual(straight.world.save());
  }
  return compared;
}
