/**
 * What an insurer's books allow: a solvency ratio that yields move, losses that may be realised in a half-year, and bonds that
 * have fallen so far that their loss must be taken (`docs/odd.md` §7.12).
 *
 * Bonds that pay little are sold at a loss within a budget, a part of it a day: the line that fell most, never the 30-year, which it
 * buys. Down by half a line is written down within months, down by three tenths perhaps; that loss is part of the budget too.
 * An insurer of which the file says nothing of this has no such limits.
 */
import { civilDate } from '../units/civil-date.ts';
import type { SimTime } from '../units/quantity.ts';
import { dayOf } from '../units/time.ts';
import type { Instrument, View } from './contract.ts';

/** Fall from the book price from which a line may be, and must be written down, and the chances of it in a month. */
const MAY_BE_IMPAIRED = 0.3;
const IS_IMPAIRED = 0.5;
const CHANCE_A_MONTH = { may: 0.1, must: 1 } as const;
const TRADING_DAYS_PER_MONTH = 21;
const MONTHS_OF_A_BUDGET = 6;
/** Lines from this tenor on stand at the book price. */
const SUPER_LONG_YEARS = 20;

/** As a mandate states them; zero: nothing is said. */
export interface InsurerBooks {
  readonly solvency: number;
  readonly solvencyPerBp: number;
  readonly solvencyFloor: number;
  readonly bookPrice: number;
  readonly lossBudget: number;
}

export interface BooksMemory {
  /** By instrument id: price per 100 to which a line was written down. */
  readonly writtenDownTo: Record<string, number>;
  /** April to September, or October to March, counted through; and the losses taken in it, minor units. */
  halfYear: number;
  lossTaken: number;
}

type Own = View<InsurerBooks>;

/** Ratio now: what it opened with, and what the move of the 30-year since has added or taken, in percentage points. */
export const solvencyNow = ({ self }: Own, thirty: Instrument, levelBp: number): number =>
  self.mandate.solvency + (self.mandate.solvencyPerBp * (levelBp - thirty.openLevelBp)) / 100;

/** Below its floor it takes no risk that it need not take. */
export const mayAddRisk = (view: Own, thirty: Instrument): boolean =>
  solvencyNow(view, thirty, view.levelBp(thirty)) >= view.self.mandate.solvencyFloor;

export const halfYearOf = (at: SimTime): number => {
  const { year, month } = civilDate(dayOf(at));
  return 2 * year + Math.floor((month + 8) / 6);
};

export interface Fallen {
  readonly line: Instrument;
  readonly book: number;
  readonly price: number;
  /** Share of the book price that is gone. */
  readonly share: number;
}

/** What stands below its book price, what fell most first. */
export function fallenLines(view: Own, memory: BooksMemory): Fallen[] {
  const { bookPrice } = view.self.mandate;
  if (bookPrice <= 0) return [];
  return view
    .instruments('jgb')
    .filter((line) => line.isBond && line.tenorYears >= SUPER_LONG_YEARS && view.position(line) > 0)
    .map((line) => {
      const book = memory.writtenDownTo[line.id] ?? 100 * bookPrice;
      const price = view.priceAt(line, view.levelBp(line));
      return { line, book, price, share: 1 - price / book };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.line.id < b.line.id ? -1 : 1));
}

/** Loss on one lot, minor units of yen. */
export const lossPerLot = ({ line, book, price }: Fallen): number => ((book - price) / 100) * line.lotFace;

const lossLeft = (view: Own, memory: BooksMemory): number =>
  view.self.mandate.lossBudget - (halfYearOf(view.at) === memory.halfYear ? memory.lossTaken : 0);

/** The line of which a day's part of the budget is sold, and how much of it. */
export function lossSale(
  view: Own,
  memory: BooksMemory,
): { readonly fallen: Fallen; readonly lots: number } | undefined {
  const fallen = fallenLines(view, memory).find(({ line }) => line.id !== 'JGB-30Y');
  if (fallen === undefined) return undefined;
  const day = view.self.mandate.lossBudget / (MONTHS_OF_A_BUDGET * TRADING_DAYS_PER_MONTH);
  const loss = Math.min(day, lossLeft(view, memory));
  return loss <= 0 ? undefined : { fallen, lots: Math.min(view.position(fallen.line), loss / lossPerLot(fallen)) };
}

/** The first line that must be written down today: `luck` is uniform, one draw for each line that fell far enough. */
export function impaired(view: Own, memory: BooksMemory, luck: () => number): Fallen | undefined {
  for (const fallen of fallenLines(view, memory)) {
    if (fallen.share < MAY_BE_IMPAIRED) return undefined;
    const chance = fallen.share < IS_IMPAIRED ? CHANCE_A_MONTH.may : CHANCE_A_MONTH.must;
    if (luck() < chance / TRADING_DAYS_PER_MONTH) return fallen;
  }
  return undefined;
}

export function takeLoss(memory: BooksMemory, at: SimTime, loss: number): void {
  const now = halfYearOf(at);
  if (memory.halfYear !== now) memory.lossTaken = 0;
  memory.halfYear = now;
  memory.lossTaken += loss;
}
