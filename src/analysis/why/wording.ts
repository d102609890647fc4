/**
 * How names and numbers of a run are put into words: in market units, with the currency and the price grid of their line.
 *
 * A sentence says what happened and with which numbers. It never says that one thing made another happen: what the log
 * holds is what followed from what (`docs/ARCHITECTURE.md`, causes).
 */

import type { EventOf, EventType } from '../../events/vocabulary.ts';
import { exp } from '../../math/exp.ts';
import { MINOR_PER_UNIT } from '../../units/amount-text.ts';
import { CURRENCIES, type Currency } from '../../units/quantity.ts';
import { isBond, type Listing } from '../quote-board.ts';
import { toPlaces } from '../rounding.ts';
import { moneyText } from './money-text.ts';
import type { Roster } from './roster.ts';

export interface NumberFact {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** What happened, in one sentence. */
export interface Told {
  readonly text: string;
  /** The rule that was followed, as the code or the market calls it. */
  readonly rule?: string;
  readonly numbers?: readonly NumberFact[];
}

export type WordsOf<Types extends EventType> = {
  readonly [Type in Types]: (event: EventOf<Type>, wording: Wording) => Told;
};

const MILLI = 1000;
const MILLI_BP_PER_PERCENT = 100_000;

export const fact = (name: string, value: number, unit: string): NumberFact => ({ name, value, unit });

/** Thousandths → a share in percent: `86%`, `86.5%`. */
export const permilleText = (permille: number): string => `${toPlaces(permille / 10, 1)}%`;
export const bpText = (milliBp: number): string => `${toPlaces(milliBp / MILLI, 1)} bp`;

export class Wording {
  readonly #roster: Roster;

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  /** `smfg (megabank)`; a name alone where it is that of its kind or nobody's. */
  agent(id: string): string {
    const kind = this.#roster.kindOf(id);
    return kind === undefined || kind === id ? id : `${id} (${kind})`;
  }

  kindOf(id: string): string | undefined {
    return this.#roster.kindOf(id);
  }

  listing(instrument: string): Listing | undefined {
    return this.#roster.listing(instrument);
  }

  money(currency: Currency, minor: number): string {
    return moneyText(currency, minor / MINOR_PER_UNIT[currency]);
  }

  /** In the currency of a line. */
  moneyOf(instrument: string, minor: number): string {
    const currency = this.listing(instrument)?.currency;
    return currency === undefined ? `${minor} minor units` : this.money(currency, minor);
  }

  minorUnit(instrument: string): string {
    return `minor ${this.listing(instrument)?.currency ?? 'units'}`;
  }

  /** Face in whole units. */
  face(instrument: string, face: number): string {
    const listing = this.listing(instrument);
    return listing === undefined ? `${face} of face` : moneyText(faceCurrency(listing), face);
  }

  lots(instrument: string, lots: number): string {
    return this.face(instrument, lots * (this.listing(instrument)?.lotFace ?? 1));
  }

  lotsFact(name: string, instrument: string, lots: number): NumberFact {
    const listing = this.listing(instrument);
    if (listing === undefined) return fact(name, lots, 'lots');
    return fact(name, lots * listing.lotFace, `${faceCurrency(listing)} of face`);
  }

  price(instrument: string, ticks: number): string {
    return String(toPlaces(ticks / (this.listing(instrument)?.ticksPerPoint ?? 1), 8));
  }

  /** A bond's yield in percent; of anything else the price. */
  level(instrument: string, milliBp: number): string {
    const listing = this.listing(instrument);
    if (listing !== undefined && !isBond(listing)) return String(toPlaces(priceOfLevel(milliBp), 4));
    return `${(milliBp / MILLI_BP_PER_PERCENT).toFixed(3)}%`;
  }

  levelFact(name: string, instrument: string, milliBp: number): NumberFact {
    const listing = this.listing(instrument);
    if (listing !== undefined && !isBond(listing)) return fact(name, toPlaces(priceOfLevel(milliBp), 8), 'price');
    return fact(name, milliBp / MILLI_BP_PER_PERCENT, '%');
  }
}

/** Lots of a pair are counted in its base. */
export function faceCurrency({ market, currency, instrument }: Listing): Currency {
  const base = market === 'fx' ? CURRENCIES.find((known) => known === instrument.slice(3, 6)) : undefined;
  return base ?? currency;
}

/** Levels are −10,000 × ln(price) where there is no yield; here in thousandths. */
const priceOfLevel = (milliBp: number): number => exp(-milliBp / 10_000_000);

/** `one, two and three`. */
export function listText(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
