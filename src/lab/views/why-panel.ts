/**
 * Why it happened: the chain as it was recorded, effect on top and root at the bottom. That is what followed from what; only
 * *Prove it* shows what would have been without, by a rerun on the same luck.
 */

import { TICK_MS } from '../../units/time.ts';
import { element, refill } from '../page/element.ts';
import type { Lab, Part } from '../page/lab.ts';
import type { LabState, Question } from '../page/lab-state.ts';
import { tell } from '../page/tell.ts';
import type { Happening, Proof, WhyChain, WhyRow } from '../protocol.ts';
import { benchmarkOf, bondName, marketsShown } from './bond-lines.ts';

export function whyPanel(lab: Lab, forkHere: () => void): Part {
  const root = element('div', { class: 'why' });
  let drawn: Question | undefined | null = null;
  return {
    root,
    draw(state) {
      if (state.question === drawn) return;
      drawn = state.question;
      const { question } = state;
      if (question === undefined) refill(root, element('p', { class: 'quiet' }, lab.say('why.pick')));
      else refill(root, ...questionParts(lab, state, question, forkHere));
    },
  };
}

function questionParts(lab: Lab, state: LabState, question: Question, forkHere: () => void): HTMLElement[] {
  const { say } = lab;
  const { what } = question;
  const title = element('h3', {}, /[?？]$/.test(what) ? what : say('why.title', { what }));
  if (question.chain === undefined)
    return [title, element('p', { class: 'quiet' }, question.refusal ?? say('state.loading'))];
  const { chain } = question;
  const rows = chain.rows.flatMap((row, at) =>
    isTelling(row, chain) ? [rowElement(lab, state, row, skippedBefore(chain, at))] : [],
  );
  // What cannot be left out itself stands for the nearest of its causes that can.
  const target = chain.rows[chain.provable.lastIndexOf(true)] ?? chain.rows.at(-1);
  const prove =
    target === undefined
      ? undefined
      : element(
          'button',
          {
            class: 'strong',
            type: 'button',
            disabled: question.proof === 'under way' || !lab.control.hasEngine,
            on: { click: () => void lab.control.prove(target.seq) },
          },
          say(question.proof === 'under way' ? 'why.proving' : 'why.prove'),
        );
  const fork = element('button', { type: 'button', on: { click: forkHere } }, say('whatif.here'));
  return [
    title,
    element('ol', { class: 'chain' }, ...rows),
    element('div', { class: 'actions' }, prove, fork),
    ...(typeof question.proof === 'object' ? [proofElement(lab, state, question.proof)] : []),
    ...(question.refusal === undefined ? [] : [element('p', { class: 'quiet' }, question.refusal)]),
    element('p', { class: 'quiet' }, say('why.follows')),
  ];
}

/** That everybody looked again says nothing where anything else is told. */
const isTelling = (row: WhyRow, { rows }: WhyChain): boolean => row.type !== 'ClockTicked' || rows.length === 1;

const skippedBefore = ({ skipped }: WhyChain, at: number): number => skipped.find(([row]) => row === at)?.[1] ?? 0;

function rowElement({ say, numbers, control, store }: Lab, state: LabState, row: WhyRow, skipped: number): HTMLElement {
  const told = tell(row, state.manifest, say);
  const facts = [
    numbers.moment(row.at),
    row.root === undefined ? row.rule : say(`root.${row.root}`),
    ...shownNumbers(row),
    row.alsoFrom.length > 0
      ? `${say('why.causes', { count: row.alsoFrom.length + 1 })}: ${alsoText(row.alsoFrom, state, say)}`
      : undefined,
  ].filter((each) => each !== undefined && each !== '');
  const isRoot = row.root !== undefined;
  const words = element(
    isRoot ? 'b' : 'span',
    { lang: told.isEnglish ? 'en' : undefined },
    isRoot ? `${say('why.root')}: ${told.text}` : told.text,
  );
  const go = (): void => {
    store.set({ isPlaying: false });
    control.goTo(Math.ceil(row.at / TICK_MS) * TICK_MS);
  };
  return element(
    'li',
    { class: isRoot ? 'root' : undefined },
    skipped > 0 && element('small', {}, `⋮ ${say('why.skipped', { count: skipped })}`),
    element('button', { type: 'button', on: { click: go } }, words, element('small', {}, facts.join(' · '))),
  );
}

/** Two at most, as the engine names them. */
const shownNumbers = (row: Happening): string[] =>
  row.numbers
    .filter(({ unit }) => unit === '%' || unit === 'bp')
    .slice(0, 2)
    .map(({ name, value, unit }) => `${name} ${Number(value.toFixed(2))} ${unit}`);

const alsoText = (also: readonly Happening[], { manifest }: LabState, say: Lab['say']): string =>
  also
    .slice(0, 2)
    .map((each) => tell(each, manifest, say).text)
    .join('; ');

function proofElement({ say, numbers }: Lab, state: LabState, proof: Proof): HTMLElement {
  const rows = marketsShown(state.manifest).flatMap((market) => {
    const line = benchmarkOf(state.manifest, market);
    if (line === undefined) return [];
    const without = -(proof.effectBp[line.index] as number);
    const size = numbers.distance(without);
    const change =
      Math.abs(without) < 0.05
        ? say('compare.same')
        : say(without < 0 ? 'compare.lower' : 'compare.higher', { bp: size });
    return element('li', {}, say('why.proved', { bond: bondName(state.manifest, line.index, say), change }));
  });
  return element('ul', { class: 'proof', role: 'status' }, ...rows);
}
