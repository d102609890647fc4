/**
 * What the one file holds beside the page's own script, each in a block of its own that no browser runs: the worker's
 * script, the shipped scenarios, the recorded opening. The build writes them (`build/`), the page reads them here.
 */
import type { RecordedOpening } from './protocol.ts';
import type { WorkerPort } from './worker/lab-client.ts';

/** Ids of the blocks. */
export const PARTS = { worker: 'lab-worker', scenarios: 'lab-scenarios', opening: 'lab-opening' } as const;

/** Right at the start: the block stands before the page's script. */
export const readOpening = (): RecordedOpening => JSON.parse(textOf(PARTS.opening)) as RecordedOpening;

/** Once the document is complete: the block stands behind the page's script, which need not wait for it. */
export function startWorker(): WorkerPort {
  const url = URL.createObjectURL(new Blob([textOf(PARTS.worker)], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.postMessage({ scenarios: textOf(PARTS.scenarios) });
  return worker as unknown as WorkerPort;
}

function textOf(id: string): string {
  const block = document.getElementById(id);
  if (block === null) throw new Error(`the file has lost its block ${id}`);
  return block.textContent;
}
