/** Logs of every released format (`test/golden`): they read as they did when they were written, for ever. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RunCounts } from '../../src/analysis/run-counts.ts';
import { TABLE_NAMES } from '../../src/analysis/tables/table-columns.ts';
import { DISK } from '../../src/cli/file-port.ts';
import { Interruption } from '../../src/cli/interruption.ts';
import { ledgerState, lineStates } from '../../src/cli/log/replay-state.ts';
import { exportLog } from '../../src/cli/tables/export-log.ts';
import { NO_FACTS } from '../../src/cli/tables/scenario-facts.ts';
import { Replay } from '../../src/engine/replay.ts';
import { EVENT_TYPES, EVENTS } from '../../src/events/fields.ts';
import { FORMAT_VERSION } from '../../src/events/log-format.ts';
import { RECORD_WORDS } from '../../src/events/records.ts';
import { isoTime } from '../../src/units/time.ts';
import { everyEventBytes, readThrough, textOf } from './log-text.ts';

const ROOT = fileURLToPath(new URL('../golden', import.meta.url));
const RUN_LOG = 'run.log.gz';
const EVERY_LOG = 'every-event.bin';
const EVERY_TEXT = 'every-event.jsonl';

const bytesOf = (format: string, file: string): Buffer => readFileSync(join(ROOT, format, file));
const linesOf = (format: string, file: string): string[] =>
  bytesOf(format, file).toString('utf8').trimEnd().split('\n');
const readRun = (format: string): Uint8Array => new Uint8Array(gunzipSync(bytesOf(format, RUN_LOG)));

const inOrder = new Intl.Collator('en', { numeric: true });
/** `v1`; where types of events came or changed within a format, `v1-0.3.0` by the first engine that wrote them. */
const FORMATS = readdirSync(ROOT)
  .filter((name) => /^v\d/.test(name))
  .sort(inOrder.compare);
const NEWEST = FORMATS.at(-1) ?? '';

describe.each(FORMATS)('golden logs of format %s', (format) => {
  test('are as they were: who edits one has broken the promise that it stands for', () => {
    for (const line of linesOf(format, 'SHA256SUMS')) {
      const [sum, file = ''] = line.split(/ +/);
      expect(`${createHash('sha256').update(bytesOf(format, file)).digest('hex')} ${file}`).toBe(`${sum} ${file}`);
    }
    const kept = linesOf(format, 'SHA256SUMS').map((line) => line.split(/ +/)[1]);
    expect(kept).toEqual(expect.arrayContaining([RUN_LOG, EVERY_LOG, EVERY_TEXT]));
  });

  test('the run replays to its digest, counts, books, accounts and state', () => {
    const recorded = JSON.parse(bytesOf(format, 'run.json').toString('utf8'));
    const replay = new Replay();
    const counts = new RunCounts();
    const { digest, header, tail } = readThrough(readRun(format), {
      control: (event) => {
        replay.control(event);
        counts.control(event);
      },
      batch: (batch) => {
        replay.batch(batch);
        counts.batch(batch);
      },
    });
    replay.finish();
    expect({
      scenario_digest: header?.scenarioDigest,
      seed: header?.seed,
      engine_version: header?.engineVersion,
      log_format: header?.formatVersion,
      time: isoTime(replay.at),
      seq: replay.lastSeq,
      frames: tail.frames,
      counts: counts.counts(),
      lines: lineStates(replay.world),
      ledger: ledgerState(replay.world),
      state_hash: replay.world.stateHash(),
      digest: digest?.hex,
    }).toEqual(expect.objectContaining(withoutSaid(recorded)));
    expect(`v${header?.formatVersion}`).toBe(format.split('-')[0]);
  });

  test('the run exports to every table', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spillover-golden-'));
    const interruption = new Interruption(true);
    try {
      const logPath = join(folder, 'events.log');
      writeFileSync(logPath, readRun(format));
      const progress = { update: () => undefined, end: () => undefined };
      const isRefused = (): boolean => false;
      const whither = { folder, interruption, progress, facts: NO_FACTS, port: DISK, isRefused };
      const exported = await exportLog({ ...whither, logPath, tables: TABLE_NAMES, format: 'jsonl' });
      const rows = new Map(exported.tables?.map((each) => [each.table, each.rows]));
      expect([...rows.keys()]).toEqual(TABLE_NAMES);
      expect(rows.get('events')).toBe(exported.lastSeq);
      expect([...rows].filter(([, count]) => count === 0)).toEqual([]);
    } finally {
      interruption.end();
      rmSync(folder, { recursive: true });
    }
  });

  test('the log of every event says what it said, field by field', () => {
    expect(textOf(new Uint8Array(bytesOf(format, EVERY_LOG)))).toEqual(linesOf(format, EVERY_TEXT));
  });

  test('the log of every event is brought up to today’s vocabulary', () => {
    const seen = new Set<string>();
    const kinds = new Set<number>();
    readThrough(new Uint8Array(bytesOf(format, EVERY_LOG)), {
      control: (event) => {
        const fields = Object.keys(EVENTS[event.type].fields);
        expect(Object.keys(event).sort()).toEqual(['seq', 'at', 'type', 'causes', ...fields].sort());
        seen.add(event.type);
      },
      batch: ({ words, from, to }) => {
        for (let at = from; at < to; at += RECORD_WORDS) kinds.add(words[at] as number);
      },
    });
    expect(seen.size).toBe(typesOf(format).size);
    expect(kinds.size).toBeGreaterThanOrEqual(9);
  });
});

test('the newest log of every event is byte for byte what is written today: whatever changes a field needs a new one', () => {
  const bytes = everyEventBytes();
  expect(textOf(bytes)).toEqual(linesOf(NEWEST, EVERY_TEXT));
  expect(Buffer.compare(bytes, bytesOf(NEWEST, EVERY_LOG))).toBe(0);
  expect([...typesOf(NEWEST)].sort()).toEqual([...EVENT_TYPES].sort());
  expect(NEWEST.split('-')[0]).toBe(`v${FORMAT_VERSION}`);
});

/** What a document says of the command that printed it, and not of the log. */
function withoutSaid(recorded: Record<string, unknown>): Record<string, unknown> {
  const { schema, scenario, ending, dropped_bytes, restored_at, ...facts } = recorded;
  return facts;
}

function typesOf(format: string): Set<string> {
  const lines = linesOf(format, EVERY_TEXT).map((line) => JSON.parse(line) as { readonly type?: string });
  return new Set(lines.flatMap(({ type }) => type ?? []));
}
