/**
 * Reads a named number out of the sources as text, so that the documents show what the code does.
 *
 * `NAME` and `NAME.key` of an object as source text, not evaluated; `mandate.key`: the default of a mandate's field.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every file of the sources, relative to the root, in order. */
export const SOURCE_FILES: readonly string[] = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/'))
  .sort();

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The one source file of this name. */
export function sourceFile(name: string): string {
  const found = SOURCE_FILES.filter((path) => basename(path) === name);
  if (found.length !== 1) throw new Error(`${found.length} source files are called ${name}`);
  return found[0] as string;
}

export function constantOf(file: string, name: string): string {
  const value = name.startsWith('mandate.')
    ? fieldDefault(file, name.slice(8))
    : ofConstant(read(sourceFile(file)), name);
  if (value === undefined) throw new Error(`${file} has no ${name}`);
  return value;
}

function ofConstant(text: string, name: string): string | undefined {
  const [constant = '', key] = name.split('.');
  const found = new RegExp(`^(?:export )?const ${constant}(?::[^=]+)? =\\s+([^;]+);`, 'm').exec(text)?.[1];
  const value = found?.replace(/\s+/g, ' ').replace(/ as const$/, '');
  if (key === undefined || value === undefined) return value;
  return new RegExp(`\\b${key}: ([^,\\s}]+)`).exec(value)?.[1];
}

/** Through the kind's own schema: what it takes where a scenario says nothing. */
function fieldDefault(file: string, key: string): string | undefined {
  const kind = Object.values(AGENT_KINDS).find((candidate) => `${kebab(candidate.kind)}.ts` === file);
  const fields = (kind?.mandate as z.ZodObject | undefined)?.shape as Record<string, z.ZodType> | undefined;
  const taken = fields?.[key]?.safeParse(undefined);
  return taken?.success ? String(taken.data) : undefined;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
