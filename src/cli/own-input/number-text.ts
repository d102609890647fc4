/** Numbers for people: thousands grouped, signs that align. No locale: the same text on every machine. */

/** `1234567` → `1,234,567`. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** With a plus where it is one: `+12.3`, `-4.0`, `0.0`. */
export function signedText(value: number, places: number): string {
  const text = value.toFixed(places);
  if (Number(text) === 0) return (0).toFixed(places);
  return value > 0 ? `+${text}` : text;
}

export const bytesText = (bytes: number): string =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} bytes`;

/** `1 auction`, `2 auctions`. */
export const plural = (count: number, one: string): string => `${countText(count)} ${one}${count === 1 ? '' : 's'}`;
