/**
 * A vertical scale that never moves under a reader's eye: it grows by doubling when something would leave it, in a fifth of a
 * second, and never shrinks while the same story is told.
 */

const EASE_MS = 200;

export interface Extent {
  readonly low: number;
  readonly high: number;
}

export class GrowingScale {
  readonly #step: number;
  readonly #redraw: () => void;
  #story: unknown;
  #target: Extent;
  #from: Extent;
  #since = 0;

  /** @param redraw Called while it grows. */
  constructor(step: number, redraw: () => void) {
    this.#step = step;
    this.#redraw = redraw;
    this.#target = { low: 0, high: step };
    this.#from = this.#target;
  }

  /** What to draw now so that all values fit soon. Another story begins small again. */
  holding(values: readonly number[], story: unknown): Extent {
    const finite = values.filter(Number.isFinite);
    if (story !== this.#story) {
      this.#story = story;
      this.#target = fitted({ low: 0, high: this.#step }, finite, this.#step);
      this.#from = this.#target;
      return this.#target;
    }
    const wanted = fitted(this.#target, finite, this.#step);
    if (wanted.low !== this.#target.low || wanted.high !== this.#target.high) {
      this.#from = this.#now();
      this.#target = wanted;
      this.#since = performance.now();
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#from = wanted;
    }
    const now = this.#now();
    if (now !== this.#target) requestAnimationFrame(this.#redraw);
    return now;
  }

  #now(): Extent {
    const share = (performance.now() - this.#since) / EASE_MS;
    if (share >= 1 || this.#from === this.#target) return this.#target;
    const eased = 1 - (1 - share) ** 3;
    return {
      low: this.#from.low + eased * (this.#target.low - this.#from.low),
      high: this.#from.high + eased * (this.#target.high - this.#from.high),
    };
  }
}

function fitted({ low, high }: Extent, values: readonly number[], step: number): Extent {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  let [bottom, top] = [low, high];
  while (most > top) top *= 2;
  // A line that dips a little below zero needs no room of its own.
  while (least < bottom - 0.1 * top) bottom = bottom === 0 ? -step : 2 * bottom;
  return { low: bottom, high: top };
}
