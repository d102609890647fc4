/**
 * Made-up small scenarios as the text of scenario files: markets, lines, institutions of every kind, news, auctions and
 * operations by dice, one to three days. A text is a function of its seed (and of what a test wants in it), on any machine.
 *
 * Every text is meant to be read without a fault: what they are for is not the reader but whatever comes after it.
 */
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { LOOP_NAMES } from '../../src/agents/loops.ts';
import { renderError } from '../../src/scenario/located-error.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { Draws, type Wanted } from './random-draws.ts';
import { institutions } from './random-institutions.ts';
import { marketYaml, pairYaml, randomStage } from './random-lines.ts';
import { announcements, auctions, calendar, operations, rateAtAuction } from './random-primary.ts';

export function randomScenario(seed: number, wanted: Wanted = {}): string {
  const draws = new Draws(seed, wanted);
  const stage = randomStage(draws);
  const agents = institutions(stage, draws);
  const hasCentralBank = (market: string): boolean => agents.some((line) => line.includes(`central-bank-${market}:`));
  const purchases = draws.has('calendar', 30) && hasCentralBank('jgb') ? calendar(stage, draws) : [];
  const off = LOOP_NAMES.filter(() => draws.chance(8)).map((loop) => `${loop}: off`);
  const markets = stage.markets.map((market) => `  ${market}: ${marketYaml(stage, market, draws)}`);
  const instruments = draws.shuffled([
    ...stage.lines.map(({ id, yaml }) => `  ${id}: ${yaml}`),
    ...(stage.pair === undefined ? [] : [`  ${stage.pair}: ${pairYaml(stage.pair, draws)}`]),
  ]);
  const news = announcements(stage, draws);
  const sales = auctions(stage, draws);
  const held = operations(stage, hasCentralBank, draws);
  // Last, so that it moves no other draw.
  if (draws.has('rateAtAuction', 10)) news.push(...rateAtAuction(sales, draws));
  return [
    'schemaVersion: 1',
    `id: random-${seed}`,
    `title: A world of seed ${seed}`,
    `opens: ${stage.opens}`,
    `ends: ${stage.ends}`,
    'markets:',
    ...markets,
    'instruments:',
    ...instruments,
    'agents:',
    ...agents,
    ...section('announcements', news),
    ...section('auctions', sales),
    ...section('operations', held),
    ...section('purchases', purchases),
    `loops: { ${off.join(', ')} }`,
    '',
  ].join('\n');
}

const section = (name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${name}:`, ...lines];

/** The scenario of a text that must be good. */
export function scenarioOfText(text: string, name = 'random.yaml'): Scenario {
  const read = readScenario(text, name, AGENT_KINDS);
  if (!read.ok) throw new Error(read.errors.map((error) => renderError(error, text)).join('\n'));
  return read.scenario;
}

interface Synthetic {
  readonly name: string;
  readonly seed: number;
  readonly wanted: Wanted;
}

const ALONE = { jgb: false, ust: false, gilt: false, ktb: false } as const;

/** Six that between them have everything: what digests are compared on, in every engine and under every circumstance. */
export const SYNTHETIC: readonly Synthetic[] = [
  {
    name: 'tokyo-with-a-future',
    seed: 13,
    wanted: { ...ALONE, jgb: true, future: true, auctions: true, operations: true, calendar: true },
  },
  {
    name: 'london-index-linked',
    seed: 13,
    wanted: { ...ALONE, gilt: true, linker: true, coupon: true, auctions: true, operations: true },
  },
  { name: 'seoul-and-new-york', seed: 2, wanted: { ...ALONE, ust: true, ktb: true, fx: true, auctions: true } },
  {
    name: 'lines-that-are-redeemed',
    seed: 4,
    wanted: { ...ALONE, jgb: true, gilt: true, maturing: true, coupon: true, creditLines: true },
  },
  {
    name: 'four-markets',
    seed: 4,
    wanted: { jgb: true, ust: true, gilt: true, ktb: true, fx: true, announcements: true },
  },
  { name: 'little-credit', seed: 6, wanted: { ...ALONE, jgb: true, ust: true, creditLines: true, extraHoliday: true } },
];

export const syntheticText = ({ seed, wanted }: Synthetic): string => randomScenario(seed, wanted);
