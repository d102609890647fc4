/** `npm run lab [-- --out FILE]`: writes the lab, and says how large it is. */
import { renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildLab } from './build-lab.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'lab.html' } } });
const { html, sizes } = await buildLab((line) => process.stderr.write(`${line} …\n`));
const unfinished = `${values.out}.unfinished`;
writeFileSync(unfinished, html);
renameSync(unfinished, values.out);
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
const { file, ...parts } = sizes;
const of = Object.entries(parts).map(([name, bytes]) => `${name} ${kb(bytes)}`);
process.stderr.write(`${values.out}: ${kb(html.length)}, ${kb(file)} gzipped (${of.join(', ')})\n`);
