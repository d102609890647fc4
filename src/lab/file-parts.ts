/**
 * What the one file holds beside the page's own script, each in a block of its own that no browser runs: the worker's
 * script, the YAML reader, the shipped scenarios, the recorded opening. The build writes them (`build/`), the page reads
 * them here.
 */
import type { RecordedOpening } from './protocol.ts';
import type { WorkerPort } from './worker/lab-client.ts';
import type { Shelf } from './worker/world-of-choice.ts';

/** Ids of the blocks. */
export const PARTS = {
  opening: 'lab-opening',
  worker: 'lab-worker',
  yaml: 'lab-yaml',
  shelf: 'lab-shelf',
} as const;

/** Right at the start: the block stands before the page's script. */
export const readOpening = (): RecordedOpening => JSON.parse(textOf(PARTS.opening)) as RecordedOpening;

/** Once the document is complete: the blocks stand behind the page's script, which need not wait for them. */
export function startWorker(): WorkerPort {
  const source = [textOf(PARTS.yaml), textOf(PARTS.worker)];
  const url = URL.createObjectURL(new Blob(source, { type: 'text/javascript' }));
  const worker = new Worker(url);
  const { manifest, at, digest } = readOpening();
  const { scenarioDigest, seed } = manifest;
  const end = at.reduce((sum, difference) => sum + difference, 0);
  const opening = { scenarioDigest, seed, at: end, digest };
  worker.postMessage({ shelf: readShelf(), opening });
  return worker as unknown as WorkerPort;
}

/** Engine version and scenarios by name, as data. */
export const readShelf = (): Shelf => JSON.parse(textOf(PARTS.shelf)) as Shelf;

/** The page may put other things in the place of the body's later on. */
const known = new Map<string, string>();

function textOf(id: string): string {
  const text = known.get(id) ?? document.getElementById(id)?.textContent;
  if (text === undefined || text === null) throw new Error(`the file has lost its block ${id}`);
  known.set(id, text);
  return text;
}
