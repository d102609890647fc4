/**
 * Two hundred made-up scenarios to their ends: each is read, runs, gets on, loses nothing, and replays to the live world at
 * every frame. SPILLOVER_SCENARIOS says how many, SPILLOVER_SEED from which seed on.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/events/fields.ts';
import type { EventType } from '../../src/events/vocabulary.ts';
import { checkScenario } from './checked-scenario.ts';

const COUNT = Number(process.env.SPILLOVER_SCENARIOS ?? 200);
const FIRST = Number(process.env.SPILLOVER_SEED ?? 1);
const PER_TEST = 25;

const seen = { scenarios: 0, events: 0, frames: 0, wakes: 0, longestQueue: 0 };
const types = new Map<EventType, number>();

describe(`${COUNT} made-up scenarios from seed ${FIRST}`, () => {
  const firsts = Array.from({ length: Math.ceil(COUNT / PER_TEST) }, (_, at) => FIRST + at * PER_TEST);

  test.each(firsts)(
    'from seed %i on: live and replayed worlds are one, everything adds up, and time gets on',
    (first) => {
      for (let seed = first; seed < Math.min(first + PER_TEST, FIRST + COUNT); seed++) check(seed);
    },
  );

  afterAll(() => {
    const unseen = EVENT_TYPES.filter((type) => !types.has(type));
    console.log(`made-up scenarios: ${JSON.stringify(seen)}; types of event that never came: ${unseen.join(', ')}`);
    expect(seen.scenarios).toBe(COUNT);
    if (COUNT < 200) return;
    expect(ALL_SEEN.filter((type) => !types.has(type))).toEqual([]);
  });
});

/** What two hundred scenarios must have met, or they test less than they seem to. */
const ALL_SEEN: readonly EventType[] = [
  'AuctionResultPublished',
  'OptionResultPublished',
  'OperationAnnounced',
  'BondRedeemed',
  'RegisterClosed',
  'DeliveryFailed',
  'PaymentFailed',
  'MarginCalled',
  'StopLossTriggered',
  'RiskLimitBreached',
];

function check(seed: number): void {
  const heard = (type: EventType): void => void types.set(type, (types.get(type) ?? 0) + 1);
  const { events, frames, wakes, longestQueue } = checkScenario(seed, { heard });
  seen.scenarios += 1;
  seen.events += events;
  seen.frames += frames;
  seen.wakes += wakes;
  seen.longestQueue = Math.max(seen.longestQueue, longestQueue);
}
