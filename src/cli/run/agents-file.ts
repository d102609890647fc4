/**
 * `--agents FILE.ts`: other behaviour for kinds of institution, from a module of the user's own.
 *
 * Every export that is an agent kind takes the place of the kind whose name it bears. New names are refused for now: a
 * scenario file could not mention them. The text's hash enters the scenario's digest, since it changes what happens.
 */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyAgentKind } from '../../agents/contract.ts';
import { AGENT_KIND_NAMES, type AgentKindName } from '../../agents/kind-names.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { readText } from '../text-file.ts';

export interface AgentsFile {
  readonly path: string;
  readonly sha256: string;
  readonly kinds: Readonly<Partial<Record<AgentKindName, AnyAgentKind>>>;
}

const PARTS = ['start', 'watches', 'remember', 'decide', 'headroom'] as const;

export async function loadAgents(path: string): Promise<{ readonly ok: true; readonly agents: AgentsFile } | BadInput> {
  const read = readText(path, '--agents');
  if (!read.ok) return read;
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(resolve(path)).href)) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(path, `${path} cannot be loaded: ${reason}`, 'a module that Node can import');
  }
  const kinds: Partial<Record<AgentKindName, AnyAgentKind>> = {};
  for (const value of Object.values(exported)) {
    if (!isKind(value)) continue;
    if (!AGENT_KIND_NAMES.includes(value.kind)) return refuseName(path, value.kind);
    kinds[value.kind] = value;
  }
  if (Object.keys(kinds).length === 0) {
    return refuse(path, `${path} exports no agent kind`, `an object with kind, mandate, ${PARTS.join(', ')}`);
  }
  return { ok: true, agents: { path, sha256: createHash('sha256').update(read.text).digest('hex'), kinds } };
}

function isKind(value: unknown): value is AnyAgentKind {
  if (typeof value !== 'object' || value === null) return false;
  const kind = value as Record<string, unknown>;
  return typeof kind.kind === 'string' && 'mandate' in kind && PARTS.every((part) => typeof kind[part] === 'function');
}

function refuseName(path: string, name: string): BadInput {
  const nearest = nearestName(name, AGENT_KIND_NAMES);
  const message = `${path} exports a kind called "${name}"; for now a file can only replace a known kind`;
  return badArgument({
    argument: '--agents',
    found: name,
    message: nearest === undefined ? message : `${message}; did you mean "${nearest}"?`,
    expected: `one of: ${AGENT_KIND_NAMES.join(', ')}`,
    nearest,
  });
}

const refuse = (found: string, message: string, expected: string): BadInput =>
  badArgument({ argument: '--agents', found, message, expected });
