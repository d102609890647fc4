/** The strip that says what is happening: also what a screen reader hears, so at most one new sentence every four seconds. */
import { CAPTION_GAP_MS, captionMark, captionOf } from './captions.ts';
import { element, refill } from './element.ts';
import type { Lab, Part } from './lab.ts';
import { type CaptionText, type LabState, shownBranch } from './lab-state.ts';

export function captionPart({ say, numbers, control }: Lab): Part {
  const text = element('span', {});
  const live = element('p', { class: 'caption-text', 'aria-live': 'polite', 'aria-atomic': 'true' }, text);
  const actions = element('span', { class: 'caption-actions' });
  const root = element('div', { class: 'caption', role: 'region', 'aria-label': say('caption.label') }, live, actions);
  let drawn: CaptionText | undefined;
  let since = Number.NEGATIVE_INFINITY;

  function show(caption: CaptionText): void {
    if (drawn?.text === caption.text && drawn.at === caption.at) return;
    drawn = caption;
    since = performance.now();
    refill(
      text,
      element('time', {}, numbers.clock(caption.at)),
      ' ',
      element('span', { lang: caption.isEnglish ? 'en' : undefined }, caption.text),
    );
    refill(
      actions,
      ...(caption.actions ?? []).map(({ label, press, isStrong }) =>
        element('button', { type: 'button', class: isStrong ? 'strong' : undefined, on: { click: press } }, label),
      ),
    );
  }

  return {
    root,
    draw(state) {
      const caption = state.caption ?? ownCaption(state);
      if (state.isPlaying && state.caption === undefined && performance.now() - since < CAPTION_GAP_MS) return;
      show(caption);
    },
  };

  function ownCaption(state: LabState): CaptionText {
    const mark = captionMark(shownBranch(state).marks, state.at);
    const told = mark === undefined ? undefined : captionOf(mark, state.manifest, say);
    if (mark === undefined || told === undefined) return { at: state.at, text: say('caption.quiet') };
    const why = { label: say('v3.tab.why'), press: () => void control.why(mark.seq, told) };
    const isEnglish = mark.headline !== undefined && say.language !== 'en';
    return { at: mark.at, text: told, isEnglish, actions: [why] };
  }
}
