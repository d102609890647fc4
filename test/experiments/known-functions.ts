/** Functions whose sensitivity is known in closed form. */

/** T. Ishigami and T. Homma (1990), a = 7, b = 0.1, with each parameter from −π to π. */
export function ishigami(unit: readonly number[]): number {
  const [x1 = 0, x2 = 0, x3 = 0] = unit.map((place) => Math.PI * (2 * place - 1));
  return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
}
