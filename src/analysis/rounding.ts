/** Decimals of the tables (`docs/formats.md`): the nearest number of that many places, so that equal runs print equal text. */

/** Ties as `toFixed` breaks them, by the exact binary value; never −0. */
export function toPlaces(value: number, places: number): number {
  const rounded = Number(value.toFixed(places));
  return rounded === 0 ? 0 : rounded;
}

export const toPlacesOrNull = (value: number | null, places: number): number | null =>
  value === null ? null : toPlaces(value, places);
