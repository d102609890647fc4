/** `why --prove` of what a fork's patch states: the fork without that entry, which is what forking without it gives. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/events/fields.ts';
import { bytesSource, readLog } from '../../src/events/log-reader.ts';
import type { EventType, MarketEvent } from '../../src/events/vocabulary.ts';
import { WORLD_WITH_DOLLARS } from '../engine/patched-world.ts';
import { builtForTests } from './built-program.ts';
import { Workplace } from './program.ts';

const PROGRAM = await builtForTests();
const AT = '2026-01-20T09:10+09:00';
const UNTIL = '2026-01-20T12:40+09:00';
const LATER = '2026-01-20T10:20+09:00';

interface Case {
  readonly entry: string;
  readonly type: EventType;
  /** What the event says, where several are of its type. */
  readonly says?: Readonly<Record<string, unknown>>;
  readonly done: string;
}
/** The last two are of one institution: its mandate is read as a whole, and one of them is missing. */
const CASES: readonly Case[] = [
  {
    entry:
      '{ type: OfficialSpoke, id: calm, market: jgb, speaker: the minister, stance: calming, credibility: 80%, headline: Calm }',
    type: 'OfficialSpoke',
    done: 'the patch’s announcement calm is not made',
  },
  {
    entry: '{ id: outright, bond: JGB-30Y, format: boj_purchase, amount: ¥300bn }',
    type: 'AuctionAnnounced',
    says: { auction: 'outright' },
    done: 'the patch’s outright is not held',
  },
  { entry: `{ cancel: outright, at: ${LATER} }`, type: 'AuctionCancelled', done: 'outright is not cancelled' },
  {
    entry: '{ revise: twenty-year, offered: ¥400bn }',
    type: 'OfferRevised',
    done: 'the offer of twenty-year is not revised',
  },
  {
    entry: '{ trade: FX-USDJPY, side: sell, amount: $5bn, by: mof }',
    type: 'CurrencyInterventionOrdered',
    done: 'mof is not told to sell FX-USDJPY',
  },
  { entry: '{ set: { loops.L6: off } }', type: 'LoopSwitched', done: 'the loop L6 is not switched off' },
  {
    entry: '{ set: { agents.vigilantes-01.capacity: 5% } }',
    type: 'MandateChanged',
    says: { value: '5%' },
    done: 'capacity of vigilantes-01 is not set to 5%',
  },
  {
    entry: `{ set: { agents.vigilantes-01.stopLossSigmas: 2, agents.vigilantes-02.capacity: 9% }, at: ${LATER} }`,
    type: 'MandateChanged',
    says: { agent: 'vigilantes-02' },
    done: 'capacity of vigilantes-02 is not set to 9%',
  },
];

let place: Workplace;

const patchOf = (entries: readonly string[]): string =>
  `schemaVersion: 1\ninterventions:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`;

async function forkedWith(name: string, entries: readonly string[], at = AT): Promise<string> {
  place.write(`${name}.yaml`, patchOf(entries));
  const args = ['fork', 'run', '--at', at, '--patch', `${name}.yaml`, '--out', name, '--json'];
  const { code, stdout, stderr } = await place.spillover(...args);
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout).digest;
}

function eventOf(folder: string, { type, says = {} }: Case): MarketEvent {
  const found: MarketEvent[] = [];
  const control = (event: MarketEvent): void => {
    const fields = event as unknown as Readonly<Record<string, unknown>>;
    if (event.type === type && Object.entries(says).every(([name, value]) => fields[name] === value)) found.push(event);
  };
  const log = new Uint8Array(place.bytes(`${folder}/events.log`));
  readLog(bytesSource(log), { control, batch: () => undefined }, { engineVersion: '0' });
  expect(EVENT_TYPES).toContain(type);
  expect(found, `${type} in ${folder}`).toHaveLength(1);
  return found[0] as MarketEvent;
}

async function proved(
  folder: string,
  seq: number,
): Promise<{ digest: string; done: string; first_difference: number }> {
  const { code, stdout, stderr } = await place.spillover('why', folder, String(seq), '--prove', '--json');
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout).proof;
}

beforeAll(async () => {
  place = new Workplace(PROGRAM);
  place.write('world.yaml', WORLD_WITH_DOLLARS);
  const run = await place.spillover('run', 'world.yaml', '--seed', '7', '--out', 'run', '--until', UNTIL);
  expect(run.code, run.stderr).toBe(0);
  await forkedWith(
    'all',
    CASES.map(({ entry }) => entry),
  );
});
afterAll(() => place.remove());

test.each(CASES.map((each) => [each.done, each] as const))('%s', async (done, each) => {
  const { seq } = eventOf('all', each);
  const without = CASES.filter(({ entry }) => entry !== each.entry);
  // What is not held cannot be cancelled; what sets two institutions loses one of them.
  const held = each.says?.auction === 'outright' ? without.filter(({ type }) => type !== 'AuctionCancelled') : without;
  const halved =
    each.says?.agent === undefined ? [] : [`{ set: { agents.vigilantes-01.stopLossSigmas: 2 }, at: ${LATER} }`];
  const straight = await forkedWith(`without-${seq}`, [...held.map(({ entry }) => entry), ...halved]);
  expect(await proved('all', seq)).toMatchObject({ without: seq, first_difference: seq, done, digest: straight });
});

test('the only entry: what is left is the run that was forked', async () => {
  await forkedWith('one', ['{ set: { loops.L6: off } }']);
  const { seq } = eventOf('one', { entry: '', type: 'LoopSwitched', done: '' });
  const { digest } = JSON.parse(place.read('run/run.json'));
  expect((await proved('one', seq)).digest).toBe(digest);
});

test('of a fork at a seq, and of a fork of that at a later one: what comes after it keeps its instant', async () => {
  await forkedWith('first', ['{ set: { loops.L6: off } }'], '700');
  const first = eventOf('first', { entry: '', type: 'LoopSwitched', done: '' });
  const args = ['--set', 'loops.L1=off', '--out', 'second', '--json'];
  const second = await place.spillover('fork', 'first', '--at', '2000', ...args);
  expect(second.code, second.stderr).toBe(0);
  const later = eventOf('second', { entry: '', type: 'LoopSwitched', says: { loop: 'L1' }, done: '' });
  const proof = await proved('second', first.seq);
  expect(proof).toMatchObject({
    without: first.seq,
    first_difference: first.seq,
    done: 'the loop L6 is not switched off',
  });
  place.write('instant.yaml', patchOf(['{ set: { loops.L1: off } }']));
  const at = new Date(later.at).toISOString();
  const alone = await place.spillover('fork', 'run', '--at', at, '--patch', 'instant.yaml', '--out', 'alone', '--json');
  expect(alone.code, alone.stderr).toBe(0);
  expect(proof.digest).toBe(JSON.parse(alone.stdout).digest);
});

test('an auction of the scenario that a patch revises: both are left out', async () => {
  const announced = eventOf('all', { entry: '', type: 'AuctionAnnounced', says: { auction: 'twenty-year' }, done: '' });
  const proof = await proved('all', announced.seq);
  expect(proof).toMatchObject({ first_difference: announced.seq, done: 'the auction twenty-year is not held' });
});
