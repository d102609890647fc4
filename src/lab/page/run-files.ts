/** What can be taken along: the link of the moment, every view as a drawing, the whole run as tables. */
import { offerFile, svgFile } from '../views/export.ts';
import type { DialogHost } from './dialogs.ts';
import type { Lab } from './lab.ts';
import { linkNow } from './moment-link.ts';

export const runFiles = (lab: Lab): DialogHost => ({
  link: () => linkNow(lab),
  saveTables: () => void saveTables(lab),
  saveViews: () => saveViews(lab),
});

async function saveTables({ control, store }: Lab): Promise<void> {
  const { shown, manifest } = store.get();
  const answer = await control.ask({ ask: 'tables', branch: shown });
  if (answer.answer !== 'tables') return;
  for (const { name, text } of answer.files)
    offerFile({ name: `${manifest.scenario}-${manifest.seed}-${name}`, blob: new Blob([text], { type: 'text/csv' }) });
}

function saveViews(lab: Lab): void {
  for (const drawing of document.querySelectorAll<SVGSVGElement>('.view .drawing > svg')) {
    const view = drawing.closest('.view');
    const name = ['v1', 'v2', 'v4', 'v5'].find((each) => view?.classList.contains(each)) ?? 'view';
    const title = view?.querySelector('h2')?.textContent ?? name;
    if (drawing.childElementCount > 0) offerFile(svgFile({ lab, name, title, drawing }));
  }
}
