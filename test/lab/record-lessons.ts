/**
 * Runs the worlds of the lessons over many seeds and writes how often each claim held: `src/lab/lessons/record.json`.
 *
 *     node test/lab/record-lessons.ts --seeds 1-200 [--only 1,2,6] [--out FILE]
 *
 * Hundreds of runs: for once an engine version. What is told of a lesson in the page is this record and nothing else.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_VERSION, ROOT } from '../../src/lab/build/shipped.ts';
import { EVERY_LESSON } from '../../src/lab/lessons/every-lesson.ts';
import type { Lesson } from '../../src/lab/lessons/lesson.ts';
import type { LessonRecord } from '../../src/lab/lessons/lesson-record.ts';
import { runWorlds } from '../../src/lab/page/lesson-runner.ts';
import { labWithout } from './engine-beside.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-200' },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: join(ROOT, 'src/lab/lessons/record.json') },
  },
});
const [first = Number.NaN, last = Number.NaN] = values.seeds.split('-').map(Number);
if (!(first <= last)) throw new Error(`--seeds ${values.seeds}: two numbers such as 1-200`);
const only = values.only === '' ? undefined : values.only.split(',').map(Number);

const before: readonly LessonRecord[] = JSON.parse(readFileSync(values.out, 'utf8')).lessons;
const records = new Map(before.map((record) => [record.lesson, record]));
for (const lesson of EVERY_LESSON) {
  if (lesson.claim === undefined || only?.includes(lesson.number) === false) continue;
  const record = await recorded(lesson);
  records.set(lesson.number, record);
  const share = record.held / record.runs;
  const verdict = share >= lesson.claim.leastShare ? 'holds' : 'DOES NOT HOLD';
  process.stderr.write(`lesson ${lesson.number}: ${record.held} of ${record.runs}, ${verdict}\n`);
  const lessons = [...records.values()].sort((a, b) => a.lesson - b.lesson);
  writeFileSync(values.out, `${JSON.stringify({ engine: ENGINE_VERSION, lessons }, undefined, 2)}\n`);
}
process.exit();

async function recorded({ number, run, claim }: Lesson): Promise<LessonRecord> {
  const hash = createHash('sha256');
  let [runs, held] = [0, 0];
  for (let seed = first; seed <= last; seed++) {
    if (run === undefined || claim === undefined) break;
    const { lab, end } = labWithout(seed, ENGINE_VERSION);
    const worlds = await runWorlds(lab, run, () => undefined);
    end();
    for (const { until } of Object.values(worlds)) hash.update(until.digest);
    const isHeld = claim.holds(worlds);
    runs++;
    if (isHeld) held++;
    process.stderr.write(`lesson ${number}, seed ${seed}: ${isHeld ? 'holds' : 'does not'}\n`);
  }
  return { lesson: number, runs, held, firstSeed: first, digest: hash.digest('hex').slice(0, 32) };
}
