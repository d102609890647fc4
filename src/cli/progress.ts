/**
 * How far a long piece of work is, on stderr: a bar with rate and time left on a terminal, plain lines anywhere else.
 *
 * It only ever looks; nothing of a result depends on it.
 */
import { Presets, SingleBar } from 'cli-progress';
import { countText } from './own-input/number-text.ts';
import { canMoveCursor, paintError, tell } from './terminal.ts';

export interface Progress {
  /** @param share Of the work, 0 … 1. @param where In the work's own words: a date, a frame. @param done Units so far. */
  update(share: number, where: string, done: number): void;
  end(): void;
}

/** A plain line at most this often. */
const LINE_EVERY_MS = 2_000;
/** Short work needs no lines at all. */
const FIRST_LINE_AFTER_MS = 1_000;
const STEPS = 1_000;

/** In seconds, what a rate is of. */
const SECONDS = { s: 1, min: 60 } as const;
type Per = keyof typeof SECONDS;

/** @param unit What is counted, in the plural: events, bytes. @param per What is so slow that seconds say nothing: min. */
export function startProgress(unit: string, per: Per = 's'): Progress {
  return canMoveCursor() ? new Bar(unit, per) : new Lines(unit, per);
}

class Bar implements Progress {
  readonly #began = Date.now();
  readonly #bar: SingleBar;
  readonly #per: Per;

  constructor(unit: string, per: Per) {
    this.#per = per;
    this.#bar = new SingleBar(
      {
        stream: process.stderr,
        format: `${paintError('cyan', '{bar}')} {percentage} %  {where}  {rate} ${unit}/${per}  {eta_formatted} left`,
        barsize: 24,
        fps: 10,
        hideCursor: false,
        clearOnComplete: true,
        stopOnComplete: false,
        gracefulExit: false, // the command ends by its own rules
        etaBuffer: 40,
      },
      Presets.shades_classic,
    );
    this.#bar.start(STEPS, 0, { where: '', rate: '-' });
  }

  update(share: number, where: string, done: number): void {
    this.#bar.update(Math.floor(share * STEPS), { where, rate: rateText(done, this.#began, this.#per) });
  }

  end(): void {
    this.#bar.stop();
  }
}

class Lines implements Progress {
  readonly #unit: string;
  readonly #per: Per;
  readonly #began = Date.now();
  #nextAt = this.#began + FIRST_LINE_AFTER_MS;

  constructor(unit: string, per: Per) {
    this.#unit = unit;
    this.#per = per;
  }

  update(share: number, where: string, done: number): void {
    const now = Date.now();
    if (now < this.#nextAt) return;
    this.#nextAt = now + LINE_EVERY_MS;
    const left = share > 0 ? Math.ceil((((now - this.#began) / 1000) * (1 - share)) / share) : 0;
    const percent = Math.floor(share * 100);
    const rate = `${rateText(done, this.#began, this.#per)}/${this.#per}`;
    tell(
      `${percent} %  ${where}  ${countText(done)} ${done === 1 ? this.#unit.slice(0, -1) : this.#unit}, ${rate}, ${left} s left`,
    );
  }

  end(): void {
    // Lines need no tidying up.
  }
}

function rateText(done: number, began: number, per: Per): string {
  const seconds = (Date.now() - began) / 1000;
  return seconds < 0.1 ? '-' : countText(Math.round((done * SECONDS[per]) / seconds));
}
