/** The lists of owners' orders against arrays: at full load, with many lists, and walked while they are full of holes. */
import { expect, test } from 'vitest';
import { LIST_WORDS, SLOT_WORDS, Slot } from '../../../src/market/book/book-layout.ts';
import { OwnerLists } from '../../../src/market/book/owner-lists.ts';
import { seededDraws } from '../seeded-draws.ts';

function walked(lists: OwnerLists, list: number): number[] {
  const slots: number[] = [];
  for (let slot = lists.first(list); slot !== 0; slot = lists.after(slot)) slots.push(slot);
  return slots;
}

/** Orders come and go at random; shares of the steps that walk, and that tidy first. */
test.each([
  [1, 90, 0],
  [6, 90, 0.02],
  [40, 12, 0.2],
])('%i lists for at most %i orders hold what arrays would', (count, capacity, walks) => {
  const orders = new Int32Array((capacity + 1) * SLOT_WORDS);
  const lists = new OwnerLists(orders, count);
  const models = Array.from({ length: count }, (): number[] => []);
  const free = Array.from({ length: capacity }, (_, at) => (at + 1) * SLOT_WORDS);
  const draws = seededDraws(count);
  for (let step = 0; step < 20_000; step++) {
    const owner = draws.whole(0, count - 1);
    const model = models[owner] as number[];
    const [slot] = free;
    // In long stretches mostly coming, in others mostly going.
    if (slot !== undefined && draws.whole(0, 9) < ((step >> 10) % 2 === 0 ? 7 : 3)) {
      free.shift();
      lists.append(owner * LIST_WORDS, slot);
      model.push(slot);
    } else if (model.length > 0) {
      const [gone] = model.splice(draws.whole(0, model.length - 1), 1) as [number];
      lists.entries[orders[gone + Slot.place] as number] = 0;
      free.push(gone);
    }
    if (draws.whole(0, 999) >= walks * 1_000) continue;
    if (draws.whole(0, 1) === 0) lists.tidy(owner * LIST_WORDS);
    expect(walked(lists, owner * LIST_WORDS), `${count} lists, step ${step}`).toEqual(model);
  }
  for (const [owner, model] of models.entries()) expect(walked(lists, owner * LIST_WORDS)).toEqual(model);
  lists.clear();
  for (let owner = 0; owner < count; owner++) expect(walked(lists, owner * LIST_WORDS)).toEqual([]);
});
