/** Labels at the ends of lines, moved apart where they would cover each other; and how wide a text is, roughly. */

/** Of twelve-pixel text, a little generously. */
const CHARACTER = 6.6;
export const textWidth = (text: string, size = 12): number => (text.length * CHARACTER * size) / 12;

/** Shortened to so many characters. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

const GAP = 13;

/** Places of labels that want to stand at `wanted`, in its order, within `[low, high]`, none nearer than a line of text. */
export function spread(wanted: readonly number[], [low, high]: readonly [number, number], gap = GAP): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b);
  const places = [...wanted];
  let least = low;
  for (const at of order) {
    places[at] = Math.max(places[at] as number, least);
    least = (places[at] as number) + gap;
  }
  let most = high;
  for (const at of order.toReversed()) {
    places[at] = Math.min(places[at] as number, most);
    most = (places[at] as number) - gap;
  }
  return places;
}
