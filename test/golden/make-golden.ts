/**
 * `node test/golden/make-golden.ts FOLDER [--again]`: makes the golden logs of a folder that holds a `world.yaml` (README.md).
 *
 * `--again` writes over what is there, which is right only as long as no release has written the format.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../../src/cli/program.ts';
import { everyEventBytes, textOf } from '../events/log-text.ts';

const SEED = '3';
/** In the order of the sums' lines. */
const SUMMED = ['world.yaml', 'run.log.gz', 'every-event.bin', 'every-event.jsonl'];

const spillover = (...args: readonly string[]): Buffer =>
  execFileSync(process.execPath, ['bin/spillover.js', ...args], { cwd: ROOT, maxBuffer: 1 << 28 });

function make(folder: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'golden-'));
  try {
    const run = join(scratch, 'run');
    spillover('run', join(folder, 'world.yaml'), '--seed', SEED, '--out', run);
    writeFileSync(join(folder, 'run.log.gz'), gzipSync(readFileSync(join(run, 'events.log')), { level: 9 }));
    writeFileSync(join(folder, 'run.json'), spillover('replay', join(run, 'events.log'), '--json'));
  } finally {
    rmSync(scratch, { recursive: true });
  }
  const bytes = everyEventBytes();
  writeFileSync(join(folder, 'every-event.bin'), bytes);
  writeFileSync(join(folder, 'every-event.jsonl'), `${textOf(bytes).join('\n')}\n`);
  const sum = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  writeFileSync(join(folder, 'SHA256SUMS'), SUMMED.map((name) => `${sum(name)}  ${name}\n`).join(''));
}

const [format = '', again] = process.argv.slice(2);
const folder = join(ROOT, 'test/golden', format);
if (!/^v\d[\w.-]*$/.test(format) || !existsSync(join(folder, 'world.yaml'))) {
  process.stderr.write('node test/golden/make-golden.ts FOLDER [--again]: FOLDER is such as v2 and holds a world.yaml\n');
  process.exitCode = 2;
} else if (existsSync(join(folder, 'SHA256SUMS')) && again !== '--again') {
  process.stderr.write(`${folder} has its logs; --again writes over them, as long as no release has written them\n`);
  process.exitCode = 2;
} else {
  make(folder);
}
