/** Outcomes held to the scenario that they are measured in: lines that exist, dates in order and within the run. */

import type { Path, Problem } from '../../scenario/located-error.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { isoTime } from '../../units/time.ts';
import { bondsOf, type Outcome, type OutcomeEntry, unitOf } from './outcome-entry.ts';

export function outcomeOf(name: string, entry: OutcomeEntry): Outcome {
  return { name, entry, what: entry.what ?? name.replaceAll('_', ' '), unit: unitOf(entry) };
}

/** @param taken Names that the table of runs has already. */
export function outcomeProblems(
  { name, entry }: Outcome,
  scenario: Scenario | undefined,
  taken: readonly string[],
): Problem[] {
  const path: Path = ['outcomes', name];
  const problems: Problem[] = [];
  if (taken.includes(name))
    problems.push({
      path,
      atKey: true,
      message: `"${name}" is a column of every table of runs`,
      expected: 'another name',
    });
  if (entry.measure === 'change') problems.push(...changeProblems(entry, path));
  if ('since' in entry && entry.since !== undefined && entry.to !== undefined && entry.to <= entry.since)
    problems.push({
      path: [...path, 'to'],
      message: `is not after ${entry.since}`,
      expected: `a date after ${entry.since}`,
    });
  if (scenario !== undefined)
    problems.push(...lineProblems(entry, path, scenario), ...dateProblems(entry, path, scenario));
  return problems;
}

function changeProblems(entry: Extract<OutcomeEntry, { measure: 'change' }>, path: Path): Problem[] {
  const { date, since, to } = entry;
  if (date !== undefined && since === undefined && to === undefined) return [];
  if (date === undefined && since !== undefined && to !== undefined) return [];
  const message = date === undefined ? 'over which dates?' : 'says its dates twice';
  return [{ path, atKey: true, message, expected: 'date, or since and to' }];
}

function lineProblems(entry: OutcomeEntry, path: Path, { instruments }: Scenario): Problem[] {
  const known = instruments.map(({ id }) => id);
  return bondsOf(entry).flatMap((bond) => {
    if (known.includes(bond)) return [];
    const nearest = nearestName(bond, known);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const key = entry.measure === 'slope' ? (bond === entry.long ? 'long' : 'short') : 'bond';
    const message = `the scenario has no line "${bond}"${hint}`;
    const expected = `one of: ${known.join(', ')}`;
    return [{ path: [...path, key], message, expected, ...(nearest === undefined ? {} : { nearest }) }];
  });
}

const DATE_KEYS = ['date', 'since', 'peak', 'to'] as const;

function dateProblems(entry: OutcomeEntry, path: Path, { opensAt, endsAt }: Scenario): Problem[] {
  const [first, last] = [isoTime(opensAt).slice(0, 10), isoTime(endsAt).slice(0, 10)];
  return DATE_KEYS.flatMap((key) => {
    const stated = (entry as Partial<Record<(typeof DATE_KEYS)[number], string>>)[key];
    // A market's own date may be a day ahead of UTC's.
    if (stated === undefined || (stated >= first && stated <= last) || key === 'since') return [];
    const message = `${stated} lies outside the scenario`;
    return [{ path: [...path, key], message, expected: `${first} … ${last}` }];
  });
}
