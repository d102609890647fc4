/** What every part of the page is given. */
import type { Say } from '../strings/say.ts';
import type { Control } from './control.ts';
import type { LabState } from './lab-state.ts';
import type { Numbers } from './numbers.ts';
import type { Store } from './store.ts';

export interface Lab {
  readonly store: Store<LabState>;
  readonly control: Control;
  readonly say: Say;
  readonly numbers: Numbers;
}

/** A part of the page: made once, drawn when something has changed. */
export interface Part {
  readonly root: HTMLElement;
  draw(state: LabState): void;
}
