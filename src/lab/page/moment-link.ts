/** The present moment as a link, and a link as the present moment: the run is computed again and its digest compared. */
import { MINUTE_MS } from '../../units/time.ts';
import { EVERY_LESSON } from '../lessons/every-lesson.ts';
import { cardEntries, patchText } from '../state/cards.ts';
import { type LinkFork, type LinkState, linkOf, readLink } from '../state/link.ts';
import { cardMoment } from '../views/card-choice.ts';
import type { Lab } from './lab.ts';
import { frameOf, type LabState } from './lab-state.ts';
import { startLesson } from './lesson-panel.ts';

/** With the address of the page. */
export async function linkNow({ store }: Pick<Lab, 'store'>): Promise<string> {
  const hash = await linkOf(linkState(store.get()));
  return `${location.href.split('#')[0]}${hash}`;
}

function linkState(state: LabState): LinkState {
  const { manifest, branches, shown, at, choice, lesson } = state;
  const frame = frameOf(state);
  return {
    engineVersion: manifest.engineVersion,
    choice,
    minutes: (at - manifest.opensAt) / MINUTE_MS,
    forks: branches.slice(1).map(({ parent, at: forkedAt, what }) => ({
      parent: Math.max(
        0,
        branches.findIndex(({ id }) => id === parent),
      ),
      minutes: (forkedAt - manifest.opensAt) / MINUTE_MS,
      what: what ?? { patch: '', name: '' },
    })),
    branch: Math.max(
      0,
      branches.findIndex(({ id }) => id === shown),
    ),
    ...(lesson === undefined ? {} : { lesson: lesson.lesson.number }),
    digest: frame.at === at ? frame.digest : '',
  };
}

/** Does nothing without a link. What cannot be read is said, and the usual opening stays. */
export async function openLink(lab: Lab, hash: string): Promise<void> {
  const { store, control, say } = lab;
  const read = await readLink(hash);
  if (read.kind === 'none') return;
  if (read.kind === 'wrong') {
    store.set({ notice: say('share.wrong') });
    return;
  }
  const { choice, forks, minutes, branch, digest, lesson, engineVersion } = read.state;
  const refused = await control.open(choice);
  if (refused !== undefined) {
    store.set({ notice: `${say('share.wrong')} ${refused}` });
    return;
  }
  await control.loadSources();
  const opensAt = store.get().manifest.opensAt;
  for (const fork of forks) await openFork(lab, fork, opensAt);
  const shown = store.get().branches[branch]?.id ?? 0;
  const at = opensAt + minutes * MINUTE_MS;
  store.set({ shown, caption: undefined, section: forks.length > 0 ? 'explore' : store.get().section });
  await control.arrive(at);
  const found = EVERY_LESSON.find((each) => each.number === lesson);
  if (found !== undefined) startLesson(lab, found);
  if (digest === '') return;
  const isSame = frameOf(store.get()).digest.startsWith(digest);
  store.set({ notice: isSame ? say('share.identical') : say('share.differs', { version: engineVersion }) });
}

async function openFork(
  { control, store, say }: Lab,
  { parent, minutes, what }: LinkFork,
  opensAt: number,
): Promise<void> {
  const at = opensAt + minutes * MINUTE_MS;
  const state = { ...store.get(), at };
  const from = state.branches[parent]?.id ?? 0;
  if ('patch' in what) {
    await control.forkAt({ at, from, name: what.name, patch: what.patch, what });
    return;
  }
  const { card, numbers } = what;
  const patch = patchText(cardEntries(card, cardMoment({ ...state, shown: from }, card, numbers[0] ?? 0)));
  await control.forkAt({ at, from, name: say.named(`card.${card}`, card), patch, what });
}
