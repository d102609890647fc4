/**
 * Korea treasury bonds: prices are quoted dirty, in won per 10,000 of face.
 *
 * The exchange and the pricing agencies cut to the whole won (the yield formula is "customary compound discounting":
 * whole periods compounded, the part period simple). That the cut is a floor to 1 won is an assumption.
 */
export const wonPer10000 = (dirtyPer100: number): number => dirtyPer100 * 100;

/** Floored to the whole won; the allowance keeps a price that is a whole number of won from falling below it. */
export const wonPer10000Cut = (dirtyPer100: number): number => Math.floor(dirtyPer100 * 100 + 1e-9);

export const dirtyOfWon = (won: number): number => won / 100;
