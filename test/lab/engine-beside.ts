/** The lab's engine in the same process, for scripts: the page's own control asks it, nothing is drawn. */
import { shippedData } from '../../src/lab/build/shipped.ts';
import { Control } from '../../src/lab/page/control.ts';
import type { Lab } from '../../src/lab/page/lab.ts';
import type { LabState } from '../../src/lab/page/lab-state.ts';
import { numbersIn } from '../../src/lab/page/numbers.ts';
import { createStore } from '../../src/lab/page/store.ts';
import type { FromWorker } from '../../src/lab/protocol.ts';
import { sayIn } from '../../src/lab/strings/say.ts';
import { LabClient, type WorkerPort } from '../../src/lab/worker/lab-client.ts';
import { LabHost } from '../../src/lab/worker/lab-host.ts';

/** A page without a screen, on a seed; `end` stops what is computed ahead. */
export function labWithout(seed: number, engineVersion: string): { readonly lab: Lab; end(): void } {
  let isEnded = false;
  const port: WorkerPort = {
    postMessage: (message) => host.hear(message),
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
  };
  const host = new LabHost(
    {
      send: (data: FromWorker) => port.onmessage?.({ data }),
      later: (work) => {
        setImmediate(() => {
          if (!isEnded) work();
        });
      },
      now: () => performance.now(),
    },
    { shelf: { engineVersion, scenarios: shippedData() } },
  );
  const store = createStore<LabState>({
    manifest: { seed },
    branches: [],
    watched: 0,
    shown: 0,
  } as unknown as LabState);
  const control = new Control(store, undefined);
  control.attach(new LabClient(port));
  const say = sayIn('en');
  return {
    lab: { store, control, say, numbers: numbersIn(say) },
    end: () => {
      isEnded = true;
    },
  };
}
