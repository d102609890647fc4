/** Pearson's correlation of two series of equal length; null where one of them does not move. */
export function correlation(x: readonly number[], y: readonly number[]): number | null {
  const [middleX, middleY] = [meanOf(x), meanOf(y)];
  let [products, squaresX, squaresY] = [0, 0, 0];
  for (const [at, value] of x.entries()) {
    const [dx, dy] = [value - middleX, (y[at] as number) - middleY];
    products += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  const spread = Math.sqrt(squaresX * squaresY);
  return spread === 0 ? null : products / spread;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
