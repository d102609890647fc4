/** The shapes of order flow that are measured: how full the book is, how far apart prices lie, what the commands are. */

export interface Shape {
  readonly name: string;
  /** Orders resting, about. */
  readonly resting: number;
  /** Mean distance of passive orders from the mid, ticks: three of five near, the others far. */
  readonly near: number;
  readonly far: number;
  /** Shares of the commands; what is left are passive limits. */
  readonly marketable: number;
  readonly amends: number;
  readonly cancels: number;
  /** Levels that a marketable order goes through, from a uniform draw. */
  readonly levels: (uniform: number) => number;
}

/** About 56 % passive limits, 34 % cancels and 10 % marketable limits through one to three levels. */
export const DENSE: Shape = {
  name: 'dense',
  resting: 10_000,
  near: 40,
  far: 250,
  marketable: 0.1,
  amends: 0,
  cancels: 0.35,
  levels: (uniform) => (uniform < 0.72 ? 1 : uniform < 0.93 ? 2 : 3),
};

/** Few orders, hundreds of empty ticks between them. */
export const SPARSE: Shape = { ...DENSE, name: 'sparse', resting: 200, near: 800, far: 4_000 };

/** One order in three hundred goes through twenty to sixty levels. */
export const DEEP_SWEEP: Shape = {
  ...DENSE,
  name: 'deep sweep',
  marketable: 0.003,
  cancels: 0.2,
  levels: (uniform) => 20 + Math.floor(40 * uniform),
};

export const CANCEL_HEAVY: Shape = { ...DENSE, name: 'cancel-heavy', marketable: 0.02, cancels: 0.48 };

/** Half of the amends take lots off, half give a new price. */
export const AMEND_HEAVY: Shape = { ...DENSE, name: 'amend-heavy', marketable: 0.05, amends: 0.5, cancels: 0.2 };
