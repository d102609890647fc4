/** Puts the page together, and together again when the language changes. */

import type { Lesson } from '../lessons/lesson.ts';
import type { RecordedOpening } from '../protocol.ts';
import { type Say, sayIn } from '../strings/say.ts';
import { FONT_FACES } from '../theme/fonts.ts';
import { LAB_STYLE } from '../theme/page-style.ts';
import type { LabClient } from '../worker/lab-client.ts';
import { Control, freshRun, watchedIn } from './control.ts';
import { makeDialogs } from './dialogs.ts';
import { element, refill, setText } from './element.ts';
import { explorePanel } from './explore.ts';
import { printHandout } from './handout.ts';
import { listenToKeys } from './keyboard.ts';
import type { Lab } from './lab.ts';
import type { LabState, Section } from './lab-state.ts';
import { lessonPanel } from './lesson-panel.ts';
import { masthead } from './masthead.ts';
import { modelPage } from './model-page.ts';
import { openLink } from './moment-link.ts';
import { numbersIn } from './numbers.ts';
import { NOTES_HASH, tellPresenter } from './presenter.ts';
import { Recording } from './recording.ts';
import { beatsOf, playReel, questionCaption } from './reel.ts';
import { runFiles } from './run-files.ts';
import { sourcesPage } from './sources-page.ts';
import { stagePart } from './stage.ts';
import { createStore, type Store } from './store.ts';
import { teachPage } from './teach-page.ts';

/** As shipped; the file carries all of them. */
const SCENARIOS = ['japan-2026', 'gilt-2022', 'jgb-auction-2025', 'ycc-2022', 'calm'];

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
      await control.loadSources();
      const say = sayIn(store.get().language);
      await openLink({ store, control, say, numbers: numbersIn(say) }, location.hash);
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
    choice: { scenario: { name: manifest.scenario }, seed: manifest.seed },
    policyRatePct: {},
    ...run,
    branches: [{ ...run.branches[0], marks }],
    isPlaying: false,
    speed: 2,
    showsLevels: false,
    large: undefined,
    watched: watchedIn(manifest),
    notice: undefined,
    fault: undefined,
    isVerified: undefined,
    zoom: 'day',
    tab: 'v1',
    lesson: undefined,
    sources: undefined,
  };
}

/** A constructed sheet: no policy of the page needs an exception for it. */
export function adoptStyle(): void {
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
  const stage = stagePart(lab);
  const dialogs = makeDialogs(lab, runFiles(lab));
  const openNotes = (): void =>
    void open(`${location.href.split('#')[0]}${NOTES_HASH}`, 'notes', 'popup,width=640,height=820');
  const print = (lesson: Lesson): void => printHandout(lab, lesson);
  const lesson = lessonPanel(lab, {
    openNotes,
    printHandout: () => {
      const now = store.get().lesson;
      if (now !== undefined) print(now.lesson);
    },
  });
  const pages = [sourcesPage(lab), modelPage(lab), teachPage(lab, { openNotes, printHandout: print })];
  const head = masthead(lab, {
    scenarios: SCENARIOS,
    openScenario: (name) => void openScenario(lab, name),
    ...dialogs,
  });
  const explore = explorePanel(lab);
  const notice = element('p', { class: 'notice', role: 'status', hidden: true });
  const unblank = (): void => store.set({ isBlank: false });
  const blank = element('button', {
    class: 'blank',
    type: 'button',
    'aria-label': say('help.blank'),
    on: { click: unblank },
  });
  const cover = element('div', { class: 'cover', 'aria-hidden': 'true' });
  const screen = element('div', { class: 'screen' }, lesson.root, stage.root, cover);
  const main = element('main', {}, screen, explore.root, ...pages.map((page) => page.root));
  body.replaceChildren(element('div', { class: 'lab' }, head.root, notice, main, ...dialogs.roots, blank));

  const draw = (): void => {
    const state = store.get();
    const said = state.fault === undefined ? state.notice : say('state.failed', { why: state.fault });
    notice.hidden = said === undefined;
    setText(notice, said ?? '');
    blank.hidden = !state.isBlank;
    main.setAttribute('data-section', state.section);
    screen.hidden = !isStaged(state.section);
    // A page of text scrolls, also by keys.
    if (screen.hidden) main.setAttribute('tabindex', '0');
    else main.removeAttribute('tabindex');
    screen.classList.toggle('is-covered', isCovered(state));
    if (isCovered(state)) refill(cover, ...coverParts(say, state));
    const shown = shownViews(state);
    stage.root.setAttribute('data-show', shown.join(' '));
    stage.root.style.setProperty('--views', String(shown.length));
    head.draw(state);
    lesson.draw(state);
    if (!screen.hidden) stage.draw(state);
    explore.draw(state);
    for (const page of pages) page.draw(state);
  };
  const unsubscribe = onceAFrame(store, draw);
  const close = (): void => store.set({ large: undefined, opened: undefined, side: 'agents' });
  const silence = listenToKeys(lab, { help: dialogs.help, fork: stage.fork, close });
  const hush = tellPresenter(store);
  draw();
  const stopReel = isFirst || store.get().caption !== undefined ? startReel(lab, recording, isFirst) : () => undefined;
  return () => {
    unsubscribe();
    silence();
    hush();
    stopReel();
  };
}

const isStaged = (section: Section): boolean => section === 'watch' || section === 'learn' || section === 'explore';

/** What a lesson asks about is not shown before the guess is in. */
const isCovered = ({ section, lesson }: LabState): boolean =>
  section === 'learn' && (lesson?.step === 'hook' || lesson?.step === 'predict');

/** For the back row: what is asked. */
function coverParts(say: Say, { lesson }: LabState): HTMLElement[] {
  if (lesson === undefined) return [];
  const { number } = lesson.lesson;
  const text = (what: string): string => say.named(`lesson.${number}.${what}`, '');
  const title = element('b', {}, text('title'));
  return lesson.step === 'predict' ? [title, element('p', {}, text('predict'))] : [title];
}

/** A stage is what is shown of the one screen. */
function shownViews({ section, lesson }: LabState): readonly string[] {
  if (section !== 'learn') return ['v1', 'v2', 'v3', 'v4', 'whatif'];
  if (lesson === undefined) return ['v1', 'v2'];
  return lesson.lesson.change === 'whatif' && lesson.step === 'change'
    ? [...lesson.lesson.show, 'whatif']
    : lesson.lesson.show;
}

/** However much changes within a frame, it is drawn once. */
function onceAFrame(store: Store<LabState>, draw: () => void): () => void {
  let isDue = false;
  return store.subscribe(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
    });
  });
}

async function openScenario({ control, store }: Lab, name: string): Promise<void> {
  const refused = await control.open({ scenario: { name }, seed: store.get().manifest.seed });
  store.set({ notice: refused, lesson: undefined });
}

function startReel(lab: Lab, recording: Recording, plays: boolean): () => void {
  const { store } = lab;
  const beats = beatsOf(recording, lab.say);
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
