/**
 * The worker's script: a classic one, made from a blob, since a page on disk may have no other. The first message brings what
 * travels in the file; every other is a question.
 */
import type { LabRequest } from '../protocol.ts';
import { type HostOptions, LabHost } from './lab-host.ts';
import type { TextReader } from './scenario-text.ts';

/** Of the block with the YAML reader, where the page has put it in front. */
declare const readYamlText: TextReader | undefined;

type FirstMessage = Omit<HostOptions, 'readYaml'>;

interface WorkerScope {
  onmessage: ((event: { readonly data: FirstMessage | LabRequest }) => void) | null;
  postMessage(message: unknown, transfers: readonly ArrayBuffer[]): void;
}

const scope = self as unknown as WorkerScope;
/** A message to oneself waits behind those that have arrived, and is not held back as a timer would be. */
const bell = new MessageChannel();
let rings: (() => void)[] = [];
bell.port1.onmessage = () => {
  const due = rings;
  rings = [];
  for (const work of due) work();
};

let host: LabHost | undefined;
scope.onmessage = ({ data }) => {
  if ('ask' in data) {
    host?.hear(data);
    return;
  }
  const port = {
    send: (message: unknown, transfers: readonly ArrayBuffer[]) => scope.postMessage(message, transfers),
    later: (work: () => void) => {
      rings.push(work);
      bell.port2.postMessage(0);
    },
    now: () => performance.now(),
  };
  const readYaml = typeof readYamlText === 'undefined' ? undefined : readYamlText;
  host = new LabHost(port, { ...data, ...(readYaml === undefined ? {} : { readYaml }) });
};
