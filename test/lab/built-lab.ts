/** The lab as it is built, once for all tests of one file, on the disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltLab, buildLab } from '../../src/lab/build/build-lab.ts';

export interface LabOnDisk extends BuiltLab {
  readonly path: string;
  remove(): void;
}

export async function labOnDisk(): Promise<LabOnDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'spillover-lab-'));
  const path = join(folder, 'lab.html');
  const built = await buildLab();
  writeFileSync(path, built.html);
  return { ...built, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
