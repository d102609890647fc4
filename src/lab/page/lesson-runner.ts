/**
 * Runs the worlds of a lesson with the worker: those that differ from the scenario first and unseen, then the world as it is, played
 * on the stage, then its forks. All on the same luck.
 */
import type { Lesson, Measured, Variant, Worlds } from '../lessons/lesson.ts';
import type { Frame, Manifest, RunChoice } from '../protocol.ts';
import { cardEntries, patchText } from '../state/cards.ts';
import { cardMoment } from '../views/card-choice.ts';
import type { Lab } from './lab.ts';

type Run = NonNullable<Lesson['run']>;

/** Throws what the worker refused. */
export async function runWorlds(lab: Lab, run: Run, tellProgress: (number: number) => void): Promise<Worlds> {
  const { control, store } = lab;
  const { seed } = store.get().manifest;
  const worlds: Record<string, Measured> = {};
  let number = 0;
  const others = run.variants.filter((variant) => variant.name !== 'base' && variant.card === undefined);
  for (const variant of others) {
    tellProgress(++number);
    worlds[variant.name] = await unseenWorld(lab, run, choiceOf(run, variant, seed));
  }
  tellProgress(++number);
  const refused = await control.open(choiceOf(run, { name: 'base' }, seed), Date.parse(run.from));
  if (refused !== undefined) throw new Error(refused);
  await control.loadSources();
  const { manifest } = store.get();
  worlds.base = await measured(lab, run, manifest, 0);
  for (const variant of run.variants) {
    if (variant.card === undefined) continue;
    tellProgress(++number);
    worlds[variant.name] = await forkedWorld(
      lab,
      run,
      variant.card,
      lab.say.named(`lesson.variant.${variant.name}`, variant.name),
    );
  }
  return worlds;
}

const choiceOf = ({ scenario }: Run, { loopsOff = [], mix }: Variant, seed: number): RunChoice => ({
  scenario: { name: scenario },
  seed,
  ...(loopsOff.length === 0 ? {} : { loops: Object.fromEntries(loopsOff.map((name) => [name, false])) }),
  ...(mix === undefined ? {} : { mix }),
});

async function unseenWorld(lab: Lab, run: Run, choice: RunChoice): Promise<Measured> {
  const answer = await lab.control.ask({ ask: 'open', choice });
  if (answer.answer !== 'opened') throw new Error(answer.answer === 'refused' ? answer.message : answer.answer);
  return measured(lab, run, answer.manifest, 0);
}

async function forkedWorld(lab: Lab, run: Run, card: NonNullable<Variant['card']>, name: string): Promise<Measured> {
  const { control, store } = lab;
  const state = store.get();
  const at = Date.parse(card.at);
  const patch = patchText(cardEntries(card.id, cardMoment({ ...state, at }, card.id, card.value)));
  const what = { card: card.id, numbers: [card.value] };
  const refused = await control.forkAt({ at, name, patch, what });
  if (typeof refused === 'string') throw new Error(refused);
  return measured(lab, run, state.manifest, refused.branch);
}

async function measured(lab: Lab, run: Run, manifest: Manifest, branch: number): Promise<Measured> {
  const at = (text: string): Promise<Frame> => frameAt(lab, branch, Date.parse(text));
  const from = branch === 0 ? await at(run.from) : await frameAt(lab, 0, Date.parse(run.from));
  const midway = run.midway === undefined ? undefined : await at(run.midway);
  const until = await at(run.until);
  const sold = run.countsSales ? await usBondsSold(lab, manifest, run) : undefined;
  return {
    manifest,
    from,
    until,
    ...(midway === undefined ? {} : { midway }),
    ...(sold === undefined ? {} : { usBondsSoldBn: sold }),
  };
}

async function frameAt({ control, store }: Lab, branch: number, at: number): Promise<Frame> {
  const answer = await control.ask({ ask: 'goTo', branch, moment: { at }, watch: store.get().watched });
  if (answer.answer !== 'frame') throw new Error(answer.answer === 'refused' ? answer.message : answer.answer);
  return answer.frame;
}

/** What funds that target volatility held of US bonds before, less what they hold after. */
async function usBondsSold({ control }: Lab, manifest: Manifest, run: Run): Promise<number> {
  let sold = 0;
  for (const [institution, { kind }] of manifest.institutions.entries()) {
    if (kind !== 'riskParity') continue;
    for (const [sign, text] of [
      [1, run.from],
      [-1, run.until],
    ] as const) {
      const answer = await control.ask({ ask: 'holdings', branch: 0, institution, at: Date.parse(text) });
      if (answer.answer !== 'holdings') continue;
      const { line, face } = answer.holdings;
      for (const [at, index] of line.entries())
        if (manifest.lines[index]?.market === 'ust') sold += sign * (face[at] as number);
    }
  }
  return sold / 1e9;
}
