/**
 * Face in money ↔ lots. A lot has a face in the instrument's currency; of a currency pair, in its base.
 */
import { amountText, MINOR_PER_UNIT, type Money } from '../units/amount-text.ts';
import { type Lots, lots, roundHalfAway } from '../units/quantity.ts';
import type { Path, Problem } from './located-error.ts';
import { inCurrency } from './market-entry.ts';
import type { InstrumentFacts } from './scenario.ts';

type Faced = Pick<InstrumentFacts, 'lotFace' | 'currency' | 'base'>;

interface Place {
  readonly path: Path;
  readonly complain: (problem: Problem) => void;
}

/** A number of lots as an amount in minor units. */
export const lotsToMinor = (count: number, facts: Faced): number =>
  count * facts.lotFace * MINOR_PER_UNIT[facts.base ?? facts.currency];

/** What is held or sold must fit: anything but whole lots is complained of. */
export function wholeLots(money: Money, facts: Faced, { path, complain }: Place): Lots | undefined {
  const currency = facts.base ?? facts.currency;
  if (!inCurrency(money, currency, path, complain)) return undefined;
  const lotMinor = lotsToMinor(1, facts);
  if (money.minor % lotMinor === 0) return lots(money.minor / lotMinor);
  const lot = amountText(currency, lotMinor);
  complain({ path, message: `not a whole number of lots of ${lot}`, expected: `a multiple of ${lot}` });
  return undefined;
}

/** What is measured, as turnover is, may be rounded; at least one lot. */
export function roundedLots(money: Money, facts: Faced, { path, complain }: Place): Lots {
  inCurrency(money, facts.base ?? facts.currency, path, complain);
  return lots(Math.max(1, roundHalfAway(money.minor / lotsToMinor(1, facts))));
}
