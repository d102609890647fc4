/** The head of the page: its name, its six parts, the scenario, and tools. */
import { element, setText } from './element.ts';
import type { Lab, Part } from './lab.ts';
import { SECTIONS, type ThemeChoice } from './lab-state.ts';

export interface MastheadHost {
  readonly scenarios: readonly string[];
  readonly openScenario: (name: string) => void;
  readonly help: () => void;
  readonly share: () => Promise<void>;
  readonly exportAll: () => void;
}

const THEMES: readonly Exclude<ThemeChoice, 'projector'>[] = ['auto', 'light', 'dark'];

export function masthead(lab: Lab, host: MastheadHost): Part {
  const { say, store } = lab;
  const sections = SECTIONS.map((section) =>
    element(
      'button',
      { type: 'button', on: { click: () => store.set({ section, large: undefined }) } },
      say(`section.${section}`),
    ),
  );
  const tools = toolBar(lab, host);
  const title = element('h1', {}, say('lab.title'));
  const root = element(
    'header',
    { class: 'masthead' },
    title,
    element('nav', { 'aria-label': say('section.label') }, ...sections),
    element('span', { class: 'spring' }),
    tools.root,
  );
  return {
    root,
    draw(state) {
      const { manifest } = state;
      const name = say.named(`scenario.${manifest.scenario}`, manifest.title);
      setText(title, name);
      document.title = `${name} – ${say('lab.title')}`;
      for (const [at, button] of sections.entries()) {
        if (SECTIONS[at] === state.section) button.setAttribute('aria-current', 'page');
        else button.removeAttribute('aria-current');
      }
      tools.draw(state);
    },
  };
}

function toolBar(lab: Lab, host: MastheadHost): Part {
  const { say, store } = lab;
  const scenario = element('select', {
    'aria-label': say('scenario.label'),
    on: { change: () => host.openScenario(scenario.value) },
  });
  const theme = element('select', {
    'aria-label': say('tool.theme'),
    on: { change: () => store.set({ theme: theme.value as ThemeChoice }) },
  });
  theme.append(...THEMES.map((each) => element('option', { value: each }, say(`tool.theme.${each}`))));
  const tool = (text: string, press: () => void, attributes: Record<string, string> = {}): HTMLButtonElement =>
    element('button', { type: 'button', ...attributes, on: { click: press } }, text);
  const project = (): void => store.set({ theme: store.get().theme === 'projector' ? 'auto' : 'projector' });
  const projector = tool(say('tool.projector'), project, { class: 'of-desk' });
  const language = tool(
    say('tool.language'),
    () => store.set({ language: store.get().language === 'en' ? 'ja' : 'en' }),
    { id: 'language', lang: store.get().language === 'en' ? 'ja' : 'en' },
  );
  let listed = '';
  return {
    root: element(
      'div',
      { class: 'tools' },
      scenario,
      theme,
      tool(say('tool.share'), () => void host.share()),
      tool(say('tool.export'), host.exportAll, { class: 'of-desk' }),
      language,
      projector,
      tool('?', host.help, { 'aria-label': say('tool.help'), class: 'square' }),
    ),
    draw(state) {
      const { manifest } = state;
      if (listed !== manifest.scenario) {
        listed = manifest.scenario;
        const names = [...new Set([manifest.scenario, ...host.scenarios])];
        scenario.replaceChildren(
          ...names.map((each) =>
            element(
              'option',
              { value: each, selected: each === manifest.scenario },
              say.named(`scenario.${each}`, each),
            ),
          ),
        );
      }
      theme.value = state.theme === 'projector' ? 'auto' : state.theme;
      projector.setAttribute('aria-pressed', String(state.theme === 'projector'));
    },
  };
}
