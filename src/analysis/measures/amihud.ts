/**
 * What a unit of volume moves, on average: Amihud, "Illiquidity and Stock Returns", Journal of Financial Markets 5(1), 2002, (1).
 *
 * Mean over days of |Δy| ÷ volume, in basis points per unit of volume; days without volume are left out. With volume in DV01 a market's
 * lines can be compared; between dealers alone it is far larger than with clients, so the volume that is meant must be said.
 */
export function amihud(days: readonly { readonly changeBp: number; readonly volume: number }[]): number | null {
  const traded = days.filter(({ volume }) => volume > 0);
  if (traded.length === 0) return null;
  return traded.reduce((sum, { changeBp, volume }) => sum + Math.abs(changeBp) / volume, 0) / traded.length;
}
