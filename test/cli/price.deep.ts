/** The whole tables through the command, and a file too long for memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectOracleRow, oracleCsv } from './price-oracle.ts';
import { SHIM, Workplace } from './program.ts';

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

test('every row of the four tables, by its yield and by its price, comes out as the table says', async () => {
  const { csv, rows } = oracleCsv(1);
  expect(rows.length).toBe(1120);
  const { code, stdout } = await place.spillover('price', place.write('bonds.csv', csv));
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n').slice(1);
  expect(lines.length).toBe(rows.length);
  for (const [index, row] of rows.entries()) expectOracleRow(row, lines[index] as string);
});

/** Where the system tells it: megabytes that a process has held at most. */
function mostHeldMb(pid: number | undefined): number {
  if (process.platform !== 'linux') return 0;
  const held = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(held) / 1024;
}

test('a million rows and a line of 500 MB pass through a memory that could not hold them', async () => {
  const { csv, rows } = oracleCsv(1);
  const [head = '', ...body] = csv.trimEnd().split('\n');
  const copies = Math.ceil(1_000_000 / rows.length);
  const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=96' };
  const child = spawn(process.execPath, [SHIM, 'price', '-'], { cwd: place.path, env });
  let [written, newlines] = ['', 0];
  child.stdout.on('data', (piece: Buffer) => {
    for (const byte of piece) if (byte === 0x0a) newlines++;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  const closed = once(child, 'close');
  const send = async (text: string): Promise<void> => {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  };
  await send(`${head}\n`);
  for (let copy = 0; copy < copies; copy++) await send(`${body.join('\n')}\n`);
  for (let copy = 0; copy < 500; copy++) await send('9'.repeat(1 << 20));
  expect(mostHeldMb(child.pid)).toBeLessThan(400);
  child.stdin.end(`\n${body[0]}\n`);
  const [code] = await closed;
  expect(newlines).toBe(1 + copies * rows.length + 1);
  expect(written).toContain('the line is too long');
  expect(code).toBe(2);
});
