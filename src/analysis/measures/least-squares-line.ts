/** A straight line through pairs by least squares, with the standard error of its slope and how much of the variance it takes. */

export interface FittedLine {
  readonly constant: number;
  readonly slope: number;
  /** Of the slope, for errors alike and independent. */
  readonly error: number;
  /** 0 to 1. */
  readonly rSquared: number;
  readonly observations: number;
}

/** Null with fewer than three pairs, or where x does not move. */
export function leastSquaresLine(pairs: readonly (readonly [x: number, y: number])[]): FittedLine | null {
  const count = pairs.length;
  if (count < 3) return null;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / count;
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) ** 2;
  }
  if (xx === 0) return null;
  const slope = xy / xx;
  const left = Math.max(0, yy - slope * xy);
  return {
    constant: meanY - slope * meanX,
    slope,
    error: Math.sqrt(left / (count - 2) / xx),
    rSquared: yy === 0 ? 1 : 1 - left / yy,
    observations: count,
  };
}
