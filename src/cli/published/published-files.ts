/** The published numbers that come with the program: `sims/published/<episode>.csv`, for the episode of a scenario. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { episodeOf, type PublishedRow } from '../../analysis/published/published-row.ts';
import { readPublished } from '../../analysis/published/read-published.ts';
import type { BadInput } from '../bad-input.ts';
import { attempt } from '../environment-fault.ts';
import { SIMS } from '../program.ts';
import { readText } from '../text-file.ts';

const FOLDER = join(SIMS, 'published');
const ENDING = '.csv';

export interface PublishedEpisode {
  readonly ok: true;
  readonly episode: string;
  readonly rows: readonly PublishedRow[];
}

/** Undefined: nothing was published of it that we know. Throws `EnvironmentFault`. */
export function publishedOf(scenario: string): PublishedEpisode | BadInput | undefined {
  const episode = episodeOf(scenario, publishedEpisodes());
  if (episode === undefined) return undefined;
  const path = join(FOLDER, `${episode}${ENDING}`);
  const text = readText(path, path);
  if (!text.ok) return text;
  const read = readPublished(text.text, path, episode);
  return read.ok ? { ok: true, episode, rows: read.rows } : { ok: false, errors: read.errors, textOf: () => text.text };
}

/** Throws `EnvironmentFault`. */
export const hasPublished = (scenario: string): boolean => episodeOf(scenario, publishedEpisodes()) !== undefined;

/** By name. Throws `EnvironmentFault`. */
export const publishedEpisodes = (): string[] =>
  attempt('list', FOLDER, () => readdirSync(FOLDER))
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
