/**
 * The standard normal distribution: its cumulative function and its quantile.
 *
 * Quantile: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics
 * 37(3), 1988, routine PPND16. Cumulative function: W. J. Cody, "Rational Chebyshev approximations for the error
 * function", Mathematics of Computation 23, 1969, in the arrangement for Φ. Both to about 1e-15 relative, tails included.
 */
import { exp } from './exp.ts';
import { log } from './log.ts';

const PER_SQRT_TWO_PI = 0.3989422804014327;

/** Φ⁻¹(p) for p in (0, 1); ∓∞ at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return quantileNearCentre(q);
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number.NaN;
  const r = Math.sqrt(-log(tail));
  const magnitude = r <= 5 ? quantileInTail(r - 1.6) : quantileInFarTail(r - 5);
  return q < 0 ? -magnitude : magnitude;
}

/** Φ(x): the probability of a standard normal below x. */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (!(distance <= 40)) return x > 0 ? 1 : x < 0 ? 0 : Number.NaN;
  if (distance <= 0.67448975) return 0.5 + x * centralRatio(x * x);
  const tail = density(distance) * (distance <= 5.656854249492381 ? middleRatio(distance) : farRatio(distance));
  return x < 0 ? tail : 1 - tail;
}

/** e^(−x²/2) with the square split at a sixteenth, so that its rounding is not magnified in the tail (Cody). */
function density(distance: number): number {
  const coarse = Math.floor(distance * 16) / 16;
  return exp(-0.5 * coarse * coarse) * exp(-0.5 * (distance - coarse) * (distance + coarse));
}

// biome-ignore format: one coefficient a line would hide the polynomial
function quantileNearCentre(q: number): number {
  const r = 0.180625 - q * q;
  return (q *
    (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r +
      4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r +
      1.3314166789178437745e2) * r + 3.387132872796366608)) /
    (((((((5.226495278852854561e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r +
      2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r +
      4.2313330701600911252e1) * r + 1);
}

// biome-ignore format: one coefficient a line would hide the polynomial
function quantileInTail(r: number): number {
  return (((((((7.7454501427834140764e-4 * r + 2.27238449892691845833e-2) * r + 2.4178072517745061177e-1) * r +
      1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r +
      4.6303378461565452959) * r + 1.42343711074968357734) /
    (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 1.51986665636164571966e-2) * r +
      1.4810397642748007459e-1) * r + 6.8976733498510000455e-1) * r + 1.6763848301838038494) * r +
      2.05319162663775882187) * r + 1);
}

// biome-ignore format: one coefficient a line would hide the polynomial
function quantileInFarTail(r: number): number {
  return (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.2426609473880784386e-3) * r +
      2.65321895265761230930e-2) * r + 2.9656057182850489123e-1) * r + 1.7848265399172913358) * r +
      5.4637849111641143699) * r + 6.6579046435011037772) /
    (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
      7.868691311456132591e-4) * r + 1.48753612908506148525e-2) * r + 1.3692988092273580531e-1) * r +
      5.9983220655588793769e-1) * r + 1);
}

// biome-ignore format: one coefficient a line would hide the polynomial
function centralRatio(square: number): number {
  return ((((6.5682337918207449113e-2 * square + 2.2352520354606839287) * square + 1.6102823106855587881e2) * square +
      1.0676894854603709582e3) * square + 1.8154981253343561249e4) /
    ((((square + 4.720258190468824187e1) * square + 9.7609855173777669322e2) * square + 1.0260932208618978205e4) *
      square + 4.5507789335026729956e4);
}

// biome-ignore format: one coefficient a line would hide the polynomial
function middleRatio(y: number): number {
  return ((((((((1.0765576773720192317e-8 * y + 3.9894151208813466764e-1) * y + 8.8831497943883759412) * y +
      9.3506656132177855979e1) * y + 5.9727027639480026226e2) * y + 2.4945375852903726711e3) * y +
      6.8481904505362823326e3) * y + 1.1602651437647350124e4) * y + 9.8427148383839780218e3) /
    ((((((((y + 2.2266688044328115691e1) * y + 2.3538790178262499861e2) * y + 1.519377599407554805e3) * y +
      6.485558298266760755e3) * y + 1.8615571640885098091e4) * y + 3.4900952721145977266e4) * y +
      3.8912003286093271411e4) * y + 1.9685429676859990727e4);
}

// biome-ignore format: one coefficient a line would hide the polynomial
function farRatio(y: number): number {
  const z = 1 / (y * y);
  const correction = (z *
    (((((2.307344176494017303e-2 * z + 2.1589853405795699e-1) * z + 1.274011611602473639e-1) * z +
      2.2235277870649807e-2) * z + 1.421619193227893466e-3) * z + 2.9112874951168792e-5)) /
    (((((z + 1.28426009614491121) * z + 4.68238212480865118e-1) * z + 6.59881378689285515e-2) * z +
      3.78239633202758244e-3) * z + 7.29751555083966205e-5);
  return (PER_SQRT_TWO_PI - correction) / y;
}
