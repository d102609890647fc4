/** The scenarios that come with the program: `sims/<name>.yaml`, known by their name alone. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type BadInput, badArgument } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { SIMS } from '../program.ts';

export interface ShippedScenario {
  readonly name: string;
  readonly path: string;
}

/** By name. Throws `EnvironmentFault`. */
export function shippedScenarios(): ShippedScenario[] {
  const files = attempt('list', SIMS, () => readdirSync(SIMS));
  return files
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.yaml'.length), path: shown(join(SIMS, file)) }));
}

/** `SCENARIO` → the file that is meant: a path that exists goes before a shipped name. */
export function findScenario(asked: string): { readonly ok: true; readonly path: string } | BadInput {
  const there = statSync(asked, { throwIfNoEntry: false });
  if (there !== undefined && !there.isDirectory()) return { ok: true, path: asked };
  const shipped = shippedScenarios();
  const named = shipped.find(({ name }) => name === asked);
  if (named !== undefined) return { ok: true, path: named.path };
  const looksLikePath = /[/\\]|\.ya?ml$/.test(asked);
  const nearest = nearestName(
    asked.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''),
    shipped.map(({ name }) => name),
  );
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  return badArgument({
    argument: 'SCENARIO',
    found: asked,
    message:
      (there !== undefined
        ? `${asked} is a folder`
        : looksLikePath
          ? `there is no file ${asked}`
          : `no scenario is called "${asked}"`) + hint,
    expected: `the path of a scenario file, or a shipped one: ${shipped.map(({ name }) => name).join(', ')}`,
    nearest,
  });
}

/** How a person would name the file: a shipped one by its name. */
export function scenarioWord(path: string): string {
  const isShipped = path.endsWith('.yaml') && resolve(dirname(path)) === SIMS;
  return isShipped ? basename(path, '.yaml') : path;
}

/** As a person at the current folder would write it. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length && !fromHere.startsWith('..') ? fromHere : path;
}
