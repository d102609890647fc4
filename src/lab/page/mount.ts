/** Puts the page together, and together again when the language changes. */
import type { RecordedOpening } from '../protocol.ts';
import { sayIn } from '../strings/say.ts';
import { FONT_FACES } from '../theme/fonts.ts';
import { LAB_STYLE } from '../theme/page-style.ts';
import type { LabClient } from '../worker/lab-client.ts';
import { Control, freshRun } from './control.ts';
import { makeDialogs } from './dialogs.ts';
import { element } from './element.ts';
import { listenToKeys } from './keyboard.ts';
import type { Lab } from './lab.ts';
import type { LabState } from './lab-state.ts';
import { masthead } from './masthead.ts';
import { numbersIn } from './numbers.ts';
import { Recording } from './recording.ts';
import { beatsOf, playReel, questionCaption } from './reel.ts';
import { stagePart } from './stage.ts';
import { createStore, type Store } from './store.ts';

export interface MountedLab {
  readonly store: Store<LabState>;
  /** Starts the engine and opens the run of the recording with it. */
  start(makeClient: () => LabClient): Promise<void>;
}

interface Workings {
  readonly store: Store<LabState>;
  readonly control: Control;
  readonly recording: Recording;
}

export function mountLab(body: HTMLElement, opening: RecordedOpening): MountedLab {
  const recording = new Recording(opening);
  const store = createStore<LabState>(initialState(recording));
  const control = new Control(store, recording);
  const workings: Workings = { store, control, recording };
  adoptStyle();
  let stop = build(body, workings, true);
  store.subscribe((state, before) => {
    if (state.theme !== before.theme) showTheme(state);
    if (state.language === before.language) return;
    stop();
    stop = build(body, workings, false);
    document.getElementById('language')?.focus();
  });
  return {
    store,
    async start(makeClient) {
      const client = makeClient();
      const { scenario, seed } = opening.manifest;
      const answer = await client.ask({ ask: 'open', choice: { scenario: { name: scenario }, seed } });
      if (answer.answer !== 'opened') {
        store.set({ notice: answer.answer === 'refused' ? answer.message : answer.answer });
        return;
      }
      control.attach(client);
      store.set({ manifest: answer.manifest });
    },
  };
}

function initialState(recording: Recording): LabState {
  const { manifest, marks } = recording.opening;
  const run = freshRun(recording.first);
  return {
    section: 'watch',
    language: navigator.language.startsWith('ja') ? 'ja' : 'en',
    theme: 'auto',
    areLettersOn: true,
    isBlank: false,
    manifest,
    ...run,
    branches: [{ ...run.branches[0], marks }],
    isPlaying: false,
    speed: 2,
    showsLevels: false,
    large: undefined,
    watched: Math.max(
      0,
      manifest.lines.findIndex(({ id }) => id === 'JGB-30Y'),
    ),
    notice: undefined,
    zoom: 'day',
    tab: 'v1',
    lesson: undefined,
    lessonStep: 0,
    isLocked: false,
  };
}

/** A constructed sheet: no policy of the page needs an exception for it. */
function adoptStyle(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(FONT_FACES + LAB_STYLE);
  document.adoptedStyleSheets = [sheet];
}

function showTheme({ theme }: LabState): void {
  if (theme === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}

/** Returns how to take it apart. */
function build(body: HTMLElement, { store, control, recording }: Workings, isFirst: boolean): () => void {
  const say = sayIn(store.get().language);
  document.documentElement.lang = say.language;
  const lab: Lab = { store, control, say, numbers: numbersIn(say) };
  const stage = stagePart(lab, () => []);
  const dialogs = makeDialogs(lab, {
    link: () => location.href,
    saveTables: () => undefined,
    saveViews: () => undefined,
  });
  const head = masthead(lab, { scenarios: [], openScenario: () => undefined, ...dialogs });
  const notice = element('p', { class: 'notice', role: 'status', hidden: true });
  const blank = element('button', {
    class: 'blank',
    type: 'button',
    'aria-label': say('help.blank'),
    hidden: true,
    on: { click: () => store.set({ isBlank: false }) },
  });
  const main = element('main', {}, stage.root);
  const root = element('div', { class: 'lab' }, head.root, notice, main, ...dialogs.roots, blank);
  body.replaceChildren(root);

  const draw = (): void => {
    const state = store.get();
    notice.hidden = state.notice === undefined;
    notice.textContent = state.notice ?? '';
    blank.hidden = !state.isBlank;
    head.draw(state);
    stage.draw(state);
  };
  let isDue = false;
  const unsubscribe = store.subscribe(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
    });
  });
  const close = (): void => store.set({ large: undefined, opened: undefined, side: 'agents' });
  const silence = listenToKeys(lab, { help: dialogs.help, fork: stage.fork, close });
  draw();
  const stopReel = isFirst || store.get().caption !== undefined ? startReel(lab, recording, isFirst) : () => undefined;
  return () => {
    unsubscribe();
    silence();
    stopReel();
  };
}

function startReel(lab: Lab, recording: Recording, plays: boolean): () => void {
  const { store } = lab;
  const beats = beatsOf(recording.opening, recording, lab.say);
  let stop = (): void => undefined;
  const ask = (): void => store.set({ caption: questionCaption(lab, beats, again) });
  const again = (): void => {
    stop();
    stop = playReel(lab, recording, beats, ask);
  };
  if (plays) again();
  else ask();
  // Whoever takes the time into his own hands ends the story.
  const unsubscribe = store.subscribe((state, before) => {
    if (state.isPlaying && !before.isPlaying) {
      stop();
      store.set({ caption: undefined });
    }
  });
  return () => {
    stop();
    unsubscribe();
  };
}
