/** Where the page begins: the recorded opening is drawn at once, the engine joins when it is ready. */
import { readOpening, startWorker } from '../file-parts.ts';
import { LabClient } from '../worker/lab-client.ts';
import { adoptStyle, mountLab } from './mount.ts';
import { mountNotes, NOTES_HASH } from './presenter.ts';

if (location.hash === NOTES_HASH) {
  adoptStyle();
  mountNotes(document.body);
} else {
  const lab = mountLab(document.body, readOpening());
  performance.mark('first-chart');
  addEventListener('DOMContentLoaded', () => void lab.start(() => new LabClient(startWorker())), { once: true });
}
