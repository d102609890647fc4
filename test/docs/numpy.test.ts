/** The reader in numpy that `docs/log-format.md` prints, run as it stands on a log of made-up events and records. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EVENTS } from '../../src/events/fields.ts';
import { RECORD_WORDS } from '../../src/events/records.ts';
import { randomRun } from '../events/random-run.ts';
import { recordLog } from '../events/recorded-log.ts';
import { REQUIRE_ALL } from '../runtimes/runtime.ts';

const SEED = 20260120;
const PAGE = readFileSync(new URL('../../docs/log-format.md', import.meta.url), 'utf8');

const blocks = [...PAGE.matchAll(/```python\n([\s\S]*?)```/g)].map(([, code]) => code as string);
const python = (script: string): ReturnType<typeof spawnSync> =>
  spawnSync('python3', ['-c', script], { encoding: 'utf8', maxBuffer: 2 ** 28 });
const isThere = python('import numpy').status === 0;

/** What the program knows of the log, in the form in which the script prints it. */
function expected(entries: ReturnType<typeof randomRun>): Record<string, unknown> {
  const records = entries.flatMap((entry) =>
    'words' in entry
      ? Array.from({ length: (entry.to - entry.from) / RECORD_WORDS }, (_, n) => ({
          seq: entry.firstSeq + n,
          at: Number(entry.at),
          words: [...entry.words.subarray(entry.from + n * RECORD_WORDS, entry.from + (n + 1) * RECORD_WORDS)],
        }))
      : [],
  );
  const control = entries.flatMap((entry) => ('words' in entry ? [] : [entry]));
  return {
    seqs: records.map(({ seq }) => seq),
    times: records.map(({ at }) => at),
    words: records.map(({ words }) => words),
    control: control.map(({ seq, at, type }) => [seq, at, EVENTS[type].code]),
    levels: control.flatMap((event) => (event.type === 'PriceTicked' ? [event.level / 1000] : [])),
  };
}

test.skipIf(!isThere && !REQUIRE_ALL)(
  'the page’s reader in numpy sees the same records, events, times and levels as the program (skipped without numpy)',
  () => {
    expect(blocks, 'the reader and the example of one field').toHaveLength(2);
    expect(blocks[0]?.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(20);
    const folder = mkdtempSync(join(tmpdir(), 'spillover-numpy-'));
    try {
      const entries = randomRun(SEED, 400);
      const log = join(folder, 'events.log');
      writeFileSync(log, recordLog(entries, 4096).bytes);
      const script = `${blocks[0]}
import json
seqs, times, words, control = read_log(${JSON.stringify(log)})
${blocks[1]}
print(json.dumps({'seqs': seqs.tolist(), 'times': times.astype('i8').tolist(), 'words': words.tolist(),
  'control': [[s, int(t.astype('i8')), k] for s, t, k, _ in control], 'levels': [level for _, level in levels_bp]}))`;
      const { stdout, stderr } = python(script);
      expect(stderr, `seed ${SEED}`).toBe('');
      expect(JSON.parse(String(stdout)), `seed ${SEED}`).toEqual(expected(entries));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
