/**
 * The third kind of failure: our bug. Assertions are always on, in tests and in what we ship.
 *
 * What the market refuses is an event with a reason; what a person wrote wrongly is a located error. Neither comes
 * through here. Whoever runs the simulation catches a `Bug` at the outermost edge and adds the seed, the seq and the
 * command that replays it.
 */
export class Bug extends Error {
  override readonly name = 'Bug';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}
