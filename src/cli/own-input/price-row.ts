/**
 * A row of a bond file → its missing half and its risk, or everything that is wrong with it.
 *
 * The arithmetic is that of `src/bonds/quote.ts`; here stands what a row may say. Risk is by the row's own yield, and where
 * that is a simple one by the compound yield of the same price. The dated date is not among the columns: what is priced is
 * a bond with regular coupons that has been issued.
 */
import type { YieldConvention } from '../../bonds/bond.ts';
import { cleanPriceOf, quotedYieldOf, riskAt, type SettledBond, settledBond } from '../../bonds/quote.ts';
import { couponPeriodAt, isLastOfMonth, yearsLater } from '../../bonds/schedule.ts';
import { HIGHEST_YIELD_PCT, LOWEST_YIELD_PCT, type YieldResult, yieldOf } from '../../bonds/solve-yield.ts';
import { nearestName } from '../../scenario/nearest-name.ts';
import { type DayNumber, isoDate, parseIsoDate } from '../../units/civil-date.ts';
import { BOND_MARKETS, type BondMarket } from '../../units/quantity.ts';
import { exDividendDateAt } from './gilt-ex-dividend.ts';
import type { PriceColumn } from './price-columns.ts';

export interface PricedRow {
  /** In the row's own convention, percent. */
  readonly yieldPct: number;
  readonly cleanPrice: number;
  readonly accrued: number;
  readonly dirtyPrice: number;
  readonly modDuration: number;
  readonly convexity: number;
  readonly dv01: number;
}

export interface RowFault {
  readonly column: PriceColumn;
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

export type RowResult =
  | { readonly ok: true; readonly row: PricedRow }
  | { readonly ok: false; readonly faults: readonly RowFault[] };

const CONVENTIONS: Readonly<Record<BondMarket, Readonly<Record<string, YieldConvention>>>> = {
  jgb: { simple: 'jgbSimple', compound: 'jgbCompound' },
  ust: { street: 'ustStreet', treasury: 'ustTreasury' },
  gilt: { dmo: 'giltDmo' },
  ktb: { customary: 'ktbCustomary' },
};

/** No sovereign of these borrows for longer; a mistyped century is noticed. */
const YEARS_MOST = 100;
const COUPON_MOST_PCT = 100;
/** Per 100 of face: what lies beyond is a mistake in the yield. */
const PRICE_MOST = 1_000_000;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** `text` gives a field by its column, empty where there is none. */
export const priceRow = (text: (column: PriceColumn) => string): RowResult => new RowReading(text).result();

class RowReading {
  private readonly text: (column: PriceColumn) => string;
  private readonly faults: RowFault[] = [];

  constructor(text: (column: PriceColumn) => string) {
    this.text = (column) => text(column).trim();
  }

  result(): RowResult {
    const bond = this.bond();
    const yieldPct = this.yieldPct();
    const cleanPrice = this.cleanPrice();
    if (this.text('yield_pct') === '' && this.text('clean_price') === '')
      this.fault('yield_pct', 'neither yield nor price is given', 'one of yield_pct and clean_price');
    if (this.text('yield_pct') !== '' && this.text('clean_price') !== '')
      this.fault('clean_price', 'both yield and price are given', 'one of yield_pct and clean_price, the other empty');
    const row = bond && this.faults.length === 0 ? this.priced(bond, yieldPct, cleanPrice) : undefined;
    return row === undefined ? { ok: false, faults: this.faults } : { ok: true, row };
  }

  private priced(bond: SettledBond, yieldPct: number | undefined, price: number | undefined): PricedRow | undefined {
    const cleanPrice = price ?? this.priceAt(bond, yieldPct as number);
    const quotedPct = yieldPct ?? this.yieldAt(bond, quotedYieldOf(bond, cleanPrice));
    if (Number.isNaN(cleanPrice) || Number.isNaN(quotedPct)) return undefined;
    const dirtyPrice = cleanPrice + bond.accrued;
    const isSimple = bond.terms.convention === 'jgbSimple';
    const compoundPct = isSimple ? this.yieldAt(bond, yieldOf(bond.stream, dirtyPrice)) : quotedPct;
    if (Number.isNaN(compoundPct)) return undefined;
    const { modifiedDuration: modDuration, convexity, dv01 } = riskAt(bond, compoundPct);
    return { yieldPct: quotedPct, cleanPrice, accrued: bond.accrued, dirtyPrice, modDuration, convexity, dv01 };
  }

  /** NaN, and a fault, where there is none. */
  private priceAt(bond: SettledBond, yieldPct: number): number {
    const price = cleanPriceOf(bond, yieldPct);
    if (price > 0 && price < PRICE_MOST) return price;
    const wrong = price > 0 ? 'is beyond 1,000,000' : 'is not positive';
    this.fault('yield_pct', `at this yield the price ${wrong}`, 'a yield that the bond can have');
    return Number.NaN;
  }

  private yieldAt(bond: SettledBond, result: YieldResult): number {
    const reason = result.ok ? beyondRange(result.yieldPct) : result.reason;
    if (result.ok && reason === undefined) return result.yieldPct;
    const what = bond.terms.convention === 'jgbSimple' ? 'simple yield or the compound yield' : 'yield';
    const messages = {
      priceNotPositive: 'the dirty price is not positive',
      yieldBelowRange: `the ${what} of this price is below ${LOWEST_YIELD_PCT} %`,
      yieldAboveRange: `the ${what} of this price is above ${HIGHEST_YIELD_PCT} %`,
    };
    const column = this.text('clean_price') === '' ? 'yield_pct' : 'clean_price';
    this.fault(column, messages[reason ?? 'priceNotPositive'], 'a price that the bond can have');
    return Number.NaN;
  }

  /** Undefined, and at least one fault, where the row describes none. */
  private bond(): SettledBond | undefined {
    const market = this.oneOf('market', BOND_MARKETS) as BondMarket | undefined;
    const convention = this.convention(market);
    const couponPct = this.number('coupon_pct');
    if (couponPct !== undefined && !(couponPct >= 0 && couponPct <= COUPON_MOST_PCT))
      this.fault('coupon_pct', `a coupon of ${couponPct} %`, `percent a year, 0 … ${COUPON_MOST_PCT}`);
    const [maturity, settlement] = [this.date('maturity'), this.date('settlement')];
    const isOutstanding = this.isOutstanding(settlement, maturity);
    const isMonthEnd = this.isMonthEnd(market, maturity);
    if (maturity === undefined || settlement === undefined || !isOutstanding) return undefined;
    const exDividendDate = this.exDividend(market, { couponPct: couponPct ?? 0, maturity, isMonthEnd }, settlement);
    if (convention === undefined || couponPct === undefined || this.faults.length > 0) return undefined;
    return settledBond({ convention, couponPct, maturity, isMonthEnd, exDividendDate }, settlement);
  }

  private isOutstanding(settlement: DayNumber | undefined, maturity: DayNumber | undefined): boolean {
    if (settlement === undefined || maturity === undefined) return false;
    if (settlement >= maturity) {
      const expected = `before maturity, ${isoDate(maturity)}`;
      this.fault('settlement', 'settlement is not before maturity', expected);
    } else if (yearsLater(settlement, YEARS_MOST) < maturity) {
      this.fault(
        'maturity',
        `more than ${YEARS_MOST} years to maturity`,
        `at most ${YEARS_MOST} years from settlement`,
      );
    } else return true;
    return false;
  }

  private convention(market: BondMarket | undefined): YieldConvention | undefined {
    if (market !== undefined) {
      const name = this.oneOf('convention', Object.keys(CONVENTIONS[market]), ` for ${market}`);
      return name === undefined ? undefined : CONVENTIONS[market][name];
    }
    const all = Object.values(CONVENTIONS).flatMap((names) => Object.keys(names));
    this.oneOf('convention', all);
    return undefined;
  }

  private isMonthEnd(market: BondMarket | undefined, maturity: DayNumber | undefined): boolean {
    const text = this.text('eom');
    const isLast = maturity !== undefined && isLastOfMonth(maturity);
    if (text === '') return market === 'ust' && isLast;
    if (text !== '0' && text !== '1') this.fault('eom', `"${text}" is no eom`, '0, 1 or nothing');
    if (text === '1' && maturity !== undefined && !isLast)
      this.fault('eom', 'maturity is not the last day of its month', '0, or nothing');
    return text === '1' && isLast;
  }

  private exDividend(
    market: BondMarket | undefined,
    terms: Parameters<typeof couponPeriodAt>[0],
    settlement: DayNumber,
  ): DayNumber | undefined {
    const isGiven = this.text('ex_div_date') !== '';
    if (market !== 'gilt') {
      if (isGiven && market !== undefined) this.fault('ex_div_date', 'only gilts go ex dividend', 'nothing');
      return undefined;
    }
    const period = couponPeriodAt(terms, settlement);
    const date = isGiven ? this.date('ex_div_date') : exDividendDateAt(period, settlement);
    if (date === 'unknown') {
      const message = `the holidays of London in ${isoDate(period.next).slice(0, 4)} are not known`;
      this.fault('ex_div_date', message, 'the ex-dividend date');
      return undefined;
    }
    if (isGiven && date !== undefined && (date <= period.previous || date > period.next)) {
      const expected = `after ${isoDate(period.previous)}, up to ${isoDate(period.next)}`;
      this.fault('ex_div_date', 'the ex-dividend date is not of the next coupon', expected);
    }
    return date;
  }

  private yieldPct(): number | undefined {
    const value = this.text('yield_pct') === '' ? undefined : this.number('yield_pct');
    if (value !== undefined && !(value > LOWEST_YIELD_PCT && value < HIGHEST_YIELD_PCT))
      this.fault('yield_pct', `a yield of ${value} %`, `percent, ${LOWEST_YIELD_PCT} … ${HIGHEST_YIELD_PCT}`);
    return value;
  }

  private cleanPrice(): number | undefined {
    const value = this.text('clean_price') === '' ? undefined : this.number('clean_price');
    if (value !== undefined && !(value > 0 && value < PRICE_MOST))
      this.fault('clean_price', `a price of ${value}`, 'a positive price per 100 of face');
    return value;
  }

  private number(column: PriceColumn): number | undefined {
    const text = this.text(column);
    if (NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text);
    this.fault(column, `${shown(text)} is no number`, 'a decimal number such as 3.2');
    return undefined;
  }

  private date(column: PriceColumn): DayNumber | undefined {
    const text = this.text(column);
    const date = parseIsoDate(text);
    if (date === undefined) this.fault(column, `${shown(text)} is no date`, 'a date such as 2026-01-21');
    return date;
  }

  private oneOf(column: PriceColumn, known: readonly string[], of = ''): string | undefined {
    const text = this.text(column);
    if (known.includes(text)) return text;
    const nearest = nearestName(text, known);
    const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    this.fault(column, `there is no ${column} ${shown(text)}${of}${hint}`, `one of: ${known.join(', ')}`, nearest);
    return undefined;
  }

  private fault(column: PriceColumn, message: string, expected: string, nearest?: string): void {
    this.faults.push({ column, message, expected, ...(nearest === undefined ? {} : { nearest }) });
  }
}

/** A simple yield is a quotient and knows no range; what could not be read back is not written. */
function beyondRange(yieldPct: number): 'yieldBelowRange' | 'yieldAboveRange' | undefined {
  if (!(yieldPct > LOWEST_YIELD_PCT)) return 'yieldBelowRange';
  return yieldPct < HIGHEST_YIELD_PCT ? undefined : 'yieldAboveRange';
}

const shown = (text: string): string =>
  text === '' ? 'nothing' : `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
