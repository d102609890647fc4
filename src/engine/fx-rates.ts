/**
 * Exchange rates for adding up risk across currencies: the present mid where the scenario lists the pair, else an
 * assumed constant, good enough to weigh positions and never used to book money.
 */
import type { Instrument } from '../agents/contract.ts';
import { exp } from '../math/exp.ts';
import type { Currency } from '../units/quantity.ts';

/** Units for one dollar, January 2026 (assumed; `docs/odd.md` §2). */
const PER_DOLLAR: Readonly<Record<Currency, number>> = { USD: 1, JPY: 158.2, GBP: 1 / 1.34, KRW: 1475 };

export class FxRates {
  /** By currency: the listed pair that prices it, and whether the dollar is its base. */
  private readonly pairs = new Map<Currency, { readonly pair: Instrument; readonly dollarBase: boolean }>();
  private readonly levelOf: (instrument: Instrument) => number;

  constructor(instruments: readonly Instrument[], levelOf: (instrument: Instrument) => number) {
    this.levelOf = levelOf;
    for (const pair of instruments) {
      const match = /^FX-([A-Z]{3})([A-Z]{3})$/.exec(pair.id);
      if (match?.[1] === 'USD') this.pairs.set(match[2] as Currency, { pair, dollarBase: true });
      if (match?.[2] === 'USD') this.pairs.set(match[1] as Currency, { pair, dollarBase: false });
    }
  }

  /** Units of `to` for one unit of `from`. */
  rate(from: Currency, to: Currency): number {
    return from === to ? 1 : this.perDollar(to) / this.perDollar(from);
  }

  private perDollar(currency: Currency): number {
    const listed = this.pairs.get(currency);
    if (listed === undefined) return PER_DOLLAR[currency];
    const price = exp(-this.levelOf(listed.pair) / 10_000);
    return listed.dollarBase ? price : 1 / price;
  }
}
