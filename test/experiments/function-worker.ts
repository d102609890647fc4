/**
 * A thread that runs no world: an outcome is a known function of the settings and the seed. For what is made of answers, in
 * hundreds of runs a second. Some seeds fail, die, hang or answer late.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { DailyRow } from '../../src/analysis/tables/daily-table.ts';
import type { ExperimentTask, RunAnswer } from '../../src/experiments/host/worker-messages.ts';
import { ishigami } from './known-functions.ts';

parentPort?.on('message', async (task: ExperimentTask) => {
  const { seed } = task;
  if (seed === 667) process.exit(9);
  if (seed === 668) return;
  if (seed % 7 === 0) await sleep(3);
  parentPort?.postMessage(
    seed === 666 ? { ok: false, message: 'no luck\nat all' } : { ok: true, answer: answerTo(task) },
  );
});

function answerTo({ settings, seed, outcomes, tables }: ExperimentTask): RunAnswer {
  const value = known(settings, seed);
  const digest = `${settings.join(' ')} ${seed}`;
  return {
    digest,
    scenarioDigest: settings.join(' '),
    from: '2026-01-19T00:00:00Z',
    to: '2026-01-20T00:00:00Z',
    counts: { events: seed, orders: 2, fills: 1 },
    outcomes: outcomes.map((_, at) => value + at),
    rows: Object.fromEntries(tables.map((table) => [table, table === 'daily' ? [dayOf(value)] : []])),
  };
}

/** Percent set, as shares, in the order of the settings. */
function known(settings: readonly string[], seed: number): number {
  const shares = settings.flatMap((setting) =>
    setting.endsWith('%') ? [Number(/=(.*)%$/.exec(setting)?.[1]) / 100] : [],
  );
  const isOff = settings.some((setting) => setting.endsWith('=off'));
  if (settings.includes('title=ishigami')) return ishigami(shares);
  const [a = 0, b = 0] = shares;
  const noise = ((seed * 7919) % 101) / 1000;
  return settings.includes('title=bowl') ? 10 * a - 4 * b + noise : (seed % 10) + (isOff ? 2 + noise : 0);
}

const dayOf = (change: number): DailyRow => ({
  date: '2026-01-20',
  market: 'jgb',
  bond: 'JGB-10Y',
  tenor_years: 10,
  open_yield_pct: 2.18,
  high_yield_pct: null,
  low_yield_pct: null,
  close_yield_pct: 2.18 + change / 100,
  change_bp: change,
  volume_face: 5e12,
  volume_dv01: 1.5,
  trades: 3,
  spread_bp: null,
  depth_dv01: 7,
  close_price: 99.5,
  currency: 'JPY',
});
