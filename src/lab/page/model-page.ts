/** What each kind of institution does, how a shock feeds itself, and what to keep in mind. */
import { LOOP_NAMES } from '../../agents/loops.ts';
import { badgeOf } from '../theme/badges.ts';
import { element, refill } from './element.ts';
import type { Lab, Part } from './lab.ts';
import type { LabState } from './lab-state.ts';

const LIMITS = ['model.limit.1', 'model.limit.2', 'model.limit.3', 'model.limit.4'] as const;

export function modelPage(lab: Lab): Part {
  const { say } = lab;
  const kinds = element('dl', { class: 'kinds' });
  const run = element('p', { class: 'quiet' });
  const root = element(
    'div',
    { class: 'page' },
    element('section', {}, element('h2', {}, say('section.model')), element('p', {}, say('model.intro')), run),
    element('section', {}, element('h2', {}, say('model.agents')), kinds),
    element(
      'section',
      {},
      element('h2', {}, say('model.loops')),
      element(
        'ul',
        { class: 'plain' },
        ...LOOP_NAMES.map((name) => element('li', {}, element('b', {}, name), ` ${say(`loops.${name}`)}`)),
      ),
    ),
    element(
      'section',
      {},
      element('h2', {}, say('model.limits')),
      element('ul', {}, ...LIMITS.map((key) => element('li', {}, say(key)))),
      element('p', {}, say('lab.note')),
    ),
  );
  let of: unknown;
  return {
    root,
    draw(state) {
      root.hidden = state.section !== 'model';
      if (root.hidden || of === state.manifest) return;
      of = state.manifest;
      const { manifest } = state;
      const scenario = say.named(`scenario.${manifest.scenario}`, manifest.title);
      run.textContent = say('model.run', {
        scenario,
        seed: manifest.seed,
        version: manifest.engineVersion,
        digest: manifest.scenarioDigest.slice(0, 8),
      });
      refill(kinds, ...kindParts(lab, state));
    },
  };
}

function kindParts({ say }: Lab, { manifest }: LabState): HTMLElement[] {
  return manifest.kinds.flatMap((kind) => {
    const count = manifest.institutions.filter((each) => each.kind === kind).length;
    return [
      element(
        'dt',
        {},
        element('span', { class: 'badge', 'aria-hidden': 'true' }, badgeOf(kind).letters),
        ' ',
        say(`kind.${kind}`),
        ' ',
        element('span', { class: 'quiet' }, say('model.count', { count })),
      ),
      element('dd', {}, say(`rule.${kind}`)),
    ];
  });
}
